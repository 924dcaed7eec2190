import { list, onlyOwn, operation, structure, text } from '../../../model/index.js'
import { mayChangeRouter } from '../domain/lock.js'
import { withTransitModes } from '../domain/router.js'
import { ecrStatus, ecrUnknown, forceDeleting, locked } from '../errors.js'
import { ecrId, toEcr, usual } from '../parameters.js'
import { ecr, supportedRegions } from '../product.js'
import { ownRouter } from '../reads.js'
import { routers } from '../tables.js'

const entry = structure({
  RegionId: text('The region.', 'cn-hangzhou'),
  Mode: text('ECMP: over all paths alike. NearBy: over the closest access point.', 'ECMP'),
})

export default operation(ecr, {
  name: 'ModifyExpressConnectRouterInterRegionTransitMode',
  does: 'Sets how traffic leaves regions of an ECR. Regions that a call leaves out keep their mode.',
  input: { ...ecrId, TransitModeList: list('Regions and their modes.', entry, { max: 100 }), ...usual },
  access: toEcr('update'),
  errors: {
    ...ecrStatus,
    ...forceDeleting,
    'IllegalParam.RegionId': [400, 'Area parameter invalid.'],
    'IllegalParam.TransitMode': [400, 'The transmission mode parameter is invalid.'],
    ...locked,
    ...ecrUnknown,
  },
  // Terraform cuts its tokens to 64 characters. With a name as long as this one, what is left of them tells only the second: two ECRs
  // that it changes side by side get the same token.
  tokensOf: 'EcrId',
  touches: onlyOwn,
  async run(context) {
    const { input, now, own, transition, settle } = context
    const router = settle(await ownRouter(own, input.EcrId, now))
    const transitModes = settle(withTransitModes(router.transitModes, input.TransitModeList ?? [], supportedRegions))
    settle(mayChangeRouter(router, context))
    // A change that was made to fail leaves things as they are.
    const changed = transition.succeeds ? { transitModes, modifiedAt: now.toISOString() } : {}
    own.put(routers, { ...router, ...changed, step: 'updating', settlesAt: transition.settlesAt })
  },
})
