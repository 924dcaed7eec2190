import { onlyOwn, operation, structure } from '../../../model/index.js'
import { defaultResourceGroupId, resourceGroupStatusAt, startGroupDeletion } from '../domain/resource-group.js'
import {
  groupArn,
  groupErrors,
  groupFields,
  groupRegions,
  groupShown,
  groupStatus,
  noSuchGroup,
  regionsShown,
  resourceGroupId,
  statusShown,
} from '../group-answers.js'
import { resourceIn } from '../grouped.js'
import { resourceManager } from '../product.js'
import { resourceGroupNamed } from '../reads.js'
import { resourceGroups } from '../tables.js'

export default operation(resourceManager, {
  name: 'DeleteResourceGroup',
  documented: '2025-12-15',
  does: 'Deletes a resource group that nothing is in.',
  input: resourceGroupId,
  output: { ResourceGroup: structure({ ...groupFields, ...groupStatus, ...groupRegions }) },
  access: { level: 'delete', resources: [{ arn: groupArn, id: 'ResourceGroupId' }] },
  errors: {
    ...groupErrors,
    'DeleteConflict.ResourceGroup.Resource': [
      409,
      'Failed to delete the resource group because one or more cloud resources exist in the resource group. Try again later after you release the cloud resources.',
    ],
  },
  touches: onlyOwn,
  async run({ input, caller, now, own, refuse, transition }) {
    const { ResourceGroupId: id } = input
    const group = (await resourceGroupNamed(own, id, now)) ?? refuse('EntityNotExists.ResourceGroup', noSuchGroup(id))
    // UNKNOWN: the code for the default group, which every account has.
    if (id === defaultResourceGroupId(caller.account))
      refuse('InvalidParameter.ResourceGroupId', { because: 'The default resource group cannot be deleted.' })
    const resource = await resourceIn(own, id, now)
    if (resource !== undefined)
      refuse('DeleteConflict.ResourceGroup.Resource', {
        because: `${resource} is in the resource group.`,
        next: 'Move or delete what is in it.',
      })
    // UNKNOWN: repeating it while it runs; that changes nothing.
    const deleting = resourceGroupStatusAt(group, now) === 'PendingDelete' ? group : startGroupDeletion(group, transition)
    own.put(resourceGroups, deleting)
    const answered = { ...groupShown(deleting, caller.account), ...statusShown({ ...deleting, settlesAt: null }, now) }
    return { ResourceGroup: { ...answered, ...regionsShown({ ...deleting, settlesAt: null }, now) } }
  },
})
