import { oneOf, onlyOwn, operation, required } from '../../../model/index.js'
import { keyOfUser, keysOf } from '../domain/access-key.js'
import { badUserName, noKey, noUser } from '../errors.js'
import { namedOrCallingUser, userAccessKeyId, userName } from '../parameters.js'
import { ram } from '../product.js'
import { accessKeys, users } from '../tables.js'

export default operation(ram, {
  name: 'UpdateAccessKey',
  does: 'Switches an access key of a user on or off.',
  input: {
    UserName: userName,
    UserAccessKeyId: required(userAccessKeyId),
    Status: required(oneOf(['Active', 'Inactive'], 'Whether the key is accepted.')),
  },
  access: { level: 'update', resources: [namedOrCallingUser] },
  errors: { ...badUserName, ...noUser, ...noKey },
  touches: onlyOwn,
  async run({ input, caller, own, settle }) {
    const user = await own.get(users, settle(keysOf(caller, input.UserName)))
    const key = settle(keyOfUser({ user, key: await own.get(accessKeys, input.UserAccessKeyId) }))
    own.put(accessKeys, { ...key, status: input.Status })
  },
})
