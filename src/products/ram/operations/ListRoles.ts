import { carriesTags, list, operation, pageOf, structure } from '../../../model/index.js'
import { roleAnswer, roleFields, tagsOf, updateDate } from '../answers.js'
import { toldDate } from '../domain/dates.js'
import { listed, listing, listingEnd, tags, tagsAnswer } from '../parameters.js'
import { ram } from '../product.js'
import { roles } from '../tables.js'

export default operation(ram, {
  name: 'ListRoles',
  does: 'Lists the roles of the account, by name.',
  input: { Tag: tags, ...listed },
  output: {
    ...listing,
    Roles: structure({ Role: list('The roles.', structure({ ...roleFields, UpdateDate: updateDate, Tags: tagsAnswer })) }),
  },
  access: { level: 'list', resources: [{ arn: 'acs:ram:*:{#accountId}:role/*' }] },
  async run({ input, caller, own, page }) {
    const { rows, nextToken } = await pageOf(
      page,
      (after, limit) => own.scan(roles, 'key', [], { limit, ...(after === undefined ? {} : { after }) }),
      (role) => carriesTags(role.tags ?? {}, input.Tag),
    )
    const Role = rows.map((role) => ({
      ...roleAnswer(caller.account, role),
      UpdateDate: toldDate(role.updatedAt),
      ...tagsOf(role.tags),
    }))
    return { ...listingEnd(nextToken), Roles: { Role } }
  },
})
