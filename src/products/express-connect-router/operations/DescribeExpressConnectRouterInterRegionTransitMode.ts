import { list, oneOf, operation, structure, text } from '../../../model/index.js'
import { transitModesOf } from '../domain/router.js'
import { ecrUnknown, illegal } from '../errors.js'
import { ecrId, toEcr, usual } from '../parameters.js'
import { ecr } from '../product.js'
import { ownRouter, regionsOf } from '../reads.js'

const entry = structure({
  RegionId: text('Region.', 'cn-hangzhou'),
  Mode: oneOf(['ECMP', 'NearBy'], 'How traffic leaves this region: over all paths alike, or over the closest access point.'),
})

export default operation(ecr, {
  name: 'DescribeExpressConnectRouterInterRegionTransitMode',
  does: 'Tells for each region of an ECR how traffic is forwarded between regions.',
  input: { ...ecrId, ...usual },
  output: { InterRegionTransitModeList: list('One entry for each region.', entry) },
  access: toEcr('get'),
  errors: { ...illegal, ...ecrUnknown },
  async run({ input, now, own, settle }) {
    const router = settle(await ownRouter(own, input.EcrId, now))
    return { InterRegionTransitModeList: transitModesOf(router.transitModes, await regionsOf(own, router.ecrId, now)) }
  },
})
