import { onlyOwn, operation, required, text } from '../../../model/index.js'
import { mayDeleteGroup } from '../domain/security-group.js'
import { requiredRegion } from '../parameters.js'
import { ecs } from '../product.js'
import { groupMembers, groupsInVpc, securityGroups } from '../tables.js'

export default operation(ecs, {
  name: 'DeleteSecurityGroup',
  documented: '2024-06-24',
  does: 'Deletes a security group that nothing is in.',
  input: {
    RegionId: requiredRegion,
    SecurityGroupId: required(text('The security group.', 'sg-bp67acfmxazb4p6x1k2d')),
  },
  access: {
    level: 'delete',
    resources: [{ arn: 'acs:ecs:{#regionId}:{#accountId}:securitygroup/{#securitygroupId}', id: 'SecurityGroupId' }],
  },
  errors: {
    'MissingParameter.RegionId': [400, 'The parameter "RegionId" should not be null.'],
    'InvalidOperation.SecurityGroupNotAuthorized': [401, 'The specified security group is not authorized to operate.'],
    DependencyViolation: [403, 'There is still instance(s) in the specified security group.'],
    'InvalidOperation.ResourceManagedByCloudProduct': [403, '%s', 'A cloud product manages the security group.'],
    'InvalidSecurityGroup.NotFound': [404, 'The specified security group is not found.'],
    InternalError: [500, 'The request processing has failed due to some unknown error.'],
  },
  // The VPC's owner has a row that says that the group lies in it; the input does not tell.
  touches: onlyOwn,
  async run({ input, region, own, at, settle }) {
    const found = await own.get(securityGroups, input.SecurityGroupId)
    const group = found?.regionId === region ? found : undefined
    const members = await own.count(groupMembers, 'key', [input.SecurityGroupId], { upTo: 1 })
    settle(mayDeleteGroup(input.SecurityGroupId, group !== undefined, members))
    if (!group) return
    own.delete(securityGroups, group.securityGroupId)
    at(group.vpcOwner).delete(groupsInVpc, group.vpcId, group.securityGroupId)
  },
})
