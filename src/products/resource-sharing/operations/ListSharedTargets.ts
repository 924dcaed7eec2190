import { flag, list, operation, paged, required, sometimes, structure, text } from '../../../model/index.js'
import { associatedAt, isInEffect, updatedAt } from '../domain/association.js'
import { parseArn } from '../domain/resource-types.js'
import { shareStatusAt } from '../domain/share.js'
import { anyParameter, oneResourceErrors, ownerErrors, pageErrors, shareIdsErrors, targetErrors } from '../errors.js'
import { nextToken, ownerKind, resourceFilter, resourceTypeFilter, shareIds, targetsGiven } from '../fields.js'
import { newestBelow, pageShown, receivedShares, recordsBelow, recordsOfShares, shareReader } from '../listing.js'
import { resourceSharing } from '../product.js'
import { inSteps } from '../searching.js'
import { type Association, associations, type Share } from '../tables.js'

export default operation(resourceSharing, {
  name: 'ListSharedTargets',
  documented: '2025-12-15',
  does: 'Lists the principals that the caller shares with now, or the owners of the shares that reach it.',
  input: {
    ResourceOwner: required(ownerKind),
    ...resourceTypeFilter,
    ...resourceFilter,
    ...targetsGiven,
    ...shareIds,
    ...paged(100, 20),
  },
  output: {
    ...nextToken,
    SharedTargets: list(
      'A page of principals, or of owners.',
      structure({
        CreateTime: text('When the principal became associated.'),
        External: flag('Whether the principal is outside of the directory of the owner.'),
        ResourceShareId: text('The share.'),
        TargetId: text('The principal, or the owner.'),
        TargetProperty: sometimes(text('The settings of a service.')),
        UpdateTime: text('When the record last changed.'),
      }),
    ),
  },
  access: { level: 'list' },
  errors: {
    ...targetErrors,
    ...pageErrors,
    ...shareIdsErrors,
    ...ownerErrors,
    ...oneResourceErrors,
    ...anyParameter,
    'InvalidParameter.ResourceType': [400, 'The ResourceType is invalid.'],
    'InvalidParameter.ResourceConflict': [
      400,
      'Both ResourceId and ResourceArn cannot be specified simultaneously. Please provide only one of these parameters.',
    ],
  },
  async run(call) {
    const { input, caller, own, at, region, now, page, refuse } = call
    const { ResourceType: type, ResourceId, ResourceArn, ResourceShareIds: ids, Targets } = input
    if (ResourceId !== undefined && ResourceArn !== undefined)
      refuse('InvalidParameter.ResourceConflict', {
        because: 'ResourceId and ResourceArn were both given.',
        next: 'Give one of them.',
      })
    const arn = ResourceArn === undefined ? undefined : parseArn(ResourceArn)
    if (ResourceArn !== undefined && !arn)
      refuse('InvalidParameter.ResourceArn', { because: 'It is not the ARN of a type that can be shared.' })
    const resourceId = ResourceId ?? arn?.resourceId

    const isFor = async ({ owner, shareId }: Share) => {
      if (resourceId === undefined && type === undefined) return true
      const resources =
        resourceId === undefined
          ? inSteps(at(owner), associations, 'liveInShare', ['Resource', shareId, type ?? ''])
          : inSteps(at(owner), associations, 'liveEntity', ['Resource', resourceId, shareId])
      for await (const rows of resources)
        if (rows.some((row) => isInEffect(row, now) && isOneOf(row, type, ResourceArn))) return true
      return false
    }

    if (input.ResourceOwner === 'OtherAccounts') {
      const source = await receivedShares(call, caller.account, { ids, which: 'active', from: Targets })
      const { shown, nextToken } = await pageShown(page, source.fetch, async ({ share, association }) =>
        (await isFor(share)) ? targetShown(association, share.owner, now) : undefined,
      )
      return { SharedTargets: shown, NextToken: nextToken }
    }

    const shareOf = shareReader(own)
    const fetch = ids
      ? await recordsOfShares(own, ids, 'Target')
      : Targets
        ? await newestBelow(
            own,
            'liveEntity',
            Targets.map((id) => ['Target', id]),
          )
        : recordsBelow(own, 'live', ['Target', region])
    const { shown, nextToken } = await pageShown(page, fetch, async (row) => {
      const share = await shareOf(row.shareId)
      if (!share || shareStatusAt(share, now) !== 'Active' || row.regionId !== region) return undefined
      if (row.type !== 'Target' || !isInEffect(row, now)) return undefined
      if (Targets && !Targets.includes(row.entityId)) return undefined
      return (await isFor(share)) ? targetShown(row, row.entityId, now) : undefined
    })
    return { SharedTargets: shown, NextToken: nextToken }
  },
})

function isOneOf({ entityType, resourceArn }: Association, type: string | undefined, arn: string | undefined): boolean {
  return (type === undefined || entityType === type) && (arn === undefined || resourceArn === arn)
}

function targetShown(row: Association, targetId: string, now: Date) {
  return {
    CreateTime: associatedAt(row, now),
    External: row.external,
    ResourceShareId: row.shareId,
    TargetId: targetId,
    ...(row.targetProperty === undefined ? {} : { TargetProperty: row.targetProperty }),
    UpdateTime: updatedAt(row, now),
  }
}
