import { onlyOwn, operation, required } from '../../../model/index.js'
import { inWholeAccount, mayAttach } from '../domain/attachment.js'
import { badPolicyName, badPolicyType, badUserName, noPolicy, noResourceGroup, noUser } from '../errors.js'
import { namedPolicy, policyName, policyType, resourceGroupId, userName } from '../parameters.js'
import { ram } from '../product.js'
import { policyOf } from '../reads.js'
import { policyAttachments, users } from '../tables.js'

export default operation(ram, {
  name: 'AttachPolicyToUser',
  documented: '2024-03-03',
  does: 'Gives a user the permissions of a policy, from the next call on.',
  input: {
    PolicyType: required(policyType),
    PolicyName: required(policyName),
    UserName: required(userName),
    ResourceGroupId: resourceGroupId,
  },
  access: {
    level: 'update',
    resources: [{ arn: 'acs:ram:*:{#accountId}:user/{#UserName}', id: 'UserName' }, ...namedPolicy],
  },
  errors: {
    ...badUserName,
    ...badPolicyType,
    ...badPolicyName,
    ...noUser,
    ...noPolicy,
    ...noResourceGroup,
    'EntityAlreadyExists.User.Policy': [409, 'The user has already been attached this policy.'],
    'LimitExceeded.User.Policy': [409, 'The policy count of the user attached policies beyond the current limits.'],
  },
  touches: onlyOwn,
  async run({ input, caller, now, own, settle, quota }) {
    const { PolicyType: type, PolicyName: name, UserName: bearer } = input
    settle(inWholeAccount(input.ResourceGroupId, caller.account))
    settle(
      mayAttach('user', {
        bearerExists: (await own.get(users, bearer)) !== undefined,
        policy: await policyOf(own, type, name),
        attachment: await own.get(policyAttachments, 'user', bearer, type, name),
        attached: await own.count(policyAttachments, 'key', ['user', bearer, type]),
        most: quota(type === 'System' ? 'systemPoliciesPerUser' : 'customPoliciesPerUser'),
      }),
    )
    own.put(policyAttachments, {
      entityType: 'user',
      entity: bearer,
      policyType: type,
      policyName: name,
      attachedAt: now.toISOString(),
    })
  },
})
