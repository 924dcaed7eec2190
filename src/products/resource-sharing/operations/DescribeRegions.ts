import { list, operation, structure, text } from '../../../model/index.js'
import { regions } from '../domain/regions.js'
import { resourceSharing } from '../product.js'

export default operation(resourceSharing, {
  name: 'DescribeRegions',
  documented: '2024-06-24',
  does: 'Lists the regions of the service. All of them are reached here.',
  input: {
    // UNKNOWN: the language without it is that of the published sample; one that is not known is as if it were left out.
    AcceptLanguage: text('The language of the names: zh-CN or en-US.', 'en-US', { min: 0 }),
  },
  output: {
    Regions: list(
      'The regions.',
      structure({
        LocalName: text('Its name.', 'China (Hangzhou)'),
        RegionEndpoint: text('Where it is reached.', '127.0.0.1:8688'),
        RegionId: text('The region.', 'cn-hangzhou'),
      }),
    ),
  },
  access: { level: 'get' },
  async run({ input, region, endpoint }) {
    const name = input.AcceptLanguage === 'en-US' ? 'english' : 'chinese'
    // A host that names the region of the call is named alike for the others; nothing leads away from this server.
    const hostFor = (id: string) => endpoint.split('.').map((label) => (label === region ? id : label))
    return {
      Regions: regions.map((each) => ({ LocalName: each[name], RegionEndpoint: hostFor(each.id).join('.'), RegionId: each.id })),
    }
  },
})
