/**
 * Which calls the facts allow. A verdict is the code of the refusal, several with `|` where the facts leave it open; undefined:
 * the call is taken. Checks stand in the order that the facts propose.
 */

import {
  beginningOf,
  directoryOf,
  type Entity,
  entitiesOf,
  expiryOf,
  type History,
  historyOf,
  type Invitation,
  isAwaiting,
  isHeld,
  isRunning,
  type Resource,
  type Share,
  shareStatus,
  statusOf,
  wayInto,
} from './history.js'

export type Verdict = string | undefined

export const onlyInShanghai = ['ROSTemplate']
export const byArnOnly = ['PolarDBBackupSet']
const forServices = ['CapacityReservation', 'DeploymentSet']
const notToBeLeft = ['IpamPool', 'KMSInstance']
const insideOnly = ['KMSInstance']
const nonDefault: Readonly<Record<string, string>> = { AliyunRSPermissionKMSInstanceReadWrite: 'KMSInstance' }
const prefix = 'AliyunRSDefaultPermission'

export const defaultPermission = (type: string) => `${prefix}${type}`
/** The type that a permission is for; undefined: there is none of this name. */
export function typeOfPermission(name: string): string | undefined {
  return name.startsWith(prefix) ? name.slice(prefix.length) : nonDefault[name]
}

/** What a call puts into a share. */
export interface Asked {
  readonly resources: readonly Entity[]
  readonly targets: readonly Entity[]
  /** By target. */
  readonly properties: Readonly<Record<string, string>>
  readonly permissions: readonly string[]
}

export const heldIn = (h: History, share: string, side: Entity['side']) =>
  entitiesOf(h, share, side).filter((entity) => isHeld(historyOf(h, share, entity)))

const same = (a: Entity, b: Entity) => a.type === b.type && a.id === b.id

/** Whether a principal belongs to the directory of the owner, so that no invitation is needed. */
export function isInside(h: History, owner: string, { type, id }: Entity): boolean {
  if (type === 'Service') return false
  const directory = directoryOf(h, owner)
  return type !== 'Account' || (directory !== undefined && directory === directoryOf(h, id))
}

function ownShare(h: History, caller: string, region: string, share: Share | undefined): Verdict {
  const status = share && shareStatus(share, h.now)
  if (!share || share.owner !== caller || share.region !== region || status === undefined) return 'EntityNotExists.ResourceShare'
  return status === 'Active' ? undefined : 'ResourceShareStatusMismatchAction'
}

/** `share`: as it is, or as the one that is being made begins. */
export function mayAssociate(h: History, caller: string, share: Share, asked: Asked): Verdict {
  return (
    (asked.resources.some(({ type }) => byArnOnly.includes(type)) ? 'NotSupport.ResourceType.ResourcesParameter' : undefined) ??
    (h.shares.includes(share) ? ownShare(h, caller, share.region, share) : undefined) ??
    permissionsNamed(share, asked.permissions) ??
    resourcesOwned(h, share, asked.resources) ??
    directoryAllows(h, share, asked.targets) ??
    targetsAllowed(h, share, asked.targets) ??
    typesAllowed(h, share, asked) ??
    servicesAllowed(h, share, asked) ??
    invitationsLeft(h, share, asked.targets) ??
    notInTheWay(h, share, asked)
  )
}

function permissionsNamed({ permissions }: Share, names: readonly string[]): Verdict {
  for (const [i, name] of names.entries()) {
    const type = typeOfPermission(name)
    if (type === undefined) return 'EntityNotExists.Permission'
    if (names.slice(0, i).some((other) => typeOfPermission(other) === type)) return 'InvalidParameter.PermissionNames.Duplicate'
    if (permissions.has(type) && permissions.get(type) !== name) return 'InvalidParameter'
  }
  return undefined
}

export function resourceOf(h: History, { type, id }: Entity): Resource | undefined {
  return h.resources.find((each) => each.type === type && each.id === id && !each.gone)
}

function resourcesOwned(h: History, { owner, region }: Share, resources: readonly Entity[]): Verdict {
  const fits = (entity: Entity) => {
    const found = resourceOf(h, entity)
    return found?.owner === owner && (onlyInShanghai.includes(found.type) ? 'cn-shanghai' : found.region) === region
  }
  return resources.every(fits) ? undefined : 'InvalidParameter.Resources'
}

function directoryAllows(h: History, { owner, external }: Share, targets: readonly Entity[]): Verdict {
  const directory = directoryOf(h, owner)
  if (!directory && targets.some(({ type }) => !external || type === 'Folder' || type === 'ResourceDirectory'))
    return 'AccountNotInResourceDirectory'
  const uses = targets.some((target) => target.id !== owner && (!external || isInside(h, owner, target)))
  return uses && !directory?.sharing ? 'NotEnableSharingWithResourceDirectory' : undefined
}

/** Whether a principal cannot be in a share, whatever else is asked. */
export function principalRefused(h: History, share: Share, target: Entity): Verdict {
  return directoryAllows(h, share, [target]) ?? targetsAllowed(h, share, [target])
}

