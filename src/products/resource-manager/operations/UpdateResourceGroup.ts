import { onlyOwn, operation, required, structure } from '../../../model/index.js'
import {
  groupArn,
  groupErrors,
  groupFields,
  groupLabel,
  groupShown,
  labelErrors,
  noSuchGroup,
  resourceGroupId,
} from '../group-answers.js'
import { resourceManager } from '../product.js'
import { resourceGroupNamed } from '../reads.js'
import { resourceGroups } from '../tables.js'

export default operation(resourceManager, {
  name: 'UpdateResourceGroup',
  documented: '2025-12-15',
  does: 'Changes what people call a resource group.',
  input: { ...resourceGroupId, NewDisplayName: required(groupLabel) },
  output: { ResourceGroup: structure(groupFields) },
  access: { level: 'update', resources: [{ arn: groupArn, id: 'ResourceGroupId' }] },
  errors: { ...groupErrors, ...labelErrors },
  touches: onlyOwn,
  async run({ input, caller, now, own, refuse }) {
    const group =
      (await resourceGroupNamed(own, input.ResourceGroupId, now)) ??
      refuse('EntityNotExists.ResourceGroup', noSuchGroup(input.ResourceGroupId))
    const renamed = { ...group, displayName: input.NewDisplayName }
    own.put(resourceGroups, renamed)
    return { ResourceGroup: groupShown(renamed, caller.account) }
  },
})
