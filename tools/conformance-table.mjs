// Renews docs/conformance.json from the report of the last whole conformance run, and the table of the README from that:
//   npm run conformance; node tools/conformance-table.mjs [report]
// With --check it changes nothing and fails when the table is not what it would write. Whether the figures are true, a whole run says.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

const root = new URL('../', import.meta.url)
const check = process.argv.includes('--check')
const named = process.argv.slice(2).find((word) => !word.startsWith('--'))
const report = named ?? new URL('node_modules/.cache/crossgrant/conformance.json', root)
const kept = new URL('docs/conformance.json', root)
const readme = new URL('README.md', root)

if (!check && existsSync(report)) {
  const { summary } = JSON.parse(readFileSync(report, 'utf8'))
  writeFileSync(kept, `${JSON.stringify(summary, null, 2)}\n`)
}
const summary = JSON.parse(readFileSync(kept, 'utf8'))
const rows = summary.map(
  ({ product, operations, parameters, checks, hold, open, known, errors }) =>
    `| ${product} | ${operations} | ${parameters} | ${checks} | ${hold} | ${open} | ${known} | ${errors.calls} + ${errors.parameters} + ${errors.injection} |`,
)
const table = [
  'Each offered operation of the two core products is called in many ways that are derived from the published facts: each parameter',
  'right and wrong, each published error, each action, resource and condition key of RAM, both signatures, query and form. Status,',
  'code, message, every member of the answer and the effect have to be as published; what differs on purpose is listed, with its reason, in',
  '`test/conformance/divergences.ts`. Open: the facts do not say whether such a call is refused, and either answer would do. The last two',
  'rows are the grants and attachments of CEN (`Cbn`) and VPC that belong to ECRs, as far as the facts go: for most of them not to answers.',
  '`npm run conformance` runs all of it.',
  '',
  '| product | operations | parameters | checks | as published | of these open | differ on purpose | published errors met by calls + faulty parameters + injection |',
  '| --- | --- | --- | --- | --- | --- | --- | --- |',
  ...rows,
].join('\n')

const before = readFileSync(readme, 'utf8')
const after = before.replace(
  /(<!-- conformance:.*?-->\n)[\s\S]*?(<!-- \/conformance -->)/,
  (_, open, close) => `${open}${table}\n${close}`,
)
if (!check) writeFileSync(readme, after)
else if (after !== before) {
  console.error('The conformance table of the README is out of date: node tools/conformance-table.mjs')
  process.exitCode = 1
}
