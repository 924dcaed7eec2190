// What calls of Express Connect Router cost as there is more of it: 1,000 associations and 1,000 routes, and 100,000 of each. Spread over
// accounts and ECRs as the quotas have it; and with all routes in one ECR, where no quota bounds what its VBR learns.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openCore } from '../dist/main.js'
import { treeFrom } from '../dist/pipeline/inside.js'
import { placeOfBlock } from '../dist/products/express-connect-router/domain/routes.js'
import {
  associations,
  attachedInstances,
  bgpRoutes,
  childInstances,
  routers,
} from '../dist/products/express-connect-router/tables.js'
import { accessKeys } from '../dist/products/ram/tables.js'
import { vbrs, vpcs } from '../dist/products/vpc/tables.js'
import { median } from './load.mjs'

const uid = (n) => String(5_000_000_000_000_000 + n)
const at = (n) => new Date(Date.UTC(2026, 0, 1) + n).toISOString()
const regionId = 'cn-hangzhou'
const settled = { phase: 'attaching', settlesAt: at(0), fails: false }
const common = { regionId, createdAt: at(0), modifiedAt: at(0), ...settled }
const vpcsEach = 49

/** `10.0.0.0/24`, `10.0.1.0/24`, ... */
const block = (n) => `${10 + (n >> 16)}.${(n >> 8) & 255}.${n & 255}.0/24`

const vpc = (vpcId) => ({
  ...{ vpcId, regionId, name: '', description: '', cidrBlock: '10.0.0.0/8', ipv6CidrBlock: '', userCidrs: [] },
  ...{ vRouterId: `vrt-${vpcId}`, routeTableId: `vtb-${vpcId}`, resourceGroupId: 'rg-1', tags: {} },
  ...{ createdAt: at(0), settlesAt: at(0) },
})

const route = (vbrId, destination) => ({ vbrId, destination, place: placeOfBlock(destination), asPath: [65100] })

/** An ECR with 49 VPCs of the 50 that it may have, one more VPC that is free, and a VBR that learned so many routes. */
function plantRouter(tx, account, r, routesEach) {
  const ecrId = `ecr-${r}`
  tx.put(routers, account, {
    ...{ ecrId, owner: account, alibabaSideAsn: 64512 + (r % 1000), resourceGroupId: 'rg-1', tags: {}, transitModes: {} },
    ...{ createdAt: at(r), modifiedAt: at(r), step: 'none', settlesAt: at(0) },
  })
  const mark = (instanceId, instanceType, associationId) =>
    tx.put(attachedInstances, account, {
      ...{ instanceId, instanceType, ecrId, ecrOwner: account, associationId, ...settled },
    })
  for (let v = 0; v < vpcsEach; v++) {
    const [vpcId, associationId] = [`vpc-${r}x${v}`, `ecr-assoc-${r}x${v}`]
    tx.put(vpcs, account, vpc(vpcId))
    mark(vpcId, 'VPC', associationId)
    tx.put(associations, account, {
      ...{ ...common, createdAt: at(v), associationId, ecrId, nodeType: 'VPC', vpcId, vpcOwner: account, vpcOwnerGiven: false },
      ...{ allowedPrefixes: [], allowedPrefixesMode: 'MatchMode', tags: {} },
    })
  }
  tx.put(vpcs, account, vpc(`vpc-${r}xfree`))
  const [vbrId, associationId] = [`vbr-${r}`, `ecr-assoc-${r}xvbr`]
  mark(vbrId, 'VBR', associationId)
  tx.put(childInstances, account, { ...common, associationId, ecrId, vbrId, vbrOwner: account })
  tx.put(vbrs, account, { vbrId, regionId, name: '', description: '', tags: {}, createdAt: at(0), settlesAt: at(0) })
  for (let i = 0; i < routesEach; i++) tx.put(bgpRoutes, account, route(vbrId, block(i)))
}

/** Ten ECRs for each account. */
const accountOf = (r) => Math.floor(r / 10)

