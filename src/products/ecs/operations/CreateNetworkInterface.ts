import {
  clientToken,
  flag,
  hasSettled,
  list,
  oneOf,
  onlyOwn,
  operation,
  required,
  text,
  whole,
  withTags,
} from '../../../model/index.js'
import { defaultResourceGroupId } from '../../resource-manager/domain/resource-group.js'
import { hasResourceGroup } from '../../resource-manager/reads.js'
import { addressText, type Cidr, parseCidr } from '../../vpc/domain/cidr.js'
import { vSwitchSeenBy } from '../../vpc/reads.js'
import { freeAddresses, takenAmong } from '../address-book.js'
import { macAddress, mayPlaceInterface, namedGroups, wantedAddresses } from '../domain/network-interface.js'
import { interfaceAnswered, interfaceFields } from '../network-interfaces.js'
import { descriptionOf, keyTwice, nameOf, requiredRegion, tags } from '../parameters.js'
import { ecs } from '../product.js'
import { groupMembers, guestInterfaces, networkInterfaces, securityGroups, takenAddresses } from '../tables.js'

/**
 * Left out: IPv6 addresses, IPv4 and IPv6 prefixes, queues, traffic modes and connection tracking; they say nothing about who
 * may be where.
 */
export default operation(ecs, {
  name: 'CreateNetworkInterface',
  documented: '2026-04-04',
  does: 'Creates a network interface in a vSwitch: of the account, or of an account that shares it.',
  input: {
    RegionId: requiredRegion,
    VSwitchId: required(text('The vSwitch that it is to be in.', 'vsw-bp1qg5lrs9m2kzt0yx4e7')),
    PrimaryIpAddress: text('Its primary address; any free one if not said.', '172.16.0.17'),
    PrivateIpAddress: list('Its secondary addresses.', text('An address.', '172.16.0.18'), { max: 10 }),
    SecondaryPrivateIpAddressCount: whole('How many free secondary addresses it is to have.', 1, { min: 1, max: 49 }),
    SecurityGroupId: text('The security group that it is to be in.', 'sg-bp67acfmxazb4p6x1k2d'),
    SecurityGroupIds: list('The security groups that it is to be in.', text('A group.', 'sg-bp67acfmxazb4p6x1k2d'), { max: 16 }),
    NetworkInterfaceName: nameOf('network interface'),
    Description: descriptionOf('network interface'),
    InstanceType: oneOf(['Secondary', 'Trunk'], 'What kind it is to be; trunks are not offered.'),
    ResourceGroupId: text('The resource group.', 'rg-acfmxazb4ph6aiy'),
    DeleteOnRelease: flag('Whether it goes with the instance that it is attached to.', true),
    Tag: tags,
    ...clientToken,
  },
  output: interfaceFields,
  access: {
    level: 'create',
    resources: [
      { arn: 'acs:ecs:{#regionId}:{#accountId}:eni/*' },
      {
        arn: 'acs:ecs:{#regionId}:{#accountId}:securitygroup/{#securitygroupId}',
        id: ({ input }) => [
          ...(input.SecurityGroupId === undefined ? [] : [input.SecurityGroupId]),
          ...(input.SecurityGroupIds ?? []),
        ],
      },
      { arn: 'acs:vpc:{#regionId}:{#accountId}:vswitch/{#vswitchId}', id: 'VSwitchId' },
    ],
  },
  // Codes that are listed under two statuses stand under the one of their kind.
  errors: {
    MissingParameter: [400, '%s', 'The parameter %s is mandatory.'],
    UnsupportedParameter: [400, '%s', 'The parameter %s is not supported.'],
    InvalidParameter: [400, '%s', 'The value %s is not valid.'],
    'Forbidden.RegionId': [400, '%s', 'The region %s is not valid.'],
    'Duplicate.TagKey': [400, 'The Tag.N.Key contain duplicate key.'],
    'InvalidTagKey.Malformed': [400, 'The specified Tag.n.Key is not valid.'],
    'InvalidTagValue.Malformed': [400, 'The specified Tag.n.Value is not valid.'],
    'InvalidOperation.EniCountExceeded': [400, 'The maximum number of eni in a enterprise security group is exceeded.'],
    IncorrectVSwitchStatus: [400, 'The current status of vSwitch does not support this operation.'],
    JoinedGroupLimitExceed: [400, '%s', 'A network interface can be in %s security groups.'],
    'InvalidParameter.SecurityGroupIdRepeated': [400, '%s', 'The security group %s is given twice.'],
    'InvalidSecurityGroupId.SingleIdAndMultiIdConflict': [400, '%s', 'Give SecurityGroupId or SecurityGroupIds, not both.'],
    'InvalidPrivateIpAddress.Duplicated': [400, 'Specified private IP address is duplicated.'],
    'InvalidParameter.Conflict': [400, '%s', 'The parameter %s cannot be given together with another one of its kind.'],
    'QuotaExceeded.PrivateIpAddress': [400, 'There is no enough private ip in the specified VSwitch.'],
    'InvalidUserType.NotSupported': [403, '%s', 'The account is not supported.'],
    'Abs.InvalidAccount.NotFound': [403, '%s', 'The account does not exist.'],
    'Forbidden.NotSupportRAM': [403, '%s', 'The operation is not open to RAM users.'],
    'Forbidden.SubUser': [403, '%s', 'The RAM user is not authorized.'],
    MaxEniCountExceeded: [403, '%s', 'The account can have %s network interfaces in the region.'],
    'InvalidOperation.VpcMismatch': [403, '%s', 'The security group %s is not in the VPC of the vSwitch.'],
    SecurityGroupInstanceLimitExceed: [403, '%s', 'The security group is full.'],
    'InvalidSecurityGroupId.NotVpc': [403, '%s', 'The security group %s is not in a VPC.'],
    'InvalidVSwitchId.IpNotEnough': [403, '%s', 'The vSwitch has not enough free addresses.'],
    'InvalidVSwitchId.IpInvalid': [403, '%s', 'The address %s cannot be used in the vSwitch.'],
    'QuotaExceed.Tags': [403, '%s', 'At most 20 tags are allowed.'],
    'EnterpriseGroupLimited.MutliGroupType': [403, "The specified instance can't join multi SecurityGroup types."],
    'InvalidIp.Address': [403, '%s', 'The address %s is not valid.'],
    'InvalidIp.IpRepeated': [403, '%s', 'The address %s is given twice.'],
    MaxEniPrivateIpsCountExceeded: [403, '%s', 'Too many addresses.'],
    'InvalidOperation.TrunkingIsNotAllowed': [403, '%s', 'Trunk network interfaces are not allowed.'],
    'InvalidParams.NetworkInterfaceName': [403, '%s', 'The name %s is not valid.'],
    'InvalidVSwitchId.NotFound': [404, '%s', 'The vSwitch %s does not exist.'],
    'InvalidSecurityGroupId.NotFound': [404, '%s', 'The security group %s does not exist.'],
    'InvalidResourceGroup.NotFound': [404, 'The ResourceGroup provided does not exist in our records.'],
    InternalError: [500, 'The request processing has failed due to some unknown error, exception or failure.'],
  },
  // The owner of a shared vSwitch keeps its address book; the input does not tell who that is.
  touches: onlyOwn,
  async run(context) {
    const { input, caller, region: regionId, now, own, at, newId, settle, refuse, quota } = context
    const { account } = caller
    const twice = keyTwice(input.Tag)
    if (twice !== undefined) return refuse('Duplicate.TagKey', { because: `The tag ${twice} was given twice.` })
    if (input.InstanceType === 'Trunk')
      return refuse('InvalidOperation.TrunkingIsNotAllowed', { because: 'Trunks are not offered here.' })
    const resourceGroupId = input.ResourceGroupId ?? defaultResourceGroupId(caller.account)
    if (!(await hasResourceGroup(own, resourceGroupId, now)))
      return refuse('InvalidResourceGroup.NotFound', { because: `This account has no resource group ${resourceGroupId}.` })
    const groupIds = settle(namedGroups(input.SecurityGroupId, input.SecurityGroupIds))
    const seen = await vSwitchSeenBy(context, { account, region: regionId, now }, input.VSwitchId, 'vpc:DescribeVSwitchAttributes')
    const groups = await own.getMany(
      securityGroups,
      groupIds.map((id) => [id]),
    )
    settle(
      mayPlaceInterface({
        vSwitchId: input.VSwitchId,
        vSwitch: seen && { vpcId: seen.row.vpcId, settled: hasSettled(seen.row, now) },
        groupIds,
        groups: groups.map((group) => (group?.regionId === regionId ? group : undefined)),
        mostGroups: quota('securityGroupsPerInterface'),
        existing: await own.count(networkInterfaces, 'byRegion', [regionId]),
        most: quota('networkInterfaces'),
      }),
    )
    if (!seen) return refuse('InvalidVSwitchId.NotFound', { fill: [input.VSwitchId] })
    const { owner, row: vSwitch } = seen
    const { vSwitchId } = vSwitch
    const block = parseCidr(vSwitch.cidrBlock) as Cidr
    const wanted = settle(
      wantedAddresses({
        block,
        primary: input.PrimaryIpAddress,
        secondary: input.PrivateIpAddress,
        secondaryCount: input.SecondaryPrivateIpAddressCount,
      }),
    )
    const named = [...(wanted.primary === undefined ? [] : [wanted.primary]), ...wanted.secondary]
    const occupied = await takenAmong(at(owner), vSwitchId, named)
    // UNKNOWN: which of the codes that speak of addresses stands for one that somebody has.
    if (occupied !== undefined)
      return refuse('InvalidPrivateIpAddress.Duplicated', {
        because: `A network interface has ${addressText(occupied)} already.`,
        next: 'Take another address, or none: a free one is found.',
      })
    const count = wanted.more + (wanted.primary === undefined ? 1 : 0)
    const start = Number(newId('', 6, 'digits'))
    const found = await freeAddresses(at(owner), { vSwitchId, block, start, count, except: named })
    if (!found) return refuse('QuotaExceeded.PrivateIpAddress', { because: `${vSwitchId} has fewer than ${count} free addresses.` })
    const [primary = 0, ...secondary] =
      wanted.primary === undefined ? [...found.slice(0, 1), ...named, ...found.slice(1)] : [...named, ...found]
    const networkInterfaceId = newId('eni-', 20)
    const made = {
      networkInterfaceId,
      regionId,
      zoneId: vSwitch.zoneId,
      vpcId: vSwitch.vpcId,
      vSwitchId,
      vSwitchOwner: owner,
      name: input.NetworkInterfaceName ?? '',
      description: input.Description ?? '',
      addresses: [primary, ...secondary].map(addressText),
      macAddress: macAddress(Number(newId('', 9, 'digits'))),
      securityGroupIds: groupIds,
      ...(input.DeleteOnRelease === undefined ? {} : { deleteOnRelease: input.DeleteOnRelease }),
      resourceGroupId,
      tags: withTags({}, input.Tag),
      createdAt: now.toISOString(),
    }
    own.put(networkInterfaces, made)
    for (const securityGroupId of groupIds) own.put(groupMembers, { securityGroupId, networkInterfaceId })
    for (const address of [primary, ...secondary]) at(owner).put(takenAddresses, { vSwitchId, address, networkInterfaceId })
    if (owner !== account) at(owner).put(guestInterfaces, { networkInterfaceId, creator: account, regionId })
    return interfaceAnswered({ owner: account, row: made }, { account })
  },
})
