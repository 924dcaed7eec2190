/** What the facts say that each account is shown: every row of every list, and every decision. */

import { problemOf } from './effects.js'
import {
  beginningOf,
  type Entity,
  entitiesOf,
  type Happened,
  type History,
  historyOf,
  invitationStatus,
  isInEffect,
  propertyOf,
  type Share,
  shareStatus,
  shareUpdatedAt,
  statusOf,
  updatedAt,
  type Way,
  wayInto,
} from './history.js'
import { onlyInShanghai } from './verdicts.js'

/** A row, and what lists are ordered by: smaller first. */
export interface Expected {
  readonly row: Readonly<Record<string, unknown>>
  readonly order: readonly number[]
}
export interface Asking {
  readonly uid: string
  readonly region: string
  /** Only of this share. */
  readonly share?: string
}

const time = (ms: number) => new Date(ms).toISOString()
const sharesIn = (h: History, { region, share }: Asking) =>
  h.shares.filter((each) => each.region === region && (share === undefined || each.id === share))
const own = (h: History, asking: Asking) => sharesIn(h, asking).filter(({ owner }) => owner === asking.uid)

/** Shares of others that reach the account, with the way that they take. */
function received(h: History, asking: Asking): { share: Share; way: Way }[] {
  return sharesIn(h, asking).flatMap((share) => {
    const way = wayInto(h, asking.uid, share)
    return way ? [{ share, way }] : []
  })
}
const taken = (h: History, asking: Asking) =>
  received(h, asking).filter(({ share, way }) => !way.pending && shareStatus(share, h.now) === 'Active')
const newestUnderName = ({ nameIndex, events }: Way) => [nameIndex, -beginningOf(events).at]

function shareRow(share: Share, status: string, now: number) {
  return {
    ResourceShareId: share.id,
    ResourceShareName: share.name,
    ResourceShareOwner: share.owner,
    ResourceShareStatus: status,
    AllowExternalTargets: share.external,
    CreateTime: time(share.createdAt),
    UpdateTime: time(shareUpdatedAt(share, now)),
  }
}

export function ownShares(h: History, asking: Asking): Expected[] {
  return own(h, asking).flatMap((share) => {
    const status = shareStatus(share, h.now)
    return status ? [{ row: shareRow(share, status, h.now), order: [-share.createdAt] }] : []
  })
}

export function sharesOfOthers(h: History, asking: Asking): Expected[] {
  return received(h, asking).flatMap(({ share, way }) => {
    const status = shareStatus(share, h.now)
    if (!status) return []
    return [{ row: shareRow(share, status === 'Active' && way.pending ? 'Pending' : status, h.now), order: newestUnderName(way) }]
  })
}

export function associations(h: History, asking: Asking, side: Entity['side']): Expected[] {
  return own(h, asking).flatMap((share) =>
    entitiesOf(h, share.id, side).flatMap((entity) => {
      const events = historyOf(h, share.id, entity)
      const status = shownStatus(h, share, events)
      if (!status) return []
      return [{ row: associationRow(h, share, entity, status), order: [-beginningOf(events).at] }]
    }),
  )
}

/** Records end with their share. */
function shownStatus(h: History, share: Share, events: readonly Happened[]): string | undefined {
  const ofShare = shareStatus(share, h.now)
  const status = statusOf(events, h.now)
  if (ofShare === 'Active' || status === undefined) return status
  if (ofShare !== 'Deleting') return undefined
  return status === 'Associated' || status === 'Associating' ? 'Disassociating' : status
}

function associationRow(h: History, share: Share, entity: Entity, status: string) {
  const events = historyOf(h, share.id, entity)
  const failed = statusOf(events, h.now) === 'Failed' ? events.at(-1)?.failure : undefined
  return {
    AssociationStatus: status,
    AssociationType: entity.side,
    EntityId: entity.id,
    EntityType: entity.side === 'Target' ? 'Account' : entity.type,
    ResourceShareId: share.id,
    ResourceShareName: share.name,
    TargetProperty: propertyOf(events),
    External: entity.side === 'Target' && beginningOf(events).directory === undefined,
    CreateTime: time(beginningOf(events).at),
    UpdateTime: time(updatedAt(events, h.now)),
    Failures: (failed?.pairs ?? []).map((id) => `${failed?.operation} ${failed?.reason} ${id}`).sort(),
  }
}

const inEffect = (h: History, { id }: Share, side: Entity['side']) =>
  entitiesOf(h, id, side).filter((entity) => isInEffect(historyOf(h, id, entity), h.now))

export function ownResources(h: History, asking: Asking): Expected[] {
  return own(h, asking)
    .filter((share) => shareStatus(share, h.now) === 'Active')
    .flatMap((share) =>
      inEffect(h, share, 'Resource').map((entity) => ({
        row: { ResourceId: entity.id, ResourceType: entity.type, ResourceShareId: share.id },
        order: [-beginningOf(historyOf(h, share.id, entity)).at],
      })),
    )
}

