/** One lock for each ECR: while an asynchronous step of it runs, nothing else may change it. */

import { hasSettled, no, yes } from '../../../model/index.js'
import type { Router } from '../tables.js'

const steps = { none: 'ACTIVE', associating: 'ASSOCIATING', dissociating: 'DISSOCIATING', updating: 'UPDATING' } as const

/** `Status` of an ECR. */
export function routerStatus(router: Router, now: Date): (typeof steps)[Router['step']] {
  return hasSettled(router, now) ? 'ACTIVE' : steps[router.step]
}

/**
 * Whether the ECR can be changed now. Checked before its state: Terraform starts the associations of one ECR side by side and
 * tries again on this code, but not on `IncorrectStatus.Ecr`, which is for states that do not pass by themselves.
 */
export function isRouterUnlocked(router: Router, now: Date) {
  const status = routerStatus(router, now)
  if (status === 'ACTIVE') return yes(router)
  return no('Conflict.Lock', { because: `${router.ecrId} is ${status}.`, next: 'Try again when it is ACTIVE.' })
}
