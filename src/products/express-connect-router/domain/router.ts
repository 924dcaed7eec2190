/** The ECR itself. */

import { type AccountId, no, type WorldSettings, yes } from '../../../model/index.js'
import type { Router } from '../tables.js'
import { namesAccount } from './lock.js'

/** Whether an account may have ECRs: everybody, or those that the world's choice names. */
export function isAdmitted({ choices }: Pick<WorldSettings, 'choices'>, account: AccountId): boolean {
  const admitted = choices['expressconnectrouter.admittedAccounts']
  return admitted === undefined || namesAccount(admitted, account)
}

/** Whether an account may have one more ECR, with this ASN. */
export function mayCreate({
  admitted,
  asn,
  sameAsn,
  ecrs,
  most,
}: {
  readonly admitted: boolean
  readonly asn: number
  readonly sameAsn: number
  readonly ecrs: number
  readonly most: number
}) {
  if (!admitted)
    return no('OperationFailed.UserNotInWhiteList', {
      because: 'This world admits other accounts to ECR.',
      next: 'See its choice expressconnectrouter.admittedAccounts.',
    })
  if (sameAsn > 0)
    return no('Conflict.ASNOfECR', {
      because: `An ECR of this account has ASN ${asn}.`,
      next: 'Choose another ASN: each ECR of an account has its own.',
    })
  if (ecrs >= most)
    return no('QuotaExceeded.EcrCountPerUser', {
      because: `The account has ${ecrs} ECRs, the limit is ${most}.`,
      next: 'Delete one, or raise the quota of the world.',
    })
  return yes()
}

/** Whether an ECR can be deleted. */
export function mayDelete({ ecrId, attached }: { readonly ecrId: string; readonly attached: number }) {
  if (attached === 0) return yes()
  return no('ResourceInUse.Ecr', {
    because: `${attached} instances are attached to ${ecrId}.`,
    next: 'Delete its associations and detach its VBRs first.',
  })
}

/** Whether no VPC has a route that leads to the ECR. */
export function isNotRouted(ecrId: string, vpcId: string | undefined) {
  if (vpcId === undefined) return yes()
  return no('OperationFailed.UsedInRouteEntryNextHop', {
    because: `${vpcId} has a route with next hop ${ecrId}.`,
    next: 'Let the owner of the VPC delete that route entry first.',
  })
}

export interface CrossRegion {
  /** Several regions of the Chinese mainland. */
  readonly interRegion: boolean
  /** Regions on both sides of its border. */
  readonly crossBorder: boolean
}

/** How far an ECR in these regions reaches. */
export function reachOf(regions: readonly string[]): CrossRegion {
  const all = [...new Set(regions)]
  const mainland = all.filter(isInMainland)
  return { interRegion: mainland.length > 1, crossBorder: mainland.length > 0 && mainland.length < all.length }
}

function isInMainland(regionId: string): boolean {
  return regionId.startsWith('cn-') && regionId !== 'cn-hongkong'
}

/** What accounts may do between regions. UNKNOWN: no API here activates CDT; everybody has, unless the world chooses otherwise. */
export function transmissionOf({ choices }: Pick<WorldSettings, 'choices'>) {
  return {
    cdt: choices['expressconnectrouter.cdt'] !== 'closed',
    crossBorderCdt: choices['expressconnectrouter.crossBorderCdt'] !== 'closed',
    crossBorder: choices['expressconnectrouter.crossBorder'] !== 'denied',
  }
}

/** Whether an ECR that has something in `present` may join another region. Nothing is asked of one that stays where it is. */
export function maySpread(present: readonly string[], regionId: string, settings: Pick<WorldSettings, 'choices'>) {
  if (present.length === 0 || present.includes(regionId)) return yes()
  const { cdt, crossBorderCdt, crossBorder } = transmissionOf(settings)
  const because = `The ECR is in ${present.join(', ')} and would join ${regionId}.`
  const next = 'See the choices cdt, crossBorderCdt and crossBorder of the world.'
  if (!cdt) return no('OperationFailed.CdtNotOpened', { because, next })
  if (!reachOf([...present, regionId]).crossBorder) return yes()
  if (!crossBorderCdt) return no('OperationFailed.CdtCrossBoarderNotOpened', { because, next })
  return crossBorder ? yes() : no('OperationFailed.CrossBorderNotAllowed', { because, next })
}

/**
 * The modes with those given set, those given first and in their order; of a region that is given twice the last one holds.
 * INVARIANT: answers keep that order. Terraform compares lists place by place, and would set the modes again for ever.
 */
export function withTransitModes(
  set: Router['transitModes'],
  given: readonly { readonly RegionId?: string | undefined; readonly Mode?: string | undefined }[],
  offered: readonly string[],
) {
  const modes: Record<string, 'ECMP' | 'NearBy'> = {}
  for (const [index, { RegionId, Mode }] of given.entries()) {
    const missing = RegionId === undefined ? 'RegionId' : Mode === undefined ? 'Mode' : undefined
    const name = `TransitModeList.${index + 1}.${missing}`
    if (RegionId === undefined || Mode === undefined)
      return no('MissingParam.%s', { fill: [name, name], because: 'An entry names a region and its mode.' })
    // UNKNOWN: whether it has to be a region of the ECR. Terraform sets modes before anything is associated, so any will do.
    if (!offered.includes(RegionId)) return no('IllegalParam.RegionId', { because: `ECR is not offered in ${RegionId}.` })
    if (Mode !== 'ECMP' && Mode !== 'NearBy')
      return no('IllegalParam.TransitMode', { because: `${Mode} is no mode.`, next: 'Modes are ECMP and NearBy.' })
    modes[RegionId] = Mode
  }
  return yes({ ...modes, ...set, ...modes })
}

/** The forwarding mode of each region of an ECR, and of those for which one was set before anything was there. */
export function transitModesOf(set: Readonly<Record<string, 'ECMP' | 'NearBy'>>, regions: readonly string[]) {
  const all = new Set([...Object.keys(set), ...[...regions].sort()])
  return [...all].map((RegionId) => ({ RegionId, Mode: set[RegionId] ?? 'ECMP' }))
}

/** Whether an ECR can have something in this region. */
export function mayJoinFrom(regionId: string, offered: readonly string[]) {
  if (offered.includes(regionId)) return yes(regionId)
  return no('UnsupportedRegion', {
    because: `ECR is not offered in ${regionId}.`,
    next: `Regions that have it: ${offered.join(', ')}.`,
  })
}
