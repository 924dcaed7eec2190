import { hasSettled, onlyOwn, operation, required, text, whole } from '../../../model/index.js'
import { mayAddBlock } from '../domain/changes.js'
import { requiredRegion } from '../parameters.js'
import { vpc } from '../product.js'
import { vpcs } from '../tables.js'

export default operation(vpc, {
  name: 'AssociateVpcCidrBlock',
  documented: '2024-06-24',
  does: 'Gives a VPC a further IPv4 block.',
  input: {
    RegionId: requiredRegion,
    VpcId: required(text('The VPC.', 'vpc-bp15zckdt37pq72zvw3qx')),
    SecondaryCidrBlock: text('The IPv4 block: a mask of 8 to 28 bits, apart from those that it has.', '192.168.0.0/16'),
    SecondaryCidrMask: whole('The mask of a block from a pool.', 16),
    IPv6CidrBlock: text('A further IPv6 block; not offered.', '2408:4005:3a1:7b00::/56'),
    Ipv6Isp: text('The kind of line of that block.', 'BGP'),
    IpVersion: text('`IPV4` or `IPV6`.', 'IPV4', { oneOf: ['IPV4', 'IPV6', 'ipv4', 'ipv6'] }),
    IpamPoolId: text('An IPAM pool to take the block from; IPAM is not offered.', 'ipam-pool-sycmt3p2a9v63i'),
  },
  access: { level: 'update', resources: [{ arn: 'acs:vpc:{#regionId}:{#accountId}:vpc/{#VpcId}', id: 'VpcId' }] },
  errors: {
    'InvalidVpc.NotFound': [400, '%s'],
    'IncorrectStatus.Vpc': [400, '%s'],
    'ParamExclusive.SecondaryCidrAndIpv6Cidr': [400, '%s'],
    'OperationUnsupported.VpcMultiCidr': [400, '%s'],
    'MissingParam.SecondaryCidrOrIpv6Cidr': [400, '%s'],
    'OperationUnsupported.IPv6ULA': [400, '%s'],
    'OperationFailed.Ipv6CidrBlockExisted': [400, '%s'],
    'InvalidIpv6ULACidrBlock.Malformed': [400, '%s'],
    'QuotaExceeded.GUAIpv6CidrBlock': [400, '%s'],
    'IllegalParam.Ipv6CidrType': [400, '%s'],
    'OperationUnsupported.OnlyULA': [400, '%s'],
    'InvalidCidrBlock.Malformed': [400, 'Specified CIDR block is not valid.'],
    'IllegalParam.SecondaryCidrBlock': [400, '%s'],
    'Duplicated.SecondaryCidrBlock': [400, '%s'],
    'OperationFailed.ConflictWithEntry': [400, '%s'],
    'QuotaExceeded.VpcMultiCidr': [400, '%s'],
    'MissingParam.SecondaryCidrBlockOrIpv6CidrBlock': [400, 'Either SecondaryCidrBlock or Ipv6CidrBlock must be specified.'],
    'MissingParam.VpcId': [400, 'You must specify VpcId.'],
    'UnsupportedFeature.Ipv6Isp': [400, 'The Ipv6Isp feature is not supported.'],
    'IllegalParam.IpVersion': [400, '%s'],
    'OperationDenied.GUAIpv6CidrBlock': [400, 'The operation is not allowed because this ipv6 CIDR is not reserved.'],
    'OperationFailed.IPv6CidrNotReserved': [400, 'Operation failed because this ipv6 cidr is not reserved.'],
    InvalidCidrBlock: [400, 'Specified CIDR block is already exists.'],
    'IllegalParam.IpamPool': [400, 'The specified IPAM pool cannot be empty.'],
    'MissingParam.SecondaryCidrMask': [400, 'The parameter SecondaryCidrMask must be input.'],
    'IllegalParam.SecondaryCidrMask': [400, 'The specified Secondary CIDR Mask is illegal.'],
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
    Forbbiden: [403, 'User not authorized to operate on the specified resource.'],
    'ResourceNotFound.IpamPool': [404, 'The dependent IPAM pool is not found.'],
    'OperationFailed.ResourceNotEnough': [500, 'Insufficient resources.'],
  },
  touches: onlyOwn,
  async run({ input, region, now, own, settle, refuse, quota }) {
    if (input.IpamPoolId !== undefined)
      return refuse('UnsupportedFeature.Ipam', { because: 'IPAM pools are not offered here.', next: 'Give the block itself.' })
    const found = await own.get(vpcs, input.VpcId)
    const { vpc: row, block } = settle(
      mayAddBlock({
        vpc: found?.regionId === region ? found : undefined,
        settled: found !== undefined && hasSettled(found, now),
        given: {
          v4: input.SecondaryCidrBlock,
          v6: input.IPv6CidrBlock,
          wantsV6: input.IpVersion?.toUpperCase() === 'IPV6' && input.SecondaryCidrBlock === undefined,
        },
        most: quota('secondaryBlocksPerVpc'),
      }),
    )
    own.put(vpcs, { ...row, secondaryCidrBlocks: [...(row.secondaryCidrBlocks ?? []), block] })
  },
})
