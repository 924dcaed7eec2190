import { carriesTags, list, operation, pageOf, sometimes, text, whole } from '../../../model/index.js'
import { noPolicy, noRole } from '../errors.js'
import { tags } from '../parameters.js'
import { ram } from '../product.js'
import { allThings, namedThings, resourceNames, resourceType, tagEntry, taggedThings } from '../tagging.js'

export default operation(ram, {
  name: 'ListTagResources',
  does: 'Lists the tags of roles or policies one by one.',
  input: {
    ResourceType: resourceType,
    ResourceNames: resourceNames,
    Tag: tags,
    PageSize: { ...whole('Entries per page.', 100, { min: 1, max: 100, default: 100 }), role: 'pageSize' as const },
    NextToken: { ...text('Where the previous page ended.', 'EXAMPLE', { max: 2048 }), role: 'pageToken' as const },
  },
  output: {
    TagResources: list('The tags, by name and key.', tagEntry),
    // INVARIANT: never empty: clients of tag lists go on for ever on an empty one.
    NextToken: sometimes(text('Hand it back to go on; there only when there are more.', 'EXAMPLE')),
  },
  access: { level: 'list', resources: taggedThings },
  errors: { ...noRole, ...noPolicy },
  async run({ input, own, page, settle }) {
    const kind = input.ResourceType
    const things = input.ResourceNames ? settle(await namedThings(own, kind, input.ResourceNames)) : await allThings(own, kind)
    const entries = things
      .filter((thing) => carriesTags(thing.tags, input.Tag))
      .flatMap(({ name, tags: all }) => Object.entries(all).map(([key, value]) => ({ name, key, value })))
      .map((row) => ({ row, cursor: `${row.name}\n${row.key}` }))
      .toSorted((a, b) => (a.cursor < b.cursor ? -1 : 1))
    const { rows, nextToken } = await pageOf(page, async (after, limit) =>
      entries.filter(({ cursor }) => after === undefined || cursor > after).slice(0, limit),
    )
    return {
      TagResources: rows.map(({ name, key, value }) => ({ ResourceName: name, ResourceType: kind, TagKey: key, TagValue: value })),
      ...(nextToken === undefined ? {} : { NextToken: nextToken }),
    }
  },
})
