/**
 * The checks of a request that puts resources and principals into a share: form, share, permissions, existence, directory,
 * principals, types, quotas. UNKNOWN: their real order (facts 18.12), and that all of them come before any change (18.11); what
 * can only be seen later makes an association Failed.
 */

import { type AccountId, no, yes } from '../../../model/index.js'
import type { Association, AttachedPermission, Share } from '../tables.js'
import { permissionNamed } from './permissions.js'
import type { Principal } from './principal.js'
import { parsePrincipal } from './principal.js'
import { arnOf, parseArn, resourceType, resourceTypeCodes, trustedServiceOf, typeAllows } from './resource-types.js'
import { parseTimeWindow } from './time-window.js'

/** The parameters that Create and Associate have in common, as given. */
export interface Given {
  readonly Resources?:
    | readonly { readonly ResourceType?: string | undefined; readonly ResourceId?: string | undefined }[]
    | undefined
  readonly ResourceArns?: readonly string[] | undefined
  readonly Targets?: readonly string[] | undefined
  readonly PermissionNames?: readonly string[] | undefined
  readonly TargetProperties?:
    | readonly { readonly TargetId?: string | undefined; readonly Property?: string | undefined }[]
    | undefined
  readonly ResourceProperties?:
    | readonly { readonly ResourceArn?: string | undefined; readonly Property?: string | undefined }[]
    | undefined
}
export interface WantedResource {
  readonly type: string
  readonly id: string
  /** The parameter that named it, for the refusal. */
  readonly by: 'Resources' | 'ResourceArns'
  readonly arn: string | undefined
  readonly property: string | undefined
}
export type WantedPrincipal = Principal & { readonly property: string | undefined }
export interface Wanted {
  readonly resources: readonly WantedResource[]
  readonly principals: readonly WantedPrincipal[]
}

export const propertiesPerRequest = 5

/** The resources that a request names, in one form or the other. */
export function namedResources(
  { Resources, ResourceArns }: Pick<Given, 'Resources' | 'ResourceArns'>,
  owner: AccountId,
  regionId: string,
) {
  if (Resources && ResourceArns)
    return no('InvalidParameter.ResourceConflict', {
      because: 'Resources and ResourceArns were both given.',
      next: 'Give one of them.',
    })
  const resources: Omit<WantedResource, 'property'>[] = []
  for (const { ResourceType = '', ResourceId = '' } of Resources ?? []) {
    const type = resourceType(ResourceType)
    if (!type)
      return no('InvalidParameter.ResourceType', {
        because: `${ResourceType} is not a type that can be shared.`,
        next: `Types: ${resourceTypeCodes.join(', ')}.`,
      })
    if (type.arnOnly)
      return no('NotSupport.ResourceType.ResourcesParameter', {
        because: `${ResourceType} is named by ARN only.`,
        next: 'Use ResourceArns.',
      })
    resources.push({ type: ResourceType, id: ResourceId, by: 'Resources', arn: arnOf(ResourceType, regionId, owner, ResourceId) })
  }
  for (const arn of ResourceArns ?? []) {
    const parsed = parseArn(arn)
    if (!parsed)
      return no('InvalidParameter.ResourceArns', {
        because: `${arn} is not the ARN of a type that can be shared.`,
        next: 'Compare it with the table of shareable types.',
      })
    if (parsed.account !== owner || parsed.regionId !== regionId)
      return no('InvalidParameter.ResourceArns', {
        because: `${arn} is not a resource of account ${owner} in ${regionId}.`,
        next: 'Only the owner of a resource can share it, in its region.',
      })
    resources.push({ type: parsed.type.code, id: parsed.resourceId, by: 'ResourceArns', arn })
  }
  return yes(resources)
}

