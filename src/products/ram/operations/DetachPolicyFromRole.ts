import { onlyOwn, operation, required } from '../../../model/index.js'
import { inWholeAccount, mayDetach } from '../domain/attachment.js'
import { changeable } from '../domain/role.js'
import { badPolicyName, badPolicyType, badRoleName, noPolicy, noResourceGroup, noRole } from '../errors.js'
import { namedPolicy, policyName, policyType, resourceGroupId, roleName } from '../parameters.js'
import { ram } from '../product.js'
import { policyOf } from '../reads.js'
import { policyAttachments, roles } from '../tables.js'
import { serviceNames, trustedPrincipalTypes } from '../trust-conditions.js'

export default operation(ram, {
  name: 'DetachPolicyFromRole',
  documented: '2024-08-09',
  does: 'Takes the permissions of a policy from a role and its sessions, from the next call on.',
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
    'EntityNotExist.Role.Policy': [404, 'The indicate policy attached to the role does not exist.'],
  },
  touches: onlyOwn,
  async run({ input, caller, own, settle }) {
    const { PolicyType: type, PolicyName: name, RoleName: bearer } = input
    settle(inWholeAccount(input.ResourceGroupId, caller.account))
    const role = await own.get(roles, bearer)
    settle(changeable(role))
    settle(
      mayDetach('role', {
        bearerExists: role !== undefined,
        policy: await policyOf(own, type, name),
        attachment: await own.get(policyAttachments, 'role', bearer, type, name),
      }),
    )
    own.delete(policyAttachments, 'role', bearer, type, name)
  },
})
