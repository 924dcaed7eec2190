import { accountId, operation, required } from '../../../model/index.js'
import { mayRevoke, namedVbrs } from '../domain/sibling-grants.js'
import { grantableInstance } from '../grants.js'
import { idsIn, vbrGrantParameters } from '../parameters.js'
import { vpc } from '../product.js'
import { grantsToOwnVbr, grantsToVbr } from '../tables.js'

export default operation(vpc, {
  name: 'RevokeInstanceFromVbr',
  documented: '2024-06-24',
  does: 'Takes back that VBRs of another account may connect to a VPC: those named, or all of that region.',
  input: {
    ...vbrGrantParameters,
    // Published as text here, as a number in granting.
    VbrOwnerUid: required({ ...accountId('The account of the VBRs.', '1000000000000002'), published: 'string' as const }),
  },
  access: { level: 'update', resources: [{ arn: 'acs:vpc:{#regionId}:{#accountId}:vpc/{#VpcId}', id: 'InstanceId' }] },
  errors: {
    'Instance.StatusError': [400, 'The status of instance error.'],
    'InvalidParam.NotNull': [400, 'The parameter must not be null.'],
    'Parameter.Illegal': [400, 'The parameter is illegal.'],
    'Instance.NotExist': [404, 'The instance not exist.'],
    'EcGrantRelation.NotExist': [404, 'The ec grant relation not exist.'],
  },
  touches: ({ input, caller }) => [...new Set([caller.account, input.VbrOwnerUid])],
  async run({ input, region, now, own, at, settle }) {
    const instance = await grantableInstance(own, region, { type: 'VPC', id: input.InstanceId }, now)
    const named = settle(namedVbrs({ vpc: instance, grantType: input.GrantType, vbrIds: idsIn(input.VbrInstanceIds) ?? [] }))
    const present = await own.all(grantsToVbr, 'key', [input.InstanceId, input.VbrOwnerUid, input.VbrRegionNo])
    for (const { vpcId, vbrOwner, vbrRegionId, vbrId } of settle(mayRevoke(present, named))) {
      own.delete(grantsToVbr, vpcId, vbrOwner, vbrRegionId, vbrId)
      at(vbrOwner).delete(grantsToOwnVbr, vpcId, vbrOwner, vbrRegionId, vbrId)
    }
  },
})
