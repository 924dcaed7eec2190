import { clientToken, dryRun, flag, hasSettled, onlyOwn, operation, required, text } from '../../../model/index.js'
import { groupsInVpc } from '../../ecs/tables.js'
import { mayDeleteVpc } from '../domain/network.js'
import { isRouteThere, isTableThere } from '../domain/route.js'
import { withdrawGrants } from '../grants.js'
import { region } from '../parameters.js'
import { vpc } from '../product.js'
import { attachmentOf } from '../reads.js'
import { publishedRoutes, routeEntries, routeTables, vpcs, vSwitches } from '../tables.js'

export default operation(vpc, {
  name: 'DeleteVpc',
  documented: '2024-06-24',
  does: 'Deletes a VPC that is empty and attached to nothing, with its router and route table.',
  input: {
    VpcId: required(text('The VPC.', 'vpc-bp15zckdt37pq72zvw3qx')),
    RegionId: region,
    ForceDelete: flag('Also delete gateways and their routes; there are none here.', false),
    ...dryRun,
    ...clientToken,
  },
  access: { level: 'delete', resources: [{ arn: 'acs:vpc:{#regionId}:{#accountId}:vpc/{#VpcId}', id: 'VpcId' }] },
  errors: {
    'IncorrectStatus.VpcDhcpStatus': [400, 'The DhcpOptionsSet status of vpc  does not support this operation.'],
    'DependencyViolation.GatewayEndpoint': [400, 'The VPC contains endpoints and cannot be deleted.'],
    IncorrectVpcStatus: [400, 'Current VPC status does not support this operation.'],
    'DependencyViolation.RouteEntry': [400, 'Specified object has dependent resources'],
    'DependencyViolation.Instance': [400, 'Specified object has dependent resources'],
    'DependencyViolation.VSwitch': [400, 'Specified object has dependent resources'],
    'DependencyViolation.SecurityGroup': [400, 'Specified object has dependent resources SecurityGroup.'],
    'DependencyViolation.RouteInterface': [400, 'Specified object has dependent route interface .'],
    'DependencyViolation.Tunnel': [400, 'Specified object has dependent tunnel.'],
    'DependencyViolation.NatGateway': [400, 'Specified object has dependent resources NatGateway.'],
    'DependencyViolation.RouterInterface': [400, 'Specified object has dependent resources RouterInterface.'],
    'Forbidden.VpcNotFound': [400, 'Specified VPC can not found.'],
    Forbbiden: [400, 'Active custom route in vpc.'],
    TaskConflict: [400, 'The eip operate too frequent, TaskConflict.'],
    InvalidAction: [400, 'The VPC has been connected to the classic network ECS. Please cancel the connection before proceeding.'],
    'DependencyViolation.Ipv6Gateway': [400, '%s'],
    'IncorrectStatus.cbnStatus': [400, 'Current CBN status does not support this operation.'],
    'DependencyViolation.RouteTable': [400, 'Specified object has dependent custom routeTable.'],
    'DependencyViolation.NetworkAcl': [400, 'Specified object has dependent resources network acl.'],
    'DependencyViolation.CloudServiceResource': [400, '%s'],
    'DependencyViolation.ClassicLinkInstance': [400, 'Specified object has active classicLink instance.'],
    'System.ServiceBusy': [400, 'System is busy, please try later.'],
    'DependencyViolation.DhcpOptionsSet': [400, 'The VPC cannot be deleted when it is associated with dhcpOptionsSet.'],
    'InvalidRegionId.NotFound': [400, 'The specified region is not found.'],
    'DependencyViolation.CustomRouteTable': [400, 'CustomRouteTable already exists.'],
    'DependencyViolation.Ipv4Gateway': [400, 'The VPC cannot be deleted when it has ipv4Gateway.'],
    'DependencyViolation.GatewayRouteTable': [400, 'Specified object has dependent resources gatewayRouteTable.'],
    'OperationDenied.VpcPeerExists': [400, 'The operation is not allowed because the VpcPeer exists.'],
    'DependencyViolation.AppAccess': [400, 'Specified object has dependent resources app access.'],
    'DependencyViolation.OppositeRouterInterface': [400, 'Failed to delete the VPC because it has peer router interfaces.'],
    'DependencyViolation.TransitRouter': [400, 'Specified object has attached to Transit Router.'],
    OperationDenied: [403, 'The operation is not supported in this status.'],
    'InvalidVpcId.NotFound': [404, 'Specified VPC does not exist.'],
    InternalError: [500, 'The request processing has failed due to some unknown error.'],
  },
  // Where it is granted to an ECR, the ECR owner's record of that changes too; the input does not tell.
  touches: onlyOwn,
  async run(context) {
    const { input, caller, region: regionId, now, own, settle } = context
    const old = await own.get(vpcs, input.VpcId)
    settle(
      mayDeleteVpc({
        vpcId: input.VpcId,
        found: old?.regionId === regionId,
        settled: old !== undefined && hasSettled(old, now),
        vSwitches: await own.count(vSwitches, 'byVpc', [input.VpcId]),
        routeTables: (await own.all(routeTables, 'byVpc', [input.VpcId])).filter(
          (table) => table.type === 'Custom' && isTableThere(table, now),
        ).length,
        routes: (await own.all(routeEntries, 'byRouter', [input.VpcId])).filter((route) => isRouteThere(route, now)).length,
        securityGroups: await own.count(groupsInVpc, 'key', [input.VpcId], { upTo: 1 }),
        ecrId: (await attachmentOf(context, caller.account, input.VpcId, now))?.ecrId,
      }),
    )
    // UNKNOWN: how long it shows Pending before it is gone; here it is gone with the answer.
    for (const { routeTableId } of await own.all(routeTables, 'byVpc', [input.VpcId])) own.delete(routeTables, routeTableId)
    for (const { routeEntryId } of await own.all(routeEntries, 'byRouter', [input.VpcId])) own.delete(routeEntries, routeEntryId)
    for (const { targetInstanceId, routeTableId, destinationCidrBlock } of await own.all(publishedRoutes, 'byVpc', [input.VpcId]))
      own.delete(publishedRoutes, targetInstanceId, routeTableId, destinationCidrBlock)
    await withdrawGrants(context, input.VpcId)
    own.delete(vpcs, input.VpcId)
  },
})
