import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { keep } from '../conformance/harness.js'
import { conformance, type Engine, options, share, shares } from '../conformance.js'
import { StateInUse, StateUnusable } from '../contract.js'
import { openDatabase } from './driver.js'
import { openSqlite } from './open.js'

const memory: Engine = {
  durable: false,
  place: async () => ({ open: (given) => openSqlite({ ...given, path: 'memory' }), remove: async () => undefined }),
}

const file: Engine = {
  durable: true,
  place: async () => {
    const path = mkdtempSync(join(tmpdir(), 'crossgrant-'))
    return {
      open: (given) => openSqlite({ ...given, path: join(path, 'made', 'when missing') }),
      remove: async () => rmSync(path, { recursive: true }),
    }
  },
}

conformance('SQLite in memory', memory)
conformance('SQLite in a folder', file)

/** What opening the path throws. */
async function refusalOf(path: string): Promise<Error> {
  return openSqlite({ ...options, path }).then(
    async (store) => {
      await store.close()
      throw new Error('opened')
    },
    (error) => error,
  )
}

async function inFolder(body: (path: string) => Promise<void>): Promise<void> {
  const path = mkdtempSync(join(tmpdir(), 'crossgrant-'))
  try {
    await body(path)
  } finally {
    rmSync(path, { recursive: true })
  }
}

describe('a folder', () => {
  test('belongs to one store at a time', () =>
    inFolder(async (path) => {
      const store = await openSqlite({ ...options, path })
      await keep(store, '1', [share('a')])
      expect(await refusalOf(path)).toBeInstanceOf(StateInUse)
      expect(await store.read('w', (tx) => tx.get(shares, '1', ['a']))).toEqual(share('a'))
      await store.close()
      await (await openSqlite({ ...options, path })).close()
    }))

  test('that is a file, or below one, is refused in one line', () =>
    inFolder(async (path) => {
      const plain = join(path, 'plain')
      writeFileSync(plain, 'text')
      for (const bad of [plain, join(plain, 'below')]) {
        const refusal = await refusalOf(bad)
        expect(refusal).toBeInstanceOf(StateUnusable)
        expect(refusal.message).toMatch(/^cannot keep state in [^\n]+: [^\n]*not a folder$/)
        expect(refusal.message).toContain(bad)
      }
    }))

  test('with something else in the place of the database is refused and left alone', () =>
    inFolder(async (path) => {
      const garbage = join(path, 'garbage')
      mkdirSync(garbage)
      writeFileSync(join(garbage, 'state.sqlite'), 'no database, but long enough to be read as the header of one'.repeat(100))
      const folder = join(path, 'folder')
      mkdirSync(join(folder, 'state.sqlite'), { recursive: true })
      const foreign = join(path, 'foreign')
      mkdirSync(foreign)
      const db = await openDatabase(join(foreign, 'state.sqlite'))
      db.exec('create table somebody (s text)')
      db.close()
      for (const [bad, reason] of [
        [garbage, 'not a database'],
        [folder, 'open'],
        [foreign, 'another program'],
      ] as const) {
        const refusal = await refusalOf(bad)
        expect(refusal).toBeInstanceOf(StateUnusable)
        expect(refusal.message).toContain(reason)
        expect(refusal.message).not.toContain('\n')
      }
    }))
})
