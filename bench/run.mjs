// npm run bench [-- reads writes start policy growth routers] [--accounts 1000]: ratios against a peer in the same run.
import { growth } from './growth.mjs'
import { reads, writes } from './http.mjs'
import { policy } from './policy.mjs'
import { routerGrowth } from './routers.mjs'
import { starts } from './start.mjs'

const args = process.argv.slice(2)
const accounts = args.includes('--accounts') ? Number(args[args.indexOf('--accounts') + 1]) : 1000
const wanted = args.filter((word) => /^(reads|writes|start|policy|growth|routers)$/.test(word))
const runs = (name) => wanted.length === 0 || wanted.includes(name)
const progress = (text) => process.stderr.write(`  ${text}\n`)
const whole = (number) => Math.round(number).toLocaleString('en-US')
const ms = (number) => `${number.toFixed(number < 10 ? 2 : 0)} ms`
const rows = []
const row = (what, figure, peer, ratio, goal) => rows.push([what, figure, peer, ratio, goal])

if (runs('start')) {
  progress('start to first answer, memory when idle')
  const { bare, fresh, resumed } = await starts()
  row(
    'start to first signed answer, new state',
    ms(fresh.ms),
    `bare node:http ${ms(bare.ms)}`,
    (fresh.ms / bare.ms).toFixed(2),
    '<= 250 where bare takes 116 (2.16)',
  )
  row('the same, state resumed', ms(resumed.ms), `bare node:http ${ms(bare.ms)}`, (resumed.ms / bare.ms).toFixed(2), '')
  row(
    'memory when idle',
    `${whole(fresh.memory)} MiB`,
    `bare node:http ${whole(bare.memory)} MiB`,
    (fresh.memory / bare.memory).toFixed(2),
    '<= 80 MiB',
  )
}
if (runs('policy')) {
  progress('policy decisions')
  const { own, cedar, casbin, overCedar, overCasbin } = await policy()
  row(
    'policy decisions per CPU second, 20 x 5 statements',
    whole(own),
    `cedar-wasm ${whole(cedar)}`,
    overCedar.toFixed(0),
    '>= 300',
  )
  row('', whole(own), `casbin ${whole(casbin)}`, overCasbin.toFixed(0), '>= 300')
}
if (runs('reads')) {
  progress('signed and authorized reads')
  const { bare, V3, V1 } = await reads()
  row(
    'reads/s, V3, 32 connections',
    `${whole(V3.perSecond)}, p99 ${ms(V3.p99)}, ${whole(V3.cpuUs)} us CPU`,
    `bare node:http ${whole(bare.perSecond)}, ${whole(bare.cpuUs)} us CPU`,
    V3.ratio.toFixed(2),
    '>= 0.25',
  )
  row(
    'reads/s, V1, 32 connections',
    `${whole(V1.perSecond)}, p99 ${ms(V1.p99)}, ${whole(V1.cpuUs)} us CPU`,
    `bare node:http ${whole(bare.perSecond)}`,
    V1.ratio.toFixed(2),
    '>= 0.20',
  )
}
if (runs('writes')) {
  progress('durable AssociateResourceShare')
  const { perSecond, p99, cpuUs, raw, ratio } = await writes()
  row(
    'durable AssociateResourceShare/s',
    `${whole(perSecond)}, p99 ${ms(p99)}, ${whole(cpuUs)} us CPU`,
    `raw SQLite, shared commit ${whole(raw)}`,
    ratio.toFixed(2),
    '>= 0.50',
  )
}
if (runs('growth')) {
  progress(`cost per call at ${whole(1000)} and at ${whole(accounts * 1000)} associations`)
  const found = await growth(accounts, progress)
  for (const [name, { small, large, growth: factor }] of Object.entries(found))
    row(`${name}: cost at ${whole(accounts * 1000)} associations`, ms(large), `at 1,000: ${ms(small)}`, factor.toFixed(2), '<= 1.3')
}
if (runs('routers')) {
  progress('cost per call of ECR at 1,000 and at 100,000 associations and routes')
  for (const { name, small, large, growth: factor } of await routerGrowth(100_000, progress))
    row(
      `ECR, ${name}: CPU at 100,000`,
      ms(large),
      `at 1,000: ${ms(small)}`,
      factor.toFixed(2),
      name.includes('cold') ? '<= 1.3' : 'counts all for TotalCount',
    )
}
const head = ['what', 'ours', 'peer', 'ratio', 'goal']
const widths = head.map((title, i) => Math.max(title.length, ...rows.map((cells) => String(cells[i]).length)))
const line = (cells) => `| ${cells.map((cell, i) => String(cell).padEnd(widths[i])).join(' | ')} |`
console.log([line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n'))
