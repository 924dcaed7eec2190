/**
 * Whether an ECR can be changed. One lock for each: while an asynchronous step of it runs, nothing else may change it.
 *
 * The lock is checked before the state: Terraform starts the associations of one ECR side by side and tries again on
 * `Conflict.Lock`, but not on `IncorrectStatus.Ecr`, which is for states that do not pass by themselves.
 */

import { type AccountId, type Decision, hasSettled, no, type Transition, type WorldSettings, yes } from '../../../model/index.js'
import type { Router } from '../tables.js'

const steps = {
  none: 'ACTIVE',
  associating: 'ASSOCIATING',
  dissociating: 'DISSOCIATING',
  updating: 'UPDATING',
  lockedAttaching: 'LOCKED_ATTACHING',
  lockedDetaching: 'LOCKED_DETACHING',
  forceDeleting: 'DELETING',
} as const

/** Whether an ECR is still there: one that was deleted by force is not, once that has settled. */
export function isRouterThere(router: Router | undefined, now: Date): router is Router {
  return router !== undefined && (router.step !== 'forceDeleting' || router.fails === true || !hasSettled(router, now))
}

/** Whether its deletion by force runs. */
export function isBeingForceDeleted(router: Router, now: Date): boolean {
  return stepOf(router, now) === 'forceDeleting'
}

/** The step that runs. */
function stepOf(router: Router, now: Date): Router['step'] {
  return hasSettled(router, now) ? 'none' : router.step
}

/**
 * Whether an account has not paid, as a world may choose. UNKNOWN: what such an account can still do; here its ECRs wait to be
 * released, and what needs an ACTIVE one is refused.
 */
export function isOverdue({ choices }: Pick<WorldSettings, 'choices'>, account: AccountId): boolean {
  return namesAccount(choices['expressconnectrouter.overdueAccounts'], account)
}

/** Whether a choice that lists accounts names this one. */
export function namesAccount(list: string | undefined, account: AccountId): boolean {
  return (list ?? '').split(/[\s,]+/).includes(account)
}

/** When it is asked, and what the world chose. */
export interface Circumstances {
  readonly now: Date
  readonly settings: Pick<WorldSettings, 'choices'>
}

/** `Status` of an ECR. */
export function routerStatus(router: Router, { now, settings }: Circumstances): (typeof steps)[Router['step']] | 'RECLAIMING' {
  const status = steps[stepOf(router, now)]
  return status === 'ACTIVE' && isOverdue(settings, router.owner) ? 'RECLAIMING' : status
}

/** Whether no step of the ECR runs. */
export function isRouterUnlocked(router: Router, now: Date): Decision<Router, 'Conflict.Lock'> {
  const step = stepOf(router, now)
  if (step === 'none') return yes(router)
  return no('Conflict.Lock', { because: `${router.ecrId} is ${steps[step]}.`, next: 'Try again when it is ACTIVE.' })
}

/** Whether the ECR is ACTIVE. */
export function isRouterActive(
  router: Router,
  { now, settings }: Circumstances,
): Decision<Router, 'Conflict.Lock' | 'IncorrectStatus.Ecr'> {
  const unlocked = isRouterUnlocked(router, now)
  if (!unlocked.ok || !isOverdue(settings, router.owner)) return unlocked
  return no('IncorrectStatus.Ecr', {
    because: `${router.ecrId} is RECLAIMING: account ${router.owner} is overdue.`,
    next: 'See the choice expressconnectrouter.overdueAccounts of the world.',
  })
}

/** Whether the ECR is ACTIVE, for the operations that have a word of their own for one that is being deleted by force. */
export function mayChangeRouter(
  router: Router,
  circumstances: Circumstances,
): Decision<Router, 'OperationDenied.ForceDeleting' | 'Conflict.Lock' | 'IncorrectStatus.Ecr'> {
  if (!isBeingForceDeleted(router, circumstances.now)) return isRouterActive(router, circumstances)
  return no('OperationDenied.ForceDeleting', {
    because: `${router.ecrId} is being deleted by force.`,
    next: 'It is gone when that has settled; use another ECR.',
  })
}

/** The ECR while another system attaches something to it or detaches it, which locks it as a step of its own does. */
export function lockedBy(router: Router, step: 'lockedAttaching' | 'lockedDetaching', { settlesAt }: Transition): Router {
  return { ...router, step, settlesAt }
}
