import { operation } from '../../../model/index.js'
import { passwordPolicyAnswer, toldPasswordPolicy } from '../account-settings.js'
import { ram } from '../product.js'
import { settingsOf } from '../settings.js'

export default operation(ram, {
  name: 'GetPasswordPolicy',
  does: 'Tells what the passwords of users have to have.',
  input: {},
  output: passwordPolicyAnswer,
  access: { level: 'get', resources: [{ arn: 'acs:ram:*:{#accountId}:*' }] },
  async run({ own }) {
    return toldPasswordPolicy(await settingsOf(own, 'password policy'))
  },
})
