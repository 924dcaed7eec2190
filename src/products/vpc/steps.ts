/** What takes time. */

import { hasSettled, type Transition } from '../../model/index.js'

/** Whether a deletion that starts now is over with the answer: then nothing has to be kept of it. Deletions do not fail. */
export function endsAtOnce(transition: Transition, now: Date): boolean {
  return hasSettled(transition, now)
}
