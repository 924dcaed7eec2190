import { onlyOwn, operation, required } from '../../../model/index.js'
import { profileOf } from '../domain/login.js'
import { badUserName, noLoginProfile, noUser } from '../errors.js'
import { userName } from '../parameters.js'
import { ram } from '../product.js'
import { loginProfiles, users } from '../tables.js'

export default operation(ram, {
  name: 'DeleteLoginProfile',
  does: 'No longer lets a user sign in to the console. Its access keys go on working.',
  input: { UserName: required(userName) },
  access: { level: 'delete', resources: [{ arn: 'acs:ram:*:{#accountId}:user/{#UserName}', id: 'UserName' }] },
  errors: { ...badUserName, ...noUser, ...noLoginProfile },
  touches: onlyOwn,
  async run({ input, own, settle }) {
    const user = await own.get(users, input.UserName)
    settle(profileOf({ user, profile: await own.get(loginProfiles, input.UserName) }))
    own.delete(loginProfiles, input.UserName)
  },
})
