import { flag, onlyOwn, operation, required, secret, text } from '../../../model/index.js'
import { profileOf } from '../domain/login.js'
import { strongEnough } from '../domain/password.js'
import { badUserName, noLoginProfile, noUser, weakPassword } from '../errors.js'
import { userName } from '../parameters.js'
import { ram } from '../product.js'
import { settingsOf } from '../settings.js'
import { loginProfiles, users } from '../tables.js'

export default operation(ram, {
  name: 'UpdateLoginProfile',
  does: 'Changes how a user may sign in to the console.',
  input: {
    UserName: required(userName),
    Password: secret(text('The password from now on. It is checked and not kept.', 'Example-Pass-1')),
    PasswordResetRequired: flag('Whether the next sign-in asks for a new one. Absent: as it is.', true),
    MFABindRequired: flag('Whether the next sign-in asks for an MFA device. Absent: as it is.', true),
  },
  access: { level: 'update', resources: [{ arn: 'acs:ram:*:{#accountId}:user/{#UserName}', id: 'UserName' }] },
  errors: { ...badUserName, ...weakPassword, ...noUser, ...noLoginProfile },
  touches: onlyOwn,
  async run({ input, own, settle }) {
    if (input.Password !== undefined) settle(strongEnough(input.Password, await settingsOf(own, 'password policy')))
    const user = await own.get(users, input.UserName)
    const profile = settle(profileOf({ user, profile: await own.get(loginProfiles, input.UserName) }))
    own.put(loginProfiles, {
      ...profile,
      passwordResetRequired: input.PasswordResetRequired ?? profile.passwordResetRequired,
      mfaBindRequired: input.MFABindRequired ?? profile.mfaBindRequired,
    })
  },
})
