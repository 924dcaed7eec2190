import { flag, hasSettled, onlyOwn, operation, required, text } from '../../../model/index.js'
import { ipv6Change } from '../domain/changes.js'
import { ipv6Of } from '../domain/network.js'
import { descriptionOf, ipv6Bits, nameOf, region } from '../parameters.js'
import { vpc } from '../product.js'
import { vpcs, vSwitches } from '../tables.js'

export default operation(vpc, {
  name: 'ModifyVSwitchAttribute',
  documented: '2024-06-24',
  does: 'Changes what a vSwitch is called and whether it has IPv6.',
  input: {
    VSwitchId: required(text('The vSwitch.', 'vsw-bp1qg5lrs9m2kzt0yx4e7')),
    RegionId: region,
    VSwitchName: nameOf('vSwitch'),
    Description: descriptionOf('vSwitch'),
    EnableIPv6: flag('Whether it has an IPv6 block.', false),
    Ipv6CidrBlock: ipv6Bits,
    VpcIpv6CidrBlock: text('The IPv6 block of the VPC to take it from.', '2408:4005:3a1:7b00::/56'),
  },
  access: { level: 'update', resources: [{ arn: 'acs:vpc:{#regionId}:{#accountId}:vswitch/{#VSwitchId}', id: 'VSwitchId' }] },
  errors: {
    'InvalidDescription.Malformed': [400, 'Invalid description.'],
    'InvalidVSwitchName.Malformed': [400, 'Specified virtual switch name is not valid.'],
    'InvalidVSwitchDiscription.Malformed': [400, 'Specified virtual switch description is not valid.'],
    'Forbidden.VRouterNotFound': [400, 'specified virtual switch is not found during access authentication.'],
    'OperationFailed.Ipv6AlreadyEnabled': [400, '%s'],
    'OperationFailed.VpcIpv6Disabled': [400, '%s'],
    'OperationFailed.Ipv6CidrBlockExisted': [400, '%s'],
    'IllegalParam.Ipv6CidrBlock': [400, '%s'],
    'IncorrectStatus.VSwitch': [400, 'The status of the specified VSwitch is invalid.'],
    'UnsupportedFeature.CloudBoxIpv6': [400, 'The IPv6 feature is not supported by cloud box.'],
    'IllegalParam.VpcIpv6CidrBlock': [400, '%s'],
    'OperationFailed.Ipv6InstanceExist': [400, 'Operation failed because vswitch has ipv6 instance.'],
    'IncorrectStatus.VpcRouteEntry': [400, 'The status of the specified routeEntry is invalid.'],
    'OperationFailed.IPv6Disabled': [400, 'Operation failed because IPv6 is not enabled for the vSwitch.'],
    'ParamExclusive.DisableIpv6AndIpv6CidrBlock': [400, 'DisableIpv6 and Ipv6Cidr are mutually exclusive.'],
    'IncorrectStatus.cbnStatus': [400, 'Current CBN status does not support this operation.'],
    'InvalidVSwitchId.NotFound': [404, 'The specified virtual switch does not exists.'],
  },
  touches: onlyOwn,
  async run({ input, region: regionId, now, own, settle, refuse, transition }) {
    const row = await own.get(vSwitches, input.VSwitchId)
    if (row?.regionId !== regionId)
      return refuse('InvalidVSwitchId.NotFound', {
        because: 'This account has no such vSwitch in the region.',
        next: 'Only its owner can change a shared vSwitch.',
      })
    if (!hasSettled(row, now))
      return refuse('IncorrectStatus.VSwitch', { because: `${row.vSwitchId} is still being created or changed.` })
    const change = settle(ipv6Change({ vSwitch: row, enable: input.EnableIPv6, bits: input.Ipv6CidrBlock }))
    const home = await own.get(vpcs, row.vpcId)
    if (input.VpcIpv6CidrBlock !== undefined && input.VpcIpv6CidrBlock !== home?.ipv6CidrBlock)
      return refuse('IllegalParam.VpcIpv6CidrBlock', {
        fill: ['VpcIpv6CidrBlock', 'The specified VpcIpv6CidrBlock is not a block of the VPC.'],
      })
    const siblings = (await own.all(vSwitches, 'byVpc', [row.vpcId])).filter(({ vSwitchId }) => vSwitchId !== row.vSwitchId)
    const given = settle(
      // UNKNOWN: which bits a vSwitch gets that names none; zeros.
      ipv6Of({ ipv6CidrBlock: home?.ipv6CidrBlock ?? '' }, siblings, change === 'on' ? (input.Ipv6CidrBlock ?? 0) : undefined),
    )
    own.put(vSwitches, {
      ...row,
      name: input.VSwitchName ?? row.name,
      description: input.Description ?? row.description,
      ipv6CidrBlock: change === 'as it is' ? row.ipv6CidrBlock : given,
      // It shows Pending until the change is made (help page).
      settlesAt: transition.settlesAt,
    })
  },
})
