import { onlyOwn, operation } from '../../../model/index.js'
import { ram } from '../product.js'
import { accountAliases } from '../tables.js'

export default operation(ram, {
  name: 'ClearAccountAlias',
  does: 'Takes the name away that the users of the account sign in under.',
  input: {},
  access: { level: 'delete', resources: [{ arn: 'acs:ram:*:{#accountId}:*' }] },
  touches: onlyOwn,
  async run({ own }) {
    for (const { alias } of await own.all(accountAliases, 'key', [])) own.delete(accountAliases, alias)
  },
})
