import { list, operation, type Partition, required, structure } from '../../../model/index.js'
import { attachDate, groupFields, roleFields, userFields } from '../answers.js'
import { roleArn } from '../domain/arns.js'
import { toldDate } from '../domain/dates.js'
import { noPolicy as none } from '../domain/policy-version.js'
import { badPolicyName, badPolicyType, noPolicy } from '../errors.js'
import { namedPolicy, policyName, policyType } from '../parameters.js'
import { ram } from '../product.js'
import { policyOf } from '../reads.js'
import { groups, type PolicyAttachment, type PolicyType, policyAttachments, roles, users } from '../tables.js'

const { UserId, UserName, DisplayName } = userFields
const { GroupName, Comments } = groupFields
const { RoleId, RoleName, Arn, Description } = roleFields

export default operation(ram, {
  name: 'ListEntitiesForPolicy',
  does: 'Lists the users, groups and roles that have a policy.',
  input: { PolicyType: required(policyType), PolicyName: required(policyName) },
  output: {
    Users: structure({ User: list('Users.', structure({ UserId, UserName, DisplayName, AttachDate: attachDate })) }),
    Groups: structure({ Group: list('Groups.', structure({ GroupName, Comments, AttachDate: attachDate })) }),
    Roles: structure({ Role: list('Roles.', structure({ RoleId, RoleName, Arn, Description, AttachDate: attachDate })) }),
  },
  access: { level: 'list', resources: namedPolicy },
  errors: { ...badPolicyType, ...badPolicyName, ...noPolicy },
  async run({ input, caller, own, settle }) {
    const { PolicyType: type, PolicyName: name } = input
    if (!(await policyOf(own, type, name))) return settle(none())
    const [ofUsers, ofGroups, ofRoles] = [
      await bearers(own, type, name, 'user'),
      await bearers(own, type, name, 'group'),
      await bearers(own, type, name, 'role'),
    ]
    const [foundUsers, foundGroups, foundRoles] = [
      await own.getMany(users, ofUsers.map(keyOf)),
      await own.getMany(groups, ofGroups.map(keyOf)),
      await own.getMany(roles, ofRoles.map(keyOf)),
    ]
    // INVARIANT: whoever has a policy cannot be deleted, so each is found.
    return {
      Users: {
        User: foundUsers.flatMap((user, at) =>
          user
            ? [{ UserId: user.userId, UserName: user.userName, DisplayName: user.displayName, AttachDate: since(ofUsers, at) }]
            : [],
        ),
      },
      Groups: {
        Group: foundGroups.flatMap((group, at) =>
          group ? [{ GroupName: group.groupName, Comments: group.comments, AttachDate: since(ofGroups, at) }] : [],
        ),
      },
      Roles: {
        Role: foundRoles.flatMap((role, at) =>
          role
            ? [
                {
                  RoleId: role.roleId,
                  RoleName: role.roleName,
                  Arn: roleArn(caller.account, role.roleName),
                  Description: role.description,
                  AttachDate: since(ofRoles, at),
                },
              ]
            : [],
        ),
      },
    }
  },
})

function bearers(own: Partition, type: PolicyType, name: string, kind: PolicyAttachment['entityType']) {
  return own.all(policyAttachments, 'byPolicy', [type, name, kind])
}

const keyOf = ({ entity }: PolicyAttachment) => [entity]
const since = (attachments: readonly PolicyAttachment[], at: number) => toldDate((attachments[at] as PolicyAttachment).attachedAt)
