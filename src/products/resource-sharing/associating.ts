/** What CreateResourceShare and AssociateResourceShare do alike: the facts of a request, its checks, and its records. */

import { type AccountId, type Lookup, no, type Partition, type WorldSettings, yes } from '../../model/index.js'
import { isDelegatedAdministrator, type Place, placeOf } from '../resource-manager/reads.js'
import { accounts, folders } from '../resource-manager/tables.js'
import {
  type Given,
  isInside,
  mayBePrincipals,
  mayHoldTypes,
  mayPairWithService,
  namedPermissions,
  type OwnerFacts,
  type PrincipalFacts,
  type Wanted,
  type WantedPrincipal,
  type WantedResource,
  wantedBy,
} from './domain/associate.js'
import { type Entity, isExpired } from './domain/association.js'
import { resourceType, resourceTypeCodes, trustedServiceOf, typeAllows } from './domain/resource-types.js'
import { defaultPermissionsFor, withPermissions } from './domain/share.js'
import { hasApi, resourceOf } from './existence.js'
import { isDirectorySharingOn } from './reads.js'
import { inSteps } from './searching.js'
import { type Association, associations, type Share } from './tables.js'
import { talliedOf } from './tally.js'

/** What the plan of a request needs of its call. */
export interface Facts extends Lookup {
  readonly own: Partition
  readonly region: string
  readonly now: Date
  readonly settings: WorldSettings
  quota(name: 'permissionNames' | 'sharedResources' | 'pendingInvitations'): number
}
export interface PlannedPrincipal {
  readonly entity: Entity
  /** An outside account, which gets an invitation. */
  readonly isInvited: boolean
}
export interface Plan {
  /** The share with the permissions of its types attached. */
  readonly share: Share
  readonly resources: readonly Entity[]
  readonly principals: readonly PlannedPrincipal[]
}

/** Names in a setting of the world: `IpamPool, KMSInstance`. */
function namesIn(setting: string | undefined): readonly string[] | undefined {
  return setting?.split(',').map((name) => name.trim())
}

/** What a request wants, judged by its form alone. */
export function readRequest(given: Given, owner: AccountId, { region, settings }: Pick<Facts, 'region' | 'settings'>) {
  return wantedBy(given, owner, region, namesIn(settings.choices['resourcesharing.serviceNames']))
}

/** All checks that depend on state, in the order of `domain/associate.ts`; nothing is changed. */
export async function planAssociation(share: Share, wanted: Wanted, given: Given, facts: Facts) {
  const { own, settings } = facts
  const permissions = namedPermissions(given.PermissionNames, share, facts.quota('permissionNames'))
  if (!permissions.ok) return permissions
  const existing = await areOwned(own, wanted.resources, facts.region)
  if (!existing.ok) return existing
  const place = await placeOf(facts, share.owner)
  const owner = await ownerFacts(facts, share.owner, place, settings)
  const principals = await Promise.all(wanted.principals.map((principal) => principalFacts(facts, principal, place)))
  const allowed = mayBePrincipals(share, owner, principals, settings.choices['resourcesharing.legalEntity'] === 'match')
  if (!allowed.ok) return allowed
  const types = await typesAllowed(share, owner, principals, wanted, facts)
  if (!types.ok) return types
  const services = await servicesAllowed(share, wanted, own)
  if (!services.ok) return services
  const invited = principals
    .filter((each) => each.principal.type === 'Account' && !isInside(owner, each))
    .map(({ principal }) => principal.id)
  const quotas = await withinQuotas(share, wanted.resources, invited, facts)
  if (!quotas.ok) return quotas
  const held = withPermissions(share, permissions.value)
  const plan: Plan = {
    share: withPermissions(
      held,
      defaultPermissionsFor(
        wanted.resources.map(({ type }) => type),
        held,
      ),
    ),
    resources: wanted.resources.map((resource) => resourceEntity(share, resource)),
    principals: principals.map((each) => ({
      entity: principalEntity(share, each, isInside(owner, each) ? owner.directoryId : undefined),
      isInvited: invited.includes(each.principal.id),
    })),
  }
  return yes(plan)
}

/** The resources exist, belong to the caller, are in the region, and may be shared. */
async function areOwned(own: Partition, resources: readonly WantedResource[], regionId: string) {
  for (const { type, id, by } of resources) {
    const because = await whyNotShareable(own, type, id, regionId)
    if (because) return no(`InvalidParameter.${by}` as const, { because, next: 'Name a resource that belongs to the caller.' })
  }
  return yes()
}

