import { list, operation, required, structure } from '../../../model/index.js'
import { attachedPolicyAnswer, attachedPolicyFields } from '../answers.js'
import { existing } from '../domain/role.js'
import { badRoleName, noRole } from '../errors.js'
import { roleName } from '../parameters.js'
import { ram } from '../product.js'
import { attachedTo } from '../reads.js'
import { roles } from '../tables.js'

export default operation(ram, {
  name: 'ListPoliciesForRole',
  does: 'Lists the policies that are attached to a role.',
  input: { RoleName: required(roleName) },
  output: { Policies: structure({ Policy: list('The policies.', structure(attachedPolicyFields)) }) },
  access: { level: 'list', resources: [{ arn: 'acs:ram:*:{#accountId}:role/{#RoleName}', id: 'RoleName' }] },
  errors: { ...badRoleName, ...noRole },
  async run({ input, own, settle }) {
    settle(existing(await own.get(roles, input.RoleName)))
    const attached = await attachedTo(own, 'role', input.RoleName)
    return { Policies: { Policy: attached.map(attachedPolicyAnswer) } }
  },
})
