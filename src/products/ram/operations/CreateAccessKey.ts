import { onlyOwn, operation, secret, structure, text } from '../../../model/index.js'
import { accessKeyAnswer, accessKeyFields } from '../answers.js'
import { keysOf, mayCreateKey } from '../domain/access-key.js'
import { badUserName, noUser } from '../errors.js'
import { namedOrCallingUser, userName } from '../parameters.js'
import { ram } from '../product.js'
import { type AccessKey, accessKeys, users } from '../tables.js'

export default operation(ram, {
  name: 'CreateAccessKey',
  does: 'Creates an access key of a user. Only this answer tells its secret.',
  input: { UserName: userName },
  output: {
    AccessKey: structure({
      ...accessKeyFields,
      AccessKeySecret: secret(text('The secret that requests are signed with.', 'ExampleExampleExampleExample12')),
    }),
  },
  access: { level: 'create', resources: [namedOrCallingUser] },
  errors: {
    ...badUserName,
    // UNKNOWN: the page of this operation does not list it, those of its siblings do.
    ...noUser,
    'LimitExceeded.User.AccessKey': [409, 'The access key count of the user access keys beyond the current limits.'],
  },
  touches: onlyOwn,
  async run({ input, caller, now, own, settle, quota, newId }) {
    const name = settle(keysOf(caller, input.UserName))
    const keys = await own.count(accessKeys, 'byUser', [name])
    const user = settle(mayCreateKey({ user: await own.get(users, name), keys, most: quota('accessKeysPerUser') }))
    const key: AccessKey = {
      accessKeyId: newId('LTAI', 20, 'mixed'),
      secret: newId('', 30, 'mixed'),
      status: 'Active',
      createdAt: now.toISOString(),
      account: caller.account,
      holder: { kind: 'user', userName: user.userName, userId: user.userId },
      userName: user.userName,
    }
    own.put(accessKeys, key)
    return { AccessKey: { ...accessKeyAnswer(key), AccessKeySecret: key.secret } }
  },
})
