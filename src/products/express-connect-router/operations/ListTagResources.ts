import { list, operation, pageOf, structure, text } from '../../../model/index.js'
import { areNamed, type Binding, bindingsOf } from '../domain/tags.js'
import { taggedUnknown } from '../errors.js'
import { pageAnswer, pages, smallEnvelope, taggedEcrs, taggedType, toTaggedEcrs, wantedTags } from '../parameters.js'
import { ecr } from '../product.js'
import { taggedAs } from '../taggable.js'

const entry = structure({
  ResourceId: text('Id of what carries it.', 'ecr-mezk2idmsd0vx2a001'),
  ResourceType: taggedType,
  TagKey: text('Tag key.', 'team'),
  TagValue: text('Tag value.', 'network'),
})

/** Where a binding stands in the list: ids have no slash, so all of one ECR stand together. */
const placeOf = ({ resourceId, key }: Binding) => `${resourceId}/${key}`
const byPlace = (left: { readonly cursor: string }, right: { readonly cursor: string }) => (left.cursor < right.cursor ? -1 : 1)

export default operation(ecr, {
  name: 'ListTagResources',
  does: 'Lists the tags of ECRs, associations or flow logs one by one.',
  input: {
    ResourceType: taggedEcrs.ResourceType,
    ResourceId: list('Only these.', text('Id of an ECR, an association or a flow log.', 'ecr-mezk2idmsd0vx2a001'), { max: 50 }),
    ...wantedTags,
    ...pages,
  },
  output: { TagResources: list('The tags, in the order of ids and keys.', entry), ...pageAnswer },
  access: toTaggedEcrs('none'),
  without: smallEnvelope,
  errors: taggedUnknown,
  async run({ input, now, own, page, settle }) {
    settle(areNamed(input.Tag))
    const kind = taggedAs(input.ResourceType)
    const named = []
    for (const id of new Set(input.ResourceId ?? [])) named.push(settle(await kind.find(own, id, now)))
    const bindings = bindingsOf(input.ResourceId === undefined ? await kind.all(own, now) : named, input.Tag)
    const places = bindings.map((row) => ({ row, cursor: placeOf(row) })).sort(byPlace)
    const { rows, nextToken } = await pageOf(page, async (after, limit) =>
      places.filter(({ cursor }) => after === undefined || cursor > after).slice(0, limit),
    )
    return {
      TagResources: rows.map(({ resourceId, key, value }) => ({
        ResourceId: resourceId,
        ResourceType: input.ResourceType,
        TagKey: key,
        TagValue: value,
      })),
      MaxResults: page.size,
      NextToken: nextToken,
      TotalCount: bindings.length,
    }
  },
})
