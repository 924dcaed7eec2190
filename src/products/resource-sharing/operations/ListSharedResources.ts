import { list, operation, paged, required, sometimes, structure, text } from '../../../model/index.js'
import { associatedAt, isInEffect, updatedAt } from '../domain/association.js'
import { messageFor } from '../domain/invitation.js'
import { principalTypeOf } from '../domain/principal.js'
import { parseArn, resourceType, resourceTypeCodes } from '../domain/resource-types.js'
import { shareStatusAt } from '../domain/share.js'
import { anyParameter, ownerErrors, pageErrors, resourceArnErrors, shareIdsErrors } from '../errors.js'
import { nextToken, ownerKind, resourcesFilter, resourceTypeFilter, shareIds, targetFilter } from '../fields.js'
import { usabilityOf } from '../limits.js'
import {
  newestBelow,
  pageShown,
  receivedShares,
  recordsBelow,
  recordsOfShares,
  resourcesReceived,
  shareReader,
} from '../listing.js'
import { resourceSharing } from '../product.js'
import { type Association, associations } from '../tables.js'

export default operation(resourceSharing, {
  name: 'ListSharedResources',
  documented: '2026-03-30',
  does: 'Lists the resources that the caller shares now, or those that others share with it, one entry for each share.',
  input: {
    ResourceOwner: required(ownerKind),
    ...resourceTypeFilter,
    ...resourcesFilter,
    ...targetFilter,
    ...shareIds,
    ...paged(100, 20),
  },
  output: {
    ...nextToken,
    SharedResources: list(
      'A page of resources.',
      structure({
        CreateTime: text('When it became associated.'),
        ResourceArn: sometimes(text('Its ARN.')),
        ResourceId: text('The resource.'),
        ResourceShareId: text('The share.'),
        ResourceStatus: sometimes(text('Whether the caller can use it. Only for resources of others.')),
        ResourceStatusMessage: sometimes(text('Why it cannot.')),
        ResourceType: text('Its type.'),
        UpdateTime: text('When the record last changed.'),
      }),
    ),
  },
  access: { level: 'list' },
  errors: {
    ...resourceArnErrors,
    ...pageErrors,
    ...shareIdsErrors,
    ...ownerErrors,
    ...anyParameter,
    'InvalidParameter.ResourceType': [400, 'The ResourceType is invalid.'],
    'InvalidParameter.ResourceIds': [400, 'The ResourceIds is invalid.'],
    'InvalidParameter.ResourceIds.Duplicate': [400, 'The specified ResourceId contains duplicate values.'],
    'InvalidParameter.ResourceIds.Length': [400, 'The maximum number of ResourceIds (5) is exceeded.'],
    'InvalidParameter.Target': [400, 'The Target is invalid.'],
    'InvalidParameter.ResourceConflict': [
      400,
      'Both ResourceId and ResourceArn cannot be specified simultaneously. Please provide only one of these parameters.',
    ],
  },
  async run(call) {
    const { input, caller, own, at, region, now, page, refuse } = call
    const { ResourceType: type, ResourceIds, ResourceArns, ResourceShareIds: ids, Target } = input
    if (ResourceIds && ResourceArns)
      refuse('InvalidParameter.ResourceConflict', {
        because: 'ResourceIds and ResourceArns were both given.',
        next: 'Give one of them.',
      })
    if (ResourceIds && type !== undefined && resourceType(type)?.arnOnly)
      refuse('NotSupport.ResourceType.ResourcesParameter', { because: `${type} is named by ARN only.`, next: 'Use ResourceArns.' })
    if (ResourceArns?.some((arn) => !parseArn(arn)))
      refuse('InvalidParameter.ResourceArns', { because: 'One of them is not the ARN of a type that can be shared.' })
    const wanted = ResourceIds ?? ResourceArns?.map((arn) => parseArn(arn)?.resourceId ?? '')
    const matches = (row: Association) =>
      isInEffect(row, now) &&
      (type === undefined || row.entityType === type) &&
      (!ids || ids.includes(row.shareId)) &&
      (!wanted || wanted.includes(row.entityId)) &&
      (!ResourceArns || ResourceArns.includes(row.resourceArn ?? ''))

    if (input.ResourceOwner === 'OtherAccounts') {
      const source = await receivedShares(call, caller.account, {
        ids,
        which: 'active',
        from: Target === undefined ? undefined : [Target],
      })
      const { shown, nextToken } = await pageShown(
        page,
        resourcesReceived(call, source, resourceTypeCodes),
        async ({ resource, reaching: { share } }) => {
          if (!matches(resource)) return undefined
          const status = await usabilityOf(at(share.owner), { type: resource.entityType, id: resource.entityId })
          return {
            ...resourceShown(resource, now),
            ResourceStatus: status,
            ResourceStatusMessage: status === 'Available' ? '' : messageFor(status),
          }
        },
      )
      return { SharedResources: shown, NextToken: nextToken }
    }

    const shareOf = shareReader(own)
    const fetch = ids
      ? await recordsOfShares(own, ids, 'Resource')
      : wanted
        ? await newestBelow(
            own,
            'liveEntity',
            [...new Set(wanted)].map((id) => ['Resource', id]),
          )
        : recordsBelow(own, 'live', ['Resource', region])
    const isFor = async (shareId: string) =>
      Target === undefined || isInEffect(await own.get(associations, shareId, principalTypeOf(Target) ?? '', Target), now)
    const { shown, nextToken } = await pageShown(page, fetch, async (row) => {
      const share = await shareOf(row.shareId)
      if (!share || shareStatusAt(share, now) !== 'Active' || row.regionId !== region) return undefined
      return matches(row) && (await isFor(row.shareId)) ? resourceShown(row, now) : undefined
    })
    return { SharedResources: shown, NextToken: nextToken }
  },
})

function resourceShown(row: Association, now: Date) {
  return {
    CreateTime: associatedAt(row, now),
    ...(row.resourceArn === undefined ? {} : { ResourceArn: row.resourceArn }),
    ResourceId: row.entityId,
    ResourceShareId: row.shareId,
    ResourceType: row.entityType,
    UpdateTime: updatedAt(row, now),
  }
}
