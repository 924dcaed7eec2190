import { flag, operation, structure, tagList, text, withTags } from '../../../model/index.js'
import { defaultResourceGroupId } from '../../resource-manager/domain/resource-group.js'
import { hasResourceGroup } from '../../resource-manager/reads.js'
import { planAssociation, readRequest } from '../associating.js'
import { requestedArns, requestedScope, requestedTypes, targetsAsked } from '../conditions.js'
import { newShare } from '../domain/share.js'
import { areDistinctTags } from '../domain/tags.js'
import {
  anyParameter,
  directoryErrors,
  eitherFormErrors,
  permissionErrors,
  resourceArnErrors,
  resourceErrors,
  settingErrors,
  shareNameErrors,
  sharingErrors,
  targetErrors,
} from '../errors.js'
import { resourcesGiven, settingsGiven, shareFields, shareName, shareShown, targetsGiven } from '../fields.js'
import { resourceSharing } from '../product.js'
import { accountsAmong, associate, firstSteps } from '../records.js'
import { shares } from '../tables.js'
import { talliedOf, tally } from '../tally.js'

export default operation(resourceSharing, {
  name: 'CreateResourceShare',
  documented: '2026-03-30',
  does: 'Creates a resource share, empty or with resources, principals and permissions at once.',
  input: {
    ...shareName,
    AllowExternalTargets: flag('Whether principals outside of the directory may be added. Absent: false.', false),
    ResourceGroupId: text('The resource group of the share. Absent: the default one.', 'rg-aekz5nlvlaka1b2', {
      pattern: /^rg-[A-Za-z0-9]+$/,
    }),
    ...resourcesGiven,
    ...targetsGiven,
    ...settingsGiven,
    Tag: tagList('Tags of the share.', { key: 128, value: 128, most: 20 }),
  },
  output: { ResourceShare: structure(shareFields) },
  access: {
    level: 'create',
    conditions: [requestedScope({ absent: 'false' }), targetsAsked, requestedTypes, requestedArns],
  },
  errors: {
    ...shareNameErrors,
    ...resourceErrors,
    ...resourceArnErrors,
    ...eitherFormErrors,
    ...targetErrors,
    ...permissionErrors,
    ...settingErrors,
    ...sharingErrors,
    ...directoryErrors,
    ...anyParameter,
    'MissingParameter.ResourceShareName': [400, 'You must specify ResourceShareName.'],
    'QuotaExceeded.ResourceShare.Count': [409, 'The maximum number of ResourceShare exceeds the limit.'],
    'EntityAlreadyExists.ResourceShare': [409, 'The specified resource share ID already exists.'],
  },
  touches: ({ input, caller }) => [caller.account, ...accountsAmong(input.Targets)],
  async run(call) {
    const { input, caller, region, now, own, settle, refuse, quota, newId } = call
    settle(areDistinctTags(input.Tag))
    const tags = withTags({}, input.Tag)
    // UNKNOWN: the codes for too many tags and for an unknown group; the generic one.
    if (Object.keys(tags).length > quota('tagsPerShare'))
      refuse('InvalidParameter', { because: `A share may carry ${quota('tagsPerShare')} tags.`, next: 'Give fewer.' })
    const wanted = settle(readRequest(input, caller.account, call))
    const resourceGroupId = input.ResourceGroupId ?? defaultResourceGroupId(caller.account)
    if (!(await hasResourceGroup(own, resourceGroupId, now)))
      refuse('InvalidParameter', {
        because: `This account has no resource group ${resourceGroupId}.`,
        next: 'Create it with CreateResourceGroup of ResourceManager, or leave ResourceGroupId out.',
      })
    const share = newShare(
      {
        shareId: newId('rs-', 12, 'mixed'),
        owner: caller.account,
        regionId: region,
        name: input.ResourceShareName,
        allowExternalTargets: input.AllowExternalTargets ?? false,
        resourceGroupId,
        tags,
      },
      now,
    )
    const plan = settle(await planAssociation(share, wanted, input, call))
    const most = quota('resourceShares')
    if ((await talliedOf(own, 'shares')) >= most)
      refuse('QuotaExceeded.ResourceShare.Count', {
        because: `This account may have ${most} resource shares.`,
        next: 'Delete one.',
      })
    await tally(own, 'shares', 1)
    own.put(shares, plan.share)
    await associate(firstSteps(plan), plan.share, call)
    return { ResourceShare: shareShown(plan.share, 'Active', now) }
  },
})
