import { onlyOwn, operation, required } from '../../../model/index.js'
import { mayLeave } from '../domain/group.js'
import { badGroupName, badUserName, noGroup, noUser } from '../errors.js'
import { groupName, userName } from '../parameters.js'
import { ram } from '../product.js'
import { groupMembers, groups, users } from '../tables.js'

export default operation(ram, {
  name: 'RemoveUserFromGroup',
  does: 'Takes a user out of a group, and with it what is attached to the group, from the next call on.',
  input: { UserName: required(userName), GroupName: required(groupName) },
  access: {
    level: 'update',
    resources: [
      { arn: 'acs:ram:*:{#accountId}:user/{#UserName}', id: 'UserName' },
      { arn: 'acs:ram:*:{#accountId}:group/{#GroupName}', id: 'GroupName' },
    ],
  },
  errors: {
    ...badUserName,
    ...badGroupName,
    ...noUser,
    ...noGroup,
    'EntityNotExist.User.Group': [404, 'The user has not joined the group.'],
  },
  touches: onlyOwn,
  async run({ input, own, settle }) {
    const { UserName, GroupName } = input
    settle(
      mayLeave({
        userExists: (await own.get(users, UserName)) !== undefined,
        group: await own.get(groups, GroupName),
        member: await own.get(groupMembers, UserName, GroupName),
      }),
    )
    own.delete(groupMembers, UserName, GroupName)
  },
})
