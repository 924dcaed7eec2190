// Writes the coverage table of the README from the declared model: `node tools/coverage-table.mjs`.
// With --check it changes nothing and fails when the table is not what it would write. Needs a build.
import { readFileSync, writeFileSync } from 'node:fs'
import { coverageOf } from '../dist/derive/coverage.js'
import { catalogue } from '../dist/main.js'

const readme = new URL('../README.md', import.meta.url)
const before = readFileSync(readme, 'utf8')
const { products, onlyInjected } = await coverageOf(catalogue)

const rows = products.map(({ product, version, declared, implemented, errorsDeclared, errorsReached }) => {
  // Of those products whose list of operations is known to be whole.
  const known = catalogue.byName(product).later !== undefined
  // Only the core products have a ledger that says what tests reach.
  return `| ${product} ${version} | ${implemented}${known ? ` of ${declared}` : ''} | ${errorsDeclared} | ${known ? errorsReached : ''} |`
})
const table = [
  '| product | operations | errors declared | reached by tests |',
  '| --- | --- | --- | --- |',
  ...rows,
  '',
  onlyInjected.length === 0
    ? 'Every declared error of the two core products is reached by real calls.'
    : `${onlyInjected.length} of these are reached by fault injection only, since their cause cannot exist here; \`GET /admin/v1/coverage\` names them.`,
].join('\n')
const after = before.replace(
  /(<!-- coverage:.*?-->\n)[\s\S]*?(<!-- \/coverage -->)/,
  (_, open, close) => `${open}${table}\n${close}`,
)

if (!process.argv.includes('--check')) writeFileSync(readme, after)
else if (after !== before) {
  console.error('The coverage table of the README is out of date: node tools/coverage-table.mjs')
  process.exitCode = 1
}
