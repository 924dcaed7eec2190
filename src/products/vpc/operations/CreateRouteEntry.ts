import {
  clientToken,
  hasSettled,
  list,
  onlyOwn,
  operation,
  type Partition,
  required,
  structure,
  text,
  whole,
} from '../../../model/index.js'
import { networkInterfaces } from '../../ecs/tables.js'
import { destinationOf, isRouteThere, mayCreateRoute, type NextHop } from '../domain/route.js'
import { lifeOfVbr } from '../domain/vbr-life.js'
import { descriptionOf, nameOf, region, routeTableParameter, toRouteTable } from '../parameters.js'
import { vpc } from '../product.js'
import { attachmentOf, attachmentStatus } from '../reads.js'
import { type OwnTable, ownTable, routesIn } from '../route-tables.js'
import { routeEntries, vSwitches } from '../tables.js'

/**
 * Next hops that there are here: an Express Connect Router that the VPC is associated with, a network interface of the account
 * in the VPC, and in a VBR's table its own interface to the data centre. Prefix lists as destinations and IPv6 are not offered.
 */
export default operation(vpc, {
  name: 'CreateRouteEntry',
  documented: '2024-06-24',
  does: 'Adds a route to a table of a VPC or of a VBR.',
  input: {
    RegionId: region,
    RouteTableId: required(routeTableParameter),
    DestinationCidrBlock: required(text('Where it leads: an IPv4 block, or an address.', '192.168.0.0/24')),
    NextHopType: text('What it leads through: `Ecr`, `NetworkInterface`, `RouterInterface` and others.', 'Ecr'),
    NextHopId: text('The next hop.', 'ecr-mezk2idmsd0vx2a001'),
    NextHopList: list(
      'Several next hops of equal cost; router interfaces only.',
      structure({
        NextHopId: text('A next hop.', 'ri-2zeo3xzyf38r4xxk1m0qs'),
        NextHopType: text('Its type.', 'RouterInterface'),
        Weight: whole('Its weight.', 10),
      }),
      { max: 16 },
    ),
    RouteEntryName: nameOf('route'),
    Description: descriptionOf('route'),
    ...clientToken,
  },
  output: { RouteEntryId: text('The new route.', 'rte-bp1mnnr2al0naomnpv9x2') },
  access: { level: 'create', resources: [{ arn: toRouteTable, id: 'RouteTableId' }] },
  // Codes that are listed under two statuses stand under the one of their kind.
  errors: {
    'IllegalParam.CidrBlock': [400, 'The specified CidrBlock is illegal.'],
    QuotaExceeded: [400, 'Route entry quota exceeded in this route table.'],
    MissingParameter: [400, 'Miss mandatory parameter.'],
    'InvalidCidrBlock.Malformed': [400, 'Specified CIDR block is not valid.'],
    'InvalidCIDRBlock.Duplicate': [400, 'Specified CIDR block is already exists.'],
    IncorrectVpcStatus: [400, 'Current VPC status does not support this operation.'],
    IncorrectInstanceStatus: [400, 'Current instance status does not support this operation.'],
    IncorrectRouteEntryStatus: [400, 'Some route entry status blocked this operation.'],
    IncorrectVSwitchStatus: [400, 'The current virtual switch status does not support this operation.'],
    InvalidCidrBlock: [400, 'Specified CIDR block is not valid.'],
    'InvalidNextHop.NotFound': [400, 'Specified next hop does not exist.'],
    'InvalidVRouter.NotFound': [400, 'vRouter not exists.'],
    'InvalidVPC.NotFound': [400, 'vpc not exists.'],
    'InvalidNexthopTypeAndList.BothNull': [400, 'both nexthopType and nextHopList are null.'],
    'InvalidNexthopTypeAndList.BothNotNull': [400, 'both nexthopType and nextHopList are not null.'],
    InvalidRouterInterface: [400, 'invalid router interface.'],
    InvalidOppositeRouterType: [
      400,
      'nexthop list cannot only contain router interface whose opposite router interface is on vbr.',
    ],
    InvalidNexthopListSize: [400, 'nexthop size is illegal. Must be between 2 and 4.'],
    'InvalidEntryRuleQuota.NotFound': [400, 'Route entry quota rule not exists.'],
    'Forbidden.CheckEntryRuleQuota': [400, 'Route entry quota rule check error.'],
    InvalidVBRStatus: [400, 'invalid virtual border router status.'],
    InvalidPhysicalConnectionBusinessStatus: [400, 'invalid physical connection business status.'],
    InvalidRouterType: [400, "Cannot specify nexthop list in vbr's route table."],
    IncorrectHaVipStatus: [400, 'This operation is denied because satus of the specified HaVip is neither Available nor InUse.'],
    'CountLimitExceed.HaVipRouteEntry': [400, 'The count of route entry to HaVip in one route table is exceeded.'],
    'InvalidRouteEntry.Duplicate': [400, 'The route entry already exist.'],
    InvalidParam: [400, 'The Ecmp routerEntry with router interfaces local vgw vip not match.'],
    INVALID_WEIGHT_PARAM: [400, 'Specified value of weight invalid'],
    FORBIDDEN_USE_VPC_AS_INTERNET_GATEWAY: [400, 'The Specified CIDR must be in vpc CIDR.'],
    InvalidNexthop: [400, 'The Specified nexthop illegal.'],
    INVALID_VPC_ID: [400, 'The Specified VpcId not match.'],
    InvalidRouteEntrySize: [400, 'The Specified routerEntry size not legal.'],
    TaskConflict: [400, 'The operation is too frequent, please wait a moment and try again.'],
    InvalidRouteEntry: [400, 'Specified routeEntry not exist.'],
    InvalidDestinationCidrBlock: [400, 'The specified destinationCidrBlock must not included in black list cidr.'],
    'Forbidden.VRouterNotFound': [400, 'Specified virtual switch is not found during access authentication.'],
    'DefaultValidate.Error': [400, 'validte fail.'],
    'Region.NotSupport': [400, 'The specified region does not currently support nextHopType for networkInterface'],
    'OperationFailed.NotifyCenCreate': [400, 'Failed to notify cen when create route entry.'],
    'Forbidden.PrivateIpNotFound': [400, 'Private ip address not exist.'],
    'OperationUnsupported.InactiveMode': [400, 'Vpc multi scope route only support active standby.'],
    'InvalidRouteEntryName.Malformed': [400, 'Specified RouteEntry name is not valid.'],
    'IncorrectStatus.MultiScopeRiRouteEntry': [400, 'MultiScope ri status must not in idle.'],
    'OperationUnsupported.MoreThanOneVpnOrHavip': [400, 'MultiScope can not support more than one vpn/havip.'],
    'OperationUnsupported.EcmpRiTypeOrNumber': [400, 'Emcp entry not supported if vpc-vbr or vbr-vlan ri does not exist.'],
    'Duplicated.VpcNextHop': [400, 'Route entry nexthop duplicate.'],
    'OperationUnsupported.SubRouteTableECMP': [400, "Vpc subRouteTable don't support ecmp or multiScope."],
    'InvalidNexthop.NotFound': [400, 'VRouterEntry nexthop does not exist.'],
    'IllegalParam.NextHopId': [400, 'Instance not exists or not vpc vm.'],
    'InvalidVpnInstanceId.NotFound': [400, '%s'],
    'OperationFailed.ScopeActiveRouteEntryType': [400, '%s'],
    'OperationFailed.ScopeStandbyRouteEntryQuota': [400, '%s'],
    'OperationFailed.ScopeActiveRouteEntryQuota': [400, '%s'],
    'OperationUnsupported.ScopeInvalidRouteType': [400, '%s'],
    'OperationFailed.EcmpInvalidRouterInterfaceOppositeType': [400, '%s'],
    'OperationUnsupported.Ipv6EcmpRouteEntry': [400, '%s'],
    'OperationUnsupported.Ipv6CidrBlock': [400, '%s'],
    'OperationUnsupported.Ipv6ForVBR': [400, '%s'],
    'QuotaExceeded.HaVipRouteEntry': [400, 'Vpc havip route entry quota exceed.'],
    'InvalidNexthop.DirectEni': [400, 'The direct Eni cannot be nexthop.'],
    'OperationFailed.InvalidNexthop': [400, 'vpc multi scope route must has a enable nexthop.'],
    'OperationFailed.NotifyCenDelete': [400, 'Failed to notify cen when delete route entry.'],
    'InvalidNatGateway.NotFound': [400, 'Natgateway not exist.'],
    'OperationFailed.CxpRouteExist': [400, 'Cxp route alreay existed.'],
    'IncorrectStatus.RouteTableStatus': [400, '%s'],
    'OperationFailed.GetEniInfo': [400, 'Failed to get networkInterface info.'],
    'QuotaExceeded.EcmpRouteEntryNextHopCount': [400, '%s'],
    'OperationFailed.InvalidNextHopType': [400, '%s'],
    'OperationUnsupported.InvalidRouterInterfaceType': [400, 'Only vpc vbr interface support ecmp route.'],
    'InvalidHaVip.NotFound': [400, 'The specified HaVip does not exist in the specified region.'],
    'OperationFailed.MultiScopeType': [400, 'The specified nexthop type is not support in multiScope.'],
    'OperationFailed.DistibuteLock': [400, 'Distibute lock fail.'],
    'QuotaExceeded.VpnRouteEntry': [400, 'Vpn route entry quota exceeded.'],
    'InvalidAttachment.NotFound': [400, 'The attachment is not found.'],
    'OperationFailed.ActiveNetworkInterfaceNotFound': [400, 'No active network interface is found on the attachment.'],
    'OperationFailed.QueryAttachmentInfo': [400, 'Failed to query attachment information.'],
    'IllegalParam.AttachmentId': [400, 'The attachment is invalid.'],
    'OperationFailed.NotSupportIPV6': [400, 'The specified next hop does not support IPv6.'],
    'IncorrectStatus.Ipv6Address': [400, 'The IPv6 address of the specified next hop is being assigned or deleted.'],
    'OperationUnsupported.Ipv6EntryOnPrimaryNetworkInterface': [
      400,
      'You cannot create IPv6 route entries on a primary network interface.',
    ],
    'OperationUnsupported.SpecifyIpOnIpv6Entry': [
      400,
      'You cannot specify the private IP address when you create IPv6 route entries.',
    ],
    'OperationUnsupported.MutipleIpv6Address': [400, 'You cannot specify a next hop that has bound multiple IPv6 addresses.'],
    'OperationDenied.Ipv6EntryOnCustomTable': [400, 'You cannot create any IPv6 route entry on a custom route table.'],
    'OperationDenied.CloudBoxVbrEntryAllowedInCustomRouteTable': [
      400,
      'The operation is not allowed because only the custom routing table can add a routing entry with the next hop pointing to the cloud box type VBR.',
    ],
    'OperationDenied.RouteTableAssociateNotCloudBoxVSwitch': [
      400,
      'The operation is not allowed because of the routing table is bound to a non-cloud box type vswitch, and routing entries pointing to the cloud box VBR cannot be added.',
    ],
    'OperationDenied.VbrMisMatchCloudBox': [
      400,
      'The operation is not allowed because the routing table is bound to a cloud box vswitch, and routing entries pointing to other cloud box VBRs cannot be added.',
    ],
    'OperationDenied.VbrIdle': [
      400,
      'The operation is not allowed because the next hop of the added routing entry is a VBR type RI at the opposite end, which cannot be in an idle state.',
    ],
    'OperationDenied.RouterInterfaceToDifferentVpc': [
      400,
      'The operation is not allowed because the router interface is connected to different VPCs.',
    ],
    'OperationDenied.RouterInterfaceFromDifferentZones': [
      400,
      'The operation is not allowed because the router interface resides in different zones.',
    ],
    'OperationFailed.PconnTrafficNotEnable': [400, 'The operation is failed because of PconnTrafficNotEnable.'],
    'ResourceNotFound.VpcPeer': [400, 'The specified resource of %s is not found.'],
    'IncorrectStatus.VpcPeer': [400, 'The status of %s [%s] is incorrect.'],
    'OperationDenied.RouteTableTypeNotPermitted': [
      400,
      'The operation is not allowed because the type of route table is not permitted.',
    ],
    'OperationDenied.GatewayRouteTableNotPermitted': [
      400,
      'The operation is not allowed to create a route pointing to this nextHop type on gateway route table.',
    ],
    'UnsupportedFeature.VpcPeerIpv6': [400, 'IPv6 route entries for VPC peering connections cannot be created in this region.'],
    'OperationDenied.VpcIpv6NotEnabled': [400, 'IPv6 has not been enabled for the VPC.'],
    'IncorrectStatus.Ipv4Gateway': [400, 'The status of Ipv4Gateway is incorrect.'],
    'ResourceNotFound.PrefixList': [400, 'The specified resource of prefixList is not found.'],
    'UnsupportedFeature.CreatePrefixListEcmpRouteEntry': [
      400,
      'The feature of creating ecmp route entry with prefixList is not supported.',
    ],
    'OperationDenied.RouterInterfaceIpv6NotEnabled': [400, 'Routerinterface does not support IPv6.'],
    'OperationDenied.NextHopTypeNotPermitted': [400, 'The operation is not allowed because the nextHop type is invalid.'],
    'ResourceAlreadyAssociated.PrefixList': [
      400,
      'The operation failed because the specified prefixList route entry already exists.',
    ],
    'OperationFailed.CidrConflictWithPrefixList': [400, 'The specified CIDR block already exists in a prefixList route entry.'],
    'ResourceNotFound.Ipv4Gateway': [400, 'Specified Ipv4Gateway does not exist.'],
    'Mismatch.HaVipIdAndRouteTableId': [400, 'The HaVip and RouteTable are mismatched.'],
    'OperationFailed.OperationLocked': [400, 'The operation failed because the nextHop instance is in the O&M lock state.'],
    'Mismatch.Ipv4GatewayIdAndRouteTableId': [400, 'The specified IPv4Gateway and RouteTable are not matched.'],
    'OperationUnsupported.DestinationCidrBlockOverlapWithVSwitch': [
      400,
      'The destination IPv6 network segment specified in the route entry overlaps with the vSwitch network segment.',
    ],
    'ResourceNotAssociated.Cen': [400, 'The Vpc and Cen are not associated.'],
    'IncorrectStatus.CenRelation': [400, 'The status of Vpc in Cen is incorrect.'],
    'OperationDenied.CenTypeInvalid': [400, 'The operation is not allowed because of Cen type is invalid..'],
    'ResourceNotFound.Cen': [400, 'The specified resource of Cen is not found.'],
    'ResourceNotFound.NetworkInterface': [400, 'The specified resource of network interface is not found.'],
    'RouteConflict.AlreadyExist': [400, 'Route conflict exists in routing table.'],
    'IncorrectStatus.RouterInterface': [400, 'The specified RouterInterface status is invalid.'],
    'InvalidNexthop.UnsupportedEniBizType': [400, 'The biz type of NetworkInterface is illegal.'],
    'OperationDenied.RouterInterfaceIpv6': [400, 'RouterInterface does not support IPv6.'],
    InvalidNextHopType: [400, 'Specified parameter "NextHopType" is not valid.'],
    'OperationDenied.VbrAttachEcrInMiddleStatus': [
      400,
      'The operation is not allowed because of VBR attach or detach ECR in middle status.',
    ],
    'ResourceNotAssociated.Ecr': [400, 'The ECR is not associated.'],
    InvalidParameter: [404, 'Instance not exists or not vpc vm'],
    'InvalidNatGatewayId.NotFound': [404, 'Specified value of NatGatewayId is not found in our record.'],
    'InvalidInstanId.NotFound': [404, 'Specified instance does not exist.'],
    'InvalidNextHopId.NotFound': [404, 'Specified next hop does not exist.'],
    'InvalidRouteTableId.NotFound': [404, 'Specified route table does not exist.'],
    'InvalidHaVipId.NotFound': [404, 'The specified HaVip does not exist in the specified VPC.'],
    'InvalidNetworkInterface.NotFound': [404, 'The specified networkInterface does not exist.'],
    'InvalidVpc.NotFound': [404, 'Specified vpc is not found in our record.'],
    'OperationFailed.InstanceDismatchCurrentVpc': [404, 'The specified instance does not exist in current vpc.'],
    'InvalidIpv6Gateway.NotFound': [404, 'Specified Ipv6Gateway does not exist.'],
    'VPC.ERROR': [500, 'error code 500,Internal server error.'],
    InternalError: [500, 'The request processing has failed due to some unknown error, exception or failure.'],
  },
  touches: onlyOwn,
  async run(context) {
    const { input, caller, region: regionId, now, own, newId, settle, quota, transition } = context
    const found = await ownTable(own, regionId, input.RouteTableId, now)
    const routerOf = found?.table.vpcId || found?.table.vRouterId
    const attached = routerOf === undefined ? undefined : await attachmentOf(context, caller.account, routerOf, now)
    const status = attachmentStatus(attached, now)
    const destination = destinationOf(input.DestinationCidrBlock)
    const { table, hop } = settle(
      mayCreateRoute({
        table: found?.table,
        vpcSettled: found?.vpc === undefined || hasSettled(found.vpc, now),
        vSwitches: found?.vpc ? await own.all(vSwitches, 'byVpc', [found.vpc.vpcId]) : [],
        vbr: found?.vbr && {
          life: lifeOfVbr(found.vbr, now),
          ecr: status === '' ? 'none' : status === 'Attached' ? 'attached' : 'passing',
          ecrId: attached?.ecrId ?? '',
        },
        destination,
        hop: found && (await nextHop(found)),
        hops: input.NextHopList?.length,
        routes: await routesIn(own, input.RouteTableId, now),
        routesOfRouter:
          routerOf === undefined
            ? []
            : (await own.all(routeEntries, 'byRouter', [routerOf])).filter((route) => isRouteThere(route, now)),
        most: quota('routeEntriesPerRouteTable'),
        now,
      }),
    )
    const routeEntryId = newId('rte-', 21)
    own.put(routeEntries, {
      routeEntryId,
      routeTableId: table.routeTableId,
      routerOf: table.vpcId || table.vRouterId,
      regionId,
      destinationCidrBlock: destination,
      nextHopType: hop.type,
      nextHopId: hop.id,
      name: input.RouteEntryName ?? '',
      description: input.Description ?? '',
      createdAt: now.toISOString(),
      modifiedAt: now.toISOString(),
      phase: 'creating',
      settlesAt: transition.settlesAt,
    })
    return { RouteEntryId: routeEntryId }

    async function nextHop({ vpc: home, vbr }: OwnTable): Promise<NextHop | undefined> {
      if (input.NextHopId === undefined) return undefined
      // The usual type: help page.
      const hop = { type: input.NextHopType ?? 'Instance', id: input.NextHopId }
      if (hop.type === 'Ecr') return { ...hop, found: status === 'Attached' && attached?.ecrId === hop.id && home !== undefined }
      if (hop.type === 'RouterInterface') return { ...hop, found: vbr?.vlanInterfaceId === hop.id }
      return { ...hop, found: hop.type === 'NetworkInterface' && (await isInVpc(own, hop.id, home?.vpcId)) }
    }
  },
})

async function isInVpc(own: Partition, networkInterfaceId: string, vpcId: string | undefined): Promise<boolean> {
  return vpcId !== undefined && (await own.get(networkInterfaces, networkInterfaceId))?.vpcId === vpcId
}
