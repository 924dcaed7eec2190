import { list, operation, required, structure } from '../../../model/index.js'
import { attachedPolicyAnswer, attachedPolicyFields } from '../answers.js'
import { existing } from '../domain/user.js'
import { badUserName, noUser } from '../errors.js'
import { userName } from '../parameters.js'
import { ram } from '../product.js'
import { attachedTo } from '../reads.js'
import { users } from '../tables.js'

export default operation(ram, {
  name: 'ListPoliciesForUser',
  does: 'Lists the policies that are attached to a user.',
  input: { UserName: required(userName) },
  output: { Policies: structure({ Policy: list('The policies.', structure(attachedPolicyFields)) }) },
  access: { level: 'list', resources: [{ arn: 'acs:ram:*:{#accountId}:user/{#UserName}', id: 'UserName' }] },
  errors: { ...badUserName, ...noUser },
  async run({ input, own, settle }) {
    settle(existing(await own.get(users, input.UserName)))
    const attached = await attachedTo(own, 'user', input.UserName)
    return { Policies: { Policy: attached.map(attachedPolicyAnswer) } }
  },
})
