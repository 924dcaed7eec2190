/**
 * Every error that an operation of the core products declares is met by a test, or stands in the list of excuses
 * (`src/derive/ledger.ts`); and no excuse stands there that is not needed.
 */

import { injectedErrors, unreachedErrors } from '../../src/derive/ledger.js'
import { describeModel } from '../../src/derive/model.js'
import { catalogue } from '../../src/main.js'
import { reachedRefusals } from '../reached.js'

const held = ['ResourceSharing', 'ExpressConnectRouter']

interface Met {
  readonly real: boolean
  readonly injected: boolean
}

/** What does not add up after a whole run, a line each. */
export async function complaintsOf(): Promise<string[]> {
  const reached = reachedRefusals()
  const { products } = await describeModel(catalogue)
  return products
    .filter(({ product }) => held.includes(product))
    .flatMap(({ product, operations }) =>
      operations.flatMap(({ name, errors }) => {
        const operation = `${product} ${name}`
        return errors
          .map(({ code }) => complaintOf(operation, code, metBy(reached, operation, code)))
          .filter((complaint) => complaint !== undefined)
      }),
    )
}

function complaintOf(operation: string, code: string, met: Met): string | undefined {
  const excused = unreachedErrors[operation]?.includes(code)
  const excusedInjected = injectedErrors[operation]?.includes(code)
  if (met.real && (excused || excusedInjected)) return `${operation}: ${code} is reached by real calls, take it off the list`
  if (!met.real && met.injected && !excusedInjected) return `${operation}: ${code} is reached by fault injection only`
  if (!met.real && !met.injected && !excused) return `${operation}: no test reaches ${code}`
  return undefined
}

/** `IllegalParam.%s` is met by `IllegalParam.InstanceId`. */
function metBy({ real, injected }: ReturnType<typeof reachedRefusals>, operation: string, code: string): Met {
  const stem = `${operation} ${code.replace('%s', '')}`
  const among = (met: ReadonlySet<string>) => (code.includes('%s') ? [...met].some((each) => each.startsWith(stem)) : met.has(stem))
  return { real: among(real), injected: among(injected) }
}
