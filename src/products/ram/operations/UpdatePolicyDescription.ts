import { onlyOwn, operation, required, structure, text } from '../../../model/index.js'
import { policyAnswer, policyFields, updateDate } from '../answers.js'
import { toldDate } from '../domain/dates.js'
import { noPolicy as none } from '../domain/policy-version.js'
import { badPolicyName, noPolicy } from '../errors.js'
import { policyName } from '../parameters.js'
import { ram } from '../product.js'
import { policies } from '../tables.js'

export default operation(ram, {
  name: 'UpdatePolicyDescription',
  does: 'Says anew what a custom policy is for.',
  input: {
    PolicyName: required(policyName),
    // Empty: none from now on, as the Terraform provider means it.
    NewDescription: text('What it is for, from now on. Absent: as it is.', 'Lets auditors look.', { min: 0, max: 1024 }),
  },
  output: { Policy: structure({ ...policyFields, UpdateDate: updateDate }) },
  access: { level: 'update', resources: [{ arn: 'acs:ram:*:{#accountId}:policy/{#PolicyName}', id: 'PolicyName' }] },
  errors: {
    ...badPolicyName,
    // UNKNOWN: code and text follow those of NewComments.
    'InvalidParameter.NewDescription.Length': [400, 'The parameter - "NewDescription" beyond the length limit.'],
    ...noPolicy,
  },
  touches: onlyOwn,
  async run({ input, now, own, settle }) {
    const policy = await own.get(policies, input.PolicyName)
    if (!policy) return settle(none())
    const changed = {
      ...policy,
      description: input.NewDescription ?? policy.description,
      updatedAt: now.toISOString(),
    }
    own.put(policies, changed)
    return { Policy: { ...policyAnswer({ type: 'Custom', policy: changed }), UpdateDate: toldDate(changed.updatedAt) } }
  },
})
