import { list, operation, required, structure } from '../../../model/index.js'
import { groupFields, joinDate } from '../answers.js'
import { toldDate } from '../domain/dates.js'
import { existing } from '../domain/user.js'
import { badUserName, noUser } from '../errors.js'
import { userName } from '../parameters.js'
import { ram } from '../product.js'
import { groupMembers, groups, users } from '../tables.js'

const { GroupId, GroupName, Comments } = groupFields

export default operation(ram, {
  name: 'ListGroupsForUser',
  does: 'Lists the groups that a user is in.',
  input: { UserName: required(userName) },
  output: {
    Groups: structure({ Group: list('The groups.', structure({ GroupId, GroupName, Comments, JoinDate: joinDate })) }),
  },
  access: { level: 'list', resources: [{ arn: 'acs:ram:*:{#accountId}:user/{#UserName}', id: 'UserName' }] },
  errors: { ...badUserName, ...noUser },
  async run({ input, own, settle }) {
    settle(existing(await own.get(users, input.UserName)))
    const joined = await own.all(groupMembers, 'key', [input.UserName])
    const found = await own.getMany(
      groups,
      joined.map(({ groupName }) => [groupName]),
    )
    // INVARIANT: a group that somebody is in cannot be deleted, so each is found.
    const Group = joined.flatMap(({ joinedAt }, at) => {
      const group = found[at]
      return group
        ? [{ GroupId: group.groupId, GroupName: group.groupName, Comments: group.comments, JoinDate: toldDate(joinedAt) }]
        : []
    })
    return { Groups: { Group } }
  },
})
