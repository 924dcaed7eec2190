import { clientToken, list, oneOf, operation, required, text } from '../../../model/index.js'
import { ecr, supportedRegions } from '../product.js'

export default operation(ecr, {
  name: 'ListExpressConnectRouterSupportedRegion',
  does: 'Lists the regions in which an ECR can have something.',
  // UNKNOWN: whether the lists of the three kinds differ; here they do not.
  input: { NodeType: required(oneOf(['TR', 'VBR', 'VPC'], 'What it is to have there.', 'VBR')), ...clientToken },
  output: { SupportedRegionIdList: list('The regions.', text('Region.', 'cn-hangzhou')) },
  access: { level: 'get' },
  without: ['DynamicCode', 'DynamicMessage', 'AccessDeniedDetail'],
  async run() {
    return { SupportedRegionIdList: supportedRegions }
  },
})
