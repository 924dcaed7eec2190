import { operation, required, structure } from '../../../model/index.js'
import {
  attachmentCountField,
  policyAnswer,
  policyFields,
  policyVersionAnswer,
  policyVersionFields,
  updateDate,
} from '../answers.js'
import { toldDate } from '../domain/dates.js'
import { inForce } from '../domain/policy-version.js'
import { badPolicyName, badPolicyType, noPolicy } from '../errors.js'
import { namedPolicy, policyName, policyType } from '../parameters.js'
import { ram } from '../product.js'
import { attachmentCount, policyOf } from '../reads.js'

export default operation(ram, {
  name: 'GetPolicy',
  does: 'Tells about one policy, with its document.',
  input: { PolicyName: required(policyName), PolicyType: required(policyType) },
  output: {
    // Its PolicyDocument is published as deprecated; the document is in the version.
    Policy: structure({ ...policyFields, UpdateDate: updateDate, AttachmentCount: attachmentCountField }),
    DefaultPolicyVersion: structure(policyVersionFields),
  },
  access: {
    level: 'get',
    resources: namedPolicy,
  },
  errors: { ...badPolicyType, ...badPolicyName, ...noPolicy },
  async run({ input, own, refuse }) {
    const type = input.PolicyType
    const policy = await policyOf(own, type, input.PolicyName)
    if (!policy)
      return refuse('EntityNotExist.Policy', {
        because: `There is no policy of type ${type} and that name.`,
        next: 'ListPolicies shows those there are.',
      })
    return {
      Policy: {
        ...policyAnswer({ type, policy }),
        UpdateDate: toldDate(policy.updatedAt),
        AttachmentCount: await attachmentCount(own, { type, policy }),
      },
      DefaultPolicyVersion: policyVersionAnswer(inForce(policy), policy.defaultVersion),
    }
  },
})
