// What a call costs as the state grows: 1,000 associations and 1,000,000, each account within its quota.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openCore } from '../dist/main.js'
import { treeFrom } from '../dist/pipeline/inside.js'
import { accessKeys } from '../dist/products/ram/tables.js'
import { associations, shares, tallies } from '../dist/products/resource-sharing/tables.js'
import { vpcs, vSwitches } from '../dist/products/vpc/tables.js'
import { median } from './load.mjs'

const perAccount = 1000
const uid = (n) => String(5_000_000_000_000_000 + n)
const at = (n) => new Date(Date.UTC(2026, 0, 1) + n).toISOString()
const regionId = 'cn-hangzhou'

/** An account with a root key, 40 vSwitches, and 25 shares that hold them all but one: 975 associations. */
function plant(tx, n) {
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
  tx.put(tallies, account, { kind: 'shares', count: 25 })
  tx.put(tallies, account, { kind: 'resources', count: 975 })
  for (let s = 0; s < 25; s++) {
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

async function costs(accounts, folder, progress) {
  const core = await openCore({ persist: folder })
  for (let n = 0; n < accounts; n++) {
    await core.store.write('default', [uid(n)], async (tx) => plant(tx, n))
    if (n % 100 === 99) progress(`${(n + 1) * perAccount} associations`)
  }
  const ask = async (n, product, action, parameters) => {
    const answer = await core.serve({
      kind: 'inside',
      product,
      action,
      accessKeyId: `bench-${n}`,
      parameters: treeFrom(parameters),
    })
    if (answer.status !== 200) throw new Error(`${action}: ${answer.body}`)
  }
  const timed = async (count, work) => {
    const times = []
    for (let i = 0; i < count; i++) {
      const started = performance.now()
      await work(i)
      times.push(performance.now() - started)
    }
    return median(times)
  }
  const account = (i) => (i * 7919) % accounts
  // Each of these is the account's last free pair of share and vSwitch.
  const used = new Map()
  const associate = (i) => {
    const n = account(i)
    const s = used.get(n) ?? 0
    used.set(n, s + 1)
    return ask(n, 'ResourceSharing', 'AssociateResourceShare', {
      ResourceShareId: `rs-${n}x${s}`,
      Resources: [{ ResourceType: 'VSwitch', ResourceId: `vsw-${n}x39` }],
    })
  }
  const list = (i) =>
    ask(account(i), 'ResourceSharing', 'ListResourceShareAssociations', {
      AssociationType: 'Resource',
      ResourceShareIds: [`rs-${account(i)}x3`],
    })
  const find = (i) =>
    ask(account(i), 'ResourceSharing', 'ListResourceShares', { ResourceOwner: 'Self', ResourceShareIds: [`rs-${account(i)}x5`] })
  const warm = Math.min(10, accounts * 10)
  for (let i = 0; i < warm; i++) await find(i)
  const result = {
    associate: await timed(Math.min(200, accounts * 20), associate),
    list: await timed(300, list),
    find: await timed(300, find),
  }
  await core.close()
  return result
}

export async function growth(million, progress) {
  const home = mkdtempSync(join(tmpdir(), 'crossgrant-bench-'))
  const small = await costs(1, join(home, 'small'), progress)
  const large = await costs(million, join(home, 'large'), progress)
  rmSync(home, { recursive: true, force: true })
  return Object.fromEntries(
    Object.keys(small).map((name) => [name, { small: small[name], large: large[name], growth: large[name] / small[name] }]),
  )
}
