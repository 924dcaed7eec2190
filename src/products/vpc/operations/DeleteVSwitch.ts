import { hasSettled, onlyOwn, operation, required, text } from '../../../model/index.js'
import { isShared } from '../../resource-sharing/reads.js'
import { mayDeleteVSwitch } from '../domain/network.js'
import { region } from '../parameters.js'
import { vpc } from '../product.js'
import { addressesTakenIn, vSwitchSeenBy } from '../reads.js'
import { publishedRoutes, vSwitches } from '../tables.js'

export default operation(vpc, {
  name: 'DeleteVSwitch',
  documented: '2024-06-24',
  does: 'Deletes a vSwitch that is not shared and that nothing is in.',
  input: {
    VSwitchId: required(text('The vSwitch.', 'vsw-bp1qg5lrs9m2kzt0yx4e7')),
    RegionId: region,
  },
  access: { level: 'delete', resources: [{ arn: 'acs:vpc:{#regionId}:{#accountId}:vswitch/{#VSwitchId}', id: 'VSwitchId' }] },
  // Codes that are listed under two statuses stand under the one of their kind.
  errors: {
    'OperationDenied.OtherSubnetProcessing': [400, 'other subnet is processing.'],
    IncorrectVSwitchStatus: [400, 'vpc subnet is in middle status.'],
    DependencyViolation: [400, 'Resources deployed in the vSwitch have not been deleted.'],
    IncorrectRouteEntryStatus: [400, 'Some route entry status blocked this operation.'],
    'DependencyViolation.HaVip': [400, 'VSwitch cannot be deleted when there are some HaVip dependent with it.'],
    'DependencyViolation.RouteTable': [400, 'VSwitch cannot be deleted when associated with route table'],
    MissingParameter: [400, 'Miss mandatory parameter.'],
    TaskConflict: [400, 'The operation is too frequent, TaskConflict.'],
    'DependencyViolation.SNAT': [400, 'The vswitch cannot be deleted when used by snat.'],
    'DeleteVSwitch.IncorrectStatus.cbnStatus': [400, 'Current CBN status does not support this operation.'],
    'AttrMismatching.NaclAndBindInstance': [400, 'The network acl and resource not in same vpc.'],
    'InvalidResource.NotBinding': [400, 'The resource has not been binded.'],
    'DependencyViolation.SnatEntry': [400, 'VSwitch cannot be deleted when snat entry exist.'],
    'DependencyViolation.NetworkAcl': [400, 'VSwitch cannot be deleted when network acl exist.'],
    'DependencyViolation.EnhancedNatgw': [400, 'VSwitch cannot be deleted when natgw exist.'],
    'DependencyViolation.ResourceShare': [400, 'VSwitch cannot be deleted when resource share exist.'],
    'OperationFailed.SystemBusy': [400, 'Operation failed because system is busy.'],
    'DependencyViolation.MulticastDomain': [400, 'VSwitch cannot be deleted when associated with multicast domain.'],
    'DependencyViolation.VSwitchCidrReservation': [400, 'VSwitch cannot be deleted when vswitch cidr reservation exist.'],
    'DependencyViolation.CloudService': [400, 'VSwitch cannot be deleted when uesd by cloud service.'],
    'InvalidVSwitchId.NotFound': [404, 'VSwitch not exist.'],
    'OperationFailed.Ipv6InstanceExist': [400, 'Operation failed because vswitch has ipv6 instance.'],
    'DependencyViolation.Ipv6Address': [400, 'The specified resource of %s depends on %s, so the operation cannot be completed.'],
    'Forbidden.RegionNotFound': [404, 'Specified instance is not found during access authentication.'],
    IncorrectVSwitchId: [404, 'Specified vSwtich instance is not found during access authentication.'],
    IncorrectStatus: [404, 'Vswtich status not stable.'],
    'DependencyViolation.RouterInterface': [404, 'Specified object has dependent resources RouterInterface.'],
  },
  touches: onlyOwn,
  async run(context) {
    const { input, caller, region: regionId, now, own, settle } = context
    const viewer = { account: caller.account, region: regionId, now }
    const seen = await vSwitchSeenBy(context, viewer, input.VSwitchId, 'vpc:DescribeVSwitchAttributes')
    const mine = seen?.owner === caller.account ? seen.row : undefined
    settle(
      mayDeleteVSwitch({
        vSwitchId: input.VSwitchId,
        found: mine !== undefined,
        sharedBy: seen && !mine ? seen.owner : undefined,
        settled: mine !== undefined && hasSettled(mine, now),
        shared: mine !== undefined && (await isShared(context, caller.account, { type: 'VSwitch', id: input.VSwitchId, now })),
        routeTableId: mine?.routeTableId,
        occupied: mine !== undefined && (await addressesTakenIn(context, { owner: caller.account, row: mine }, 1)) > 0,
      }),
    )
    // That its block was withdrawn from an ECR goes with it: another vSwitch with this block is announced.
    for (const each of mine ? await own.all(publishedRoutes, 'byVpc', [mine.vpcId]) : [])
      if (each.destinationCidrBlock === mine?.cidrBlock || each.destinationCidrBlock === mine?.ipv6CidrBlock)
        own.delete(publishedRoutes, each.targetInstanceId, each.routeTableId, each.destinationCidrBlock)
    // UNKNOWN: how long it shows Pending before it is gone; here it is gone with the answer.
    own.delete(vSwitches, input.VSwitchId)
  },
})
