/**
 * The contract as tests: every engine passes this suite. A difference between engines that a caller can see is a bug, and is
 * first caught by a new case here.
 */
import { describe } from 'vitest'
import type { Engine } from './conformance/harness.js'
import { lifecycleConforms } from './conformance/lifecycle.js'
import { randomlyConforms } from './conformance/random.js'
import { rememberedConforms } from './conformance/remembered.js'
import { rowsConform } from './conformance/rows.js'
import { transactionsConform } from './conformance/transactions.js'

export type { Engine, Place } from './conformance/harness.js'
export { options, share, shares } from './conformance/harness.js'

export function conformance(name: string, engine: Engine): void {
  describe(name, () => {
    rowsConform(engine)
    transactionsConform(engine)
    rememberedConforms(engine)
    lifecycleConforms(engine)
    randomlyConforms(engine)
  })
}