/** Everything that a request asks for, with the settings of each entity; what can be judged without any state. */
export function wantedBy(given: Given, owner: AccountId, regionId: string, serviceNames: readonly string[] | undefined) {
  const named = namedResources(given, owner, regionId)
  if (!named.ok) return named
  const targets = targetsWithProperties(given, serviceNames)
  if (!targets.ok) return targets
  const resources = resourcesWithProperties(given, named.value)
  if (!resources.ok) return resources
  return yes<Wanted>({ resources: resources.value, principals: targets.value })
}

function targetsWithProperties({ Targets = [], TargetProperties = [] }: Given, serviceNames: readonly string[] | undefined) {
  const invalid = (because: string) =>
    no('InvalidParameter.TargetProperties', { because, next: 'Give one property for each service among Targets.' })
  const principals: Principal[] = []
  for (const target of Targets) {
    const principal = parsePrincipal(target)
    if (!principal || (principal.type === 'Service' && serviceNames && !serviceNames.includes(target)))
      return no('InvalidParameter.Targets', {
        because: `${target} is not a principal.`,
        next: 'Give an account, folder, directory or service.',
      })
    principals.push(principal)
  }
  const properties = new Map<string, string>()
  for (const { TargetId = '', Property = '' } of TargetProperties) {
    if (properties.has(TargetId))
      return no('InvalidParameter.TargetProperties.Duplicate', { because: `${TargetId} has two properties.` })
    const principal = principals.find(({ id }) => id === TargetId)
    if (!principal) return invalid(`${TargetId} is not among Targets.`)
    // UNKNOWN: settings of a principal that is no service (facts 18.29).
    if (principal.type !== 'Service') return invalid(`${TargetId} is not a service; only services have properties.`)
    if (!parseTimeWindow(Property)) return invalid(`The property of ${TargetId} is not a time range.`)
    properties.set(TargetId, Property)
  }
  return yes(principals.map((principal): WantedPrincipal => ({ ...principal, property: properties.get(principal.id) })))
}

function resourcesWithProperties({ ResourceProperties = [] }: Given, named: readonly Omit<WantedResource, 'property'>[]) {
  const properties = new Map<string, string>()
  for (const { ResourceArn = '', Property = '' } of ResourceProperties) {
    if (properties.has(ResourceArn))
      return no('InvalidParameter.ResourceProperties.Duplicate', { because: `${ResourceArn} has two properties.` })
    const resource = named.find(({ arn }) => arn === ResourceArn)
    if (!resource)
      return no('InvalidParameter.ResourceProperties', {
        because: `${ResourceArn} is not among the resources of the request.`,
        next: 'Name the resource in the same call.',
      })
    const settings = resourceType(resource.type)?.settings
    if (!settings)
      return no('NotSupport.ResourceProperty', {
        because: `${resource.type} has no sharing settings.`,
        next: 'Leave ResourceProperties out.',
      })
    if (!areFlags(Property, settings))
      return no('InvalidParameter.ResourceProperties', {
        because: `The property of ${ResourceArn} is not a JSON object of the flags ${settings.join(', ')}.`,
      })
    properties.set(ResourceArn, Property)
  }
  return yes(
    named.map(
      (resource): WantedResource => ({
        ...resource,
        property: resource.arn === undefined ? undefined : properties.get(resource.arn),
      }),
    ),
  )
}

function areFlags(text: string, names: readonly string[]): boolean {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
    return Object.entries(value).every(([name, flag]) => names.includes(name) && typeof flag === 'boolean')
  } catch {
    return false
  }
}

