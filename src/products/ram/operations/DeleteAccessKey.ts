import { onlyOwn, operation, required } from '../../../model/index.js'
import { keyOfUser, keysOf } from '../domain/access-key.js'
import { badUserName, noKey, noUser } from '../errors.js'
import { namedOrCallingUser, userAccessKeyId, userName } from '../parameters.js'
import { ram } from '../product.js'
import { accessKeys, users } from '../tables.js'

export default operation(ram, {
  name: 'DeleteAccessKey',
  does: 'Deletes an access key of a user.',
  input: { UserName: userName, UserAccessKeyId: required(userAccessKeyId) },
  access: { level: 'delete', resources: [namedOrCallingUser] },
  errors: { ...badUserName, ...noUser, ...noKey },
  touches: onlyOwn,
  async run({ input, caller, own, settle }) {
    const user = await own.get(users, settle(keysOf(caller, input.UserName)))
    const key = settle(keyOfUser({ user, key: await own.get(accessKeys, input.UserAccessKeyId) }))
    own.delete(accessKeys, key.accessKeyId)
  },
})
