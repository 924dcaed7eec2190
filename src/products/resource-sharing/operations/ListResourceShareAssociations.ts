import { flag, list, oneOf, operation, paged, required, sometimes, structure, text } from '../../../model/index.js'
import { associationStatuses, failureOf } from '../domain/association.js'
import { principalTypeOf } from '../domain/principal.js'
import { parseArn, resourceTypeCodes } from '../domain/resource-types.js'
import { recordStatusAt } from '../domain/share.js'
import { anyParameter, oneResourceErrors, pageErrors, shareIdsErrors } from '../errors.js'
import { associationFields, associationShown, nextToken, resourceFilter, shareIds, targetFilter } from '../fields.js'
import { newestFirst, pageShown, recordsBelow, recordsOfShares, shareReader } from '../listing.js'
import { resourceSharing } from '../product.js'
import { type Association, associations, type Failure } from '../tables.js'

export default operation(resourceSharing, {
  name: 'ListResourceShareAssociations',
  documented: '2026-03-30',
  does: 'Lists what was put into the shares of the caller and taken out of them, with where each stands. Ended ones stay for 72 hours.',
  input: {
    AssociationType: required(oneOf(['Resource', 'Target'], 'Resources or principals.')),
    AssociationStatus: oneOf(associationStatuses, 'Only those in this state.'),
    ...resourceFilter,
    ...targetFilter,
    ...shareIds,
    ...paged(100, 20),
  },
  output: {
    ...nextToken,
    ResourceShareAssociations: list(
      'A page of records.',
      structure({
        ...associationFields,
        AssociationFailedDetails: list(
          'The pairs that failed.',
          structure({
            AssociateType: text('The same as OperationType.'),
            EntityId: text('The other side of the pair.'),
            EntityType: text('What the other side is.'),
            FailureDescription: text('The cause in words.'),
            FailureReason: text('The cause.'),
            OperationType: text('Associate or Disassociate.'),
            ResourceArn: sometimes(text('The ARN of the other side, when that is a resource.')),
            Status: text('The same as FailureReason.'),
            StatusMessage: text('The same as FailureDescription.'),
          }),
        ),
        External: flag('Whether the principal is outside of the directory of the owner.'),
      }),
    ),
  },
  access: { level: 'list' },
  errors: {
    ...pageErrors,
    ...shareIdsErrors,
    ...oneResourceErrors,
    ...anyParameter,
    'MissingParameter.AssociationType': [400, 'You must specify AssociationType.'],
    'InvalidParameter.AssociationType': [400, 'The AssociationType is invalid.'],
    'InvalidParameter.AssociationStatus': [400, 'The AssociationStatus is invalid.'],
    'InvalidParameter.Target': [400, 'The Target is invalid.'],
    ConflictedAssociationType: [400, 'The specified ResourceId or Target conflicts with AssociationType.'],
    'InvalidParameter.ResourceConflict': [
      400,
      'Both ResourceId and ResourceArn cannot be specified simultaneously. Please provide only one of these parameters.',
    ],
  },
  async run(call) {
    const { input, own, region, now, page, refuse } = call
    const { AssociationType: type, ResourceShareIds: ids, ResourceId, ResourceArn, Target } = input
    if (type === 'Target' ? ResourceId !== undefined || ResourceArn !== undefined : Target !== undefined)
      refuse('ConflictedAssociationType', {
        because: `A ${type === 'Target' ? 'resource' : 'principal'} was named while AssociationType is ${type}.`,
        next: 'Change AssociationType, or leave the filter out.',
      })
    if (ResourceId !== undefined && ResourceArn !== undefined)
      refuse('InvalidParameter.ResourceConflict', {
        because: 'ResourceId and ResourceArn were both given.',
        next: 'Give one of them.',
      })
    const arn = ResourceArn === undefined ? undefined : parseArn(ResourceArn)
    if (ResourceArn !== undefined && !arn)
      refuse('InvalidParameter.ResourceArn', { because: 'It is not the ARN of a type that can be shared.' })
    const entityId = ResourceId ?? arn?.resourceId ?? Target

    const shareOf = shareReader(own)
    const source = async () => {
      if (ids && entityId !== undefined) {
        const types = Target === undefined ? resourceTypeCodes : [principalTypeOf(Target) ?? '']
        const keys = ids.flatMap((id) => types.map((entityType) => [id, entityType, entityId]))
        return newestFirst((await own.getMany(associations, keys)).filter((row) => row !== undefined))
      }
      if (ids) return recordsOfShares(own, ids, type)
      return entityId === undefined ? recordsBelow(own, 'byCreated', [region, type]) : recordsBelow(own, 'byEntity', [entityId])
    }
    const { shown, nextToken } = await pageShown(page, await source(), async (row) => {
      const share = await shareOf(row.shareId)
      if (!share || row.regionId !== region || row.type !== type) return undefined
      const status = recordStatusAt(row, share, now)
      if (!status || (input.AssociationStatus !== undefined && status !== input.AssociationStatus)) return undefined
      if (ResourceArn !== undefined && row.resourceArn !== ResourceArn) return undefined
      const failure = failureOf(row, now)
      return {
        ...associationShown(row, share.name, status, now),
        AssociationFailedDetails: failure ? failedDetails(failure, row) : [],
        External: row.external,
      }
    })
    return { ResourceShareAssociations: shown, NextToken: nextToken }
  },
})

function failedDetails({ reason, message, operation, details }: Failure, { type }: Association) {
  return details.map(({ entityId, entityType, resourceArn }) => ({
    AssociateType: operation,
    EntityId: entityId,
    EntityType: entityType,
    FailureDescription: message,
    FailureReason: reason,
    OperationType: operation,
    ...(type === 'Target' && resourceArn !== undefined ? { ResourceArn: resourceArn } : {}),
    Status: reason,
    StatusMessage: message,
  }))
}
