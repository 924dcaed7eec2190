import { onlyOwn, operation, required } from '../../../model/index.js'
import { mayDeleteVersion } from '../domain/policy-version.js'
import { badPolicyName, badVersionId, noPolicy, noVersion } from '../errors.js'
import { policyName, versionId } from '../parameters.js'
import { ram } from '../product.js'
import { waitingVersion } from '../reads.js'
import { policies, policyVersions } from '../tables.js'

export default operation(ram, {
  name: 'DeletePolicyVersion',
  does: 'Deletes a version of a custom policy that is not in force.',
  input: { PolicyName: required(policyName), VersionId: required(versionId) },
  access: { level: 'delete', resources: [{ arn: 'acs:ram:*:{#accountId}:policy/{#PolicyName}', id: 'PolicyName' }] },
  errors: {
    ...badPolicyName,
    ...badVersionId,
    ...noPolicy,
    ...noVersion,
    'DeleteConflict.Policy.Version.Default': [409, 'The default policy version CAN NOT been deleted directly.'],
  },
  touches: onlyOwn,
  async run({ input, own, settle }) {
    const version = settle(
      mayDeleteVersion({
        policy: await own.get(policies, input.PolicyName),
        versionId: input.VersionId,
        waiting: await waitingVersion(own, 'Custom', input.PolicyName, input.VersionId),
      }),
    )
    own.delete(policyVersions, version.policyName, version.number)
  },
})
