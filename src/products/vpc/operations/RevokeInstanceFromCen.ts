import { clientToken, operation } from '../../../model/index.js'
import { cenGrantsGiven, cenGrantsReceived } from '../../cen/tables.js'
import { mayRevokeFromCen } from '../domain/sibling-grants.js'
import { grantableInstance } from '../grants.js'
import { cenGrantParameters, instanceChecked } from '../parameters.js'
import { vpc } from '../product.js'

export default operation(vpc, {
  name: 'RevokeInstanceFromCen',
  documented: '2024-06-24',
  does: 'Takes back that a CEN instance of another account may attach a VPC or VBR. What was not granted is taken back as well.',
  input: {
    ...cenGrantParameters,
    ...clientToken,
  },
  access: { level: 'update', resources: instanceChecked },
  errors: {
    IncorrectStatus: [400, 'Current Instance status does not support this operation.'],
    TaskConflict: [400, 'The operation is too frequent, TaskConflict.'],
    'IncorrectStatus.cbnStatus': [400, 'Current CBN status does not support this operation.'],
    'InvalidInstanceId.NotFound': [404, 'Specified Instance does not exist.'],
    'InstanceType.Invalid': [404, 'Specified type is not valid.'],
    'InvalidRegionId.NotFound': [404, 'The RegionId provided does not exist in our records.'],
  },
  touches: ({ input, caller }) => [...new Set([caller.account, input.CenOwnerId])],
  async run({ input, region, now, own, at, settle }) {
    const { InstanceId: instanceId, CenId: cenId } = input
    const instance = await grantableInstance(own, region, { type: input.InstanceType, id: instanceId }, now)
    settle(mayRevokeFromCen({ instanceType: input.InstanceType, instance }))
    const given = await own.get(cenGrantsGiven, instanceId, cenId)
    if (given?.cenOwner !== input.CenOwnerId) return
    own.delete(cenGrantsGiven, instanceId, cenId)
    at(given.cenOwner).delete(cenGrantsReceived, cenId, instanceId)
  },
})
