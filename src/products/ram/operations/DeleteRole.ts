import { onlyOwn, operation, required } from '../../../model/index.js'
import { mayDeleteRole } from '../domain/role.js'
import { badRoleName, noRole } from '../errors.js'
import { roleName } from '../parameters.js'
import { ram } from '../product.js'
import { policyAttachments, roles } from '../tables.js'

export default operation(ram, {
  name: 'DeleteRole',
  does: 'Deletes a role without policies. Its sessions end with it.',
  input: { RoleName: required(roleName) },
  access: { level: 'delete', resources: [{ arn: 'acs:ram:*:{#accountId}:role/{#RoleName}', id: 'RoleName' }] },
  errors: {
    ...badRoleName,
    ...noRole,
    'DeleteConflict.Role.Policy': [409, 'The role CAN NOT has any attached policy while deleting the role.'],
  },
  touches: onlyOwn,
  async run({ input, own, settle }) {
    const role = await own.get(roles, input.RoleName)
    const policies = await own.count(policyAttachments, 'key', ['role', input.RoleName])
    settle(mayDeleteRole({ role, policies }))
    own.delete(roles, input.RoleName)
  },
})
