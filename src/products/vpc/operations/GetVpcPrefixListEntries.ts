import { list, operation, paged, pageOf, required, sometimes, structure, text } from '../../../model/index.js'
import { requiredRegion } from '../parameters.js'
import { entriesBehind, entriesCounted, prefixListSeenBy } from '../prefix-lists.js'
import { vpc } from '../product.js'

export default operation(vpc, {
  name: 'GetVpcPrefixListEntries',
  documented: '2024-06-24',
  does: 'Lists the blocks of a prefix list: of the account, or shared with it.',
  input: {
    RegionId: requiredRegion,
    PrefixListId: required(text('The prefix list.', 'pl-0b7hwu67f3k2m9qz1x4c8')),
    ...paged(100, 50),
  },
  output: {
    NextToken: sometimes(text('Continues the list; absent on the last page.', 'FFmyTO70tTpLG6I3FmYAXGKPd')),
    ...entriesCounted,
    PrefixListEntry: list(
      'The blocks of the page.',
      structure({
        PrefixListId: text('The prefix list.', 'pl-0b7hwu67f3k2m9qz1x4c8'),
        Cidr: text('The block.', '192.168.0.0/16'),
        Description: text('What it is, empty if not said.', 'branch'),
        RegionId: text('The region of the list.', 'cn-hangzhou'),
      }),
    ),
  },
  access: {
    level: 'list',
    resources: [{ arn: 'acs:vpc:{#regionId}:{#accountId}:prefixlist/{#PrefixListId}', id: 'PrefixListId' }],
  },
  errors: {
    'IllegalParam.NextToken': [400, 'The specified NextToken is invalid.'],
    'ResourceNotFound.PrefixList': [400, 'The specified resource of prefixList is not found.'],
  },
  async run(context) {
    const { input, caller, region, now, page, refuse } = context
    const viewer = { account: caller.account, region, now }
    const seen = await prefixListSeenBy(context, viewer, input.PrefixListId, 'vpc:GetVpcPrefixListEntries')
    if (!seen)
      return refuse('ResourceNotFound.PrefixList', {
        because: `No prefix list ${input.PrefixListId} of this account is in ${region}, and none is shared with it.`,
        next: 'If another account owns it: ask for a resource share that has this account as a principal.',
      })
    const { prefixListId, regionId, entries } = seen.row
    const { rows, nextToken } = await pageOf(page, entriesBehind(seen.row))
    return {
      TotalCount: entries.length,
      Count: rows.length,
      PrefixListEntry: rows.map(({ cidr, description }) => ({
        PrefixListId: prefixListId,
        Cidr: cidr,
        Description: description,
        RegionId: regionId,
      })),
      NextToken: nextToken,
    }
  },
})
