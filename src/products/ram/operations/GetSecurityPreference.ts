import { operation } from '../../../model/index.js'
import { securityPreferenceAnswer, toldSecurityPreference } from '../account-settings.js'
import { ram } from '../product.js'
import { settingsOf } from '../settings.js'

export default operation(ram, {
  name: 'GetSecurityPreference',
  does: 'Tells what users may do about their own ways to sign in.',
  input: {},
  output: securityPreferenceAnswer,
  access: { level: 'get', resources: [{ arn: 'acs:ram:*:{#accountId}:*' }] },
  async run({ own }) {
    return toldSecurityPreference(await settingsOf(own, 'security preference'))
  },
})
