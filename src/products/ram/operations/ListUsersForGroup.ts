import { list, operation, pageOf, required, structure } from '../../../model/index.js'
import { joinDate, userFields } from '../answers.js'
import { toldDate } from '../domain/dates.js'
import { existing } from '../domain/group.js'
import { badGroupName, noGroup } from '../errors.js'
import { groupName, listed, listing, listingEnd } from '../parameters.js'
import { ram } from '../product.js'
import { groupMembers, groups, users } from '../tables.js'

const { UserName, DisplayName } = userFields

export default operation(ram, {
  name: 'ListUsersForGroup',
  does: 'Lists the users that are in a group, by name.',
  input: { GroupName: required(groupName), ...listed },
  output: {
    ...listing,
    Users: structure({ User: list('The users.', structure({ UserName, DisplayName, JoinDate: joinDate })) }),
  },
  access: { level: 'list', resources: [{ arn: 'acs:ram:*:{#accountId}:group/{#GroupName}', id: 'GroupName' }] },
  errors: { ...badGroupName, ...noGroup },
  async run({ input, own, page, settle }) {
    settle(existing(await own.get(groups, input.GroupName)))
    const { rows, nextToken } = await pageOf(page, (after, limit) =>
      own.scan(groupMembers, 'byGroup', [input.GroupName], { limit, ...(after === undefined ? {} : { after }) }),
    )
    const found = await own.getMany(
      users,
      rows.map(({ userName }) => [userName]),
    )
    const User = rows.map(({ userName, joinedAt }, at) => ({
      UserName: userName,
      DisplayName: found[at]?.displayName ?? userName,
      JoinDate: toldDate(joinedAt),
    }))
    return { ...listingEnd(nextToken), Users: { User } }
  },
})
