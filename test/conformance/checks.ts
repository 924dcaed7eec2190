/** Everything that is checked of one operation. */

import { accessChecks } from './access.js'
import { faultsOfSuccess } from './answers.js'
import { nameOf, transports } from './arena.js'
import { gateway, listed } from './expected.js'
import { type OperationFacts, sourceOf } from './facts.js'
import { judge } from './judge.js'
import { type Mutation, mutationsOf } from './mutations.js'
import { pageChecks } from './pages.js'
import type { Preparation, Recipe } from './recipe.js'
import type { Kit } from './stage.js'

export interface Check {
  /** `parameter ResourceShareName`, `error InvalidTarget`, `call`, `access`, `pages`. */
  readonly subject: string
  readonly rule: string
  /** The fact that it goes by. */
  readonly source: string
  /** What is wrong; nothing: it holds. */
  readonly run: (kit: Kit) => Promise<readonly string[]>
  /** The facts do not say whether it is refused: it holds either way, as long as the answer is well formed. */
  readonly open?: true
  /** An error that only a fault rule brings about. */
  readonly injected?: true
}

export function checksOf(operation: OperationFacts, recipe: Recipe, injected: readonly string[]): Check[] {
  return [
    ...callChecks(operation, recipe),
    ...mutationsOf(operation)
      .filter(({ parameter, rule }) => !(rule.startsWith('value ') && recipe.tied?.includes(parameter)))
      .map((mutation) => mutationCheck(operation, recipe, mutation)),
    ...pageChecks(operation, recipe),
    ...repetitionChecks(operation, recipe),
    ...errorChecks(operation, recipe),
    ...injected.map((code) => injectionCheck(operation, recipe, code)),
    ...accessChecks(operation, recipe),
  ]
}

/** The least call each way that it can travel, and further calls that succeed. */
function callChecks(operation: OperationFacts, recipe: Recipe): Check[] {
  const accepted = (rule: string, preparation: Preparation, transport?: (typeof transports)[number]): Check => ({
    subject: 'call',
    rule,
    source: sourceOf(operation, 'response'),
    async run(kit) {
      const outcome = await kit.send(await kit.stage(preparation), transport ? { transport } : {})
      if (transport && !operation.methods.includes(transport.method))
        return judge(operation, outcome, { kind: 'refused', expected: [gateway.UnsupportedHTTPMethod] }, kit)
      return judge(operation, outcome, { kind: 'accepted' }, kit)
    },
  })
  return [
    ...transports.map((transport) => accepted(`least, ${nameOf(transport)}`, recipe.call, transport)),
    ...Object.entries(recipe.more ?? {}).map(([rule, preparation]) => accepted(rule, preparation)),
  ]
}

function mutationCheck(operation: OperationFacts, recipe: Recipe, { parameter, rule, source, ...mutation }: Mutation): Check {
  return {
    subject: `parameter ${parameter}`,
    rule,
    source,
    ...(mutation.judgement.kind === 'either' ? { open: true } : {}),
    async run(kit) {
      const stage = await kit.stage(recipe.call)
      const outcome = await kit.send(stage, { parameters: mutation.parameters(stage.prepared) })
      const dry = parameter === 'DryRun' && rule === 'alone'
      return judge(operation, outcome, mutation.judgement, kit, dry)
    },
  }
}

/** ClientToken: once more the same is the same, with other parameters it is refused. */
function repetitionChecks(operation: OperationFacts, recipe: Recipe): Check[] {
  const has = (name: string) => operation.parameters.some((parameter) => parameter.name === name)
  if (operation.reads || !has('ClientToken')) return []
  const subject = 'parameter ClientToken'
  const source = 'gateway 8'
  const twice = async (kit: Kit, also: object) => {
    const stage = await kit.own(recipe.call)
    const parameters = { ...stage.prepared.parameters, ClientToken: 'once' }
    const first = await kit.send(stage, { parameters })
    const second = await kit.send(stage, { parameters: { ...parameters, ...also } })
    return { first, second }
  }
  return [
    {
      subject,
      rule: 'once more the same',
      source,
      async run(kit) {
        const { first, second } = await twice(kit, {})
        const faults = faultsOfSuccess(operation, second, kit.seen)
        if (second.changed) faults.push('the repetition changed the world')
        const told = ({ body }: typeof first) => JSON.stringify({ ...body, RequestId: '' })
        return told(first) === told(second) ? faults : [...faults, 'the repetition is answered otherwise']
      },
    },
    {
      subject,
      rule: 'once more with other parameters',
      source,
      async run(kit) {
        const { second } = await twice(kit, has('DryRun') ? { DryRun: 'false' } : { InstanceId: 'vpc-another' })
        return judge(operation, second, { kind: 'refused', expected: [gateway.IdempotentParameterMismatch] }, kit)
      },
    },
  ]
}

/** Of an operation next to the core products: a listed error that no check has met, brought about by a fault rule. */
export function injectionOfUnmet(operation: OperationFacts, recipe: Recipe, met: ReadonlySet<string>): Check[] {
  if (operation.isCore) return []
  return operation.errors.filter(({ code }) => !met.has(code)).map(({ code }) => injectionCheck(operation, recipe, code))
}

const sourceOfError = (operation: OperationFacts, code: string) => listed(operation, code)?.source ?? 'not listed'

function errorChecks(operation: OperationFacts, recipe: Recipe): Check[] {
  return Object.entries(recipe.errors ?? {}).map(([code, preparation]) => ({
    subject: `error ${code}`,
    rule: 'by calls',
    source: sourceOfError(operation, code),
    async run(kit) {
      const expected = listed(operation, code)
      if (!expected) return [`${code} is not listed for ${operation.name}`]
      const outcome = await kit.send(await kit.stage(preparation))
      return judge(operation, outcome, { kind: 'refused', expected: [expected] }, kit)
    },
  }))
}

function injectionCheck(operation: OperationFacts, recipe: Recipe, code: string): Check {
  return {
    subject: `error ${code}`,
    rule: 'by injection',
    source: sourceOfError(operation, code),
    injected: true,
    async run(kit) {
      const expected = listed(operation, code)
      if (!expected) return [`${code} is not listed for ${operation.name}`]
      const stage = await kit.own(recipe.call)
      await stage.world.fault({ action: operation.name }, { error: code })
      // Not met by calls.
      const notes = { ...kit, met: () => {} }
      return judge(operation, await kit.send(stage), { kind: 'refused', expected: [expected] }, notes)
    },
  }
}