function targetsAllowed(h: History, { owner, external }: Share, targets: readonly Entity[]): Verdict {
  const directory = directoryOf(h, owner)
  const site = (uid: string) => h.accounts.find((account) => account.uid === uid)?.site
  for (const target of targets) {
    if (target.id === owner) return 'ShareWithYourself'
    if (isInside(h, owner, target)) {
      const exists =
        target.type === 'Account' ||
        target.id === directory?.id ||
        (target.type === 'Folder' && directory?.folders.some(({ id }) => id === target.id))
      if (!exists) return 'InvalidTarget'
      continue
    }
    if (!external) return 'InvalidTarget'
    if (target.type === 'Service') continue
    if (site(target.id) === undefined) return 'InvalidParameter.Targets'
    if (directory && directoryOf(h, target.id)) return 'InvalidTarget'
    if (site(target.id) !== site(owner)) return 'InvalidTarget.SiteMismatch'
  }
  return undefined
}

function typesAllowed(h: History, share: Share, { resources, targets }: Asked): Verdict {
  const added = resources.map(({ type }) => type)
  const all = [...added, ...heldIn(h, share.id, 'Resource').map(({ type }) => type)]
  const addsService = targets.some(({ type }) => type === 'Service')
  const addsOutside = addsService || targets.some((target) => !isInside(h, share.owner, target))
  const hasService = heldIn(h, share.id, 'Target').some(({ type }) => type === 'Service')
  const outside = addsOutside ? all : hasService || hasOutsideAccount(h, share) ? added : []
  if (outside.some((type) => insideOnly.includes(type))) return 'ExternalTargetsNotAllowed.ResourceType'
  const served = addsService ? all : hasService ? added : []
  if (served.every((type) => forServices.includes(type))) return undefined
  return addsService ? 'InvalidParameter.Targets' : 'InvalidParameter.Resources'
}

/** Accounts outside of the directory that take part, or may still accept to. */
function hasOutsideAccount(h: History, { id }: Share): boolean {
  return entitiesOf(h, id, 'Target').some((entity) => {
    const events = historyOf(h, id, entity)
    const outside = entity.type === 'Account' && beginningOf(events).directory === undefined
    return outside && (isHeld(events) || isAwaiting(events, h.now))
  })
}

/** One resource goes to a service once, one type through one share. */
function servicesAllowed(h: History, share: Share, { resources, targets }: Asked): Verdict {
  const named = targets.filter(({ type }) => type === 'Service')
  const present = heldIn(h, share.id, 'Target').filter(({ type }) => type === 'Service')
  const inShare = heldIn(h, share.id, 'Resource')
  for (const service of [...named, ...present]) {
    const isNamed = named.some((each) => same(each, service))
    const coming = isNamed ? [...resources, ...inShare] : resources
    const given = h.shares
      .filter(({ id, owner }) => owner === share.owner && heldIn(h, id, 'Target').some((each) => same(each, service)))
      .flatMap(({ id }) => heldIn(h, id, 'Resource').map((entity) => ({ ...entity, through: id })))
    for (const resource of coming) {
      if (given.some((each) => same(each, resource))) return 'NotSupport.Service.AssociateConflict'
      if (given.some(({ type, through }) => type === resource.type && through !== share.id))
        return 'NotSupport.Service.ExistInOtherResourceShare'
    }
  }
  return undefined
}

function invitationsLeft(h: History, share: Share, targets: readonly Entity[]): Verdict {
  const open = h.shares
    .filter(({ owner }) => owner === share.owner)
    .flatMap(({ id }) => entitiesOf(h, id, 'Target').filter((entity) => isAwaiting(historyOf(h, id, entity), h.now))).length
  const more = targets.filter((target) => {
    const events = historyOf(h, share.id, target)
    return target.type === 'Account' && !isInside(h, share.owner, target) && !isHeld(events) && !isAwaiting(events, h.now)
  }).length
  return more > 0 && open + more > h.mostPending ? 'QuotaExceeded.PendingInvitations' : undefined
}

/** What an entity that is named does: nothing when it is in already, unless settings are given. */
export function stepOf(h: History, share: string, entity: Entity, givesSettings: boolean): 'starts' | 'updates' | 'nothing' {
  const events = historyOf(h, share, entity)
  const status = statusOf(events, h.now)
  if (status === undefined || status === 'Disassociated' || (status === 'Failed' && !isHeld(events))) return 'starts'
  return givesSettings && !isAwaiting(events, h.now) ? 'updates' : 'nothing'
}

function notInTheWay(h: History, share: Share, { resources, targets, properties }: Asked): Verdict {
  for (const entity of [...resources, ...targets]) {
    const events = historyOf(h, share.id, entity)
    if (statusOf(events, h.now) === 'Disassociating') return 'AssociateConflict'
    const updates = stepOf(h, share.id, entity, properties[entity.id] !== undefined) === 'updates'
    if (updates && isRunning(events, h.now)) return 'NotSupport.ResourcePropertyConflict'
  }
  return undefined
}

