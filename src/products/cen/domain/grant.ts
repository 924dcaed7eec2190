/** Grants of network instances to the CEN instances of other accounts. */

import { type AccountId, type Decision, no, yes } from '../../../model/index.js'
import type { Cen, CenGrant, EcrAttachment, GrantedType, OrderType } from '../tables.js'
import { isThere, stateOf } from './life.js'

/** The words of the API for what is granted; those of lists say VBR for what grants call ExpressConnect. */
const typesByWord: Readonly<Record<string, GrantedType>> = { VPC: 'VPC', ExpressConnect: 'VBR', VBR: 'VBR', ECR: 'ECR' }

/** `undefined` for kinds that no world has: IPsec connections, CCN instances. */
export function grantedTypeNamed(word: string): GrantedType | undefined {
  return typesByWord[word]
}

export interface Granted {
  /** Absent for what is in no region. */
  readonly regionId?: string
  /** It is just being deleted, and its grants are gone already. */
  readonly isLeaving?: boolean
}

export interface GrantFacts {
  readonly caller: AccountId
  readonly cenOwner: AccountId
  readonly cenId: string
  /** The CEN instance among those of that owner. */
  readonly cen: Cen | undefined
  readonly word: string
  readonly instanceId: string
  /** The instance among those of the caller. */
  readonly instance: Granted | undefined
  readonly orderType: OrderType
  readonly earlier: CenGrant | undefined
  readonly now: Date
}

type GrantCode =
  | 'InvalidInstanceId.NotFound'
  | 'InvalidVbr.NotFound'
  | 'InvalidParameter'
  | 'IllegalParam.CenId'
  | 'OperationFailed.TaskConflict'

/** The grant; one that is there already keeps its time. */
export function grant(facts: GrantFacts): Decision<CenGrant, GrantCode> {
  const { caller, cenOwner, cenId, cen, word, instanceId, instance, orderType, earlier, now } = facts
  const instanceType = grantedTypeNamed(word)
  if (!instance || !instanceType)
    return no(instanceType === 'VBR' ? 'InvalidVbr.NotFound' : 'InvalidInstanceId.NotFound', {
      because: `This account has no ${word} ${instanceId}.`,
      next: 'An instance is granted by the account that owns it.',
    })
  // UNKNOWN: the code of a grant to oneself, which nothing needs.
  if (cenOwner === caller)
    return no('InvalidParameter', {
      because: 'CenOwnerId is the caller.',
      next: 'What is of the same account needs no grant.',
    })
  if (!isThere(cen, now))
    return no('IllegalParam.CenId', {
      because: `Account ${cenOwner} has no CEN instance ${cenId}.`,
      next: 'Ask its owner for both ids.',
    })
  // INVARIANT: what is being deleted takes part in no new grant: nothing would remove it.
  const leaving = instance.isLeaving ? instanceId : stateOf(cen, now) === 'deleting' ? cenId : undefined
  if (leaving !== undefined)
    return no('OperationFailed.TaskConflict', {
      because: `${leaving} is being deleted.`,
      next: 'It is gone when that has settled.',
    })
  return yes({
    instanceId,
    instanceType,
    instanceOwner: caller,
    ...(instance.regionId === undefined ? {} : { instanceRegionId: instance.regionId }),
    cenId,
    cenOwner,
    orderType,
    createdAt: earlier?.createdAt ?? now.toISOString(),
  })
}

/** Whether a grant can be taken back: what is attached has to be detached first. */
export function mayRevoke(attachments: readonly EcrAttachment[], { cenId, now }: { readonly cenId: string; readonly now: Date }) {
  const using = attachments.find((each) => each.cenId === cenId && isThere(each, now))
  if (!using) return yes()
  return no('IncorrectStatus.Cen', {
    because: `${using.attachmentId} attaches the instance to ${using.transitRouterId}.`,
    next: 'Let the owner of the transit router delete the attachment first.',
  })
}
