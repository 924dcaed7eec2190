import { carriesTags, list, oneOf, operation, paged, required, sometimes, structure, tagList, text } from '../../../model/index.js'
import { unanswered } from '../associating.js'
import { type ShareStatus, shareStatusAt, shareStatuses } from '../domain/share.js'
import { areDistinctTags } from '../domain/tags.js'
import { anyParameter, ownerErrors, pageErrors, shareIdsErrors, shareNameErrors } from '../errors.js'
import { nextToken, ownerKind, shareFields, shareIds, shareNameFilter, shareShown } from '../fields.js'
import { ownShares, pageShown, receivedShares } from '../listing.js'
import { resourceSharing } from '../product.js'
import type { Share } from '../tables.js'

export default operation(resourceSharing, {
  name: 'ListResourceShares',
  documented: '2025-12-15',
  does: 'Lists the resource shares of the caller, or those of other accounts that reach it. Deleted ones stay listed for 72 hours.',
  input: {
    ResourceOwner: required(ownerKind),
    ...shareIds,
    ...shareNameFilter,
    ResourceShareStatus: oneOf(shareStatuses, 'Only shares in this state.'),
    PermissionName: text('Only shares that carry this permission.', 'AliyunRSDefaultPermissionVSwitch'),
    ResourceGroupId: text('Only shares of this resource group.', 'rg-aekz5nlvlaka1b2'),
    Tag: tagList('Only shares with these tags.', { key: 128, value: 128, most: 20 }),
    ...paged(100, 20),
  },
  output: {
    ...nextToken,
    ResourceShares: list(
      'A page of shares.',
      structure({
        ...shareFields,
        // UNKNOWN: whether a principal sees group and tags, which are the owner's; here it does not.
        ResourceGroupId: sometimes(text('The resource group of the share. Own shares only.')),
        Tags: sometimes(
          list('Tags of the share. Own shares only.', structure({ Key: text('Tag key.'), Value: text('Tag value.') })),
        ),
      }),
    ),
  },
  access: { level: 'list' },
  errors: {
    ...shareNameErrors,
    ...pageErrors,
    ...shareIdsErrors,
    ...ownerErrors,
    ...anyParameter,
    'InvalidParameter.ResourceShareStatus': [400, 'The ResourceShareStatus is invalid.'],
    'InvalidParameter.ResourceOwnerAndTag': [400, 'You cannot use ResourceOwner set to OtherAccounts and tags in one request.'],
  },
  async run(call) {
    const { input, caller, own, now, page, settings, settle, refuse } = call
    settle(areDistinctTags(input.Tag))
    const matches = (share: Share, status: ShareStatus) =>
      // UNKNOWN: whether the name is compared whole (facts 18.19).
      (input.ResourceShareName === undefined || share.name === input.ResourceShareName) &&
      (input.ResourceShareStatus === undefined || status === input.ResourceShareStatus) &&
      (input.PermissionName === undefined || Object.values(share.permissions).some(({ name }) => name === input.PermissionName))

    if (input.ResourceOwner === 'OtherAccounts') {
      if (input.Tag)
        refuse('InvalidParameter.ResourceOwnerAndTag', {
          because: 'Tags of other accounts cannot be asked for.',
          next: 'Leave Tag out.',
        })
      const source = await receivedShares(call, caller.account, { ids: input.ResourceShareIds, which: 'listed' })
      const { shown, nextToken } = await pageShown(page, source.fetch, async ({ share, pending }) => {
        const status = statusFor(shareStatusAt(share, now), pending)
        if (!status || input.ResourceGroupId !== undefined || !matches(share, status)) return undefined
        return shareShown(share, status, now)
      })
      return { ResourceShares: shown, NextToken: nextToken }
    }

    // UNKNOWN: whether an owner ever sees Pending (facts 18.1). Not by default: the Terraform provider waits for Active.
    const waiting =
      settings.choices['resourcesharing.ownerSeesPending'] === 'yes'
        ? (await unanswered(own, now)).map(({ shareId }) => shareId)
        : []
    const { shown, nextToken } = await pageShown(page, await ownShares(call, input.ResourceShareIds), async (share) => {
      const status = statusFor(shareStatusAt(share, now), waiting.includes(share.shareId))
      if (!status || !matches(share, status) || !carriesTags(share.tags, input.Tag)) return undefined
      if (input.ResourceGroupId !== undefined && share.resourceGroupId !== input.ResourceGroupId) return undefined
      const Tags = Object.entries(share.tags).map(([Key, Value]) => ({ Key, Value }))
      return { ...shareShown(share, status, now), ResourceGroupId: share.resourceGroupId, Tags }
    })
    return { ResourceShares: shown, NextToken: nextToken }
  },
})

function statusFor(status: ShareStatus | undefined, isWaiting: boolean): ShareStatus | undefined {
  return status === 'Active' && isWaiting ? 'Pending' : status
}
