import { carriesTags, list, long, operation, paged, pageOf, sometimes, structure, text } from '../../../model/index.js'
import { nameOf, requiredRegion, resourceGroup, tagFilter } from '../parameters.js'
import { isPrefixListShared, prefixListAnswered, prefixListFields, prefixListsSeenBy } from '../prefix-lists.js'
import { vpc } from '../product.js'
import { pagesOf } from '../reads.js'

export default operation(vpc, {
  name: 'ListPrefixLists',
  documented: '2026-01-07',
  does: 'Lists the prefix lists of a region: those of the account, and those that other accounts share with it.',
  input: {
    RegionId: requiredRegion,
    PrefixListIds: list('Only these.', text('A prefix list.', 'pl-0b7hwu67f3k2m9qz1x4c8'), { max: 100 }),
    PrefixListName: nameOf('prefix lists to look for'),
    ResourceGroupId: resourceGroup,
    Tags: tagFilter,
    // Pages say 20, the metadata's default is 10.
    ...paged(100, 20),
  },
  output: {
    NextToken: sometimes(text('Continues the list; absent on the last page.', 'FFmyTO70tTpLG6I3FmYAXGKPd')),
    TotalCount: long('Lists on all pages.', 1),
    MaxResults: long('The size of pages.', 20),
    PrefixLists: list('The lists of the page.', structure(prefixListFields)),
  },
  // UNKNOWN: the resource that RAM compares; the list's own as its siblings have it.
  access: {
    level: 'list',
    resources: [{ arn: 'acs:vpc:{#regionId}:{#accountId}:prefixlist/{#PrefixListId}', id: 'PrefixListIds' }],
  },
  errors: { 'IllegalParam.NextToken': [400, 'The specified NextToken is invalid.'] },
  async run(context) {
    const { input, caller, region, now, page } = context
    const viewer = { account: caller.account, region, now }
    const asked = (await prefixListsSeenBy(context, viewer)).filter(
      ({ row }) =>
        (!input.PrefixListIds || input.PrefixListIds.includes(row.prefixListId)) &&
        (!input.PrefixListName || row.name === input.PrefixListName) &&
        (input.ResourceGroupId === undefined || row.resourceGroupId === input.ResourceGroupId) &&
        carriesTags(row.tags, input.Tags),
    )
    const { rows, nextToken } = await pageOf(
      page,
      pagesOf(asked, ({ prefixListId }) => prefixListId),
    )
    const PrefixLists = await Promise.all(
      rows.map(async (seen) => prefixListAnswered(seen, viewer, await isPrefixListShared(context, seen, now))),
    )
    return { TotalCount: asked.length, MaxResults: page.size, PrefixLists, NextToken: nextToken }
  },
})