export function mayDisassociate(h: History, caller: string, region: string, share: Share, entities: readonly Entity[]): Verdict {
  const refused =
    (entities.some(({ type }) => byArnOnly.includes(type)) ? 'NotSupport.ResourceType.ResourcesParameter' : undefined) ??
    ownShare(h, caller, region, share)
  if (refused) return refused
  const inDirectory = entities.some(({ type }) => type === 'Folder' || type === 'ResourceDirectory')
  const none = entities.every((entity) => statusOf(historyOf(h, share.id, entity), h.now) === undefined)
  if (inDirectory && none && !directoryOf(h, caller)) return 'AccountNotInResourceDirectory|DisassociateInvalid'
  for (const entity of entities) {
    const events = historyOf(h, share.id, entity)
    const status = statusOf(events, h.now)
    if (status === undefined || status === 'Disassociated') return 'DisassociateInvalid'
    if (status !== 'Disassociating' && isRunning(events, h.now)) return 'DisassociateConflict'
  }
  return undefined
}

export function mayDelete(h: History, caller: string, region: string, share: Share): Verdict {
  const running = entitiesOf(h, share.id).some((entity) => isRunning(historyOf(h, share.id, entity), h.now))
  return ownShare(h, caller, region, share) ?? (running ? 'DeleteResourceShareConflict' : undefined)
}

export function mayUpdate(h: History, caller: string, region: string, share: Share, external: boolean | undefined): Verdict {
  const refused = ownShare(h, caller, region, share)
  if (refused || external === undefined || external === share.external) return refused
  const hasService = heldIn(h, share.id, 'Target').some(({ type }) => type === 'Service')
  if (!external) return hasService || hasOutsideAccount(h, share) ? 'OperationNotPermitted' : undefined
  const bound = heldIn(h, share.id, 'Resource').some(({ type }) => insideOnly.includes(type))
  return bound ? 'NotSupport.AllowExternalTargets' : undefined
}

export function mayAnswer(h: History, caller: string, region: string, invitation: Invitation): Verdict {
  const { receiver, share, answer } = invitation
  const unknown = 'EntityNotExists.ResourceShareInvitation'
  if (receiver !== caller || share.region !== region || answer === 'Cancelled') return unknown
  if (answer === 'Rejected') return 'InvitationStatus.AlreadyRejected'
  if (answer === 'Accepted') return 'InvitationStatus.AlreadyAccepted'
  if (h.now >= expiryOf(invitation)) return 'InvitationStatus.Expired'
  const events = historyOf(h, share.id, { side: 'Target', type: 'Account', id: receiver })
  const awaited =
    beginningOf(events).what === 'invite' &&
    h.invitations.findLast((each) => each.share === share && each.receiver === receiver) === invitation &&
    events.at(-1)?.what !== 'disassociate' &&
    statusOf(events, h.now) !== undefined
  return share.external && shareStatus(share, h.now) === 'Active' && awaited ? undefined : unknown
}

export function mayLeave(h: History, caller: string, region: string, share: Share): Verdict {
  const self: Entity = { side: 'Target', type: 'Account', id: caller }
  const events = historyOf(h, share.id, self)
  const status = statusOf(events, h.now)
  const way = wayInto(h, caller, share)
  const inside = way && !way.pending && beginningOf(way.events).directory !== undefined
  const unknown = share.owner === caller || share.region !== region || shareStatus(share, h.now) === undefined
  // A record that is past, or one of the directory that the account was in once, is nothing that it could leave.
  const named = status !== undefined && beginningOf(events).directory === undefined
  if (unknown || !(inside || named)) return 'EntityNotExists.ResourceShare'
  if (shareStatus(share, h.now) !== 'Active') return 'ResourceShareStatusMismatchAction'
  if (inside) return 'LeavingFailed.Account'
  if (!isHeld(events)) return 'DisassociateInvalid'
  if (status !== 'Disassociating' && isRunning(events, h.now)) return 'DisassociateConflict'
  if (heldIn(h, share.id, 'Resource').some(({ type }) => notToBeLeft.includes(type))) return 'LeavingFailed.ResourceType'
  const busy = entitiesOf(h, share.id, 'Target').some((entity) => {
    const others = historyOf(h, share.id, entity)
    return beginningOf(others).directory !== undefined && isRunning(others, h.now) && others.at(-1)?.what === 'associate'
  })
  return busy ? 'ExternalTargetWithdrawConflict' : undefined
}

export function mayAttach(h: History, caller: string, region: string, share: Share, name: string, replace: boolean): Verdict {
  const type = typeOfPermission(name)
  const refused = ownShare(h, caller, region, share)
  if (refused || type === undefined) return refused ?? 'EntityNotExists.Permission'
  return share.permissions.has(type) && !replace ? 'EntityAlreadyExists.Permission' : undefined
}

export function mayDetach(h: History, caller: string, region: string, share: Share, name: string): Verdict {
  const type = typeOfPermission(name)
  const refused = ownShare(h, caller, region, share)
  if (refused || type === undefined || share.permissions.get(type) !== name) return refused ?? 'EntityNotExists.Permission'
  return heldIn(h, share.id, 'Resource').some((entity) => entity.type === type) ? 'DisassociateConflict.Permission' : undefined
}
