import { flag, onlyOwn, operation, required } from '../../../model/index.js'
import { mayDeletePolicy } from '../domain/policy.js'
import { badPolicyName, noPolicy } from '../errors.js'
import { policyName } from '../parameters.js'
import { ram } from '../product.js'
import { policies, policyAttachments, policyVersions } from '../tables.js'

export default operation(ram, {
  name: 'DeletePolicy',
  does: 'Deletes a custom policy that is attached to nobody.',
  input: {
    PolicyName: required(policyName),
    CascadingDelete: flag('Whether versions that are not in force go with it.', true),
  },
  access: { level: 'delete', resources: [{ arn: 'acs:ram:*:{#accountId}:policy/{#PolicyName}', id: 'PolicyName' }] },
  errors: {
    ...badPolicyName,
    ...noPolicy,
    'DeleteConflict.Policy.User': [409, 'The policy CAN NOT been attached to any user while deleting the policy.'],
    'DeleteConflict.Policy.Group': [409, 'The policy CAN NOT been attached to any group while deleting the policy.'],
    // UNKNOWN: Resource Management lists the code; the text follows those of its siblings.
    'DeleteConflict.Policy.Role': [409, 'The policy CAN NOT been attached to any role while deleting the policy.'],
    'DeleteConflict.Policy.Version': [409, 'The policy CAN NOT has any version except the default version.'],
  },
  touches: onlyOwn,
  async run({ input, own, settle }) {
    const policy = await own.get(policies, input.PolicyName)
    const attached = (entityType: string) =>
      own.count(policyAttachments, 'byPolicy', ['Custom', input.PolicyName, entityType], { upTo: 1 })
    const versions = await own.all(policyVersions, 'key', [input.PolicyName])
    settle(
      mayDeletePolicy({
        policy,
        versions: input.CascadingDelete ? 0 : versions.length,
        users: await attached('user'),
        groups: await attached('group'),
        roles: await attached('role'),
      }),
    )
    for (const { number } of versions) own.delete(policyVersions, input.PolicyName, number)
    own.delete(policies, input.PolicyName)
  },
})
