import { clientToken, oneOf, onlyOwn, operation, text, withTags } from '../../../model/index.js'
import { defaultResourceGroupId } from '../../resource-manager/domain/resource-group.js'
import { hasResourceGroup } from '../../resource-manager/reads.js'
import { vpcSeenBy } from '../../vpc/reads.js'
import { mayCreateGroup } from '../domain/security-group.js'
import { descriptionOf, keyTwice, nameOf, requiredRegion, tags } from '../parameters.js'
import { ecs } from '../product.js'
import { groupsInVpc, securityGroups } from '../tables.js'

export default operation(ecs, {
  name: 'CreateSecurityGroup',
  documented: '2024-06-24',
  does: 'Creates a security group in a VPC: of the account, or of an account that shares a vSwitch of it.',
  input: {
    RegionId: requiredRegion,
    VpcId: text('The VPC. Needed: there is no classic network here.', 'vpc-bp15zckdt37pq72zvw3qx'),
    SecurityGroupName: nameOf('security group'),
    Description: descriptionOf('security group'),
    SecurityGroupType: oneOf(['normal', 'enterprise'], 'Basic or advanced.'),
    ResourceGroupId: text('The resource group.', 'rg-acfmxazb4ph6aiy'),
    Tag: tags,
    ...clientToken,
  },
  output: { SecurityGroupId: text('The new security group.', 'sg-bp67acfmxazb4p6x1k2d') },
  access: {
    level: 'create',
    resources: [
      { arn: 'acs:ecs:{#regionId}:{#accountId}:securitygroup/*' },
      { arn: 'acs:vpc:{#regionId}:{#accountId}:vpc/{#vpcId}', id: 'VpcId' },
    ],
  },
  // Codes that are listed under two statuses stand under the one of their kind.
  errors: {
    'InvalidDescription.Malformed': [400, 'The specified parameter "Description" is not valid.'],
    'InvalidSecurityGroupName.Malformed': [400, 'Specified security group name is not valid.'],
    'InvalidSecurityGroupDiscription.Malformed': [400, 'Specified security group description is not valid.'],
    IncorrectVpcStatus: [400, 'Current VPC status does not support this operation.'],
    'InvalidTagKey.Malformed': [400, 'Specified tag key is not valid.'],
    'InvalidTagValue.Malformed': [400, 'Specified tag value is not valid.'],
    'Duplicate.TagKey': [400, 'The Tag.N.Key contain duplicate key.'],
    'InvalidParams.GroupType': [400, 'The specified security group type is not valid.'],
    'InvalidParams.VpcIdGroupType': [400, 'Only VPC instance supports enterprise level security group.'],
    'QuotaExceed.SecurityGroup': [403, 'The maximum number of security groups is reached.'],
    IdempotentProcessing: [403, 'The previous idempotent request(s) is still processing.'],
    'QuotaExceed.Tags': [403, '%s', 'At most 20 tags are allowed.'],
    'InvalidRegionId.NotFound': [404, 'The specified region does not exist.'],
    'InvalidVpcId.NotFound': [404, 'Specified VPC does not exist.'],
    'InvalidResourceGroup.NotFound': [404, 'The ResourceGroup provided does not exist in our records.'],
    InternalError: [500, 'The request processing has failed due to some unknown error.'],
  },
  // The VPC's owner is another account where it shares a vSwitch; the input does not tell.
  touches: onlyOwn,
  async run(context) {
    const { input, caller, region: regionId, now, own, at, newId, settle, refuse, quota } = context
    const resourceGroupId = input.ResourceGroupId ?? defaultResourceGroupId(caller.account)
    if (!(await hasResourceGroup(own, resourceGroupId, now)))
      return refuse('InvalidResourceGroup.NotFound', { because: `This account has no resource group ${resourceGroupId}.` })
    const seen =
      input.VpcId === undefined
        ? undefined
        : await vpcSeenBy(context, { account: caller.account, region: regionId, now }, input.VpcId)
    const home = settle(
      mayCreateGroup({
        vpcId: input.VpcId,
        vpc: seen && { owner: seen.owner, settlesAt: seen.row.settlesAt },
        type: input.SecurityGroupType ?? 'normal',
        tagTwice: keyTwice(input.Tag),
        now,
        existing: await own.count(securityGroups, 'byRegion', [regionId]),
        most: quota('securityGroups'),
      }),
    )
    const securityGroupId = newId('sg-', 20)
    own.put(securityGroups, {
      securityGroupId,
      regionId,
      ...home,
      name: input.SecurityGroupName ?? '',
      description: input.Description ?? '',
      type: input.SecurityGroupType ?? 'normal',
      resourceGroupId,
      tags: withTags({}, input.Tag),
      createdAt: now.toISOString(),
    })
    at(home.vpcOwner).put(groupsInVpc, { vpcId: home.vpcId, securityGroupId, groupOwner: caller.account })
    return { SecurityGroupId: securityGroupId }
  },
})