export function resourcesOfOthers(h: History, asking: Asking): Expected[] {
  return taken(h, asking).flatMap(({ share, way }) =>
    inEffect(h, share, 'Resource').map((entity) => ({
      row: {
        ResourceId: entity.id,
        ResourceType: entity.type,
        ResourceShareId: share.id,
        ResourceStatus: problemOf(h, entity) ?? 'Available',
      },
      order: newestUnderName(way),
    })),
  )
}

/** When it became associated; what that is after a change of settings nobody knows. */
function since(h: History, events: readonly Happened[]) {
  const plain = ['associate', 'accept'].includes(events.at(-1)?.what ?? '')
  return plain ? { CreateTime: time(updatedAt(events, h.now)) } : {}
}

export function ownTargets(h: History, asking: Asking): Expected[] {
  return own(h, asking)
    .filter((share) => shareStatus(share, h.now) === 'Active')
    .flatMap((share) =>
      inEffect(h, share, 'Target').map((entity) => {
        const events = historyOf(h, share.id, entity)
        return { row: targetRow(h, share, entity.id, events), order: [-beginningOf(events).at] }
      }),
    )
}

export function targetsOfOthers(h: History, asking: Asking): Expected[] {
  return taken(h, asking).map(({ share, way }) => ({
    row: targetRow(h, share, share.owner, way.events),
    order: newestUnderName(way),
  }))
}

function targetRow(h: History, share: Share, TargetId: string, events: readonly Happened[]) {
  const External = beginningOf(events).directory === undefined
  return { TargetId, ResourceShareId: share.id, External, TargetProperty: propertyOf(events), ...since(h, events) }
}

export function invitationsTo(h: History, { uid, region, share }: Asking): Expected[] {
  return h.invitations
    .filter((each) => each.receiver === uid && each.share.region === region && (share === undefined || each.share.id === share))
    .map((invitation) => ({
      row: {
        ResourceShareInvitationId: invitation.id,
        ResourceShareId: invitation.share.id,
        ResourceShareName: invitation.shareName,
        SenderAccountId: invitation.share.owner,
        ReceiverAccountId: uid,
        Status: invitationStatus(invitation, h.now),
        CreateTime: time(invitation.at),
        Failures: invitation.failed.map(({ id, reason, operation }) => `${operation} ${reason} ${id}`).sort(),
      },
      order: [-invitation.at],
    }))
}

/** Names and versions of the permissions of a share; undefined: the account is not told of the share. */
export function permissionsOf(h: History, uid: string, share: Share, ofOthers: boolean): string[] | undefined {
  if (shareStatus(share, h.now) === undefined) return undefined
  if (ofOthers ? !wayInto(h, uid, share) : share.owner !== uid) return undefined
  return [...share.permissions.values()]
    .map((name) => `${name} ${name.endsWith('DefaultPermissionKMSInstance') ? 'v2' : 'v1'}`)
    .sort()
}

/** What the permission library says that principals may do; nothing is published for the other types. */
const actions: Readonly<Record<string, readonly string[]>> = {
  VSwitch: ['vpc:DescribeVSwitches', 'vpc:DescribeVSwitchAttributes'],
  PrefixList: ['vpc:ListPrefixLists', 'vpc:GetVpcPrefixListEntries', 'vpc:GetVpcPrefixListAssociations'],
  ServiceCatalogPortfolio: ['servicecatalog:GetPortfolio', 'servicecatalog:ListPortfolios'],
}

/** The shares of a region through which somebody is given a resource, whatever it may do with it. */
export function sharesGiving(h: History, who: string, resource: { type: string; id: string }, region: string): Share[] {
  return sharesHolding(h, resource, region).filter((share) => {
    const way = wayInto(h, who, share)
    return way !== undefined && !way.pending
  })
}

export function sharesHolding(h: History, resource: { type: string; id: string }, region: string): Share[] {
  return h.shares.filter(
    (share) =>
      share.region === region &&
      shareStatus(share, h.now) === 'Active' &&
      inEffect(h, share, 'Resource').some(({ type, id }) => type === resource.type && id === resource.id),
  )
}

export function mayUse(
  h: History,
  who: string,
  resource: { type: string; id: string; owner: string },
  action: string,
  region: string,
) {
  if (who === resource.owner) return true
  const given = sharesGiving(h, who, resource, region)
  return given.some(({ permissions }) => permissions.has(resource.type)) && actions[resource.type]?.includes(action) === true
}

/** The resources of a type that somebody sees in a region: its own and those given to it. */
export function seen(h: History, asking: Asking, type: string, action: string, withOwn: boolean): string[] {
  return h.resources
    .filter((each) => each.type === type && !each.gone && each.region === asking.region && !onlyInShanghai.includes(type))
    .filter((each) => (each.owner === asking.uid ? withOwn : mayUse(h, asking.uid, each, action, asking.region)))
    .map(({ id }) => id)
    .sort()
}

/** Whether an owner may not delete it for the sake of its shares. */
export function isShared(h: History, { type, id, region }: { type: string; id: string; region: string }): boolean {
  return sharesHolding(h, { type, id }, region).length > 0
}
