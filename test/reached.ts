/** Which declared errors the tests have met. Workers append; the ledger of a whole run reads what they wrote. */

import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folder = join(tmpdir(), `crossgrant-reached-${process.env.CROSSGRANT_TEST_RUN ?? process.pid}`)

export function noteRefusal(product: string, action: string, code: string, injected: boolean): void {
  mkdirSync(folder, { recursive: true })
  appendFileSync(join(folder, `${process.pid}`), `${injected ? 'injected' : 'real'} ${product} ${action} ${code}\n`)
}

export function forgetRefusals(): void {
  rmSync(folder, { recursive: true, force: true })
}

/** `Product Action Code` by how it was met. */
export function reachedRefusals(): { readonly real: ReadonlySet<string>; readonly injected: ReadonlySet<string> } {
  const real = new Set<string>()
  const injected = new Set<string>()
  if (existsSync(folder))
    for (const file of readdirSync(folder))
      for (const line of readFileSync(join(folder, file), 'utf8').split('\n').filter(Boolean)) {
        const [how, ...what] = line.split(' ')
        ;(how === 'real' ? real : injected).add(what.join(' '))
      }
  return { real, injected }
}
