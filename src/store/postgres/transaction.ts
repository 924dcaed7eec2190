/** How the transactions of this process begin, and what they make sure of first. */
import { StateUnusable } from '../contract.js'
import type { Answer, Statement } from './connection.js'
import type { Statements } from './statements.js'

export const COMMIT: Statement = { text: 'COMMIT' }
export const ROLLBACK: Statement = { text: 'ROLLBACK' }

/**
 * What both begin with has three answers, the last one the generation. The lock comes first and takes no snapshot: who migrates
 * the state waits for us, or we for it, and then we see what it did.
 */
export function beginRead(statements: Statements): Statement[] {
  return begin('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', statements)
}

/** Each statement sees what was committed before it, so whatever is read after the locks are held is the latest. */
export function beginWrite(statements: Statements): Statement[] {
  return begin('BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE', statements)
}

function begin(text: string, statements: Statements): Statement[] {
  return [{ text }, { text: statements.lockMeta }, { text: statements.generation, values: [] }]
}

/** Throws `StateUnusable` where another version of the program has migrated the state since this one opened it. */
export function checkGeneration(answers: readonly Answer[], expected: string): void {
  if (answers[2]?.[0]?.[0] !== expected)
    throw new StateUnusable('another version of the program has changed the state: start this process again with that version')
}
