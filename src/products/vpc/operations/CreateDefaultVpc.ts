import { clientToken, flag, onlyOwn, operation, text } from '../../../model/index.js'
import { defaultResourceGroupId } from '../../resource-manager/domain/resource-group.js'
import { hasResourceGroup } from '../../resource-manager/reads.js'
import { requiredRegion, resourceGroup, wholeIpv6Block } from '../parameters.js'
import { vpc } from '../product.js'
import { routeTables, vpcs } from '../tables.js'

/** UNKNOWN: which block a default VPC has; the one that a VPC without a block gets. */
const cidrBlock = '172.16.0.0/12'

export default operation(vpc, {
  name: 'CreateDefaultVpc',
  documented: '2024-06-24',
  does: 'Creates the default VPC of a region, with its router and system route table.',
  input: {
    RegionId: requiredRegion,
    EnableIpv6: flag('Whether it gets an IPv6 block.', false),
    Ipv6CidrBlock: wholeIpv6Block,
    ResourceGroupId: resourceGroup,
    ...clientToken,
  },
  output: {
    VpcId: text('The new VPC.', 'vpc-bp15zckdt37pq72zvw3qx'),
    VRouterId: text('Its router.', 'vrt-bp1lhl0taikrteen8jz5y'),
    RouteTableId: text('Its system route table.', 'vtb-bp145q7glnuzdvx1kq0s2'),
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
    'IllegalParam.ZoneId': [400, '%s'],
    'OperationFailed.DefaultVpcExist': [400, '%s'],
    Forbbiden: [403, 'User not authorized to operate on the specified resource.'],
    'InvalidRegionId.NotFound': [404, 'Specified value of "regionId" is not supported.'],
    InternalError: [500, 'The request processing has failed due to some unknown error.'],
  },
  touches: onlyOwn,
  async run({ input, caller, region, now, own, newId, refuse, quota, transition }) {
    const present = await own.all(vpcs, 'byRegion', [region])
    const old = present.find(({ isDefault }) => isDefault)
    if (old)
      return refuse('OperationFailed.DefaultVpcExist', {
        fill: ['RegionId', `The default VPC ${old.vpcId} already exists in the region.`],
        because: `${old.vpcId} is the default VPC of ${region}.`,
      })
    // With EnableIpv6 the block has to be named (help page).
    if (input.EnableIpv6 === true && input.Ipv6CidrBlock === undefined)
      return refuse('IllegalParam.Ipv6CidrBlock', { fill: ['Ipv6CidrBlock', 'Ipv6CidrBlock must be specified with EnableIpv6.'] })
    if (present.length >= quota('vpcs'))
      return refuse('QuotaExceeded.Vpc', { because: `This account has ${present.length} VPCs in the region, the limit.` })
    const resourceGroupId = input.ResourceGroupId ?? defaultResourceGroupId(caller.account)
    if (!(await hasResourceGroup(own, resourceGroupId, now)))
      refuse('InvalidResourceGroupId', { because: `This account has no resource group ${resourceGroupId}.` })
    const ids = { vpcId: newId('vpc-', 21), vRouterId: newId('vrt-', 21), routeTableId: newId('vtb-', 21) }
    const row = { regionId: region, name: '', description: '', resourceGroupId, createdAt: now.toISOString() }
    own.put(vpcs, {
      ...ids,
      ...row,
      isDefault: true,
      cidrBlock,
      ipv6CidrBlock: input.Ipv6CidrBlock ?? '',
      userCidrs: [],
      tags: {},
      settlesAt: transition.settlesAt,
    })
    own.put(routeTables, { ...ids, ...row, type: 'System' })
    return { VpcId: ids.vpcId, VRouterId: ids.vRouterId, RouteTableId: ids.routeTableId }
  },
})
