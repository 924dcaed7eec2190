import { flag, oneOf, onlyOwn, operation, required, structure, text } from '../../../model/index.js'
import { policyVersionAnswer, policyVersionFields } from '../answers.js'
import { readable } from '../documents.js'
import { idOf, mayAddVersion, swapped } from '../domain/policy-version.js'
import { badPolicyName, malformedDocument, noPolicy } from '../errors.js'
import { policyName } from '../parameters.js'
import { ram } from '../product.js'
import { policies, policyVersions } from '../tables.js'

export default operation(ram, {
  name: 'CreatePolicyVersion',
  does: 'Adds a version to a custom policy, and puts it in force at once if asked to.',
  input: {
    PolicyName: required(policyName),
    PolicyDocument: required(
      text('The document.', '{"Version":"1","Statement":[{"Effect":"Allow","Action":"vpc:Describe*","Resource":"*"}]}', {
        max: 6144,
      }),
    ),
    SetAsDefault: flag('Whether it is in force from now on. Absent: it is not.', true),
    RotateStrategy: oneOf(
      ['None', 'DeleteOldestNonDefaultVersionWhenLimitExceeded'],
      'What makes room when there are as many versions as there may be. Absent: nothing.',
    ),
  },
  output: { PolicyVersion: structure(policyVersionFields) },
  access: { level: 'create', resources: [{ arn: 'acs:ram:*:{#accountId}:policy/{#PolicyName}', id: 'PolicyName' }] },
  errors: {
    ...badPolicyName,
    'InvalidParameter.PolicyDocument.Length': [400, 'The parameter - "PolicyDocument" beyond the length limit.'],
    ...malformedDocument,
    ...noPolicy,
    'LimitExceeded.Policy.Version': [409, 'The count of policy version beyond the current limits.'],
  },
  touches: onlyOwn,
  async run({ input, now, own, settle, quota }) {
    settle(readable(input.PolicyDocument, 'permission'))
    const { policy, discarded } = settle(
      mayAddVersion({
        policy: await own.get(policies, input.PolicyName),
        waiting: await own.all(policyVersions, 'key', [input.PolicyName]),
        most: quota('versionsPerPolicy'),
        makesRoom: input.RotateStrategy === 'DeleteOldestNonDefaultVersionWhenLimitExceeded',
      }),
    )
    if (discarded) own.delete(policyVersions, discarded.policyName, discarded.number)
    const number = (policy.lastVersion ?? 1) + 1
    const version = {
      policyName: policy.policyName,
      number,
      document: input.PolicyDocument,
      createdAt: now.toISOString(),
    }
    const inForce = input.SetAsDefault === true
    if (inForce) {
      const change = swapped(policy, version, now)
      own.put(policies, { ...change.policy, lastVersion: number })
      own.put(policyVersions, change.waiting)
    } else {
      own.put(policies, { ...policy, lastVersion: number, updatedAt: now.toISOString() })
      own.put(policyVersions, version)
    }
    return { PolicyVersion: policyVersionAnswer(version, inForce ? idOf(number) : policy.defaultVersion) }
  },
})
