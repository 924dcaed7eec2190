import { onlyOwn, operation, required } from '../../../model/index.js'
import { mayDetach } from '../domain/attachment.js'
import { badGroupName, badPolicyName, badPolicyType, noGroup, noPolicy } from '../errors.js'
import { groupName, namedPolicy, policyName, policyType } from '../parameters.js'
import { ram } from '../product.js'
import { policyOf } from '../reads.js'
import { groups, policyAttachments } from '../tables.js'

export default operation(ram, {
  name: 'DetachPolicyFromGroup',
  does: 'Takes the permissions of a policy from all who are in a group, from the next call on.',
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
    'EntityNotExist.Group.Policy': [404, 'The indicate policy attached to the group does not exist.'],
  },
  touches: onlyOwn,
  async run({ input, own, settle }) {
    const { PolicyType: type, PolicyName: name, GroupName: bearer } = input
    settle(
      mayDetach('group', {
        bearerExists: (await own.get(groups, bearer)) !== undefined,
        policy: await policyOf(own, type, name),
        attachment: await own.get(policyAttachments, 'group', bearer, type, name),
      }),
    )
    own.delete(policyAttachments, 'group', bearer, type, name)
  },
})
