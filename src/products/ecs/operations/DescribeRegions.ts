import { list, oneOf, operation, structure, text } from '../../../model/index.js'
import { languages, regionName, regions } from '../domain/places.js'
import { ecs } from '../product.js'

export default operation(ecs, {
  name: 'DescribeRegions',
  documented: '2024-06-24',
  does: 'Lists the regions.',
  input: {
    InstanceChargeType: oneOf(['PrePaid', 'PostPaid'], 'Only regions where instances are paid so: all.', 'PostPaid'),
    ResourceType: oneOf(['instance', 'disk', 'reservedinstance', 'scu'], 'Only regions that have this: all.'),
    AcceptLanguage: oneOf(languages, 'The language of the names; Chinese if not said.'),
  },
  output: {
    Regions: structure({
      Region: list(
        'The regions.',
        structure({
          RegionId: text('Its id.', 'cn-hangzhou'),
          LocalName: text('Its name.', 'China (Hangzhou)'),
          RegionEndpoint: text('The host name of the real service there.', 'ecs.cn-hangzhou.aliyuncs.com'),
          Status: text('`available`, or `soldOut`.', 'available'),
        }),
      ),
    }),
  },
  // UNKNOWN: the page on the product's actions has no line for it; every resource.
  access: { level: 'list' },
  errors: {
    'Unauthorized.EmptyRegion': [403, 'The specified account has no access authority to any region.'],
    'Invalid.InstanceChargeType': [403, 'The specified instanceChargeType is not valid.'],
    'InvalidAcceptLanguage.NotFound': [404, 'Only Chinese (zh-CN), English (en-US), and Japanese (ja) are allowed.'],
    'InvalidResourceType.NotFound': [404, 'The ResourceType provided does not exist in our records.'],
  },
  run: async ({ input }) => ({
    Regions: {
      Region: regions.map((region) => ({
        RegionId: region.id,
        LocalName: regionName(region, input.AcceptLanguage),
        // Clients show it and call what they were configured with.
        RegionEndpoint: `ecs.${region.id}.aliyuncs.com`,
        Status: 'available',
      })),
    },
  }),
})
