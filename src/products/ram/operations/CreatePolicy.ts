import { onlyOwn, operation, required, structure, text, withTags } from '../../../model/index.js'
import { policyAnswer, policyFields } from '../answers.js'
import { readable } from '../documents.js'
import { mayCreatePolicy } from '../domain/policy.js'
import { badDescription, badPolicyName, malformedDocument } from '../errors.js'
import { description, policyName, tags } from '../parameters.js'
import { ram } from '../product.js'
import { type Policy, policies } from '../tables.js'

export default operation(ram, {
  name: 'CreatePolicy',
  does: 'Creates a custom policy, which takes effect where it is attached.',
  input: {
    PolicyName: required(policyName),
    PolicyDocument: required(
      text('The document.', '{"Version":"1","Statement":[{"Effect":"Allow","Action":"vpc:Describe*","Resource":"*"}]}', {
        max: 6144,
      }),
    ),
    Description: description,
    Tag: tags,
  },
  output: { Policy: structure(policyFields) },
  access: { level: 'create', resources: [{ arn: 'acs:ram:*:{#accountId}:policy/*' }] },
  errors: {
    ...badPolicyName,
    'InvalidParameter.PolicyDocument.Length': [400, 'The parameter - "PolicyDocument" beyond the length limit.'],
    ...badDescription,
    ...malformedDocument,
    // The word "group" is what the page says.
    'EntityAlreadyExists.Policy': [409, 'The group does already EXIST.'],
    'LimitExceeded.Policy': [409, 'The count of policy beyond the current limits.'],
  },
  touches: onlyOwn,
  async run({ input, now, own, settle, quota }) {
    settle(readable(input.PolicyDocument, 'permission'))
    const most = quota('customPolicies')
    const taken = (await own.get(policies, input.PolicyName)) !== undefined
    settle(mayCreatePolicy({ taken, policies: await own.count(policies, 'key', [], { upTo: most }), most }))
    const policy: Policy = {
      policyName: input.PolicyName,
      description: input.Description ?? '',
      document: input.PolicyDocument,
      defaultVersion: 'v1',
      tags: withTags({}, input.Tag),
      createdAt: now.toISOString(),
      updatedAt: now.toISOString(),
    }
    own.put(policies, policy)
    return { Policy: policyAnswer({ type: 'Custom', policy }) }
  },
})
