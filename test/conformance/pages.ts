/** Pages: what they hold together, and whose tokens they take. */

import type { Body, World } from './arena.js'
import type { Check } from './checks.js'
import { codesFor } from './expected.js'
import { type OperationFacts, sourceOf } from './facts.js'
import { judge } from './judge.js'
import type { Recipe } from './recipe.js'
import type { Kit, Stage } from './stage.js'

export function pageChecks(operation: OperationFacts, recipe: Recipe): Check[] {
  const has = (name: string) => operation.parameters.some((parameter) => parameter.name === name)
  if (!has('NextToken')) return []
  const preparation = recipe.entries ?? recipe.call
  const expected = (['format', 'value'] as const).flatMap((fault) => codesFor(operation, { fault, path: 'NextToken' }))
  const source = sourceOf(operation, 'parameters', 'NextToken')
  const refusedWith = (rule: string, token: (kit: Kit, stage: Stage) => Promise<unknown>, as?: string): Check => ({
    subject: 'parameter NextToken',
    rule,
    source,
    async run(kit) {
      const stage = await kit.own(preparation)
      const NextToken = await token(kit, stage)
      const parameters = { ...stage.prepared.parameters, NextToken }
      const key = stage.world.keyOf(as ?? stage.prepared.as)
      return judge(operation, await kit.send(stage, { parameters, key }), { kind: 'refused', expected }, kit)
    },
  })
  const checks = [refusedWith('of another operation', (_, { world, prepared }) => tokenOfAnother(operation, world, prepared.as))]
  if (!has('MaxResults')) return checks
  const own = async (kit: Kit, stage: Stage) => (await page(kit, stage, { MaxResults: 1 })).body.NextToken
  return [
    ...checks,
    refusedWith('of this operation, one letter changed', async (kit, stage) => spoilt(await own(kit, stage))),
    refusedWith('of another account', own, 'dev'),
    {
      subject: 'parameter NextToken',
      rule: 'pages of one are the whole list',
      source,
      run: (kit) => walk(operation, kit, preparation),
    },
  ]
}

const page = (kit: Kit, stage: Stage, more: object) => kit.send(stage, { parameters: { ...stage.prepared.parameters, ...more } })

const spoilt = (token: unknown) => {
  if (typeof token !== 'string') throw new Error('the recipe has fewer than two entries')
  return `${token.startsWith('A') ? 'B' : 'A'}${token.slice(1)}`
}

/** The first list of the answer, wrapped or not. */
function entriesOf({ response }: OperationFacts, body: Body): unknown[] {
  const name = response && Object.keys(response).find((each) => response[each]?.type.startsWith('array'))
  if (name !== undefined) return body[name] ?? []
  const values: unknown[] = Object.values(body)
  const inner = values.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []))
  return response ? [] : ([...values, ...inner].find((value) => Array.isArray(value)) ?? [])
}

async function walk(operation: OperationFacts, kit: Kit, preparation: Recipe['call']): Promise<string[]> {
  const stage = await kit.own(preparation)
  const whole = await page(kit, stage, { MaxResults: 100 })
  const faults = judge(operation, whole, { kind: 'accepted' }, kit)
  const all = entriesOf(operation, whole.body)
  if (all.length < 2) return [...faults, `the recipe has ${all.length} entries, too few for pages`]
  const walked: unknown[] = []
  let NextToken: string | undefined
  for (let i = 0; i <= all.length; i++) {
    const one = await page(kit, stage, { MaxResults: 1, ...(NextToken ? { NextToken } : {}) })
    faults.push(...judge(operation, one, { kind: 'accepted' }, kit))
    const entries = entriesOf(operation, one.body)
    if (entries.length !== 1) faults.push(`a page of one has ${entries.length} entries`)
    walked.push(...entries)
    NextToken = one.body.NextToken
    if (!NextToken) break
  }
  const same = JSON.stringify(walked) === JSON.stringify(all)
  return same ? faults : [...faults, `pages hold ${walked.length} entries, the whole list ${all.length}, or others`]
}

/** A token that another list gave to the same account: of the product, or of ECR. */
async function tokenOfAnother({ product, name }: OperationFacts, world: World, as: string): Promise<string> {
  if (product === 'ResourceSharing') {
    const ids: string[] = []
    for (const ResourceShareName of ['one', 'two']) {
      const given = { ResourceShareName, Resources: [{ ResourceType: 'Image', ResourceId: `m-${as}1` }] }
      ids.push((await world.call(as, product, 'CreateResourceShare', given)).ResourceShare.ResourceShareId)
    }
    const other = name === 'ListResourceShares' ? 'ListSharedResources' : 'ListResourceShares'
    return (await world.call(as, product, other, { ResourceOwner: 'Self', MaxResults: 1 })).NextToken
  }
  const Tag = [
    { Key: 'token', Value: '1' },
    { Key: 'token2', Value: '2' },
  ]
  const ECR = 'ExpressConnectRouter'
  for (const AlibabaSideAsn of [4200000123, 4200000124])
    await world.call(as, ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn, Tag })
  const [other, more] =
    name === 'DescribeExpressConnectRouter'
      ? ['ListTagResources', { ResourceType: 'EXPRESSCONNECTROUTER' }]
      : ['DescribeExpressConnectRouter', {}]
  return (await world.call(as, ECR, other as string, { ...(more as object), MaxResults: 1 })).NextToken
}
