import { onlyOwn, operation, required } from '../../../model/index.js'
import { putInForce } from '../domain/policy-version.js'
import { badPolicyName, badVersionId, noPolicy, noVersion } from '../errors.js'
import { policyName, versionId } from '../parameters.js'
import { ram } from '../product.js'
import { waitingVersion } from '../reads.js'
import { policies, policyVersions } from '../tables.js'

export default operation(ram, {
  name: 'SetDefaultPolicyVersion',
  does: 'Puts a version of a custom policy in force: it decides from the next call on.',
  input: { PolicyName: required(policyName), VersionId: required(versionId) },
  access: { level: 'update', resources: [{ arn: 'acs:ram:*:{#accountId}:policy/{#PolicyName}', id: 'PolicyName' }] },
  errors: { ...badPolicyName, ...badVersionId, ...noPolicy, ...noVersion },
  touches: onlyOwn,
  async run({ input, now, own, settle }) {
    const waiting = await waitingVersion(own, 'Custom', input.PolicyName, input.VersionId)
    const policy = await own.get(policies, input.PolicyName)
    const change = settle(putInForce({ policy, versionId: input.VersionId, waiting }, now))
    if (!change || !waiting) return
    own.delete(policyVersions, waiting.policyName, waiting.number)
    own.put(policyVersions, change.waiting)
    own.put(policies, change.policy)
  },
})
