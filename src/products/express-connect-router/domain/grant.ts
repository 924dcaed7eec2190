/** Who may let an ECR of another account use an instance, and who takes that back. */

import { type AccountId, no, yes } from '../../../model/index.js'
import type { AttachedInstance, Grant, Router } from '../tables.js'
import { isThere, isUnlocked } from './attachment.js'
import { isBeingForceDeleted, isRouterThere, isRouterUnlocked } from './lock.js'

export interface GrantFacts {
  readonly router: Router | undefined
  readonly routerOwner: AccountId
  readonly caller: AccountId
  /** The instance, whoever owns it. */
  readonly instance:
    | {
        readonly id: string
        readonly type: 'VPC' | 'VBR'
        readonly regionId: string
        readonly owner: AccountId
        /** It is just being deleted. */
        readonly isLeaving: boolean
      }
    | undefined
  readonly instanceRegionId: string
  /** Whether VBRs may be granted across accounts; the real service admits accounts one by one. */
  readonly vbrGrantsAdmitted: boolean
  readonly attached: AttachedInstance | undefined
  readonly now: Date
}

/** The order of the checks is not documented. UNKNOWN: existence of the ECR first, then its owner, then the instance. */
export function mayGrant({
  router,
  routerOwner,
  caller,
  instance,
  instanceRegionId,
  vbrGrantsAdmitted,
  attached,
  now,
}: GrantFacts) {
  if (!isRouterThere(router, now))
    return no('ResourceNotFound.EcrId', { because: 'No ECR has this id.', next: 'Ask the ECR owner for its id.' })
  if (router.owner !== routerOwner)
    return no('IllegalParam.EcrOwnerAliUid', {
      because: `${router.ecrId} does not belong to account ${routerOwner}.`,
      next: 'Give the account that owns the ECR as EcrOwnerAliUid.',
    })
  // UNKNOWN: a grant to an ECR of the same account is not documented.
  if (routerOwner === caller)
    return no('IllegalParam.EcrOwnerAliUid', {
      because: 'The ECR and the instance belong to the same account, so no grant is needed.',
      next: 'Associate the instance with the ECR directly.',
    })
  if (!instance)
    return no('IllegalParam.%s', {
      fill: ['InstanceId', 'InstanceId'],
      because: 'No instance of this type has this id.',
      next: 'Check InstanceId and InstanceType.',
    })
  if (instance.owner !== caller)
    return no('IllegalParam.InstanceOwnerId', {
      because: 'The instance belongs to another account.',
      next: 'Call with a key of the account that owns the instance: only it can grant.',
    })
  if (instance.regionId !== instanceRegionId)
    return no('IllegalParam.%s', {
      fill: ['InstanceRegionId', 'InstanceRegionId'],
      because: `The instance is in ${instance.regionId}.`,
      next: 'Give the region of the instance.',
    })
  // UNKNOWN: the page says that VBR grants need admission, not which code refuses one.
  if (instance.type === 'VBR' && !vbrGrantsAdmitted)
    return no('IllegalParam.%s', {
      fill: ['InstanceType', 'InstanceType'],
      because: 'Grants of VBRs across accounts are off in this world, as they are for an account that is not admitted.',
      next: 'Switch the setting crossAccountVbr of the world on.',
    })
  // One that is being deleted by force takes no more grants. No other step of the ECR is in the way: the lock is the instance's.
  const open = isBeingForceDeleted(router, now) ? isRouterUnlocked(router, now) : yes(router)
  if (!open.ok) return open
  if (instance.isLeaving)
    return no('Conflict.Lock', { because: `${instance.id} is being deleted.`, next: 'It is gone when that has settled.' })
  const unlocked = isUnlocked(attached, now)
  return unlocked.ok ? yes(instance) : unlocked
}

export interface RevokeFacts {
  readonly grant: Grant
  readonly given: { readonly EcrOwnerAliUid: AccountId; readonly InstanceType: string; readonly InstanceRegionId: string }
  readonly attached: AttachedInstance | undefined
  /** The world's choice `expressconnectrouter.strictRevoke`: what is attached keeps its grant. */
  readonly strict: boolean
  readonly now: Date
}

/**
 * A grant is checked when the instance is attached, so taking it back leaves an attachment alive (UNKNOWN: no code for an
 * instance in use is documented; a strict world refuses as it does for an instance that does not fit). It neither needs the
 * ECR nor the instance to exist still.
 */
export function mayRevoke({ grant, given, attached, strict, now }: RevokeFacts) {
  const facts = {
    EcrOwnerAliUid: grant.ecrOwner,
    InstanceType: grant.instanceType,
    InstanceRegionId: grant.instanceRegionId,
  } as const
  for (const name of ['EcrOwnerAliUid', 'InstanceType', 'InstanceRegionId'] as const)
    if (given[name] !== facts[name])
      return no('IllegalParam.%s', {
        fill: [name, name],
        because: `The grant has ${facts[name]} there.`,
        next: 'Name the grant as it was given.',
      })
  const unlocked = isUnlocked(attached, now)
  if (!unlocked.ok) return unlocked
  if (strict && attached?.ecrId === grant.ecrId && isThere(attached, now))
    return no('IllegalParam.%s', {
      fill: ['InstanceId', 'InstanceId'],
      because: `${grant.instanceId} is attached to ${grant.ecrId}, and this world is strict about that.`,
      next: 'Let the owner of the ECR detach it first.',
    })
  return yes()
}

/** The grant as it is kept; one that is there already stays as it is (UNKNOWN: a second grant is not documented). */
export function newGrant(facts: Omit<Grant, 'createdAt' | 'modifiedAt'>, now: Date): Grant {
  return { ...facts, createdAt: now.toISOString(), modifiedAt: now.toISOString() }
}
