import { clientToken, onlyOwn, operation, required, text } from '../../../model/index.js'
import { mayDeleteConnection } from '../domain/vbr.js'
import { requiredRegion } from '../parameters.js'
import { vpc } from '../product.js'
import { ownLine } from '../reads.js'
import { occupiedVlans, physicalConnections } from '../tables.js'

export default operation(vpc, {
  name: 'DeletePhysicalConnection',
  documented: '2024-06-24',
  does: 'Deletes a physical connection that is not open and that no VBR is on.',
  input: {
    RegionId: requiredRegion,
    PhysicalConnectionId: required(text('The physical connection.', 'pc-bp1ciz7ekd2grn1asx0qy')),
    ...clientToken,
  },
  access: {
    level: 'delete',
    resources: [{ arn: 'acs:vpc:{#regionId}:{#accountId}:physicalconnection/{#PhysicalConnectionId}', id: 'PhysicalConnectionId' }],
  },
  errors: {
    'InvalidPhysicalConnectionId.NotMatched': [400, 'instance id not matched.'],
    'Forbidden.VBRExists': [400, "physical connection owner's vbr still exists."],
    'Forbidden.AssociateToVBR': [400, 'The physical connection still associate to VBR.'],
    'OperationDenied.NeedVpconnOwner': [400, 'The operation is denied.'],
    'OperationDenied.NeedPconnOwner': [400, 'The operation is denied.'],
    'Forbidden.NotInAllowDeleteStatus': [
      400,
      'Only physical connection in the Cancelled, Rejected, Terminated, Allocated, or AllocationFailed states can be deleted.',
    ],
    'ResourceAlreadyAssociated.PconnQos': [400, 'The specified resource of PconnQos is already associated.'],
    'ResourceNotFound.PhysicalConnectionId': [400, 'PhysicalConnection is not found.'],
    'InvalidPhysicalConnectionId.NotFound': [404, 'The PhysicalConnectionId provided does not exist in our records.'],
  },
  touches: onlyOwn,
  async run({ input, caller, region, now, own, settle }) {
    const connection = await ownLine(own, region, input.PhysicalConnectionId)
    const occupied = await own.all(occupiedVlans, 'key', [input.PhysicalConnectionId])
    settle(mayDeleteConnection({ connection, caller: caller.account, occupied, now }))
    own.delete(physicalConnections, input.PhysicalConnectionId)
  },
})
