/**
 * Every offered operation of the two core products, and those that the facts have of VPC and CEN, against the published facts: a
 * sample of all checks in each run of the tests, all of them with `CROSSGRANT_CONFORMANCE=whole`. The report goes to `CROSSGRANT_CONFORMANCE_REPORT`, or into the cache.
 */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { catalogue } from '../../src/main.js'
import { divergences } from './divergences.js'
import { facts } from './facts.js'
import { recipeNames } from './recipes/index.js'
import { inOrder, reportOf, type Summary, summaryOf } from './report.js'
import { openConformance, type Result } from './run.js'

const whole = process.env.CROSSGRANT_CONFORMANCE === 'whole'
const seed = process.env.CROSSGRANT_TEST_SEED ?? String(Date.now())
const file = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const reportFile = process.env.CROSSGRANT_CONFORMANCE_REPORT ?? file('node_modules/.cache/crossgrant/conformance.json')
const kept = file('docs/conformance.json')
const readKept = (): Summary[] => (existsSync(kept) ? JSON.parse(readFileSync(kept, 'utf8')) : [])
const renew = 'renew them: npm run conformance; node tools/conformance-table.mjs'

const offered = catalogue.products.flatMap((product) => catalogue.names(product).map((name) => `${product.name} ${name}`))
const published = new Set(facts.map(({ product, name }) => `${product} ${name}`))
const core = new Set(facts.filter(({ isCore }) => isCore).map(({ product }) => product as string))
const held = offered.filter((each) => core.has(each.split(' ')[0] as string) || published.has(each))
const products = inOrder(held.map((each) => each.split(' ')[0] as string))

const results: Result[] = []
const isBroken = ({ faults, known }: Result) => faults.length > 0 && known === undefined
let conformance: Awaited<ReturnType<typeof openConformance>>
beforeAll(async () => {
  conformance = await openConformance()
  console.log(`${whole ? 'all' : 'a sample'} of the conformance checks with CROSSGRANT_TEST_SEED=${seed}`)
})
afterAll(() => conformance.close())

test('every offered operation of the core products is published, and every recipe is for an offered one', () => {
  expect(held.filter((each) => !published.has(each))).toEqual([])
  expect(recipeNames.filter((each) => !held.includes(each))).toEqual([])
})

test('the figures that are kept for the README are about as many operations', () => {
  const told = readKept().map(({ product, operations }) => [product, operations])
  const now = products.map((product) => [product, held.filter((each) => each.startsWith(`${product} `)).length])
  expect(told, renew).toEqual(now)
})

describe('as published', () => {
  test.each(held.map((each) => each.split(' ') as [string, string]))('%s %s', async (product, name) => {
    const found = await conformance.run(product, name, { seed, whole })
    results.push(...found)
    const broken = found.filter(isBroken)
    expect(broken.map(({ subject, rule, faults }) => `${subject}: ${rule}: ${faults.join('; ')}`)).toEqual([])
  })
})

// Nothing of this can be said of a sample.
if (whole)
  describe('after all checks', () => {
    test('no divergence is listed that nothing needs', () => {
      const needed = new Set(results.map(({ known }) => known))
      expect(divergences.map(({ check }) => check).filter((check) => !needed.has(check))).toEqual([])
    })

    test('the report is written', () => {
      mkdirSync(dirname(reportFile), { recursive: true })
      const products = reportOf(results)
      const report = { summary: summaryOf(products), failures: results.filter(isBroken), divergences, products }
      writeFileSync(reportFile, `${JSON.stringify(report, null, 2)}\n`)
    })

    test('the figures that are kept for the README are those of this run', () => {
      expect(readKept(), renew).toEqual(summaryOf(reportOf(results)))
    })
  })
