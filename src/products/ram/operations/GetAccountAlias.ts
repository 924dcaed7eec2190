import { operation, text } from '../../../model/index.js'
import { ram } from '../product.js'
import { accountAliases } from '../tables.js'

export default operation(ram, {
  name: 'GetAccountAlias',
  does: 'Tells the name that the users of the account sign in under.',
  input: {},
  // UNKNOWN: what an account without one is told.
  output: { AccountAlias: text('The name; empty where there is none.', 'example-network') },
  access: { level: 'get', resources: [{ arn: 'acs:ram:*:{#accountId}:*' }] },
  async run({ own }) {
    const [held] = await own.all(accountAliases, 'key', [])
    return { AccountAlias: held?.alias ?? '' }
  },
})
