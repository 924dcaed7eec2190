import { accountId, oneOf, operation, required } from '../../../model/index.js'
import { grant } from '../domain/grant.js'
import { grantedInstance } from '../parameters.js'
import { cen } from '../product.js'
import { instanceOf } from '../reads.js'
import { cenGrantsGiven, cenGrantsReceived, cens } from '../tables.js'

export default operation(cen, {
  name: 'GrantInstanceToTransitRouter',
  documented: '2024-11-18',
  does: 'Lets the transit routers of a CEN instance of another account attach this VPC, VBR or ECR.',
  input: {
    ...grantedInstance,
    CenOwnerId: required(accountId('The account that owns the CEN instance.', '1000000000000002')),
    OrderType: oneOf(['PayByCenOwner', 'PayByResourceOwner'], 'Who pays. Absent: the owner of the CEN instance.'),
  },
  // UNKNOWN: the page was not readable to its RAM table; taking back is checked against everything.
  access: { level: 'create' },
  errors: {
    'Forbbiden.TransitRouterServiceNotOpen': [400, 'The user has not open transit router service.'],
    'NoPermission.AliyunServiceRoleForCEN': [
      400,
      'You are not authorized to create the service linked role. Role Name: AliyunServiceRoleForCEN. Service Name: cen.aliyuncs.com. Make sure that the user has been granted the ram:CreateServiceLinkedRole permission.',
    ],
    'IllegalParam.CenId': [400, 'The specified CenId is invalid.'],
    'OperationFailed.TaskConflict': [400, 'The operation is too frequent, please wait a moment and try again.'],
    'InvalidVbr.NotFound': [400, 'vbr is not found.'],
    'InvalidInstanceId.NotFound': [404, 'InstanceId is not found.'],
  },
  touches: ({ input, caller }) => [caller.account, input.CenOwnerId],
  async run({ input, caller, now, own, at, settle }) {
    const { CenId: cenId, CenOwnerId: cenOwner, InstanceId: instanceId, InstanceType: word } = input
    const given = settle(
      grant({
        caller: caller.account,
        cenOwner,
        cenId,
        cen: await at(cenOwner).get(cens, cenId),
        word,
        instanceId,
        instance: await instanceOf(own, word, instanceId, now),
        orderType: input.OrderType ?? 'PayByCenOwner',
        earlier: await own.get(cenGrantsGiven, instanceId, cenId),
        now,
      }),
    )
    own.put(cenGrantsGiven, given)
    at(cenOwner).put(cenGrantsReceived, given)
  },
})
