import { onlyOwn, operation } from '../../../model/index.js'
import { preferences, securityPreferenceAnswer, toldSecurityPreference } from '../account-settings.js'
import { ram } from '../product.js'
import { set } from '../settings.js'

export default operation(ram, {
  name: 'SetSecurityPreference',
  does: 'Sets what users may do about their own ways to sign in. What is left out stays as it is.',
  input: preferences,
  output: securityPreferenceAnswer,
  access: { level: 'update', resources: [{ arn: 'acs:ram:*:{#accountId}:*' }] },
  touches: onlyOwn,
  async run({ input, own }) {
    return toldSecurityPreference(await set(own, 'security preference', input))
  },
})
