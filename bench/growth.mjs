// What a call costs as the state grows: 1,000 associations and 1,000,000, each account within its quota. Cold, since warm calls would
// compare what few accounts keep in memory with what many do not.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openCore } from '../dist/main.js'
import { treeFrom } from '../dist/pipeline/inside.js'
import { accessKeys } from '../dist/products/ram/tables.js'
import { associations, shares, tallies } from '../dist/products/resource-sharing/tables.js'
import { vpcs, vSwitches } from '../dist/products/vpc/tables.js'
import { median } from './load.mjs'

const uid = (n) => String(5_000_000_000_000_000 + n)
const at = (n) => new Date(Date.UTC(2026, 0, 1) + n).toISOString()
const regionId = 'cn-hangzhou'

/** An account with a root key, 40 vSwitches, and shares that hold them all but one: 39 associations each. */
function plant(tx, n, sharesEach) {
  const account = uid(n)
  const createdAt = at(0)
  const common = {
    regionId,
    name: '',
    description: '',
    ipv6CidrBlock: '',
    resourceGroupId: 'rg-1',
    tags: {},
    createdAt,
    settlesAt: createdAt,
  }
  tx.put(accessKeys, account, {
    accessKeyId: `bench-${n}`,
    secret: 'x',
    status: 'Active',
    createdAt,
    account,
    holder: { kind: 'root' },
  })
  tx.put(vpcs, account, {
    ...common,
    vpcId: `vpc-${n}`,
    cidrBlock: '10.0.0.0/8',
    userCidrs: [],
    vRouterId: `vrt-${n}`,
    routeTableId: `vtb-${n}`,
  })
  for (let v = 0; v < 40; v++)
    tx.put(vSwitches, account, {
      ...common,
      vSwitchId: `vsw-${n}x${v}`,
      vpcId: `vpc-${n}`,
      zoneId: 'cn-hangzhou-h',
      cidrBlock: `10.${v}.0.0/24`,
      isDefault: false,
    })
  tx.put(tallies, account, { kind: 'shares', count: sharesEach })
  tx.put(tallies, account, { kind: 'resources', count: 39 * sharesEach })
  for (let s = 0; s < sharesEach; s++) {
    const shareId = `rs-${n}x${s}`
    const permissions = { VSwitch: { name: 'AliyunRSDefaultPermissionVSwitch', version: 'v1' } }
    tx.put(shares, account, {
      shareId,
      owner: account,
      regionId,
      name: 'bench',
      allowExternalTargets: false,
      resourceGroupId: 'rg-1',
      tags: {},
      permissions,
      phase: 'live',
      createdAt,
      updatedAt: createdAt,
      settlesAt: createdAt,
    })
    for (let v = 0; v < 39; v++) {
      const entityId = `vsw-${n}x${v}`
      tx.put(associations, account, {
        shareId,
        regionId,
        type: 'Resource',
        entityId,
        entityType: 'VSwitch',
        resourceArn: `acs:vpc:${regionId}:${account}:vswitch/${entityId}`,
        external: false,
        phase: 'associating',
        createdAt: at(s * 40 + v),
        updatedAt: createdAt,
        settlesAt: createdAt,
        counted: 'Resource',
        live: true,
      })
    }
  }
}

/** Processor time of some work in milliseconds: other work of the machine counts little. */
async function cost(work) {
  const started = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(started)
  return (user + system) / 1000
}

const sharing = 'ResourceSharing'

/** Each account is asked once after a start, so that nothing of it is kept in memory: as few accounts would be, and as many are not. */
async function costs(folder, { accounts, sharesEach }, progress) {
  const filling = await openCore({ persist: folder })
  for (let n = 0; n < accounts; n++) {
    await filling.store.write('default', [uid(n)], async (tx) => plant(tx, n, sharesEach))
    if (n % 100 === 99) progress(`${(n + 1) * 39 * sharesEach} associations`)
  }
  await filling.close()
  const times = { associate: [], list: [], find: [] }
  for (let start = 0; start < 10; start++) {
    const core = await openCore({ persist: folder })
    const ask = async (n, action, parameters) => {
      const call = { kind: 'inside', product: sharing, action, accessKeyId: `bench-${n}`, parameters: treeFrom(parameters) }
      const answer = await core.serve(call)
      if (answer.status !== 200) throw new Error(`${action}: ${answer.body}`)
    }
    for (let i = 0; i < 24; i++) {
      const n = (i * 7919 + start * 331) % accounts
      const ResourceShareId = `rs-${n}x0`
      // The account is known by then, its shares are not.
      await ask(n, 'DescribeRegions', {})
      // The account's free pair of share and vSwitch.
      const pair = { ResourceShareId, Resources: [{ ResourceType: 'VSwitch', ResourceId: `vsw-${n}x39` }] }
      const calls = [
        [
          'list',
          () => ask(n, 'ListResourceShareAssociations', { AssociationType: 'Resource', ResourceShareIds: [ResourceShareId] }),
        ],
        ['find', () => ask(n, 'ListResourceShares', { ResourceOwner: 'Self', ResourceShareIds: [ResourceShareId] })],
        ['associate', () => ask(n, 'AssociateResourceShare', pair)],
      ]
      const [name, call] = calls[i % 3]
      const took = await cost(call)
      // Those of the first start warm the code up.
      if (start > 0) times[name].push(took)
      // Out again, for the next start.
      if (name === 'associate') await ask(n, 'DisassociateResourceShare', pair)
    }
    await core.close()
  }
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)]))
}

/** `accounts`: of 25 shares each, beside a state of 25 accounts with one share. */
export async function growth(accounts, progress) {
  const home = mkdtempSync(join(tmpdir(), 'crossgrant-bench-'))
  const small = await costs(join(home, 'small'), { accounts: 25, sharesEach: 1 }, progress)
  const large = await costs(join(home, 'large'), { accounts, sharesEach: 25 }, progress)
  rmSync(home, { recursive: true, force: true })
  return Object.fromEntries(
    Object.keys(small).map((name) => [name, { small: small[name], large: large[name], growth: large[name] / small[name] }]),
  )
}
