/** Whether what came of a call is what had to come of it. */

import { faultsOfRefusal, faultsOfSuccess } from './answers.js'
import { type Expected, listed } from './expected.js'
import type { OperationFacts } from './facts.js'
import type { Judgement } from './mutations.js'
import type { Outcome } from './stage.js'

/** Told of what a call has shown. */
export interface Notes {
  /** A published answer member that was there. */
  seen(path: string): void
  /** A listed code that a refusal carried, as it should. */
  met(code: string): void
}

export function judge(operation: OperationFacts, outcome: Outcome, judgement: Judgement, notes: Notes, dry = false): string[] {
  const { status, body, changed } = outcome
  const effect = status !== 200 && changed ? ['the refused call changed the world'] : []
  const success = () => [...faultsOfSuccess(operation, outcome, notes.seen, dry), ...sideEffects(operation, outcome, dry)]
  const refusal = (expected: readonly Expected[]) => {
    const faults = faultsOfRefusal(operation, outcome, expected)
    const met = expected.find(({ code }) => code === body.Code)
    if (met && faults.length === 0) notes.met(met.listed)
    return [...faults, ...effect]
  }
  switch (judgement.kind) {
    case 'accepted':
      return [...success(), ...effect]
    case 'refused':
      return refusal(judgement.expected)
    case 'either':
      return status === 200 ? success() : refusal(judgement.expected)
    default: {
      if (status === 200) return success()
      if (judgement.expected.some(({ code }) => code === body.Code)) return [`refused: ${body.Code}`, ...effect]
      const other = listed(operation, body.Code)
      return other ? refusal([other]) : [`${body.Code} is not listed`, ...effect]
    }
  }
}

function sideEffects({ reads }: OperationFacts, { changed }: Outcome, dry: boolean): string[] {
  if (changed && reads) return ['an operation that reads changed the world']
  return changed && dry ? ['a rehearsal changed the world'] : []
}
