import { clientToken, hasSettled, onlyOwn, operation, required, text } from '../../../model/index.js'
import { mayDeleteVbr } from '../domain/vbr.js'
import { withdrawGrants } from '../grants.js'
import { requiredRegion } from '../parameters.js'
import { vpc } from '../product.js'
import { attachmentOf } from '../reads.js'
import { occupiedVlans, vbrs } from '../tables.js'

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
    const { input, caller, region, now, own, at, locate, settle } = context
    const found = await locate(vbrs, input.VbrId)
    const here = found?.row.regionId === region ? found : undefined
    const vbr = here?.account === caller.account ? here.row : undefined
    settle(
      mayDeleteVbr({
        vbrId: input.VbrId,
        found: vbr !== undefined,
        // To all other accounts it is as unknown as one that does not exist.
        foreignOwner: here && !vbr && here.row.physicalConnectionOwner === caller.account ? here.account : undefined,
        settled: vbr !== undefined && hasSettled(vbr, now),
        ecrId: vbr && (await attachmentOf(context, caller.account, vbr.vbrId, now))?.ecrId,
      }),
    )
    if (!vbr) return
    await withdrawGrants(context, vbr.vbrId)
    own.delete(vbrs, vbr.vbrId)
    at(vbr.physicalConnectionOwner ?? caller.account).delete(occupiedVlans, vbr.physicalConnectionId, vbr.vlanId)
  },
})
