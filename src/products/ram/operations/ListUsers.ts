import { list, operation, pageOf, structure } from '../../../model/index.js'
import { updateDate, userAnswer, userFields } from '../answers.js'
import { toldDate } from '../domain/dates.js'
import { listed, listing, listingEnd } from '../parameters.js'
import { ram } from '../product.js'
import { users } from '../tables.js'

export default operation(ram, {
  name: 'ListUsers',
  does: 'Lists the users of the account, by name.',
  input: listed,
  output: { ...listing, Users: structure({ User: list('The users.', structure({ ...userFields, UpdateDate: updateDate })) }) },
  access: { level: 'list', resources: [{ arn: 'acs:ram:*:{#accountId}:user/*' }] },
  async run({ own, page }) {
    const { rows, nextToken } = await pageOf(page, (after, limit) =>
      own.scan(users, 'key', [], { limit, ...(after === undefined ? {} : { after }) }),
    )
    const User = rows.map((user) => ({ ...userAnswer(user), UpdateDate: toldDate(user.updatedAt) }))
    return { ...listingEnd(nextToken), Users: { User } }
  },
})
