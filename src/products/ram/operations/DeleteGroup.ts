import { onlyOwn, operation, required } from '../../../model/index.js'
import { mayDeleteGroup } from '../domain/group.js'
import { badGroupName, noGroup } from '../errors.js'
import { groupName } from '../parameters.js'
import { ram } from '../product.js'
import { groupMembers, groups, policyAttachments } from '../tables.js'

export default operation(ram, {
  name: 'DeleteGroup',
  does: 'Deletes a group without users and policies.',
  input: { GroupName: required(groupName) },
  access: { level: 'delete', resources: [{ arn: 'acs:ram:*:{#accountId}:group/{#GroupName}', id: 'GroupName' }] },
  errors: {
    ...badGroupName,
    ...noGroup,
    'DeleteConflict.Group.User': [409, 'The group CAN NOT has any user member while deleting the group.'],
    'DeleteConflict.Group.Policy': [409, 'The entity CAN NOT has any attached policy while deleting the group.'],
  },
  touches: onlyOwn,
  async run({ input, own, settle }) {
    const group = await own.get(groups, input.GroupName)
    const users = await own.count(groupMembers, 'byGroup', [input.GroupName])
    const policies = await own.count(policyAttachments, 'key', ['group', input.GroupName])
    settle(mayDeleteGroup({ group, users, policies }))
    own.delete(groups, input.GroupName)
  },
})
