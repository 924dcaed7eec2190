// The peer of durable writes: the rows of one AssociateResourceShare call, written by SQLite alone. So many callers wait at a
// time, and one commit serves all that wait; same journal, same durability, same sizes of rows.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

async function database(path) {
  const { DatabaseSync } = await import('node:sqlite').catch(() => import('@photostructure/sqlite'))
  return new DatabaseSync(path)
}

// Bytes of JSON of what the call keeps: association, permission on the share, nonce, record of the request.
const sizes = { association: 420, share: 480, nonce: 110, request: 1500 }

export async function rawWrites(folder, { calls, connections }) {
  mkdirSync(folder, { recursive: true })
  const db = await database(join(folder, 'raw.sqlite'))
  db.exec('pragma journal_mode = wal; pragma synchronous = full; pragma locking_mode = exclusive')
  const insert = {}
  for (const [name] of Object.entries(sizes)) {
    db.exec(
      `create table ${name} (world text, account text, key text, ix text, data text, primary key (world, account, key)) without rowid`,
    )
    db.exec(`create index ${name}_ix on ${name} (world, account, ix, key)`)
    insert[name] = db.prepare(`insert or replace into ${name} values ('default', '1000000000000002', ?, ?, ?)`)
  }
  const text = Object.fromEntries(Object.entries(sizes).map(([name, size]) => [name, 'x'.repeat(size)]))
  const started = performance.now()
  for (let done = 0; done < calls; ) {
    db.exec('begin immediate')
    for (let i = 0; i < connections && done < calls; i++, done++)
      for (const name of Object.keys(sizes)) insert[name].run(`${name}-${done}`, `cn-hangzhou|${done}`, text[name])
    db.exec('commit')
    await new Promise(setImmediate)
  }
  const perSecond = calls / ((performance.now() - started) / 1000)
  db.close()
  return perSecond
}
