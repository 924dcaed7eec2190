/** Runs the checks of operations and says what came of each. */

import { injectedErrors, unreachedErrors } from '../../src/derive/ledger.js'
import { stream } from '../../src/world/random.js'
import { membersOf } from './answers.js'
import { type Arena, openArena, transports } from './arena.js'
import { type Check, checksOf, injectionOfUnmet } from './checks.js'
import { divergences } from './divergences.js'
import { factsOf, type OperationFacts, sourceOf } from './facts.js'
import { recipeOf } from './recipes/index.js'
import { type Kit, stagesOf } from './stage.js'

export interface Result {
  readonly product: string
  readonly operation: string
  readonly subject: string
  readonly rule: string
  readonly source: string
  readonly faults: readonly string[]
  readonly injected?: true
  readonly open?: true
  /** The entry of the list of divergences that explains the faults. */
  readonly known?: string
}

export interface Plan {
  readonly seed: string
  /** All checks; or a sample of them, small enough for every run of the tests. */
  readonly whole: boolean
}

export const openConformance = async () => {
  const arena = await openArena()
  return {
    run: (product: string, name: string, plan: Plan) => runOperation(arena, factsOf(product, name), plan),
    close: () => arena.close(),
  }
}

/** One of so many checks is in a sample. */
const oneOf = 6

async function runOperation(arena: Arena, operation: OperationFacts, { seed, whole }: Plan): Promise<Result[]> {
  const { product, name } = operation
  const recipe = recipeOf(product, name)
  if (!recipe)
    return [
      resultOf(operation, { subject: 'recipe', rule: 'is there', source: '' }, ['this operation is offered and has no recipe']),
    ]
  const next = stream(`${seed}/${product}/${name}`)
  const checks = checksOf(operation, recipe, injectedErrors[`${product} ${name}`] ?? [])
  const chosen = checks.filter((_, i) => next() % oneOf === 0 || whole || i === 0)
  const answered = new Set<string>()
  const met = new Set<string>()
  const results: Result[] = []
  const stages = stagesOf(arena, operation)
  async function runOne(check: Check): Promise<void> {
    const transport = transports.filter(({ method }) => operation.methods.includes(method))
    const kit: Kit = {
      stage: stages.stage,
      own: stages.own,
      transport: transport[next() % transport.length] as Kit['transport'],
      send: (stage, sending = {}) => stages.send(stage, sending, kit.transport),
      seen: (path) => void answered.add(path),
      met: (code) => void met.add(code),
    }
    const faults = await faultsOf(check, kit)
    results.push(resultOf(operation, check, [...faults, ...arena.bugs.splice(0).map((bug) => `a bug of ours: ${bug}`)]))
    await stages.tidy()
  }
  for (const check of chosen) await runOne(check)
  if (whole) for (const check of injectionOfUnmet(operation, recipe, met)) await runOne(check)
  await stages.close()
  return whole ? [...results, ...unreached(operation, results, met), ...unanswered(operation, answered)] : results
}

async function faultsOf(check: Check, kit: Kit): Promise<readonly string[]> {
  try {
    return await check.run(kit)
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
}

function resultOf(
  { product, name }: OperationFacts,
  { subject, rule, source, injected, open }: Omit<Check, 'run'>,
  faults: readonly string[],
): Result {
  const check = `${product} ${name} ${subject}: ${rule}`
  const known = faults.length === 0 ? undefined : divergences.find((each) => isMeant(each.check, check))?.check
  return {
    product,
    operation: name,
    subject,
    rule,
    source,
    faults,
    ...(injected ? { injected } : {}),
    ...(open ? { open } : {}),
    ...(known === undefined ? {} : { known }),
  }
}

function isMeant(pattern: string, check: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`).test(check)
}

/** Listed errors that have no check of their own: those of parameters are met on the way. */
function unreached(operation: OperationFacts, results: readonly Result[], met: ReadonlySet<string>): Result[] {
  const subjects = new Set(results.map(({ subject }) => subject))
  return operation.errors
    .filter(({ code }) => !subjects.has(`error ${code}`))
    .map(({ code, source }) => {
      const faults = met.has(code) ? [] : ['no check reaches it']
      const result = resultOf(operation, { subject: `error ${code}`, rule: 'by parameters', source }, faults)
      const excused = faults.length > 0 && unreachedErrors[`${operation.product} ${operation.name}`]?.includes(code)
      return excused ? { ...result, known: 'src/derive/ledger.ts' } : result
    })
}

/** Published answer members that no answer had. */
function unanswered(operation: OperationFacts, answered: ReadonlySet<string>): Result[] {
  return membersOf(operation).map((path) =>
    resultOf(
      operation,
      { subject: `answer ${path}`, rule: 'is answered', source: sourceOf(operation, 'response', path) },
      answered.has(path) ? [] : ['no answer has it'],
    ),
  )
}
