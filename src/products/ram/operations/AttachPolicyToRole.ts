import { onlyOwn, operation, required } from '../../../model/index.js'
import { inWholeAccount, mayAttach } from '../domain/attachment.js'
import { changeable } from '../domain/role.js'
import { badPolicyName, badPolicyType, badRoleName, noPolicy, noResourceGroup, noRole } from '../errors.js'
import { namedPolicy, policyName, policyType, resourceGroupId, roleName } from '../parameters.js'
import { ram } from '../product.js'
import { policyOf } from '../reads.js'
import { policyAttachments, roles } from '../tables.js'
import { serviceNames, trustedPrincipalTypes } from '../trust-conditions.js'

export default operation(ram, {
  name: 'AttachPolicyToRole',
  does: 'Gives a role and its sessions the permissions of a policy, from the next call on.',
  input: {
    PolicyType: required(policyType),
    PolicyName: required(policyName),
    RoleName: required(roleName),
    ResourceGroupId: resourceGroupId,
  },
  access: {
    level: 'update',
    resources: [{ arn: 'acs:ram:*:{#accountId}:role/{#RoleName}', id: 'RoleName' }, ...namedPolicy],
    conditions: [trustedPrincipalTypes, serviceNames],
  },
  errors: {
    ...badRoleName,
    ...badPolicyType,
    ...badPolicyName,
    ...noRole,
    ...noPolicy,
    ...noResourceGroup,
    'EntityAlreadyExists.Role.Policy': [409, 'The role has already been attached this policy.'],
    'LimitExceeded.Role.Policy': [409, 'The count of policies attached to the role beyond the current limits.'],
  },
  touches: onlyOwn,
  async run({ input, caller, now, own, settle, quota }) {
    const { PolicyType: type, PolicyName: name, RoleName: bearer } = input
    settle(inWholeAccount(input.ResourceGroupId, caller.account))
    const role = await own.get(roles, bearer)
    settle(changeable(role))
    settle(
      mayAttach('role', {
        bearerExists: role !== undefined,
        policy: await policyOf(own, type, name),
        attachment: await own.get(policyAttachments, 'role', bearer, type, name),
        attached: await own.count(policyAttachments, 'key', ['role', bearer, type]),
        most: quota(type === 'System' ? 'systemPoliciesPerRole' : 'customPoliciesPerRole'),
      }),
    )
    own.put(policyAttachments, {
      entityType: 'role',
      entity: bearer,
      policyType: type,
      policyName: name,
      attachedAt: now.toISOString(),
    })
  },
})
