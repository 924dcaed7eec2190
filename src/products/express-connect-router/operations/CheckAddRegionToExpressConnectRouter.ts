import { flag, operation, required, text } from '../../../model/index.js'
import { isRouterUnlocked } from '../domain/lock.js'
import { mayJoinFrom, reachOf, transmissionOf } from '../domain/router.js'
import { ecrUnknown, locked, regionUnsupported } from '../errors.js'
import { ecrId, toEcr, usual } from '../parameters.js'
import { ecr, supportedRegions } from '../product.js'
import { ownRouter, regionsOf } from '../reads.js'

export default operation(ecr, {
  name: 'CheckAddRegionToExpressConnectRouter',
  does: 'Tells what an ECR needs of CDT to join another region, and whether the account has it.',
  input: { ...ecrId, FreshRegionId: required(text('The region that is to join.', 'cn-hangzhou')), ...usual },
  output: {
    AnyInterRegionLink: flag('Whether the ECR would be in several regions of the Chinese mainland.', true),
    AnyCrossBorderLink: flag('Whether the ECR would be on both sides of the border of the Chinese mainland.', false),
    IsCdtInterRegionEnabled: flag('Whether the account has activated CDT.', true),
    IsCdtCrossBorderEnabled: flag('Whether the account has activated cross-border CDT.', true),
    IsUserAllowedToCreateCrossBorderLink: flag('Whether the account may create cross-border links.', true),
  },
  access: toEcr('none'),
  errors: { ...regionUnsupported, ...locked, ...ecrUnknown },
  async run({ input, now, settings, own, settle }) {
    const router = settle(await ownRouter(own, input.EcrId, now))
    const regionId = settle(mayJoinFrom(input.FreshRegionId, supportedRegions))
    settle(isRouterUnlocked(router, now))
    const { interRegion, crossBorder } = reachOf([...(await regionsOf(own, router.ecrId, now)), regionId])
    const may = transmissionOf(settings)
    return {
      AnyInterRegionLink: interRegion,
      AnyCrossBorderLink: crossBorder,
      IsCdtInterRegionEnabled: may.cdt,
      IsCdtCrossBorderEnabled: may.crossBorderCdt,
      IsUserAllowedToCreateCrossBorderLink: may.crossBorder,
    }
  },
})
