import { operation, structure } from '../../../model/index.js'
import {
  groupArn,
  groupErrors,
  groupFields,
  groupRegions,
  groupShown,
  groupStatus,
  groupTags,
  noSuchGroup,
  regionsShown,
  resourceGroupId,
  statusShown,
  tagsShown,
} from '../group-answers.js'
import { includeTags } from '../parameters.js'
import { resourceManager } from '../product.js'
import { resourceGroupNamed } from '../reads.js'

export default operation(resourceManager, {
  name: 'GetResourceGroup',
  documented: '2025-12-15',
  does: 'Shows a resource group.',
  input: { ...resourceGroupId, ...includeTags },
  output: { ResourceGroup: structure({ ...groupFields, ...groupStatus, ...groupRegions, ...groupTags }) },
  access: { level: 'get', resources: [{ arn: groupArn, id: 'ResourceGroupId' }] },
  errors: { ...groupErrors, NoPermission: [403, 'You are not authorized to perform the operation.'] },
  async run({ input, caller, now, own, refuse }) {
    const group =
      (await resourceGroupNamed(own, input.ResourceGroupId, now)) ??
      refuse('EntityNotExists.ResourceGroup', noSuchGroup(input.ResourceGroupId))
    const shown = { ...groupShown(group, caller.account), ...statusShown(group, now), ...regionsShown(group, now) }
    return { ResourceGroup: { ...shown, ...tagsShown(group, input.IncludeTags) } }
  },
})
