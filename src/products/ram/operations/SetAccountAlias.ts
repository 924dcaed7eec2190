import { onlyOwn, operation, required, text } from '../../../model/index.js'
import { ram } from '../product.js'
import { accountAliases } from '../tables.js'

export default operation(ram, {
  name: 'SetAccountAlias',
  does: 'Gives the account a name that its users sign in under; it takes the place of one that there was.',
  input: {
    AccountAlias: required(
      // Length: SDK model of 2026; the text of the error has an older one.
      text('The name.', 'example-network', { max: 32, pattern: /^[a-z0-9]+(-[a-z0-9]+)*$/ }),
    ),
  },
  access: { level: 'update', resources: [{ arn: 'acs:ram:*:{#accountId}:*' }] },
  errors: {
    'InvalidParameter.AccountAlias.Format': [400, 'The format of parameter - "AccountAlias" is incorrect.'],
    'InvalidParameter.AccountAlias.Length': [400, 'The parameter - "AccountAlias" MUST be in the range of 3 and 63.'],
    'EntityAlreadyExists.AccountAlias': [409, 'The account alias does already exist.'],
  },
  touches: onlyOwn,
  async run({ input, caller, own, locate, refuse }) {
    const alias = input.AccountAlias
    if (alias.length < 3) return refuse('InvalidParameter.AccountAlias.Length')
    const holder = await locate(accountAliases, alias)
    if (holder && holder.account !== caller.account)
      return refuse('EntityAlreadyExists.AccountAlias', { because: 'Another account goes by that name.' })
    for (const held of await own.all(accountAliases, 'key', [])) own.delete(accountAliases, held.alias)
    own.put(accountAliases, { alias })
  },
})
