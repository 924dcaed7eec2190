/** How the transactions of this process begin, and what they make sure of first. */
import { StateUnusable } from '../contract.js'
import type { Answer, Statement } from './connection.js'
import type { Hash } from './locks.js'
import type { Statements } from './statements.js'

export const COMMIT: Statement = { text: 'COMMIT' }
export const ROLLBACK: Statement = { text: 'ROLLBACK' }

/**
 * Both begin with a lock that takes no snapshot: who migrates the state waits for us, or we for it, and then the generation that
 * is read next tells what it did.
 */
export function beginRead({ lockMeta, generation }: Statements): Statement[] {
  return [{ text: `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${lockMeta}` }, { text: generation, values: [] }]
}

/** Each statement sees what was committed before it, so whatever is read after the locks are held is the latest. */
export function beginWrite({ lockMeta, lock }: Statements, locks: readonly [hashes: Hash[], alone: boolean[]]): Statement[] {
  return [{ text: `BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; ${lockMeta}` }, { text: lock, values: locks }]
}

/**
 * Of the answers to either. Throws `StateUnusable` where another version of the program has migrated the state since this one
 * opened it.
 */
export function checkGeneration(answers: readonly Answer[], expected: string): void {
  if (answers[1]?.[0]?.[0] !== expected)
    throw new StateUnusable('another version of the program has changed the state: start this process again with that version')
}