async function whyNotShareable(own: Partition, type: string, id: string, regionId: string): Promise<string | undefined> {
  const { onlyIn } = resourceType(type) ?? {}
  if (onlyIn !== undefined && onlyIn !== regionId) return `${type} can be shared in ${onlyIn} only.`
  const found = await resourceOf(own, { type, id })
  if (!found)
    return hasApi(type)
      ? `Account ${own.account} has no ${type} ${id}; one that is shared with it cannot be shared on.`
      : `Account ${own.account} has no ${type} ${id}. Types without an API here are registered as data of the world.`
  if (found.regionId !== regionId && onlyIn === undefined) return `${id} is in ${found.regionId}.`
  return found.isDefault ? `${id} is in a default VPC, whose vSwitches cannot be shared.` : undefined
}

export async function ownerFacts(
  lookup: Lookup,
  account: AccountId,
  place: Place | undefined,
  settings: WorldSettings,
): Promise<OwnerFacts> {
  const row = await lookup.at(account).get(accounts, account)
  return {
    account,
    directoryId: place?.directoryId,
    isManagement: place?.isManagement === true,
    directorySharing: place !== undefined && (await isDirectorySharingOn(lookup, place, settings.directorySharing)),
    site: row?.site,
    legalEntity: row?.legalEntity,
  }
}

async function principalFacts(lookup: Lookup, principal: WantedPrincipal, ownerPlace: Place | undefined): Promise<PrincipalFacts> {
  const within = ownerPlace?.directoryId
  switch (principal.type) {
    case 'Account': {
      const [row, place] = [await lookup.at(principal.id).get(accounts, principal.id), await placeOf(lookup, principal.id)]
      return {
        principal,
        exists: row !== undefined,
        directoryId: place?.directoryId,
        site: row?.site,
        legalEntity: row?.legalEntity,
      }
    }
    case 'Folder': {
      const folder = (await lookup.locate(folders, principal.id))?.row
      return { principal, exists: folder !== undefined && folder.directoryId === within, directoryId: folder?.directoryId }
    }
    case 'ResourceDirectory':
      return { principal, exists: principal.id === within, directoryId: principal.id }
    default:
      return { principal, exists: true, directoryId: undefined }
  }
}

async function typesAllowed(share: Share, owner: OwnerFacts, principals: readonly PrincipalFacts[], wanted: Wanted, facts: Facts) {
  const { own, now } = facts
  const added = wanted.resources.map(({ type }) => type)
  const addsService = wanted.principals.some(({ type }) => type === 'Service')
  const addsOutsideAccount = principals.some((each) => each.principal.type === 'Account' && !isInside(owner, each))
  const addsInsideOnly = added.some((type) => !typeAllows(type, 'outsideDirectory'))
  return mayHoldTypes({
    added,
    present: addsService || addsOutsideAccount ? await typesIn(own, share.shareId) : [],
    addsOutsideAccount,
    hasOutsideAccount: addsInsideOnly && (await hasOutsideAccount(own, share.shareId, now)),
    addsService,
    hasService: added.length > 0 && (await hasService(own, share.shareId)),
    reserved: await reservedFrom(facts, owner, added),
  })
}

/** Which of these types the owner may not share, since it neither manages the directory nor administers their trusted service. */
async function reservedFrom({ at, settings }: Facts, { account, isManagement }: OwnerFacts, added: readonly string[]) {
  const managementOnly = namesIn(settings.choices['resourcesharing.managementOnlyTypes']) ?? []
  const reserved: string[] = []
  for (const type of isManagement ? [] : added.filter((each) => managementOnly.includes(each)))
    if (!(await isDelegatedAdministrator({ at }, account, trustedServiceOf(type)))) reserved.push(type)
  return reserved
}

/** The types that a share holds now, asked type by type, so that a large share costs no more. */
export async function typesIn(own: Partition, shareId: string): Promise<string[]> {
  const held = await Promise.all(resourceTypeCodes.map((type) => holds(own, ['Resource', shareId, type])))
  return resourceTypeCodes.filter((_, i) => held[i])
}

async function holds(own: Partition, prefix: readonly string[]): Promise<boolean> {
  return (await own.count(associations, 'liveInShare', prefix, { upTo: 1 })) > 0
}

