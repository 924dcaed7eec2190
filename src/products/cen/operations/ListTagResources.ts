import { carriesTags, list, oneOf, operation, pageOf, sometimes, structure, text, whole } from '../../../model/index.js'
import { resourceIds, tagErrors, tagFilter, taggedResources } from '../parameters.js'
import { cen } from '../product.js'
import { taggedNamed } from '../tagged.js'

const entry = structure({
  ResourceId: text('What carries the tag.', 'cen-8z69wtwqel33lq0001'),
  ResourceType: oneOf(['CEN', 'TRANSITROUTER', 'TRANSITROUTERECRATTACHMENT'], 'Kind of resource.'),
  TagKey: text('Tag key.', 'team'),
  TagValue: text('Tag value.', 'network'),
})

export default operation(cen, {
  name: 'ListTagResources',
  does: 'Lists the tags of CEN instances, transit routers or attachments one by one.',
  input: {
    ...taggedResources,
    ResourceId: resourceIds,
    Tag: tagFilter,
    PageSize: { ...whole('Entries per page.', 10, { min: 1, max: 50, default: 10 }), role: 'pageSize' as const },
    NextToken: {
      ...text('Where the previous page ended.', 'FFmyTO70tTpLG6I3FmYAXGKPd0001', { min: 0, max: 256 }),
      role: 'pageToken' as const,
    },
  },
  output: {
    NextToken: sometimes(text('Where the next page begins; absent at the end.', 'FFmyTO70tTpLG6I3FmYAXGKPd0001')),
    TagResources: structure({ TagResource: list('The tags, in the order of ids and keys.', entry) }),
  },
  // UNKNOWN: the page was not readable.
  access: { level: 'list' },
  errors: {
    ...tagErrors,
    'BothEmpty.TagsAndResources': [400, 'Both of Tags and ResourceIds is empty.'],
    'IllegalParam.NextToken': [400, 'The parameter NextToken is invalid.'],
  },
  async run({ input, now, own, page, settle, refuse }) {
    if (input.ResourceId === undefined && input.Tag === undefined)
      refuse('BothEmpty.TagsAndResources', { because: 'Neither ids nor tags are given.', next: 'Give ResourceId or Tag.' })
    const named = settle(await taggedNamed(own, { word: input.ResourceType, ids: input.ResourceId, now }))
    const keys = input.Tag && new Set(input.Tag.map(({ Key }) => Key))
    const bindings = named
      .filter(({ row }) => carriesTags(row.tags, input.Tag))
      .flatMap(({ id, kind, row }) => Object.entries(row.tags).map(([key, value]) => ({ id, kind, key, value })))
      .filter(({ key }) => keys === undefined || keys.has(key))
    const places = bindings.map((row) => ({ row, cursor: `${row.id}/${row.key}` })).sort((a, b) => (a.cursor < b.cursor ? -1 : 1))
    const { rows, nextToken } = await pageOf(page, async (after, limit) =>
      places.filter(({ cursor }) => after === undefined || cursor > after).slice(0, limit),
    )
    return {
      NextToken: nextToken,
      TagResources: {
        TagResource: rows.map(({ id, kind, key, value }) => ({ ResourceId: id, ResourceType: kind, TagKey: key, TagValue: value })),
      },
    }
  },
})
