import { list, operation, structure } from '../../../model/index.js'
import { placeOf } from '../../resource-manager/reads.js'
import { requestedArns, requestedTypes } from '../conditions.js'
import { namedResources } from '../domain/associate.js'
import { mayDisassociate } from '../domain/association.js'
import { principalTypeOf } from '../domain/principal.js'
import { changeableShare, ownShare } from '../domain/share.js'
import {
  anyParameter,
  directoryErrors,
  eitherFormErrors,
  resourceArnErrors,
  resourceErrors,
  shareErrors,
  shareStatusErrors,
  targetErrors,
} from '../errors.js'
import { associationFields, associationShown, ownerKind, resourcesGiven, shareId, targetsGiven } from '../fields.js'
import { leave, mayLeave } from '../leaving.js'
import { resourceSharing } from '../product.js'
import { accountsAmong, disassociate, recordsOf } from '../records.js'
import { shares } from '../tables.js'

export default operation(resourceSharing, {
  name: 'DisassociateResourceShare',
  documented: '2026-03-30',
  does: 'Takes resources and principals out of a resource share; or, as a principal from outside, leaves the share.',
  input: { ...shareId, ResourceOwner: ownerKind, ...resourcesGiven, ...targetsGiven },
  output: { ResourceShareAssociations: list('A record for each resource, then for each principal.', structure(associationFields)) },
  access: { level: 'update', conditions: [requestedTypes, requestedArns] },
  errors: {
    ...shareErrors,
    ...shareStatusErrors,
    ...resourceErrors,
    ...resourceArnErrors,
    ...eitherFormErrors,
    ...targetErrors,
    ...directoryErrors,
    ...anyParameter,
    ResourceAndTargetBothEmpty: [400, 'Either a resource or a shared target must be specified.'],
    DisassociateInvalid: [400, 'You can not disassociate unassociated resource or target.'],
    DisassociateConflict: [409, 'You cannot perform the operation while association is already in progress.'],
    'LeavingFailed.Account': [409, 'The account was added to the resource share automatically by resoucre directory.'],
    'LeavingFailed.ResourceType': [
      409,
      'The resource share contains resources of the resource types that dont support this action.',
    ],
    ExternalTargetWithdrawConflict: [
      409,
      'Existing internal association task in resource directory when disassociating with resource share.',
    ],
  },
  touches: ({ input, caller }) => [caller.account, ...accountsAmong(input.Targets)],
  async run(call) {
    const { input, caller, region, now, own, at, locate, settle, refuse } = call
    if (input.ResourceOwner === 'OtherAccounts') {
      const leaving = settle(await mayLeave({ lookup: { at, locate }, account: caller.account, region, now }, input))
      const { association, status } = await leave(leaving, call)
      return { ResourceShareAssociations: [associationShown(association, leaving.share.name, status, now)] }
    }
    if (!input.Resources && !input.ResourceArns && !input.Targets)
      refuse('ResourceAndTargetBothEmpty', {
        because: 'Neither resources nor principals were given.',
        next: 'Give Resources, ResourceArns or Targets.',
      })
    const resources = settle(namedResources(input, caller.account, region))
    const share = settle(ownShare(await own.get(shares, input.ResourceShareId), caller.account, region, now))
    settle(changeableShare(share, now))
    const records = await recordsOf(own, share.shareId, resources, input.Targets ?? [])
    const inDirectory = input.Targets?.find((target) => ['Folder', 'ResourceDirectory'].includes(principalTypeOf(target) ?? ''))
    // UNKNOWN: when a removal answers this; a folder or directory is named, and the owner was never in one with it.
    if (inDirectory && records.every((record) => record === undefined) && !(await placeOf({ at }, caller.account)))
      refuse('AccountNotInResourceDirectory', {
        because: `${inDirectory} is of a resource directory, and this account is in none.`,
      })
    const steps = records.map((record) => settle(mayDisassociate(record, now)))
    const shown = []
    for (const { does, existing } of steps) {
      const changed =
        does === 'starts' ? await disassociate(existing, call, own) : { association: existing, status: 'Disassociating' as const }
      shown.push(associationShown(changed.association, share.name, changed.status, now))
    }
    return { ResourceShareAssociations: shown }
  },
})
