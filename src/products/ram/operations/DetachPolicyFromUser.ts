import { onlyOwn, operation, required } from '../../../model/index.js'
import { inWholeAccount, mayDetach } from '../domain/attachment.js'
import { badPolicyName, badPolicyType, badUserName, noPolicy, noResourceGroup, noUser } from '../errors.js'
import { namedPolicy, policyName, policyType, resourceGroupId, userName } from '../parameters.js'
import { ram } from '../product.js'
import { policyOf } from '../reads.js'
import { policyAttachments, users } from '../tables.js'

export default operation(ram, {
  name: 'DetachPolicyFromUser',
  does: 'Takes the permissions of a policy from a user, from the next call on.',
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
    'EntityNotExist.User.Policy': [404, 'The indicate policy of the user does not exist.'],
  },
  touches: onlyOwn,
  async run({ input, caller, own, settle }) {
    const { PolicyType: type, PolicyName: name, UserName: bearer } = input
    settle(inWholeAccount(input.ResourceGroupId, caller.account))
    settle(
      mayDetach('user', {
        bearerExists: (await own.get(users, bearer)) !== undefined,
        policy: await policyOf(own, type, name),
        attachment: await own.get(policyAttachments, 'user', bearer, type, name),
      }),
    )
    own.delete(policyAttachments, 'user', bearer, type, name)
  },
})