/** The permissions that a request attaches by name. `most`: how many names it may give. */
export function namedPermissions(names: readonly string[] | undefined, share: Pick<Share, 'permissions'>, most: number) {
  const given = names ?? []
  if (given.length > most)
    return no('InvalidParameter.PermissionNames.Length', { because: `${given.length} names were given, ${most} are allowed.` })
  const attached: Record<string, AttachedPermission> = {}
  for (const name of given) {
    const permission = permissionNamed(name)
    if (!permission)
      return no('EntityNotExists.Permission', {
        because: `The library has no permission ${name}.`,
        next: 'ListPermissions shows the library.',
      })
    const { resourceType: type, defaultVersion } = permission
    // UNKNOWN: two names of one type (facts 18.15); a name for a type that is not in the share is taken.
    if (attached[type])
      return no('InvalidParameter.PermissionNames.Duplicate', { because: `Two permissions for ${type} were given.` })
    const present = share.permissions[type]
    // UNKNOWN: another permission than the one attached; replacing is AssociateResourceSharePermission's work.
    if (present && present.name !== name)
      return no('InvalidParameter', {
        because: `The share has the permission ${present.name} for ${type}.`,
        next: 'Replace it with AssociateResourceSharePermission.',
      })
    attached[type] = present ?? { name, version: defaultVersion }
  }
  return yes(attached)
}

/** Where the owner stands and what it may do. */
export interface OwnerFacts {
  readonly account: AccountId
  readonly directoryId: string | undefined
  readonly isManagement: boolean
  readonly directorySharing: boolean
  readonly site: string | undefined
  readonly legalEntity: string | undefined
}
/** What is known of a principal. */
export interface PrincipalFacts {
  readonly principal: WantedPrincipal
  /** For accounts: whether it exists; for folders and directories: whether the owner's directory has it. */
  readonly exists: boolean
  /** The directory that it is, or is in. */
  readonly directoryId: string | undefined
  readonly site?: string | undefined
  readonly legalEntity?: string | undefined
}

/** Whether the principal belongs to the owner's directory, so that no invitation is needed. */
export function isInside(owner: Pick<OwnerFacts, 'directoryId'>, { principal, directoryId }: PrincipalFacts): boolean {
  if (principal.type === 'Service') return false
  return principal.type !== 'Account' || (owner.directoryId !== undefined && owner.directoryId === directoryId)
}

/** Directory conditions of all principals, then the conditions of each. */
export function mayBePrincipals(
  share: Pick<Share, 'allowExternalTargets'>,
  owner: OwnerFacts,
  principals: readonly PrincipalFacts[],
  sameCompanyOnly: boolean,
) {
  for (const facts of principals) {
    const needsDirectory =
      !share.allowExternalTargets || facts.principal.type === 'Folder' || facts.principal.type === 'ResourceDirectory'
    if (needsDirectory && owner.directoryId === undefined)
      return no('AccountNotInResourceDirectory', {
        because: `Account ${owner.account} is in no resource directory.`,
        next: 'Set AllowExternalTargets to true and name accounts.',
      })
  }
  for (const facts of principals) {
    // UNKNOWN: for a principal inside of the directory the switch is needed whatever the scope of the share (facts 18.3).
    const usesDirectory = !share.allowExternalTargets || isInside(owner, facts)
    if (usesDirectory && facts.principal.id !== owner.account && !owner.directorySharing)
      return no('NotEnableSharingWithResourceDirectory', {
        because: 'Sharing inside of the resource directory is off.',
        next: 'Call EnableSharingWithResourceDirectory with a key of the management account.',
      })
  }
  for (const facts of principals) {
    const allowed = mayBePrincipal(share, owner, facts, sameCompanyOnly)
    if (!allowed.ok) return allowed
  }
  return yes()
}

