import { list, oneOf, operation, pageOf, structure, text } from '../../../model/index.js'
import { type Binding, bindingsOf } from '../domain/tags.js'
import { ecrUnknown } from '../errors.js'
import { pageAnswer, pages, smallEnvelope, taggedEcrs, toTaggedEcrs, wantedTags } from '../parameters.js'
import { ecr } from '../product.js'
import { ownRouter } from '../reads.js'
import { routers } from '../tables.js'

const entry = structure({
  ResourceId: text('Id of the ECR.', 'ecr-mezk2idmsd0vx2a001'),
  ResourceType: oneOf(['EXPRESSCONNECTROUTER'], 'Kind of resource.'),
  TagKey: text('Tag key.', 'team'),
  TagValue: text('Tag value.', 'network'),
})

/** Where a binding stands in the list: ids have no slash, so all of one ECR stand together. */
const placeOf = ({ resourceId, key }: Binding) => `${resourceId}/${key}`
const byPlace = (left: { readonly cursor: string }, right: { readonly cursor: string }) => (left.cursor < right.cursor ? -1 : 1)

export default operation(ecr, {
  name: 'ListTagResources',
  does: 'Lists the tags of ECRs one by one.',
  input: {
    ResourceType: taggedEcrs.ResourceType,
    ResourceId: list('Only these ECRs.', text('Id of an ECR.', 'ecr-mezk2idmsd0vx2a001'), { max: 50 }),
    ...wantedTags,
    ...pages,
  },
  output: { TagResources: list('The tags, in the order of ids and keys.', entry), ...pageAnswer },
  access: toTaggedEcrs('none'),
  without: smallEnvelope,
  errors: { ...ecrUnknown },
  async run({ input, own, page, settle }) {
    const named = []
    for (const id of new Set(input.ResourceId ?? [])) named.push(settle(await ownRouter(own, id)))
    const tagged = input.ResourceId === undefined ? await own.all(routers, 'byCreated', []) : named
    const bindings = bindingsOf(
      tagged.map(({ ecrId, tags }) => ({ id: ecrId, tags })),
      input.Tag,
    )
    const places = bindings.map((row) => ({ row, cursor: placeOf(row) })).sort(byPlace)
    const { rows, nextToken } = await pageOf(page, async (after, limit) =>
      places.filter(({ cursor }) => after === undefined || cursor > after).slice(0, limit),
    )
    return {
      TagResources: rows.map(({ resourceId, key, value }) => ({
        ResourceId: resourceId,
        ResourceType: 'EXPRESSCONNECTROUTER',
        TagKey: key,
        TagValue: value,
      })),
      MaxResults: page.size,
      NextToken: nextToken,
      TotalCount: bindings.length,
    }
  },
})
