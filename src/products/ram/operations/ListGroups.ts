import { list, operation, pageOf, structure } from '../../../model/index.js'
import { groupAnswer, groupFields, updateDate } from '../answers.js'
import { toldDate } from '../domain/dates.js'
import { listed, listing, listingEnd } from '../parameters.js'
import { ram } from '../product.js'
import { groups } from '../tables.js'

export default operation(ram, {
  name: 'ListGroups',
  does: 'Lists the groups of the account, by name.',
  input: listed,
  output: {
    ...listing,
    Groups: structure({ Group: list('The groups.', structure({ ...groupFields, UpdateDate: updateDate })) }),
  },
  access: { level: 'list', resources: [{ arn: 'acs:ram:*:{#accountId}:group/*' }] },
  async run({ own, page }) {
    const { rows, nextToken } = await pageOf(page, (after, limit) =>
      own.scan(groups, 'key', [], { limit, ...(after === undefined ? {} : { after }) }),
    )
    const Group = rows.map((group) => ({ ...groupAnswer(group), UpdateDate: toldDate(group.updatedAt) }))
    return { ...listingEnd(nextToken), Groups: { Group } }
  },
})
