import { clientToken, operation } from '../../../model/index.js'
import { isThere, stateOf } from '../../cen/domain/life.js'
import { cenGrantsGiven, cenGrantsReceived, cens } from '../../cen/tables.js'
import { mayGrantToCen } from '../domain/sibling-grants.js'
import { grantableInstance } from '../grants.js'
import { cenGrantParameters, instanceChecked } from '../parameters.js'
import { vpc } from '../product.js'

export default operation(vpc, {
  name: 'GrantInstanceToCen',
  documented: '2024-06-24',
  does: 'Lets a CEN instance of another account attach a VPC or VBR. Cbn tells of it as of those of GrantInstanceToTransitRouter.',
  input: {
    ...cenGrantParameters,
    ...clientToken,
  },
  access: { level: 'update', resources: instanceChecked },
  errors: {
    IncorrectStatus: [400, 'Current Instance status does not support this operation.'],
    TaskConflict: [400, 'The operation is too frequent, TaskConflict.'],
    'MissingParam.CenInstanceId': [400, '%s'],
    'IllegalParam.CenInstanceId': [400, '%s'],
    'Invalid.Grant': [400, 'Can not grant to other owner cen.'],
    'InvalidInstanceId.NotFound': [404, 'Specified Instance does not exist.'],
    'InstanceType.Invalid': [404, 'Specified type is not valid.'],
    'QuotaExceeded.CbnGrantRules': [404, 'cbn grantRules per instance quota exceed'],
    'InvalidRegionId.NotFound': [404, 'The RegionId provided does not exist in our records.'],
    'InvalidVbr.NotFound': [404, 'Specified vbr does not exist.'],
  },
  touches: ({ input, caller }) => [...new Set([caller.account, input.CenOwnerId])],
  async run({ input, caller, region, now, own, at, locate, settle, quota }) {
    const { InstanceId: instanceId, CenId: cenId, CenOwnerId: cenOwner } = input
    const found = await locate(cens, cenId)
    const given = await own.all(cenGrantsGiven, 'key', [instanceId])
    const earlier = given.find((each) => each.cenId === cenId)
    const instanceType = settle(
      mayGrantToCen({
        instanceType: input.InstanceType,
        instance: await grantableInstance(own, region, { type: input.InstanceType, id: instanceId }, now),
        cenOwner: isThere(found?.row, now) ? found?.account : undefined,
        isCenLeaving: found !== undefined && stateOf(found.row, now) === 'deleting',
        owner: cenOwner,
        given: given.length,
        again: earlier !== undefined,
        most: quota('cenGrantsPerInstance'),
      }),
    )
    // UNKNOWN: granting again; the first one stays.
    if (earlier) return
    const row = {
      instanceId,
      instanceType,
      instanceOwner: caller.account,
      instanceRegionId: region,
      cenId,
      cenOwner,
      orderType: 'PayByCenOwner',
      createdAt: now.toISOString(),
    } as const
    own.put(cenGrantsGiven, row)
    at(cenOwner).put(cenGrantsReceived, row)
  },
})