function mayBePrincipal(
  share: Pick<Share, 'allowExternalTargets'>,
  owner: OwnerFacts,
  facts: PrincipalFacts,
  sameCompanyOnly: boolean,
) {
  const { principal } = facts
  if (principal.id === owner.account) return no('ShareWithYourself', { because: `Account ${principal.id} owns the share.` })
  if (isInside(owner, facts)) {
    if (!facts.exists)
      return no('InvalidTarget', { because: `${principal.id} is not in the resource directory ${owner.directoryId}.` })
    return yes()
  }
  if (!share.allowExternalTargets)
    return no('InvalidTarget', {
      because: `${principal.id} is outside of the resource directory, and the share is for inside only.`,
      next: 'Set AllowExternalTargets to true.',
    })
  if (principal.type === 'Service') return yes()
  // UNKNOWN: an account that does not exist (facts 18.31).
  if (!facts.exists) return no('InvalidParameter.Targets', { because: `There is no account ${principal.id} in this world.` })
  // UNKNOWN: the code for an account of another directory (facts 18.4).
  if (owner.directoryId !== undefined && facts.directoryId !== undefined)
    return no('InvalidTarget', {
      because: `Account ${principal.id} is in another resource directory.`,
      next: 'Sharing between directories is not supported.',
    })
  if (owner.site !== facts.site)
    return no('InvalidTarget.SiteMismatch', { because: `The accounts are of the sites ${owner.site} and ${facts.site}.` })
  // UNKNOWN: for which resources company names must agree; a switch of the world (facts 18.4).
  if (sameCompanyOnly && owner.legalEntity !== facts.legalEntity)
    return no('InvalidTarget.LegalEntityMismatch', {
      because: `The accounts are verified for ${owner.legalEntity} and ${facts.legalEntity}.`,
      next: 'This world asks for it: its choice resourcesharing.legalEntity.',
    })
  return yes()
}

/** What of types decides, for the share as it will be. */
export interface TypeFacts {
  /** Types of the request's resources, and of those in the share. */
  readonly added: readonly string[]
  readonly present: readonly string[]
  readonly addsOutsideAccount: boolean
  readonly hasOutsideAccount: boolean
  readonly addsService: boolean
  readonly hasService: boolean
  /** Types that are for the management account and for delegated administrators, of which the owner is neither. */
  readonly reserved: readonly string[]
}

export function mayHoldTypes({
  added,
  present,
  addsOutsideAccount,
  hasOutsideAccount,
  addsService,
  hasService,
  reserved,
}: TypeFacts) {
  // UNKNOWN: which types these are is not documented; none, unless the world names some.
  const kept = added.find((type) => reserved.includes(type))
  if (kept)
    return no('NotManagementAccount', {
      because: `This world keeps ${kept} to the management account and to delegated administrators of ${trustedServiceOf(kept)}.`,
      next: 'See its choice resourcesharing.managementOnlyTypes.',
    })
  const outside = addsOutsideAccount || addsService ? [...present, ...added] : hasOutsideAccount || hasService ? added : []
  const inner = outside.find((type) => !typeAllows(type, 'outsideDirectory'))
  if (inner)
    return no('ExternalTargetsNotAllowed.ResourceType', { because: `${inner} cannot be shared outside of the resource directory.` })
  // UNKNOWN: the code for a type that cannot be shared with services.
  const withService = addsService ? [...present, ...added] : hasService ? added : []
  const refused = withService.find((type) => !typeAllows(type, 'withServices'))
  if (refused)
    return no(addsService ? 'InvalidParameter.Targets' : 'InvalidParameter.Resources', {
      because: `${refused} cannot be shared with a service.`,
    })
  return yes()
}

/** A resource and a service that would come together, and where the owner shares with that service already. */
export interface ServicePair {
  readonly service: string
  readonly resource: { readonly type: string; readonly id: string }
  /** Resources that other shares, or this one, share with the service. */
  readonly shared: readonly Pick<Association, 'shareId' | 'entityId' | 'entityType'>[]
  readonly shareId: string
}

/** UNKNOWN: one resource goes to a service once, one type through one share (facts 18.34). */
export function mayPairWithService({ service, resource, shared, shareId }: ServicePair) {
  if (shared.some(({ entityId, entityType }) => entityId === resource.id && entityType === resource.type))
    return no('NotSupport.Service.AssociateConflict', { because: `${resource.id} is shared with ${service} already.` })
  const other = shared.find((each) => each.entityType === resource.type && each.shareId !== shareId)
  if (other)
    return no('NotSupport.Service.ExistInOtherResourceShare', {
      because: `${resource.type} is shared with ${service} through ${other.shareId}.`,
      next: `Associate it with ${other.shareId}.`,
    })
  return yes()
}
