import { flag, hasSettled, onlyOwn, operation, required, text } from '../../../model/index.js'
import { mayModifyVpc } from '../domain/changes.js'
import { assignedIpv6Block, descriptionOf, nameOf, region, wholeIpv6Block } from '../parameters.js'
import { vpc } from '../product.js'
import { vpcs, vSwitches } from '../tables.js'

export default operation(vpc, {
  name: 'ModifyVpcAttribute',
  documented: '2024-06-24',
  does: 'Changes what a VPC is called, how large its block is, and whether it has IPv6.',
  input: {
    VpcId: required(text('The VPC.', 'vpc-bp15zckdt37pq72zvw3qx')),
    RegionId: region,
    VpcName: nameOf('VPC'),
    Description: descriptionOf('VPC'),
    CidrBlock: text('Its new IPv4 block, larger or smaller than the old one.', '172.16.0.0/16'),
    EnableIPv6: flag('Whether it has an IPv6 block.', false),
    Ipv6CidrBlock: wholeIpv6Block,
    Ipv6Isp: text('The kind of line of its IPv6 block.', 'BGP'),
    EnableDnsHostname: flag('Whether DNS host names are on.', false),
  },
  access: { level: 'update', resources: [{ arn: 'acs:vpc:{#regionId}:{#accountId}:vpc/{#VpcId}', id: 'VpcId' }] },
  errors: {
    'Forbidden.VpcNotFound': [400, 'Specified VPC does not exist.'],
    'InvalidDescription.Malformed': [400, 'description not valid..'],
    'InvalidVpcName.Malformed': [400, 'Specified VPC name is not valid.'],
    'InvalidVpcDiscription.Malformed': [400, 'Specified VPC description is not valid.'],
    InvalidParameter: [400, 'Specified  UserCidr  invalid  format.'],
    'InvalidUserCidr.Quota': [400, 'Specified  UserCidr number is greater than 3.'],
    'InvalidUserCidr.Malformed': [400, 'Specified  UserCidr  overlapping in of 100.64.0.0/10.'],
    IncorrectVpcStatus: [400, 'Current VPC status does not support this operation.'],
    IllegalCidrBlock: [400, 'Some subnet cidrBlock is not in the cidrBlock.'],
    'InvalidRegion.Malformed': [400, 'Specified RegionId is not vaild.'],
    'InvalidCidrBlock.Malformed': [400, 'Specified CIDR block is not valid.'],
    'OperationUnsupported.DisableIpv6': [400, '%s'],
    'OperationUnsupported.Ipv6Feature': [400, '%s'],
    'ParamExclusive.EnableIpv6AndCidrBlock': [400, 'EnableIpv6 and CidrBlock is mutually exclusive.'],
    'OperationFailed.ClassicLinkEnabled': [400, 'Operation failed because classicLink is enabled.'],
    'OperationFailed.IpV6VSwitchInuse': [400, '%s'],
    'OperationFailed.Ipv6GatewayInUse': [400, 'The IPv6 gateway is in use.'],
    'OperationFailed.QueryCenIpv6Status': [400, 'Failed to query the IPv6 status of the specified VPC in CEN.'],
    'OperationUnsupported.CenIpv6Enabled': [400, 'The IPv6 feature is enabled in CEN.'],
    'UnsupportedFeature.Ipv6Isp': [400, 'The Ipv6Isp feature is not supported.'],
    'ResourceNotEnough.Ipv6Cidr': [400, 'The specified resource ipv6 cidr is not enough.'],
    'OperationFailed.IPv6CidrNotReserved': [400, 'The IPv6 CIDR block is not reserved.'],
    'IllegalParam.Ipv6Cidr': [400, 'The specified Ipv6CidrBlock is invalid.'],
    'InvalidIpv6Instance.NotFound': [400, 'The specified resource of InvalidIpv6Instance is not found.'],
    'ExclusiveParam.EnableIpv6AndCidrBlock': [400, 'The param of EnableIpv6 and CidrBlock are mutually exclusive.'],
    'InvalidVpcId.NotFound': [404, 'Specified VPC does not exist.'],
  },
  touches: onlyOwn,
  async run({ input, region: regionId, now, own, newId, settle }) {
    const found = await own.get(vpcs, input.VpcId)
    const row = settle(
      mayModifyVpc({
        vpc: found?.regionId === regionId ? found : undefined,
        settled: found !== undefined && hasSettled(found, now),
        cidrBlock: input.CidrBlock,
        enableIpv6: input.EnableIPv6,
        vSwitches: await own.all(vSwitches, 'byVpc', [input.VpcId]),
      }),
    )
    const { dnsHostname, ...rest } = row
    const dns = input.EnableDnsHostname ?? dnsHostname === true
    const ipv6 = input.EnableIPv6 ?? row.ipv6CidrBlock !== ''
    own.put(vpcs, {
      ...rest,
      ...(dns ? { dnsHostname: true } : {}),
      name: input.VpcName ?? row.name,
      description: input.Description ?? row.description,
      cidrBlock: input.CidrBlock ?? row.cidrBlock,
      // One that has a block keeps it (help page).
      ipv6CidrBlock: ipv6 ? row.ipv6CidrBlock || (input.Ipv6CidrBlock ?? assignedIpv6Block(newId)) : '',
    })
  },
})
