import { accountId, operation, required } from '../../../model/index.js'
import { areTheirs, namedVbrs } from '../domain/sibling-grants.js'
import { isVbrLeaving, isVbrThere } from '../domain/vbr-life.js'
import { grantableInstance } from '../grants.js'
import { idsIn, vbrGrantParameters } from '../parameters.js'
import { vpc } from '../product.js'
import { grantsToOwnVbr, grantsToVbr, vbrs } from '../tables.js'

export default operation(vpc, {
  name: 'GrantInstanceToVbr',
  documented: '2024-06-24',
  does: 'Lets VBRs of another account connect to a VPC.',
  input: { ...vbrGrantParameters, VbrOwnerUid: required(accountId('The account of the VBRs.', '1000000000000002')) },
  access: { level: 'update', resources: [{ arn: 'acs:vpc:{#regionId}:{#accountId}:vpc/{#VpcId}', id: 'InstanceId' }] },
  errors: {
    'InvalidParam.NotNull': [400, 'The parameter must not be null.'],
    'Parameter.Illegal': [400, 'The parameter is illegal.'],
    'Instance.StatusError': [400, 'The status of instance error.'],
    'Instance.NotExist': [404, 'The instance not exist.'],
  },
  touches: ({ input, caller }) => [...new Set([caller.account, input.VbrOwnerUid])],
  async run({ input, caller, region, now, own, at, locate, newId, settle }) {
    const instance = await grantableInstance(own, region, { type: 'VPC', id: input.InstanceId }, now)
    const ids = idsIn(input.VbrInstanceIds) ?? []
    const named = settle(namedVbrs({ vpc: instance, grantType: input.GrantType, vbrIds: ids }))
    const found = await Promise.all(
      named
        .filter((id) => id !== '')
        .map(async (id) => {
          const each = await locate(vbrs, id)
          const row = isVbrThere(each?.row, now) ? each?.row : undefined
          return { id, owner: row && each?.account, region: row?.regionId, isLeaving: row !== undefined && isVbrLeaving(row, now) }
        }),
    )
    settle(areTheirs(found, input.VbrOwnerUid, input.VbrRegionNo))
    for (const vbrId of named) {
      const key = { vpcId: input.InstanceId, vbrOwner: input.VbrOwnerUid, vbrRegionId: input.VbrRegionNo, vbrId }
      // Granting again changes nothing.
      if (await own.get(grantsToVbr, key.vpcId, key.vbrOwner, key.vbrRegionId, vbrId)) continue
      const grant = {
        ...key,
        grantId: newId('gr-', 18),
        vpcOwner: caller.account,
        vpcRegionId: region,
        createdAt: now.toISOString(),
      }
      own.put(grantsToVbr, grant)
      at(input.VbrOwnerUid).put(grantsToOwnVbr, grant)
    }
  },
})
