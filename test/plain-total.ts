import type { Reporter, TestModule } from 'vitest/node'
import { complaintsOf } from './ledgers/declared-errors.js'
import { forgetRefusals } from './reached.js'

/**
 * Ends a run with one plain line: `N passed, N failed, N skipped`. After a whole run the ledger of declared errors counts
 * as one more test: only then can be said what no test reaches.
 */
export default class PlainTotal implements Reporter {
  /** `vitest run` with no file named. */
  private readonly whole = process.argv.slice(2).every((word) => word === 'run' || word.startsWith('-'))

  onInit(): void {
    forgetRefusals()
  }

  async onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): Promise<void> {
    const total = { passed: 0, failed: errors.length, skipped: 0 }
    for (const module of modules) {
      if (module.errors().length > 0) total.failed += 1
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === 'passed') total.passed += 1
        else if (state === 'failed') total.failed += 1
        else {
          total.skipped += 1
          process.stdout.write(`${test.name.startsWith('skipped:') ? '' : 'skipped: '}${test.name}\n`)
        }
      }
    }
    if (this.whole) await this.closeLedger(total)
    process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`)
  }

  private async closeLedger(total: { passed: number; failed: number }): Promise<void> {
    const complaints = await complaintsOf()
    if (complaints.length === 0) {
      total.passed += 1
      return
    }
    total.failed += 1
    process.exitCode = 1
    process.stdout.write(`\nThe ledger of declared errors does not add up:\n${complaints.map((line) => `  ${line}\n`).join('')}`)
  }
}
