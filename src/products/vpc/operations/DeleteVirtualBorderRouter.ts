import { clientToken, onlyOwn, operation, required, text } from '../../../model/index.js'
import { mayDeleteVbr } from '../domain/vbr.js'
import { withdrawGrants, withdrawGrantsTo } from '../grants.js'
import { requiredRegion } from '../parameters.js'
import { vpc } from '../product.js'
import { attachmentOf, vbrSide } from '../reads.js'
import { endsAtOnce } from '../steps.js'
import { occupiedVlans, routeTables, vbrs } from '../tables.js'

export default operation(vpc, {
  name: 'DeleteVirtualBorderRouter',
  documented: '2024-06-24',
  does: 'Deletes a VBR that is attached to nothing.',
  input: {
    RegionId: requiredRegion,
    VbrId: required(text('The VBR.', 'vbr-bp1jcg5cmxjbl9xgcx2ky')),
    ...clientToken,
  },
  access: {
    level: 'delete',
    resources: [{ arn: 'acs:vpc:{#regionId}:{#accountId}:virtualborderrouter/{#VbrId}', id: 'VbrId' }],
  },
  errors: {
    'InvalidOperation.RouterInterfaceNotDeleted': [400, 'The specified VirutalBorderRouter still has routerInterface.'],
    'InvalidOperation.OperationNotAllowedInState': [400, 'The specified VirutalBorderRouter is in invalid state.'],
    'InvalidStatus.NotAllowed': [400, 'The virtual border has been associated by physicalConnection.'],
    'DependencyViolation.RouterInterfaceReferedByRouteEntry': [400, 'The specified VirutalBorderRouter is refered by routeEntry.'],
    'DependencyViolation.BgpGroup': [400, 'bgp group exists, cannot delete vbr.'],
    'DependencyViolation.Nqa': [400, 'nqa exists, cannot delete vbr.'],
    'DependencyViolation.BgpNetwork': [400, 'bgp network exists, cannot delete vbr.'],
    'OperationUnsupported.VBRAttachedCen': [400, 'Operation failed because the VBR is attached to CEN.'],
    'InvalidStatus.vbrAttatchToEcr': [400, 'Invalid virtual border router ecr status.'],
    'Forbidden.OperationDeleteNotAllowedByUser': [403, 'The caller is not allowed to delete the specified VirtualBorderRouter.'],
    'Forbidden.MultiVlanRi': [403, 'Multiple vlan router interfaces are found.'],
    'Forbidden.NoRiFound': [403, 'No vlan router interfaces are found.'],
    'InvalidRegionId.NotFound': [404, 'The RegionId provided does not exist in our records.'],
    'InvalidVbrId.NotFound': [404, 'The specified VirutalBorderRouter does not exist in our records.'],
  },
  // Where the line is another account's, or an ECR that it is granted to, a record of that account changes too; the input
  // does not tell.
  touches: onlyOwn,
  async run(context) {
    const { input, caller, region, now, at, locate, settle, transition } = context
    const found = await locate(vbrs, input.VbrId)
    const here = found?.row.regionId === region ? found : undefined
    // To all other accounts it is as unknown as one that does not exist.
    const seen = here && (here.account === caller.account || here.row.physicalConnectionOwner === caller.account) ? here : undefined
    const side = seen && (await vbrSide({ at, now }, seen.account, seen.row))
    settle(
      mayDeleteVbr({
        vbrId: input.VbrId,
        life: side?.life,
        foreignOwner: seen && seen.account !== caller.account ? seen.account : undefined,
        ecrId: seen && (await attachmentOf(context, seen.account, seen.row.vbrId, now))?.ecrId,
        bgpGroups: side?.bgpGroups ?? 0,
        routes: side?.routes ?? 0,
      }),
    )
    if (!seen) return
    const { account: owner, row } = seen
    await withdrawGrants({ own: at(owner), at }, row.vbrId)
    await withdrawGrantsTo({ own: at(owner), at }, row.regionId, row.vbrId)
    const line = at(row.physicalConnectionOwner ?? owner)
    if ((await line.get(occupiedVlans, row.physicalConnectionId, row.vlanId))?.vbrId === row.vbrId)
      line.delete(occupiedVlans, row.physicalConnectionId, row.vlanId)
    if (row.routeTableId !== undefined) at(owner).delete(routeTables, row.routeTableId)
    if (endsAtOnce(transition, now)) at(owner).delete(vbrs, row.vbrId)
    else at(owner).put(vbrs, { ...row, step: 'deleting', settlesAt: transition.settlesAt })
  },
})
