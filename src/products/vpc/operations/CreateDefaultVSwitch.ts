import { clientToken, hasSettled, onlyOwn, operation, required, text } from '../../../model/index.js'
import { freeBlock, mayCreateVSwitch } from '../domain/network.js'
import { ipv6Bits, requiredRegion } from '../parameters.js'
import { vpc } from '../product.js'
import { vpcs, vSwitches } from '../tables.js'

export default operation(vpc, {
  name: 'CreateDefaultVSwitch',
  documented: '2024-06-24',
  does: 'Creates the default vSwitch of a zone, in the default VPC of the region.',
  input: {
    RegionId: requiredRegion,
    ZoneId: required(text('Its zone.', 'cn-hangzhou-b')),
    Ipv6CidrBlock: ipv6Bits,
    ...clientToken,
  },
  output: { VSwitchId: text('The new vSwitch.', 'vsw-bp1qg5lrs9m2kzt0yx4e7') },
  access: { level: 'create', resources: [{ arn: 'acs:vpc:{#regionId}:{#accountId}:vswitch/*' }] },
  errors: {
    'InvalidDescription.Malformed': [400, 'Invalid description.'],
    'InvalidVSwitchName.Malformed': [400, 'Specified virtual switch name is not valid.'],
    'InvalidVSwitchDiscription.Malformed': [400, 'Specified  virtual switch description is not valid.'],
    'Abs.Vpc.InvalidDescription.Malformed': [400, 'Specified virtual switch name is not valid.'],
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
    'OperationFailed.DefaultVpcNotExist': [400, '%s'],
    'UnsupportedFeature.CloudBoxIpv6': [400, 'The IPv6 feature is not supported by cloud box.'],
    'OperationDenied.VpcPeerExist': [400, 'The operation is not allowed because the VPC peer exists.'],
    'OperationDenied.CenAttached': [400, 'The operation is not allowed because the VPC is attached to CEN.'],
    'OperationDenied.NatgwExist': [400, 'The operation is not allowed because the NAT gateway exists in VPC.'],
    'OperationDenied.OtherSubnetCreating': [400, 'other subnet is creating'],
    'OperationFailed.DefaultVSwitchExist': [400, 'A default vSwitch already exists in the zone.'],
    'Invalid.NotExist': [404, 'witch mask rule not exists.'],
    'InvalidStatus.RouteEntry': [404, 'RouteEntry status error.'],
    'InvalidZoneId.NotFound': [404, 'Specified zone does not exist.'],
    'InvalidVpcId.NotFound': [404, 'Specified VPC does not exist.'],
  },
  touches: onlyOwn,
  async run({ input, region: regionId, now, own, newId, settle, refuse, quota, transition }) {
    const home = (await own.all(vpcs, 'byRegion', [regionId])).find(({ isDefault }) => isDefault)
    if (!home)
      return refuse('OperationFailed.DefaultVpcNotExist', {
        fill: ['RegionId', 'The default VPC does not exist in the region.'],
        because: `This account has no default VPC in ${regionId}.`,
        next: 'Create one with CreateDefaultVpc.',
      })
    const siblings = await own.all(vSwitches, 'byVpc', [home.vpcId])
    const old = siblings.find(({ isDefault, zoneId }) => isDefault && zoneId === input.ZoneId)
    if (old)
      return refuse('OperationFailed.DefaultVSwitchExist', {
        because: `${old.vSwitchId} is the default vSwitch of ${input.ZoneId}.`,
      })
    const cidrBlock = freeBlock(home.cidrBlock, 20, siblings)
    if (cidrBlock === undefined)
      return refuse('InvalidCidrBlock.Overlapped', { because: `No block with a mask of 20 bits is free in ${home.cidrBlock}.` })
    const ipv6CidrBlock = settle(
      mayCreateVSwitch({
        cidrBlock,
        vpc: { ...home, settled: hasSettled(home, now) },
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
      vpcId: home.vpcId,
      regionId,
      zoneId: input.ZoneId,
      name: '',
      description: '',
      cidrBlock,
      ipv6CidrBlock,
      isDefault: true,
      resourceGroupId: home.resourceGroupId,
      tags: {},
      createdAt: now.toISOString(),
      settlesAt: transition.settlesAt,
    })
    return { VSwitchId: vSwitchId }
  },
})
