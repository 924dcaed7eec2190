import { operation } from '../../../model/index.js'
import { isVbrLeaving, isVbrThere } from '../../vpc/domain/vbr-life.js'
import { vbrs, vpcs } from '../../vpc/tables.js'
import { mayGrant, newGrant } from '../domain/grant.js'
import { backendDown, ecrUnknown, illegal, locked } from '../errors.js'
import { grantedInstance, toGrantedInstance, usual } from '../parameters.js'
import { ecr } from '../product.js'
import { located, standingOf } from '../reads.js'
import { grantsGiven, grantsReceived, routers } from '../tables.js'

export default operation(ecr, {
  name: 'GrantInstanceToExpressConnectRouter',
  documented: '2025-08-19',
  does: 'Lets an ECR of another account attach this VPC or VBR.',
  input: { ...grantedInstance, ...usual },
  access: toGrantedInstance('create'),
  errors: {
    'IllegalParam.EcrOwnerAliUid': [400, 'The Ecr instance account parameter is invalid.'],
    ...illegal,
    ...locked,
    ...backendDown,
    ...ecrUnknown,
    'IllegalParam.InstanceOwnerId': [400, 'Specified parameter InstanceOwnerId is not valid.'],
  },
  touches: ({ input, caller }) => [caller.account, input.EcrOwnerAliUid],
  async run({ input, caller, now, own, at, locate, settle, settings, newId }) {
    const vbr = input.InstanceType === 'VBR' ? await located({ locate }, vbrs, input.InstanceId) : undefined
    const present = isVbrThere(vbr, now) ? vbr : undefined
    const instance = input.InstanceType === 'VPC' ? await located({ locate }, vpcs, input.InstanceId) : present
    const { attached, bid } = await standingOf(own, input.InstanceId)
    const granted = settle(
      mayGrant({
        router: await located({ locate }, routers, input.EcrId),
        routerOwner: input.EcrOwnerAliUid,
        caller: caller.account,
        instance: instance && {
          id: input.InstanceId,
          type: input.InstanceType,
          regionId: instance.regionId,
          owner: instance.owner,
          isLeaving: present !== undefined && isVbrLeaving(present, now),
        },
        instanceRegionId: input.InstanceRegionId,
        vbrGrantsAdmitted: settings.crossAccountVbr,
        attached,
        now,
      }),
    )
    if (await own.get(grantsGiven, input.EcrId, input.InstanceId)) return
    const grant = newGrant(
      {
        grantId: newId('gr-', 18),
        ecrId: input.EcrId,
        ecrOwner: input.EcrOwnerAliUid,
        instanceId: granted.id,
        instanceType: granted.type,
        instanceRegionId: granted.regionId,
        instanceOwner: caller.account,
        instanceOwnerBid: bid ?? '',
      },
      now,
    )
    own.put(grantsGiven, grant)
    at(input.EcrOwnerAliUid).put(grantsReceived, grant)
  },
})
