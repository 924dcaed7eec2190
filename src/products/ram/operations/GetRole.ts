import { operation, required, structure } from '../../../model/index.js'
import { roleAnswer, roleFields, trustPolicyField, updateDate } from '../answers.js'
import { toldDate } from '../domain/dates.js'
import { existing } from '../domain/role.js'
import { badRoleName, noRole } from '../errors.js'
import { roleName } from '../parameters.js'
import { ram } from '../product.js'
import { roles } from '../tables.js'

export default operation(ram, {
  name: 'GetRole',
  does: 'Tells about one role, with its trust policy.',
  input: { RoleName: required(roleName) },
  output: { Role: structure({ ...roleFields, AssumeRolePolicyDocument: trustPolicyField, UpdateDate: updateDate }) },
  access: { level: 'get', resources: [{ arn: 'acs:ram:*:{#accountId}:role/{#RoleName}', id: 'RoleName' }] },
  errors: { ...badRoleName, ...noRole },
  async run({ input, caller, own, settle }) {
    const role = settle(existing(await own.get(roles, input.RoleName)))
    return {
      Role: {
        ...roleAnswer(caller.account, role),
        AssumeRolePolicyDocument: role.trustPolicy,
        UpdateDate: toldDate(role.updatedAt),
      },
    }
  },
})
