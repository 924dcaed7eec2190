import { operation, required, structure } from '../../../model/index.js'
import { loginProfileAnswer, loginProfileFields } from '../answers.js'
import { profileOf } from '../domain/login.js'
import { badUserName, noLoginProfile, noUser } from '../errors.js'
import { userName } from '../parameters.js'
import { ram } from '../product.js'
import { loginProfiles, users } from '../tables.js'

export default operation(ram, {
  name: 'GetLoginProfile',
  does: 'Tells how a user may sign in to the console.',
  input: { UserName: required(userName) },
  output: { LoginProfile: structure(loginProfileFields) },
  access: { level: 'get', resources: [{ arn: 'acs:ram:*:{#accountId}:user/{#UserName}', id: 'UserName' }] },
  errors: { ...badUserName, ...noUser, ...noLoginProfile },
  async run({ input, own, settle }) {
    const user = await own.get(users, input.UserName)
    const profile = settle(profileOf({ user, profile: await own.get(loginProfiles, input.UserName) }))
    return { LoginProfile: loginProfileAnswer(profile) }
  },
})
