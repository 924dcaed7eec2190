import { onlyOwn, operation, required } from '../../../model/index.js'
import { mayAttach } from '../domain/attachment.js'
import { badGroupName, badPolicyName, badPolicyType, noGroup, noPolicy } from '../errors.js'
import { groupName, namedPolicy, policyName, policyType } from '../parameters.js'
import { ram } from '../product.js'
import { policyOf } from '../reads.js'
import { groups, policyAttachments } from '../tables.js'

export default operation(ram, {
  name: 'AttachPolicyToGroup',
  does: 'Gives all who are in a group the permissions of a policy, from the next call on.',
  input: { PolicyType: required(policyType), PolicyName: required(policyName), GroupName: required(groupName) },
  access: {
    level: 'update',
    resources: [{ arn: 'acs:ram:*:{#accountId}:group/{#GroupName}', id: 'GroupName' }, ...namedPolicy],
  },
  errors: {
    ...badGroupName,
    ...badPolicyType,
    ...badPolicyName,
    ...noGroup,
    ...noPolicy,
    'EntityAlreadyExists.Group.Policy': [409, 'The group has already been attached this policy.'],
    'LimitExceeded.Group.Policy': [409, 'The policy count of the group beyond the current limits.'],
  },
  touches: onlyOwn,
  async run({ input, now, own, settle, quota }) {
    const { PolicyType: type, PolicyName: name, GroupName: bearer } = input
    settle(
      mayAttach('group', {
        bearerExists: (await own.get(groups, bearer)) !== undefined,
        policy: await policyOf(own, type, name),
        attachment: await own.get(policyAttachments, 'group', bearer, type, name),
        attached: await own.count(policyAttachments, 'key', ['group', bearer, type]),
        most: quota(type === 'System' ? 'systemPoliciesPerGroup' : 'customPoliciesPerGroup'),
      }),
    )
    own.put(policyAttachments, {
      entityType: 'group',
      entity: bearer,
      policyType: type,
      policyName: name,
      attachedAt: now.toISOString(),
    })
  },
})
