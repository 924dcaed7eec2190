import { list, operation, text } from '../../../model/index.js'
import { ecrUnknown } from '../errors.js'
import { ecrId, toEcr, usual } from '../parameters.js'
import { ecr } from '../product.js'
import { ownRouter, regionsOf } from '../reads.js'

export default operation(ecr, {
  name: 'DescribeExpressConnectRouterRegion',
  does: 'Lists the regions in which an ECR has a VPC, a transit router or a VBR.',
  input: { ...ecrId, ...usual },
  output: { RegionIdList: list('The regions, in the order of their ids.', text('Region.', 'cn-hangzhou')) },
  access: toEcr('list'),
  errors: { ...ecrUnknown },
  async run({ input, now, own, settle }) {
    const router = settle(await ownRouter(own, input.EcrId, now))
    return { RegionIdList: await regionsOf(own, router.ecrId, now) }
  },
})
