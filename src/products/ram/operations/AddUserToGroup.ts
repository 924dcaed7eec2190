import { onlyOwn, operation, required } from '../../../model/index.js'
import { mayJoin } from '../domain/group.js'
import { badGroupName, badUserName, noGroup, noUser } from '../errors.js'
import { groupName, userName } from '../parameters.js'
import { ram } from '../product.js'
import { groupMembers, groups, users } from '../tables.js'

export default operation(ram, {
  name: 'AddUserToGroup',
  does: 'Puts a user into a group. What is attached to the group holds for the user from the next call on.',
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
    'EntityAlreadyExists.User.Group': [409, 'The user has already joined the group.'],
    'LimitExceeded.User.Group': [409, 'The count of groups the target user joined beyond the current limits.'],
  },
  touches: onlyOwn,
  async run({ input, now, own, settle, quota }) {
    const { UserName, GroupName } = input
    settle(
      mayJoin({
        userExists: (await own.get(users, UserName)) !== undefined,
        group: await own.get(groups, GroupName),
        member: await own.get(groupMembers, UserName, GroupName),
        joined: await own.count(groupMembers, 'key', [UserName]),
        most: quota('groupsPerUser'),
      }),
    )
    own.put(groupMembers, { userName: UserName, groupName: GroupName, joinedAt: now.toISOString() })
  },
})
