import { flag, onlyOwn, operation, required, structure, text } from '../../../model/index.js'
import { roleArn } from '../../ram/domain/arns.js'
import { toldDate } from '../../ram/domain/dates.js'
import { linkedRole, mayCreateLinkedRole, serviceNamed } from '../../ram/domain/service-linked.js'
import { policyAttachments, roles } from '../../ram/tables.js'
import { resourceManager } from '../product.js'

export default operation(resourceManager, {
  name: 'CreateServiceLinkedRole',
  documented: '2025-12-15',
  does: 'Makes the role that a service works with in the account. Nobody else can assume, change or delete it.',
  input: {
    ServiceName: required(text('The service.', 'ecr.aliyuncs.com')),
    CustomSuffix: text('What the name of the role ends with, for services that allow it.', 'Example', {
      max: 64,
      pattern: /^[A-Za-z0-9.-]+$/,
    }),
    Description: text('What it is for, for roles with a suffix.', 'Attaches routers.', { max: 1024 }),
  },
  output: {
    Role: structure({
      RoleId: text('The id of the role.', '312345678901234567'),
      RoleName: text('The name of the role.', 'AliyunServiceRoleForECR'),
      RolePrincipalName: text('Its name with a domain.', 'AliyunServiceRoleForECR@role.1000000000000002.onaliyunservice.com'),
      Arn: text('The ARN of the role.', 'acs:ram::1000000000000002:role/AliyunServiceRoleForECR'),
      Description: text('What it is for.', 'Lets Express Connect Router attach itself to transit routers.'),
      AssumeRolePolicyDocument: text('The trust policy.', '{"Version":"1","Statement":[]}'),
      IsServiceLinkedRole: flag('It is one.', true),
      CreateDate: text('When it was made.', '2026-01-01T00:00:00Z'),
    }),
  },
  access: {
    service: 'ram',
    level: 'create',
    conditions: [{ key: 'ram:ServiceName', values: async ({ input }) => [[input.ServiceName]] }],
  },
  errors: {
    'InvalidParameter.CustomSuffix.NotAllowed': [400, 'Custom suffix is not allowed for this Service Linked Role.'],
    'InvalidParameter.CustomSuffix.InvalidChars': [400, 'The parameter CustomSuffix contains invalid characters.'],
    'InvalidParameter.CustomSuffix.Length': [400, 'The maximum length of the parameter CustomSuffix is exceeded.'],
    'InvalidParameter.Description.NotAllowed': [400, 'Custom description is not allowed for default service linked role.'],
    'InvalidParameter.Description.Length': [
      400,
      'The maximum length of the description is exceeded. It must not exceed 1024 characters.',
    ],
    'EntityNotExist.Service': [404, 'The service does not exist.'],
    'EntityAlreadyExists.Role': [409, 'The role already exists.'],
    'LimitExceeded.Role': [409, 'The maximum number of roles is exceeded.'],
  },
  touches: onlyOwn,
  async run({ input, caller, now, own, settle, newId }) {
    const named = serviceNamed(input.ServiceName)
    const service = settle(
      mayCreateLinkedRole({
        service: named,
        suffix: input.CustomSuffix,
        description: input.Description,
        taken: named !== undefined && (await own.get(roles, named.roleName)) !== undefined,
      }),
    )
    const { role, attachment } = linkedRole(service, now, newId('3', 17, 'digits'))
    own.put(roles, role)
    own.put(policyAttachments, attachment)
    return {
      Role: {
        RoleId: role.roleId,
        RoleName: role.roleName,
        // UNKNOWN: the sample masks the account's domain; its default one here.
        RolePrincipalName: `${role.roleName}@role.${caller.account}.onaliyunservice.com`,
        Arn: roleArn(caller.account, role.roleName),
        Description: role.description,
        AssumeRolePolicyDocument: role.trustPolicy,
        IsServiceLinkedRole: true,
        CreateDate: toldDate(role.createdAt),
      },
    }
  },
})
