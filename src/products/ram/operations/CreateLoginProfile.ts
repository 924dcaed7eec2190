import { flag, onlyOwn, operation, required, secret, structure, text } from '../../../model/index.js'
import { loginProfileAnswer, loginProfileFields } from '../answers.js'
import { mayCreateProfile } from '../domain/login.js'
import { strongEnough } from '../domain/password.js'
import { badUserName, noUser, weakPassword } from '../errors.js'
import { userName } from '../parameters.js'
import { ram } from '../product.js'
import { settingsOf } from '../settings.js'
import { type LoginProfile, loginProfiles, users } from '../tables.js'

export default operation(ram, {
  name: 'CreateLoginProfile',
  does: 'Lets a user sign in to the console. There is none here: what is kept is that the user may.',
  input: {
    UserName: required(userName),
    Password: required(secret(text('The password. It is checked and not kept.', 'Example-Pass-1'))),
    PasswordResetRequired: flag('Whether the first sign-in asks for a new one. Absent: no.', false),
    MFABindRequired: flag('Whether the first sign-in asks for an MFA device. Absent: no.', false),
  },
  output: { LoginProfile: structure(loginProfileFields) },
  access: { level: 'create', resources: [{ arn: 'acs:ram:*:{#accountId}:user/{#UserName}', id: 'UserName' }] },
  errors: {
    ...badUserName,
    ...weakPassword,
    ...noUser,
    'EntityAlreadyExists.User.LoginProfile': [409, 'The user login profile does already EXIST.'],
  },
  touches: onlyOwn,
  async run({ input, now, own, settle }) {
    settle(strongEnough(input.Password, await settingsOf(own, 'password policy')))
    const user = await own.get(users, input.UserName)
    settle(mayCreateProfile({ user, profile: await own.get(loginProfiles, input.UserName) }))
    const profile: LoginProfile = {
      userName: input.UserName,
      passwordResetRequired: input.PasswordResetRequired ?? false,
      mfaBindRequired: input.MFABindRequired ?? false,
      createdAt: now.toISOString(),
    }
    own.put(loginProfiles, profile)
    return { LoginProfile: loginProfileAnswer(profile) }
  },
})
