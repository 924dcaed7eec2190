import { accountId, list, operation, paged, required, sometimes, structure, text } from '../../../model/index.js'
import { requiredRegion } from '../parameters.js'
import { entriesCounted } from '../prefix-lists.js'
import { vpc } from '../product.js'

const owner = (note: string) => ({ ...accountId(note), published: 'string' as const })

export default operation(vpc, {
  name: 'GetVpcPrefixListAssociations',
  documented: '2025-03-10',
  does: 'Lists the route tables that use a prefix list. Routes are not offered here, so nothing uses one.',
  input: {
    RegionId: requiredRegion,
    PrefixListId: required(text('The prefix list.', 'pl-0b7hwu67f3k2m9qz1x4c8')),
    ...paged(100, 50),
  },
  output: {
    NextToken: sometimes(text('Continues the list; absent on the last page.', 'FFmyTO70tTpLG6I3FmYAXGKPd')),
    ...entriesCounted,
    PrefixListAssociation: list(
      'What uses the list.',
      structure({
        PrefixListId: text('The prefix list.', 'pl-0b7hwu67f3k2m9qz1x4c8'),
        ResourceId: text('The route table.', 'vtb-bp145q7glnuzdvx1kq0s2'),
        ResourceType: text('`vpcRouteTable` or `trRouteTable`.', 'vpcRouteTable'),
        OwnerId: owner('The owner of the prefix list.'),
        Status: text('Whether it has the newest blocks.', 'Created'),
        Reason: text('Why it has not.', ''),
        RegionId: text('The region.', 'cn-hangzhou'),
        ResourceUid: owner('The owner of the route table.'),
      }),
    ),
  },
  access: {
    level: 'list',
    resources: [{ arn: 'acs:vpc:{#regionId}:{#accountId}:prefixlist/{#PrefixListId}', id: 'PrefixListId' }],
  },
  // No code for a list that does not exist is published: nothing uses it either.
  errors: { 'IllegalParam.NextToken': [400, 'The specified NextToken is invalid.'] },
  run: async () => ({ TotalCount: 0, Count: 0, PrefixListAssociation: [] }),
})