async function fill(folder, ecrs, routesEach, progress) {
  const core = await openCore({ persist: folder })
  for (let r = 0; r < ecrs; r++) {
    const n = accountOf(r)
    await core.store.write('default', [uid(n)], async (tx) => {
      const secret = { accessKeyId: `bench-${n}`, secret: 'x', status: 'Active', createdAt: at(0) }
      tx.put(accessKeys, uid(n), { ...secret, account: uid(n), holder: { kind: 'root' } })
      plantRouter(tx, uid(n), r, routesEach)
    })
    if (r % 500 === 499) progress(`${(r + 1) * (vpcsEach + 1)} associations`)
  }
  await core.close()
}

async function open(folder) {
  const core = await openCore({ persist: folder })
  const ask = async (r, action, parameters = {}) => {
    const call = { kind: 'inside', product: 'ExpressConnectRouter', action, accessKeyId: `bench-${accountOf(r)}` }
    const answer = await core.serve({
      ...call,
      parameters: treeFrom(parameters.NodeType ? parameters : { EcrId: `ecr-${r}`, ...parameters }),
    })
    if (answer.status !== 200) throw new Error(`${action}: ${answer.body}`)
    return JSON.parse(answer.body)
  }
  return { core, ask }
}

/** Processor time of some work in milliseconds: other work of the machine counts little. */
async function cost(work) {
  const started = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(started)
  return (user + system) / 1000
}

const [association, routes] = ['DescribeExpressConnectRouterAssociation', 'DescribeExpressConnectRouterRouteEntries']

/** Each ECR is asked once after a start, so that nothing of it is kept in memory: as few ECRs would be, and as many are not. */
async function spread(folder, ecrs, progress) {
  await fill(folder, ecrs, vpcsEach + 1, progress)
  const times = { associate: [], 'list page': [], 'route page': [] }
  for (let start = 0; start < 8; start++) {
    const { core, ask } = await open(folder)
    // ECRs of their own for each kind of call; those of the first start warm the code up.
    for (let i = 0; i < 18; i++) {
      const r = (i * 7919 + start * 331) % ecrs
      // The account is known by then, its ECR is not.
      await ask(r, 'ListExpressConnectRouterSupportedRegion', { NodeType: 'VPC' })
      const given = { VpcId: `vpc-${r}xfree`, AssociationRegionId: regionId }
      const calls = [
        ['list page', () => ask(r, association, { MaxResults: 10 })],
        ['route page', () => ask(r, routes)],
        ['associate', () => ask(r, 'CreateExpressConnectRouterAssociation', given)],
      ]
      const [name, call] = calls[i % 3]
      const took = await cost(call)
      if (start > 0) times[name].push(took)
      // Out again, for the next start.
      const { AssociationList } = name === 'associate' ? await ask(r, association, { VpcId: given.VpcId }) : { AssociationList: [] }
      for (const { AssociationId } of AssociationList) await ask(r, 'DeleteExpressConnectRouterAssociation', { AssociationId })
    }
    await core.close()
  }
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [`${name}, cold`, median(all)]))
}

async function oneTable(folder, total, progress) {
  await fill(folder, 1, total, progress)
  const { core, ask } = await open(folder)
  const change = (i) =>
    core.store.write('default', [uid(0)], async (tx) => tx.put(bgpRoutes, uid(0), route('vbr-0', `9.0.${i}.0/24`)))
  const [first, after, second] = [[], [], []]
  for (let i = 0; i < 60; i++) {
    let NextToken
    const page = async () => {
      NextToken = (await ask(0, routes, NextToken ? { NextToken } : {})).NextToken
    }
    await page()
    NextToken = undefined
    first.push(await cost(page))
    second.push(await cost(page))
    await change(i)
    NextToken = undefined
    after.push(await cost(page))
  }
  await core.close()
  return {
    'first page of one route table': median(first),
    'its next page': median(second),
    'its first page after a change': median(after),
  }
}

export async function routerGrowth(total, progress) {
  const home = mkdtempSync(join(tmpdir(), 'crossgrant-bench-'))
  const ecrs = (count) => count / (vpcsEach + 1)
  const small = { ...(await spread(join(home, 'a'), ecrs(1000), progress)), ...(await oneTable(join(home, 'b'), 1000, progress)) }
  const large = { ...(await spread(join(home, 'c'), ecrs(total), progress)), ...(await oneTable(join(home, 'd'), total, progress)) }
  rmSync(home, { recursive: true, force: true })
  return Object.keys(small).map((name) => ({ name, small: small[name], large: large[name], growth: large[name] / small[name] }))
}
