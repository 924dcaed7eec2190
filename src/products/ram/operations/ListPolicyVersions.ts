import { list, operation, required, structure } from '../../../model/index.js'
import { policyVersionAnswer, policyVersionFields } from '../answers.js'
import { inForce, noPolicy as none } from '../domain/policy-version.js'
import { badPolicyName, badPolicyType, noPolicy } from '../errors.js'
import { namedPolicy, policyName, policyType } from '../parameters.js'
import { ram } from '../product.js'
import { policyOf } from '../reads.js'
import { policyVersions } from '../tables.js'

export default operation(ram, {
  name: 'ListPolicyVersions',
  does: 'Lists the versions of a policy, newest first.',
  input: { PolicyType: required(policyType), PolicyName: required(policyName) },
  output: {
    PolicyVersions: structure({ PolicyVersion: list('The versions.', structure(policyVersionFields)) }),
  },
  access: { level: 'list', resources: namedPolicy },
  errors: { ...badPolicyType, ...badPolicyName, ...noPolicy },
  async run({ input, own, settle }) {
    const policy = await policyOf(own, input.PolicyType, input.PolicyName)
    if (!policy) return settle(none())
    const waiting = input.PolicyType === 'System' ? [] : await own.all(policyVersions, 'key', [policy.policyName])
    // UNKNOWN: the order.
    const versions = [inForce(policy), ...waiting].toSorted((a, b) => b.number - a.number)
    return { PolicyVersions: { PolicyVersion: versions.map((each) => policyVersionAnswer(each, policy.defaultVersion)) } }
  },
})
