// The peer of durable writes: the rows that one AssociateResourceShare call leaves, written by SQLite alone, into the same tables
// with the same indexes. So many callers wait at a time and one commit serves all that wait: same journal, same durability.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openCore } from '../dist/main.js'
import { treeFrom } from '../dist/pipeline/inside.js'
import { nonces, requests } from '../dist/pipeline/tables.js'
import { insertInto, valuesOf } from '../dist/store/sqlite/layout.js'

/** What every call changes anew is a row of its own; these it changes in place. */
const inPlace = new Set(['rs_share', 'rs_tally', 'sequence'])

async function database(path) {
  const { DatabaseSync } = await import('node:sqlite').catch(() => import('@photostructure/sqlite'))
  return new DatabaseSync(path)
}

/** The rows that one call writes, each with its table. */
async function rowsOfOneCall() {
  const core = await openCore({ persist: 'memory' })
  const call = async (product, action, parameters) => {
    const answer = await core.serve({
      kind: 'inside',
      product,
      action,
      accessKeyId: 'local-network.admin',
      parameters: treeFrom({ RegionId: 'cn-hangzhou', ...parameters }),
    })
    return JSON.parse(answer.body)
  }
  const { VpcId } = await call('Vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/8' })
  const { VSwitchId } = await call('Vpc', 'CreateVSwitch', { VpcId, ZoneId: 'cn-hangzhou-h', CidrBlock: '10.1.0.0/24' })
  const { ResourceShare } = await call('ResourceSharing', 'CreateResourceShare', { ResourceShareName: 'bench' })
  const { RequestId } = await call('ResourceSharing', 'AssociateResourceShare', {
    ResourceShareId: ResourceShare.ResourceShareId,
    Resources: [{ ResourceType: 'VSwitch', ResourceId: VSwitchId }],
  })
  const record = await core.worlds.request(RequestId)
  const tables = new Map(core.catalogue.products.flatMap((product) => product.tables).map((table) => [table.name, table]))
  const account = record.userIdentity.accountId
  const changed = await core.store.read('default', (tx) =>
    Promise.all(
      record.stateChange.map(async ({ table: name, account: holder, key }) => {
        const table = tables.get(name)
        return { table, account: holder, row: await tx.get(table, holder, key) }
      }),
    ),
  )
  await core.close()
  const nonce = { accessKeyId: 'local-network.admin', nonce: 'bench-0000000-000000', until: record.eventTime }
  return [...changed, { table: requests, account, row: record }, { table: nonces, account, row: nonce }]
}

export async function rawWrites(folder, { calls, connections }) {
  const rows = await rowsOfOneCall()
  mkdirSync(folder, { recursive: true })
  // The engine lays out the tables; from then on it is not in the way.
  const core = await openCore({ persist: folder })
  await core.close()
  const db = await database(join(folder, 'state.sqlite'))
  db.exec('pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 4000')
  const statements = rows.map(({ table }) => db.prepare(`${insertInto(table).replace(/^insert/, 'insert or replace')}`))
  const written = Array.from({ length: calls }, (_, i) =>
    rows.map(({ table, account, row }) => {
      const text = JSON.stringify(row)
      const [world, holder, ...columns] = valuesOf(table, 'default', account, row, text)
      const data = columns.pop()
      const unique = inPlace.has(table.name) ? columns : columns.map((column) => (column === null ? null : `${column}${i}`))
      return [world, holder, ...unique, data]
    }),
  )
  const started = performance.now()
  for (let done = 0; done < calls; ) {
    db.exec('begin immediate')
    for (let i = 0; i < connections && done < calls; i++, done++)
      for (let r = 0; r < rows.length; r++) statements[r].run(...written[done][r])
    db.exec('commit')
    await new Promise(setImmediate)
  }
  const perSecond = calls / ((performance.now() - started) / 1000)
  db.close()
  return perSecond
}
