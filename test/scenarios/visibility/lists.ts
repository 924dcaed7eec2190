/** The list operations: how their rows are compared, and what the model expects of them. */

import type { History } from './history.js'
import type { Body } from './stage.js'
import type { Asking, Expected } from './views.js'
import * as views from './views.js'

export type Row = Readonly<Record<string, unknown>>

/** A list operation, how its rows are compared, and what the model expects. */
export interface Listing {
  readonly action: string
  readonly given: Body
  readonly read: (row: Row) => Row
  readonly expected: (h: History, asking: Asking) => Expected[]
  /** Parameters that keep only rows with this value in this field. */
  readonly filters: readonly (readonly [parameter: string, field: string])[]
}

const only =
  (...names: readonly string[]) =>
  (row: Row): Row =>
    Object.fromEntries(names.map((name) => [name, row[name]]))

const share = ['ResourceShareId', 'ResourceShareName', 'ResourceShareOwner', 'ResourceShareStatus', 'AllowExternalTargets']
const record = ['AssociationStatus', 'AssociationType', 'EntityId', 'EntityType', 'ResourceShareId', 'ResourceShareName']
const invitation = ['ResourceShareInvitationId', 'ResourceShareId', 'ResourceShareName', 'SenderAccountId', 'ReceiverAccountId']
const times = ['CreateTime', 'UpdateTime']
const resource = ['ResourceId', 'ResourceType', 'ResourceShareId']

/** What of a failure is compared: operation, reason and the other side. */
const failuresIn = (details: unknown, id: string): string[] =>
  (details as Row[]).map((each) => `${each.OperationType} ${each.FailureReason} ${each[id]}`).sort()

export const others = { ResourceOwner: 'OtherAccounts' }
export const self = { ResourceOwner: 'Self' }
const readRecord = (row: Row): Row => ({
  ...only(...record, ...times, 'TargetProperty', 'External')(row),
  Failures: failuresIn(row.AssociationFailedDetails, 'EntityId'),
})
const targetOf = only('TargetId', 'ResourceShareId', 'External', 'TargetProperty', 'CreateTime')
const byName = ['ResourceShareName', 'ResourceShareName'] as const
const byStatus = ['ResourceShareStatus', 'ResourceShareStatus'] as const
const byType = ['ResourceType', 'ResourceType'] as const
const byId = ['ResourceIds', 'ResourceId'] as const
const byTarget = ['Targets', 'TargetId'] as const
const shareOf = only(...share, ...times)

function recordsOf(side: 'Resource' | 'Target', byEntity: string): Listing {
  return {
    action: 'ListResourceShareAssociations',
    given: { AssociationType: side },
    read: readRecord,
    expected: (h, asking) => views.associations(h, asking, side),
    filters: [
      [byEntity, 'EntityId'],
      ['AssociationStatus', 'AssociationStatus'],
    ],
  }
}

export const listings: readonly Listing[] = [
  { action: 'ListResourceShares', given: self, read: shareOf, expected: views.ownShares, filters: [byName, byStatus] },
  { action: 'ListResourceShares', given: others, read: shareOf, expected: views.sharesOfOthers, filters: [byName, byStatus] },
  recordsOf('Resource', 'ResourceId'),
  recordsOf('Target', 'Target'),
  {
    action: 'ListSharedResources',
    given: self,
    read: only(...resource),
    expected: views.ownResources,
    filters: [byType, byId],
  },
  {
    action: 'ListSharedResources',
    given: others,
    read: only(...resource, 'ResourceStatus'),
    expected: views.resourcesOfOthers,
    filters: [byType, byId],
  },
  { action: 'ListSharedTargets', given: self, read: targetOf, expected: views.ownTargets, filters: [byTarget] },
  { action: 'ListSharedTargets', given: others, read: targetOf, expected: views.targetsOfOthers, filters: [byTarget] },
  {
    action: 'ListResourceShareInvitations',
    given: {},
    read: (row) => ({
      ...only(...invitation, 'Status', 'CreateTime')(row),
      Failures: failuresIn(row.InvitationFailedDetails, 'ResourceId'),
    }),
    expected: views.invitationsTo,
    filters: [['ResourceShareInvitationIds', 'ResourceShareInvitationId']],
  },
]
