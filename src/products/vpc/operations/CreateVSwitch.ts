import { clientToken, hasSettled, onlyOwn, operation, required, text, withTags } from '../../../model/index.js'
import { defaultResourceGroupId } from '../../resource-manager/domain/resource-group.js'
import { mayCreateVSwitch } from '../domain/network.js'
import { descriptionOf, ipv6Bits, nameOf, region, tags } from '../parameters.js'
import { vpc } from '../product.js'
import { vpcs, vSwitches } from '../tables.js'

export default operation(vpc, {
  name: 'CreateVSwitch',
  documented: '2024-06-24',
  does: 'Creates a vSwitch in a zone of a VPC.',
  input: {
    VpcId: required(text('The VPC that it is to be in.', 'vpc-bp15zckdt37pq72zvw3qx')),
    ZoneId: required(text('Its zone.', 'cn-hangzhou-b')),
    CidrBlock: required(
      text('Its IPv4 block: inside that of the VPC, apart from all other vSwitches, a mask of 16 to 29 bits.', '172.16.0.0/24'),
    ),
    RegionId: region,
    VSwitchName: nameOf('vSwitch'),
    Description: descriptionOf('vSwitch'),
    Ipv6CidrBlock: ipv6Bits,
    VpcIpv6CidrBlock: text('The IPv6 block of the VPC to take it from.', '2408:4005:3a1:7b00::/56'),
    Tag: tags,
    ...clientToken,
  },
  output: { VSwitchId: text('The new vSwitch.', 'vsw-bp1qg5lrs9m2kzt0yx4e7') },
  access: {
    level: 'create',
    resources: [
      { arn: 'acs:vpc:{#regionId}:{#accountId}:vpc/{#VpcId}', id: 'VpcId' },
      { arn: 'acs:vpc:{#regionId}:{#accountId}:vswitch/*' },
    ],
  },
  errors: {
    'OperationFailed.ResourceConflict': [400, 'vpc only support one cloud box.'],
    'OperationFailed.IdempotentTokenProcessing': [400, 'Action is processing.'],
    'InvalidDescription.Malformed': [400, 'Invalid description.'],
    'InvalidVSwitchName.Malformed': [400, 'Specified virtual switch name is not valid.'],
    'InvalidVSwitchDiscription.Malformed': [400, 'Specified  virtual switch description is not valid.'],
    'Abs.Vpc.InvalidDescription.Malformed': [400, 'Specified virtual switch name is not valid.'],
    'MissingParam.vpcId': [400, 'The parameter vpcId is mandatory.'],
    ResourceNotAvailable: [400, 'Resource you requested is not available in this region or zone.'],
    InvalidParameter: [400, 'Specified CIDR block is not valid in VPC.'],
    'InvalidCidrBlock.Overlapped': [400, 'Specified CIDR block overlapped with other subnets.'],
    'QuotaExceeded.VSwitch': [400, 'Virtual switch quota exceeded.'],
    IncorrectRouteEntryStatus: [400, 'Some route entry status blocked this operation.'],
    IncorrectVSwitchStatus: [400, 'Some virtual switch is modifying within the same VPC.'],
    'InvalidCirdrBlock.MaskLength': [400, 'Specified CIDR block is not valid .'],
    IncorrectVpcStatus: [400, 'Current VPC status does not support this operation.'],
    'CreateVSwitch.IncorrectStatus.cbnStatus': [400, 'Current CBN status does not support this operation.'],
    'InvalidCidrBlock.Malformed': [400, 'Specified CIDR block is not valid.'],
    MissingParameter: [400, 'Miss mandatory parameter.'],
    TaskConflict: [400, 'The operation is too frequent, TaskConflict.'],
    'VPC.SWITCH.RULE.QUOTA.NOT.EXISTS': [400, 'vSwitch quota rule not exists.'],
    'Forbidden.VpcNotFound': [400, 'Specified VPC can not found.'],
    'RouteConflict.AlreadyExist': [400, 'Route conflict exists in routing table.'],
    'OperationFailed.CidrAcross': [400, 'Classic link instance cidr must not across.'],
    'Duplicated.ClientToken': [400, '%s'],
    'OperationFailed.Ipv6CidrBlockExisted': [400, '%s'],
    'IllegalParam.Ipv6CidrBlock': [400, '%s'],
    'OperationFailed.VpcIpv6Disabled': [400, '%s'],
    'IncorrectStatus.cbnStatus': [400, 'Current CBN status does not support this operation.'],
    'OperationFailed.NotifyCenCreate': [400, 'Failed to notify cen when create vswitch.'],
    'OperationFailed.DistibuteLock': [400, 'Distibute lock fail.'],
    'UnsupportedFeature.CloudBoxIpv6': [400, 'The IPv6 feature is not supported by cloud box.'],
    'OperationDenied.VpcPeerExist': [400, 'The operation is not allowed because the VPC peer exists.'],
    'OperationDenied.CenAttached': [400, 'The operation is not allowed because the VPC is attached to CEN.'],
    'OperationDenied.NatgwExist': [400, 'The operation is not allowed because the NAT gateway exists in VPC.'],
    'MissingParam.Ipv6CidrBlock': [400, 'The parameter Ipv6CidrBlock is mandatory.'],
    'IllegalParam.VpcIpv6CidrBlock': [400, '%s'],
    'OperationDenied.OtherSubnetCreating': [400, 'The operation is not allowed because the other VSwitch is creating.'],
    'OperationDenied.VpcPeerExists': [400, 'The operation is not allowed because the VpcPeer exists.'],
    'IllegalParam.CidrBlock': [400, 'The param of CidrBlock [%s] is illegal.'],
    'Invalid.NotExist': [404, 'witch mask rule not exists.'],
    'InvalidStatus.RouteEntry': [404, 'RouteEntry status error.'],
    'InvalidZoneId.NotFound': [404, 'Specified zone does not exist.'],
    'InvalidVpcId.NotFound': [404, 'Specified VPC does not exist.'],
  },
  touches: onlyOwn,
  async run({ input, caller, region: regionId, now, own, newId, settle, refuse, quota, transition }) {
    const found = await own.get(vpcs, input.VpcId)
    const home = found?.regionId === regionId ? found : undefined
    const siblings = await own.all(vSwitches, 'byVpc', [input.VpcId])
    if (home && input.VpcIpv6CidrBlock !== undefined && input.VpcIpv6CidrBlock !== home.ipv6CidrBlock)
      return refuse('IllegalParam.VpcIpv6CidrBlock', {
        fill: ['VpcIpv6CidrBlock', 'The specified VpcIpv6CidrBlock is not a block of the VPC.'],
        because: home.ipv6CidrBlock === '' ? 'The VPC has no IPv6 block.' : `The VPC has the IPv6 block ${home.ipv6CidrBlock}.`,
      })
    const ipv6CidrBlock = settle(
      mayCreateVSwitch({
        cidrBlock: input.CidrBlock,
        vpc: home && { ...home, settled: hasSettled(home, now) },
        regionId,
        zoneId: input.ZoneId,
        siblings,
        busy: siblings.some((sibling) => !hasSettled(sibling, now)),
        ipv6Bits: input.Ipv6CidrBlock,
        most: quota('vSwitchesPerVpc'),
      }),
    )
    const vSwitchId = newId('vsw-', 21)
    own.put(vSwitches, {
      vSwitchId,
      vpcId: input.VpcId,
      regionId,
      zoneId: input.ZoneId,
      name: input.VSwitchName ?? '',
      description: input.Description ?? '',
      cidrBlock: input.CidrBlock,
      ipv6CidrBlock,
      isDefault: false,
      resourceGroupId: home?.resourceGroupId ?? defaultResourceGroupId(caller.account),
      tags: withTags({}, input.Tag),
      createdAt: now.toISOString(),
      settlesAt: transition.settlesAt,
    })
    return { VSwitchId: vSwitchId }
  },
})