/** Whether accounts outside of the directory take part in a share, or may still accept to. */
export async function hasOutsideAccount(own: Partition, shareId: string, now: Date): Promise<boolean> {
  if (await holds(own, ['Target', shareId, 'external'])) return true
  return (await unanswered(own, now)).some((row) => row.shareId === shareId)
}

/** Whether a share has a service among its principals. */
export function hasService(own: Partition, shareId: string): Promise<boolean> {
  return holds(own, ['Target', shareId, 'service'])
}

/** The associations of an account whose invitations can still be answered. The quota of pending invitations bounds them. */
export async function unanswered(own: Partition, now: Date): Promise<Association[]> {
  const open: Association[] = []
  for await (const rows of inSteps(own, associations, 'awaiting', [], 'descending'))
    for (const row of rows) {
      if (isExpired(row, now)) return open
      open.push(row)
    }
  return open
}

async function servicesAllowed(share: Share, wanted: Wanted, own: Partition) {
  const { shareId } = share
  const inShare = await own.all(associations, 'liveInShare', ['Target', shareId, 'service'])
  const named = wanted.principals.filter(({ type }) => type === 'Service').map(({ id }) => id)
  const services = new Set([...named, ...(wanted.resources.length > 0 ? inShare.map(({ entityId }) => entityId) : [])])
  for (const service of services) {
    const shared: Association[] = []
    for (const { shareId: id } of await own.all(associations, 'liveEntity', ['Target', service]))
      shared.push(...(await own.all(associations, 'liveInShare', ['Resource', id])))
    const here = named.includes(service) ? shared.filter((row) => row.shareId === shareId) : []
    const mine = named.includes(service) ? await own.all(associations, 'liveInShare', ['Resource', shareId]) : []
    const resources = [
      ...wanted.resources,
      ...[...here, ...mine].map(({ entityType, entityId }) => ({ type: entityType, id: entityId })),
    ]
    for (const resource of resources.filter(({ type }) => typeAllows(type, 'withServices'))) {
      const allowed = mayPairWithService({ service, resource, shared, shareId })
      if (!allowed.ok) return allowed
    }
  }
  return yes()
}

async function withinQuotas(
  share: Share,
  resources: readonly WantedResource[],
  invited: readonly string[],
  { own, now, quota }: Facts,
) {
  const fresh = await added(own, share, resources)
  if (fresh > 0) {
    const most = quota('sharedResources')
    // UNKNOWN: whether a resource in two shares counts twice; here every association of a resource counts.
    const used = await talliedOf(own, 'resources')
    if (used + fresh > most)
      return no('QuotaExceeded.SharedResource.Count', { because: `This account may share ${most} resources.` })
  }
  if (invited.length > 0) {
    const most = quota('pendingInvitations')
    const open = await unanswered(own, now)
    const asked = open.filter((row) => row.shareId === share.shareId).map(({ entityId }) => entityId)
    const records = await own.getMany(
      associations,
      invited.map((id) => [share.shareId, 'Account', id]),
    )
    const more = invited.filter((id, i) => !asked.includes(id) && records[i]?.live === undefined).length
    if (more > 0 && open.length + more > most)
      return no('QuotaExceeded.PendingInvitations', {
        because: `${open.length} invitations of this account are unanswered, ${most} are allowed.`,
      })
  }
  return yes()
}

async function added(own: Partition, { shareId }: Share, resources: readonly WantedResource[]): Promise<number> {
  const records = await own.getMany(
    associations,
    resources.map(({ type, id }) => [shareId, type, id]),
  )
  return records.filter((record) => record?.live === undefined).length
}

function resourceEntity({ shareId, regionId }: Share, { type, id, arn, property }: WantedResource): Entity {
  return {
    shareId,
    regionId,
    type: 'Resource',
    entityId: id,
    entityType: type,
    ...(arn === undefined ? {} : { resourceArn: arn }),
    ...(property === undefined ? {} : { resourceProperty: property }),
    external: false,
    scope: type,
  }
}

function principalEntity({ shareId, regionId }: Share, { principal }: PrincipalFacts, directoryId: string | undefined): Entity {
  return {
    shareId,
    regionId,
    type: 'Target',
    entityId: principal.id,
    entityType: principal.type,
    ...(principal.property === undefined ? {} : { targetProperty: principal.property }),
    external: directoryId === undefined,
    ...(directoryId === undefined ? {} : { directoryId }),
    scope: principal.type === 'Service' ? 'service' : directoryId === undefined ? 'external' : 'internal',
  }
}
