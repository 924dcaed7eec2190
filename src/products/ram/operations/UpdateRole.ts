import { long, onlyOwn, operation, required, structure, text } from '../../../model/index.js'
import { roleAnswer, roleFields, trustPolicyField, updateDate } from '../answers.js'
import { readable } from '../documents.js'
import { toldDate } from '../domain/dates.js'
import { changeable, existing } from '../domain/role.js'
import { badRoleName, malformedDocument, noRole } from '../errors.js'
import { roleName } from '../parameters.js'
import { ram } from '../product.js'
import { type Role, roles } from '../tables.js'

export default operation(ram, {
  name: 'UpdateRole',
  does: 'Changes who may assume a role, for how long, and what it is for. Sessions that there are go on.',
  input: {
    RoleName: required(roleName),
    NewAssumeRolePolicyDocument: text(
      'Who may assume the role from now on. Absent: as it is.',
      '{"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"ecs.aliyuncs.com"}}]}',
      { max: 6144 },
    ),
    // The page speaks of a default, 3600, for updates too. UNKNOWN: whether an update that leaves it out really shortens sessions;
    // it does not here, since the Terraform provider leaves it out when something else changes.
    NewMaxSessionDuration: long('The longest session from now on, in seconds. Absent: as it is.', 7200, { min: 3600, max: 43200 }),
    // Empty: none from now on, as the Terraform provider means it.
    NewDescription: text('What it is for, from now on. Absent: as it is.', 'Read networks.', { min: 0, max: 1024 }),
  },
  output: { Role: structure({ ...roleFields, AssumeRolePolicyDocument: trustPolicyField, UpdateDate: updateDate }) },
  access: { level: 'update', resources: [{ arn: 'acs:ram:*:{#accountId}:role/{#RoleName}', id: 'RoleName' }] },
  errors: {
    ...badRoleName,
    // Resource Management lists the first code, with another text. UNKNOWN: the texts, which follow those of CreateRole.
    'InvalidParameter.NewAssumeRolePolicyDocument.Length': [
      400,
      'The parameter - "NewAssumeRolePolicyDocument" beyond the length limit.',
    ],
    'InvalidParameter.NewDescription.Length': [400, 'The parameter - "NewDescription" beyond the length limit.'],
    ...malformedDocument,
    ...noRole,
  },
  touches: onlyOwn,
  async run({ input, caller, now, own, settle }) {
    const document = input.NewAssumeRolePolicyDocument
    if (document !== undefined) settle(readable(document, 'trust'))
    const role = settle(existing(await own.get(roles, input.RoleName)))
    settle(changeable(role))
    const changed: Role = {
      ...role,
      trustPolicy: document ?? role.trustPolicy,
      maxSessionSeconds: input.NewMaxSessionDuration ?? role.maxSessionSeconds,
      description: input.NewDescription ?? role.description,
      updatedAt: now.toISOString(),
    }
    own.put(roles, changed)
    return {
      Role: {
        ...roleAnswer(caller.account, changed),
        AssumeRolePolicyDocument: changed.trustPolicy,
        UpdateDate: toldDate(changed.updatedAt),
      },
    }
  },
})
