import { carriesTags, list, operation, oneOf, pageOf, paged, required, sometimes, structure, tagList, text } from '../../../model/index.js'
import { shareStatuses } from '../domain/share.js'
import { nextToken, ownerKind, shareFields, shareIds, shareNameFilter, shareShown } from '../fields.js'
import { ownShares, receivedShares } from '../listing.js'
import { resourceSharing } from '../product.js'

export default operation(resourceSharing, {
  name: 'ListResourceShares',
  documented: '2025-12-15',
  does: 'Lists the resource shares of the caller, or those of other accounts that reach it. Deleted ones are listed for 72 hours.',
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
        ResourceGroupId: text('The resource group of the share.'),
        Tags: list('Tags of the share.', structure({ Key: text('Tag key.'), Value: text('Tag value.') })),
      }),
    ),
  },
  access: { level: 'list' },
  errors: {
    'MissingParameter.ResourceOwner': [400, 'You must specify ResourceOwner.'],
    'InvalidParameter.ResourceOwner': [400, 'The ResourceOwner is invalid.'],
    'InvalidParameter.ResourceShareName': [400, 'The ResourceShareName is invalid.'],
    'InvalidParameter.ResourceShareName.Length': [400, 'The maximum length of ResourceShareName exceeds 50 characters.'],
    'InvalidParameter.ResourceShareStatus': [400, 'The ResourceShareStatus is invalid.'],
    'InvalidParameter.MaxResults': [400, 'The MaxResults is invalid.'],
    'InvalidParameter.NextToken': [400, 'The NextToken is invalid.'],
    'InvalidParameter.NextToken.Length': [400, 'The maximum length of NextToken exceeds 256 characters.'],
    'InvalidParameter.ResourceShareIds': [400, 'The ResourceShareIds is invalid.'],
    'InvalidParameter.ResourceShareIds.Duplicate': [400, 'The ResourceShareIds contains duplicate values.'],
    'InvalidParameter.ResourceShareIds.Length': [400, 'The maximum length of ResourceShareIds exceeds 5 characters.'],
    InvalidParameter: [400, 'The specified parameter is invalid.'],
    'InvalidParameter.ResourceOwnerAndTag': [400, 'You cannot use ResourceOwner set to OtherAccounts and tags in one request.'],
  },
  async run(call) {
    const { input, now, page, refuse } = call
    if (input.ResourceOwner === 'OtherAccounts' && input.Tag)
      refuse('InvalidParameter.ResourceOwnerAndTag', { because: 'Tags of shares of other accounts cannot be asked for.', next: 'Leave Tag out.' })
    const source = input.ResourceOwner === 'Self' ? ownShares(call, input.ResourceShareIds) : await receivedShares(call, input.ResourceShareIds)
    const { rows, nextToken } = await pageOf(page, source.fetch, async (row) => {
      const found = await source.shown(row)
      if (!found) return false
      const { share, status } = found
      return (
        // UNKNOWN: whether the name is compared whole (facts 18.19).
        (input.ResourceShareName === undefined || share.name === input.ResourceShareName) &&
        (input.ResourceShareStatus === undefined || status === input.ResourceShareStatus) &&
        (input.PermissionName === undefined || Object.values(share.permissions).some(({ name }) => name === input.PermissionName)) &&
        (input.ResourceGroupId === undefined || share.resourceGroupId === input.ResourceGroupId) &&
        carriesTags(share.tags, input.Tag)
      )
    })
    return { ResourceShares: [], NextToken: nextToken }
  },
})
