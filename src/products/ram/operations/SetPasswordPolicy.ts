import { onlyOwn, operation } from '../../../model/index.js'
import { passwordPolicyAnswer, passwordRules, toldPasswordPolicy } from '../account-settings.js'
import { ram } from '../product.js'
import { set } from '../settings.js'

export default operation(ram, {
  name: 'SetPasswordPolicy',
  does: 'Sets what the passwords of users have to have. What is left out stays as it is.',
  input: passwordRules,
  output: passwordPolicyAnswer,
  access: { level: 'update', resources: [{ arn: 'acs:ram:*:{#accountId}:*' }] },
  errors: {
    'InvalidParameter.MinimumPasswordLength.Range': [
      400,
      'The parameter - "MinimumPasswordLength" MUST be in the range of 8 and 32.',
    ],
  },
  touches: onlyOwn,
  async run({ input, own }) {
    return toldPasswordPolicy(await set(own, 'password policy', input))
  },
})
