import { carriesTags, list, oneOf, operation, structure, text } from '../../../model/index.js'
import { resourceGroupStatuses } from '../domain/resource-group.js'
import { groupFields, groupShown, groupStatus, groupTags, statusShown, tagsShown } from '../group-answers.js'
import { holds, includeTags, numbered, numberedAnswer, pageOfAll, tagFilter } from '../parameters.js'
import { resourceManager } from '../product.js'
import { resourceGroupsOf } from '../reads.js'

export default operation(resourceManager, {
  name: 'ListResourceGroups',
  documented: '2025-12-15',
  does: 'Lists the resource groups of the caller, the newest first and the default one last.',
  input: {
    Status: oneOf(resourceGroupStatuses, 'Only those in this state.', 'OK'),
    ...numbered,
    ResourceGroupId: text('Only this one; does not count beside ResourceGroupIds.', 'rg-aekz5nlvlaka1b2', { max: 18 }),
    DisplayName: text('Only those whose display name holds this.', 'project', { max: 50 }),
    Name: text('Only those whose name holds this.', 'project', { max: 50 }),
    Tag: tagFilter,
    ...includeTags,
    ResourceGroupIds: list('Only these.', text('A resource group.', 'rg-aekz5nlvlaka1b2'), { max: 100 }),
  },
  output: {
    ...numberedAnswer,
    ResourceGroups: structure({
      ResourceGroup: list('A page of resource groups.', structure({ ...groupFields, ...groupStatus, ...groupTags })),
    }),
  },
  access: { level: 'list', resources: [{ arn: 'acs:ram:*:{#accountId}:resourcegroup/*' }] },
  async run({ input, caller, now, own }) {
    const ids = input.ResourceGroupIds ?? (input.ResourceGroupId === undefined ? undefined : [input.ResourceGroupId])
    const all = (await resourceGroupsOf(own, now)).filter(
      (group) =>
        (!ids || ids.includes(group.resourceGroupId)) &&
        (input.Status === undefined || statusShown(group, now).Status === input.Status) &&
        holds(group.name, input.Name) &&
        holds(group.displayName, input.DisplayName) &&
        carriesTags(group.tags, input.Tag),
    )
    const { entries, page } = pageOfAll(all, input)
    const withTags = input.IncludeTags === true || input.Tag !== undefined
    const ResourceGroup = entries.map((group) => ({
      ...groupShown(group, caller.account),
      ...statusShown(group, now),
      ...tagsShown(group, withTags),
    }))
    return { ...page, ResourceGroups: { ResourceGroup } }
  },
})
