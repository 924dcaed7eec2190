import { list, operation, structure } from '../../../model/index.js'
import { accessKeyAnswer, accessKeyFields } from '../answers.js'
import { keysOf } from '../domain/access-key.js'
import { existing } from '../domain/user.js'
import { badUserName, noUser } from '../errors.js'
import { namedOrCallingUser, userName } from '../parameters.js'
import { ram } from '../product.js'
import { accessKeys, users } from '../tables.js'

export default operation(ram, {
  name: 'ListAccessKeys',
  does: 'Lists the access keys of a user, without their secrets.',
  input: { UserName: userName },
  output: { AccessKeys: structure({ AccessKey: list('The keys, oldest first.', structure(accessKeyFields)) }) },
  access: { level: 'list', resources: [namedOrCallingUser] },
  errors: { ...badUserName, ...noUser },
  async run({ input, caller, own, settle }) {
    const user = settle(existing(await own.get(users, settle(keysOf(caller, input.UserName)))))
    const keys = await own.all(accessKeys, 'byUser', [user.userName])
    return { AccessKeys: { AccessKey: keys.map(accessKeyAnswer) } }
  },
})
