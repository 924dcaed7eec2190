import { long, onlyOwn, operation, required, structure, text, withTags } from '../../../model/index.js'
import { roleAnswer, roleFields, trustPolicyField } from '../answers.js'
import { readable } from '../documents.js'
import { mayCreateRole } from '../domain/role.js'
import { badDescription, badRoleName, malformedDocument } from '../errors.js'
import { description, roleName, tags } from '../parameters.js'
import { ram } from '../product.js'
import { type Role, roles } from '../tables.js'

export default operation(ram, {
  name: 'CreateRole',
  does: 'Creates a role, which those whom its trust policy names may assume.',
  input: {
    RoleName: required(roleName),
    AssumeRolePolicyDocument: required(
      text(
        'Who may assume the role.',
        '{"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"ecs.aliyuncs.com"}}]}',
        // UNKNOWN: a limit exists, its number is not on the pages; that of other policies here.
        { max: 6144 },
      ),
    ),
    Description: description,
    MaxSessionDuration: long('The longest session that may be asked for, in seconds.', 3600, {
      min: 3600,
      max: 43200,
      default: 3600,
    }),
    Tag: tags,
  },
  output: { Role: structure({ ...roleFields, AssumeRolePolicyDocument: trustPolicyField }) },
  access: { level: 'create', resources: [{ arn: 'acs:ram:*:{#accountId}:role/*' }] },
  errors: {
    ...badRoleName,
    'InvalidParameter.AssumeRolePolicyDocument.Length': [
      400,
      'The parameter - "AssumeRolePolicyDocument" beyond the length limit.',
    ],
    ...badDescription,
    'EntityAlreadyExists.Role': [409, 'The role does already EXIST.'],
    ...malformedDocument,
    'LimitExceeded.Role': [409, 'The count of roles beyond the current limits.'],
  },
  touches: onlyOwn,
  async run({ input, caller, now, own, settle, quota, newId }) {
    settle(readable(input.AssumeRolePolicyDocument, 'trust'))
    const most = quota('roles')
    const taken = (await own.get(roles, input.RoleName)) !== undefined
    settle(mayCreateRole({ taken, roles: await own.count(roles, 'key', [], { upTo: most }), most }))
    const role: Role = {
      roleName: input.RoleName,
      roleId: newId('3', 17, 'digits'),
      description: input.Description ?? '',
      trustPolicy: input.AssumeRolePolicyDocument,
      maxSessionSeconds: input.MaxSessionDuration ?? 3600,
      tags: withTags({}, input.Tag),
      createdAt: now.toISOString(),
      updatedAt: now.toISOString(),
    }
    own.put(roles, role)
    return { Role: { ...roleAnswer(caller.account, role), AssumeRolePolicyDocument: role.trustPolicy } }
  },
})
