/** Grants of VPCs and VBRs to CEN instances and VBRs of other accounts. */

import { type AccountId, no, yes } from '../../../model/index.js'
import type { VbrGrant } from '../tables.js'

/** An instance that its owner may grant. */
export interface Grantable {
  readonly id: string
  readonly settled: boolean
  readonly resourceGroupId: string
}

export interface CenGrantFacts {
  readonly instanceType: string
  readonly instance: Grantable | undefined
  /** Who has the CEN instance; `undefined`: nobody. */
  readonly cenOwner: AccountId | undefined
  /** Whether that is just being deleted: then nothing would remove a new grant. */
  readonly isCenLeaving: boolean
  /** Who has it, as the call says. */
  readonly owner: AccountId
  /** CEN instances that the instance is granted to. */
  readonly given: number
  readonly again: boolean
  readonly most: number
}

/** The type of the instance. UNKNOWN: the order of the checks. */
export function mayGrantToCen(facts: CenGrantFacts) {
  const { instanceType, instance, cenOwner, isCenLeaving, owner, given, again, most } = facts
  if (instanceType !== 'VPC' && instanceType !== 'VBR')
    return no('InstanceType.Invalid', { because: `${instanceType} is neither VPC nor VBR.` })
  if (!instance)
    return instanceType === 'VBR'
      ? no('InvalidVbr.NotFound', { because: 'This account has no such VBR in the region.' })
      : no('InvalidInstanceId.NotFound', { because: 'This account has no such VPC in the region.' })
  if (!instance.settled) return no('IncorrectStatus', { because: `${instance.id} is just changing.` })
  if (cenOwner === undefined)
    return no('IllegalParam.CenInstanceId', { fill: ['CenId', 'The specified CEN instance does not exist.'] })
  if (cenOwner !== owner) return no('Invalid.Grant', { because: `Account ${owner} has no such CEN instance.` })
  if (isCenLeaving) return no('TaskConflict', { because: 'The CEN instance is being deleted.' })
  if (!again && given >= most)
    return no('QuotaExceeded.CbnGrantRules', { because: `It is granted to ${given} CEN instances, the limit.` })
  return yes(instanceType === 'VPC' ? ('VPC' as const) : ('VBR' as const))
}

export function mayRevokeFromCen({ instanceType, instance }: Pick<CenGrantFacts, 'instanceType' | 'instance'>) {
  if (!['VPC', 'VBR', 'CCN'].includes(instanceType))
    return no('InstanceType.Invalid', { because: `${instanceType} is none of VPC, VBR and CCN.` })
  // Terraform takes it as done.
  if (!instance) return no('InvalidInstanceId.NotFound', { because: `This account has no such ${instanceType} in the region.` })
  return yes()
}

/** `All` or `Specify`, in any case: the page on revoking writes `ALL`. */
function grantTypeOf(given: string): 'All' | 'Specify' | undefined {
  const word = given.toLowerCase()
  return word === 'all' ? 'All' : word === 'specify' ? 'Specify' : undefined
}

export interface VbrGrantFacts {
  readonly vpc: Grantable | undefined
  readonly grantType: string
  readonly vbrIds: readonly string[]
}

/** The VBRs that are meant; `''` stands for all. */
export function namedVbrs({ vpc, grantType, vbrIds }: VbrGrantFacts) {
  const type = grantTypeOf(grantType)
  if (type === undefined) return no('Parameter.Illegal', { because: `${grantType} is neither All nor Specify.` })
  if (type === 'Specify' && vbrIds.length === 0)
    return no('InvalidParam.NotNull', { because: 'GrantType Specify needs VbrInstanceIds.' })
  if (vbrIds.length > 20) return no('Parameter.Illegal', { because: `${vbrIds.length} VBRs are given, at most 20 can be.` })
  if (!vpc) return no('Instance.NotExist', { because: 'This account has no such VPC in the region.' })
  if (!vpc.settled) return no('Instance.StatusError', { because: `${vpc.id} is still being created.` })
  return yes(type === 'All' ? [''] : [...new Set(vbrIds)])
}

/** Whether the owner named has these VBRs in that region. */
export function areTheirs(
  found: readonly {
    readonly id: string
    readonly owner: AccountId | undefined
    readonly region: string | undefined
    readonly isLeaving: boolean
  }[],
  owner: AccountId,
  region: string,
) {
  const missing = found.find((each) => each.owner !== owner || each.region !== region)
  if (missing) return no('Instance.NotExist', { because: `Account ${owner} has no VBR ${missing.id} in ${region}.` })
  const leaving = found.find((each) => each.isLeaving)
  return leaving ? no('Instance.StatusError', { because: `${leaving.id} is being deleted.` }) : yes()
}

/** The grants that are taken back. */
export function mayRevoke(present: readonly VbrGrant[], named: readonly string[]) {
  const meant = named.includes('') ? present : present.filter(({ vbrId }) => named.includes(vbrId))
  if (meant.length === 0 || (!named.includes('') && meant.length < named.length))
    return no('EcGrantRelation.NotExist', { because: 'The VPC is not granted to what is named.' })
  return yes(meant)
}
