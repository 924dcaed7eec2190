import { operation, required, structure } from '../../../model/index.js'
import { policyVersionAnswer, policyVersionFields } from '../answers.js'
import { versionNamed } from '../domain/policy-version.js'
import { badPolicyName, badPolicyType, badVersionId, noPolicy, noVersion } from '../errors.js'
import { namedPolicy, policyName, policyType, versionId } from '../parameters.js'
import { ram } from '../product.js'
import { policyOf, waitingVersion } from '../reads.js'

export default operation(ram, {
  name: 'GetPolicyVersion',
  does: 'Tells about one version of a policy, with its document.',
  input: { PolicyType: required(policyType), PolicyName: required(policyName), VersionId: required(versionId) },
  output: { PolicyVersion: structure(policyVersionFields) },
  access: { level: 'get', resources: namedPolicy },
  errors: { ...badPolicyType, ...badPolicyName, ...badVersionId, ...noPolicy, ...noVersion },
  async run({ input, own, settle }) {
    const { PolicyType: type, PolicyName: name, VersionId } = input
    const found = settle(
      versionNamed({
        policy: await policyOf(own, type, name),
        versionId: VersionId,
        waiting: await waitingVersion(own, type, name, VersionId),
      }),
    )
    return { PolicyVersion: policyVersionAnswer(found.version, found.policy.defaultVersion) }
  },
})
