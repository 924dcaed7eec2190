import { list, operation, structure } from '../../../model/index.js'
import { planAssociation, readRequest } from '../associating.js'
import { requestedArns, requestedTypes, targetsAsked } from '../conditions.js'
import { changeableShare, ownShare } from '../domain/share.js'
import {
  anyParameter,
  directoryErrors,
  eitherFormErrors,
  permissionErrors,
  resourceArnErrors,
  resourceErrors,
  settingErrors,
  shareErrors,
  shareStatusErrors,
  sharingErrors,
  targetErrors,
} from '../errors.js'
import { associationFields, associationShown, resourcesGiven, settingsGiven, shareId, targetsGiven } from '../fields.js'
import { resourceSharing } from '../product.js'
import { accountsAmong, associate, stepsOf } from '../records.js'
import { shares } from '../tables.js'

export default operation(resourceSharing, {
  name: 'AssociateResourceShare',
  documented: '2026-03-30',
  does: 'Puts resources and principals into a resource share: every principal gets access to every resource in it.',
  input: { ...shareId, ...resourcesGiven, ...targetsGiven, ...settingsGiven },
  output: { ResourceShareAssociations: list('A record for each resource, then for each principal.', structure(associationFields)) },
  access: { level: 'update', conditions: [targetsAsked, requestedTypes, requestedArns] },
  errors: {
    ...shareErrors,
    ...shareStatusErrors,
    ...resourceErrors,
    ...resourceArnErrors,
    ...eitherFormErrors,
    ...targetErrors,
    ...permissionErrors,
    ...settingErrors,
    ...sharingErrors,
    ...directoryErrors,
    ...anyParameter,
    ResourceAndTargetBothEmpty: [400, 'Either a resource or a shared target must be specified.'],
    AssociateConflict: [409, 'You cannot perform the operation while disassociation operation is being performed.'],
    'NotSupport.ResourcePropertyConflict': [409, 'The ResourceProperty can not be updated until the last operation is completed.'],
  },
  touches: ({ input, caller }) => [caller.account, ...accountsAmong(input.Targets)],
  async run(call) {
    const { input, caller, region, now, own, settle, refuse } = call
    if (!input.Resources && !input.ResourceArns && !input.Targets)
      refuse('ResourceAndTargetBothEmpty', {
        because: 'Neither resources nor principals were given.',
        next: 'Give Resources, ResourceArns or Targets.',
      })
    const wanted = settle(readRequest(input, caller.account, call))
    const share = settle(ownShare(await own.get(shares, input.ResourceShareId), caller.account, region, now))
    settle(changeableShare(share, now))
    const plan = settle(await planAssociation(share, wanted, input, call))
    const steps = settle(await stepsOf(own, plan, now))
    own.put(shares, plan.share)
    const changed = await associate(steps, plan.share, call)
    return {
      ResourceShareAssociations: changed.map(({ association, status }) => associationShown(association, share.name, status, now)),
    }
  },
})
