import { clientToken, dryRun, flag, onlyOwn, operation, text, whole, withTags } from '../../../model/index.js'
import { defaultResourceGroupId } from '../../resource-manager/domain/resource-group.js'
import { hasResourceGroup } from '../../resource-manager/reads.js'
import { mayCreateVpc } from '../domain/network.js'
import { assignedIpv6Block, descriptionOf, nameOf, requiredRegion, resourceGroup, tags, wholeIpv6Block } from '../parameters.js'
import { vpc } from '../product.js'
import { routeTables, vpcs } from '../tables.js'

export default operation(vpc, {
  name: 'CreateVpc',
  documented: '2024-06-24',
  does: 'Creates a VPC with its router and system route table.',
  input: {
    RegionId: requiredRegion,
    CidrBlock: text('Its IPv4 block: a mask of 8 to 28 bits, outside of the reserved ranges.', '172.16.0.0/12'),
    VpcName: nameOf('VPC'),
    Description: descriptionOf('VPC'),
    EnableIpv6: flag('Whether it gets an IPv6 block.', false),
    Ipv6CidrBlock: wholeIpv6Block,
    Ipv6Isp: text('The kind of line of its IPv6 block.', 'BGP'),
    UserCidr: text('Up to three blocks of its user, separated by commas.', '10.0.0.0/8'),
    ResourceGroupId: resourceGroup,
    EnableDnsHostname: flag('Whether DNS host names are on.', false),
    Ipv4IpamPoolId: text('An IPAM pool to take the block from; IPAM is not offered.', 'ipam-pool-sycmt3p2a9v63i'),
    Ipv4CidrMask: whole('The mask of a block from a pool.', 12),
    Ipv6IpamPoolId: text('An IPAM pool to take the IPv6 block from; IPAM is not offered.', 'ipam-pool-sycmt3p2a9v63i'),
    Ipv6CidrMask: whole('The mask of an IPv6 block from a pool.', 56),
    Tag: tags,
    ...dryRun,
    ...clientToken,
  },
  output: {
    VpcId: text('The new VPC.', 'vpc-bp15zckdt37pq72zvw3qx'),
    VRouterId: text('Its router.', 'vrt-bp1lhl0taikrteen8jz5y'),
    RouteTableId: text('Its system route table.', 'vtb-bp145q7glnuzdvx1kq0s2'),
    ResourceGroupId: text('Its resource group.', 'rg-acfmxazb4ph6aiy'),
  },
  access: { level: 'create', resources: [{ arn: 'acs:vpc:{#regionId}:{#accountId}:vpc/*' }] },
  errors: {
    TOKEN_PROCESSING: [400, 'Action is processing.'],
    InvokeError: [400, 'instance quota rule invoke error.'],
    InvalidParameter: [400, 'Specified CIDR block is not valid'],
    ResourceNotAvailable: [400, 'Resource you requested is not available in this region or zone.'],
    'InvalidVpcName.Malformed': [400, 'Specified VPC name is not valid.'],
    'InvalidVpcDiscription.Malformed': [400, 'Specified VPC description is not valid.'],
    'QuotaExceeded.Vpc': [400, 'VPC quota exceeded.'],
    'ResourceNotAvailable.Vpc': [400, 'Resource you requested is not available in this region or zone.'],
    'InvalidUserCidr.Quota': [400, 'Specified  UserCidr number is greater than 3.'],
    'InvalidUserCidr.Malformed': [400, 'Specified  UserCidr  overlapping in of 100.64.0.0/10.'],
    InvalidResourceGroupId: [400, 'The specified ResourceGroupId does not exist.'],
    'IllegalParam.Ipv6CidrBlock': [400, '%s'],
    'OperationFailed.IPv6CidrNotReserved': [400, '%s'],
    'MissingParam.EnableIpv6': [400, '%s'],
    'OperationUnsupported.Ipv6Feature': [400, '%s'],
    'System.ServiceBusy': [400, 'System is busy, please try later.'],
    'IllegalParam.UserCidr': [400, 'UserCidr is not a valid or strict address.'],
    'OperationUnsupported.ResourceGroupId': [400, 'ResourceGroup is not supported in this region.'],
    'IllegalParam.EnableIpv6': [400, '%s'],
    'InvalidIpv6CidrBlock.Malformed': [400, 'Specified Ipv6CidrBlock is not valid.'],
    'UnsupportedFeature.Ipv6Isp': [400, 'The Ipv6Isp feature is not supported.'],
    'ResourceNotEnough.Ipv6Cidr': [400, 'The specified resource of Ipv6Cidr is not enough.'],
    'UnsupportedFeature.IPAM': [400, 'VPCs cannot be created by using IPAM.'],
    'IllegalParam.Ipv4CidrMask': [400, 'The specified Ipv4CidrMask is illegal.'],
    'IllegalParam.IpamPool': [400, 'The specified IPAM pool cannot be empty.'],
    'OperationDenied.RequestRegionInvalid': [
      400,
      'The operation is not allowed because the request is not invoked in the region of the IPAM pool.',
    ],
    'OperationDenied.IpamPoolNotInRegion': [
      400,
      'The operation is not allowed because the IPAM pool not in specific region does not support creating VPC or associating CIDR for VPC.',
    ],
    'MissingParam.CidrOrCidrMask': [400, 'The CIDR or CIDR Mask must be input.'],
    'OperationDenied.CidrInExcludeCidrs': [400, 'The operation is not allowed because the input CIDR is within the illegal CIDRs.'],
    'OperationDenied.AvailableCidrInsufficient': [400, 'The operation is not allowed because available CIDR is insufficient.'],
    'UnsupportedFeature.Ipam': [400, 'IPAM is not supported in this region.'],
    Forbidden: [403, 'User not authorized to operate on the specified resource.'],
    'InvalidRegionId.NotFound': [404, 'Specified value of "regionId" is not supported.'],
    'ResourceNotFound.IpamPool': [404, 'The dependent IPAM pool is not found.'],
    InternalError: [500, 'The request processing has failed due to some unknown error.'],
  },
  touches: onlyOwn,
  async run({ input, caller, region, now, own, newId, settle, refuse, quota, transition }) {
    if (input.Ipv4IpamPoolId !== undefined || input.Ipv6IpamPoolId !== undefined)
      return refuse('UnsupportedFeature.Ipam', { because: 'IPAM pools are not offered here.', next: 'Give the blocks themselves.' })
    // The usual block: metadata.
    const cidrBlock = input.CidrBlock ?? '172.16.0.0/12'
    const most = quota('vpcs')
    const userCidrs = settle(
      mayCreateVpc({
        cidrBlock,
        userCidr: input.UserCidr,
        enableIpv6: input.EnableIpv6 === true,
        ipv6CidrBlock: input.Ipv6CidrBlock,
        existing: await own.count(vpcs, 'byRegion', [region], { upTo: most }),
        most,
      }),
    )
    const createdAt = now.toISOString()
    const resourceGroupId = input.ResourceGroupId ?? defaultResourceGroupId(caller.account)
    if (!(await hasResourceGroup(own, resourceGroupId, now)))
      refuse('InvalidResourceGroupId', { because: `This account has no resource group ${resourceGroupId}.` })
    const ids = { vpcId: newId('vpc-', 21), vRouterId: newId('vrt-', 21), routeTableId: newId('vtb-', 21) }
    own.put(vpcs, {
      ...ids,
      regionId: region,
      name: input.VpcName ?? '',
      description: input.Description ?? '',
      cidrBlock,
      ipv6CidrBlock: input.EnableIpv6 ? (input.Ipv6CidrBlock ?? assignedIpv6Block(newId)) : '',
      userCidrs,
      ...(input.EnableDnsHostname ? { dnsHostname: true } : {}),
      resourceGroupId,
      tags: withTags({}, input.Tag),
      createdAt,
      settlesAt: transition.settlesAt,
    })
    own.put(routeTables, { ...ids, regionId: region, type: 'System', name: '', description: '', resourceGroupId, createdAt })
    return { VpcId: ids.vpcId, VRouterId: ids.vRouterId, RouteTableId: ids.routeTableId, ResourceGroupId: resourceGroupId }
  },
})
