/** What only several processes show: the lock, and what a kill leaves. */
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { options, share, shares } from '../conformance.js'
import { openSqlite } from './open.js'

const repository = resolve(import.meta.dirname, '../../..')
let folder = ''

/** Node 20 runs no TypeScript, so what the children run is compiled first: this engine alone, which takes about a second. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossgrant-'))
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'))
  const compilerOptions = {
    noEmit: false,
    incremental: false,
    rootDir: join(repository, 'src'),
    outDir: join(folder, 'built'),
    noCheck: true,
  }
  const files = [join(repository, 'src/store/sqlite/open.ts')]
  const typeRoots = [join(repository, 'node_modules/@types')]
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: join(repository, 'tsconfig.json'),
      compilerOptions: { ...compilerOptions, typeRoots },
      files,
      include: [],
    }),
  )
  execFileSync(process.execPath, [join(repository, 'node_modules/typescript/bin/tsc'), '-p', folder], { stdio: 'inherit' })
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  writeFileSync(join(folder, 'child.js'), CHILD)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Says `opened` or what was thrown; with a number, writes from it on with 8 callers and says each number that was answered. */
const CHILD = `
import { writeSync } from 'node:fs'
import { openSqlite } from './built/store/sqlite/open.js'
const [path, options, from] = process.argv.slice(2)
const say = (line) => writeSync(1, line + '\\n')
try {
  const store = await openSqlite({ ...JSON.parse(options), path })
  say('opened')
  const table = JSON.parse(options).tables[0]
  let next = Number(from ?? Infinity)
  const caller = async () => {
    while (next < Infinity) {
      const n = next++
      await store.write('w', ['1'], async (tx) => {
        tx.put(table, '1', { id: 'a' + n, status: 'Active', createdAt: n })
        tx.put(table, '2', { id: 'b' + n, status: 'Active', createdAt: n })
      })
      say(String(n))
    }
  }
  if (from) await Promise.all(Array.from({ length: 8 }, caller))
  await store.close()
} catch (error) {
  say(error.constructor.name + ': ' + error.message)
}
`

interface Told {
  readonly lines: readonly string[]
}

/** Runs a child to its end, or kills it the moment it has said so many lines. */
function child(path: string, from?: number, killAfter = Number.POSITIVE_INFINITY): Promise<Told> {
  const args = [join(folder, 'child.js'), path, JSON.stringify(options), ...(from === undefined ? [] : [String(from)])]
  const running = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  running.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
    if (said.split('\n').length > killAfter) running.kill('SIGKILL')
  })
  // A line that the kill cut in two was not heard.
  return new Promise((done) => running.on('close', () => done({ lines: said.split('\n').slice(0, -1) })))
}

describe('several processes', () => {
  test('a second process is refused at once, and let in when the first has closed', async () => {
    const path = join(folder, 'shared')
    const store = await openSqlite({ ...options, path })
    const { lines } = await child(path)
    expect(lines).toEqual([`StateInUse: another process uses the state in ${path}`])
    await store.close()
    expect((await child(path)).lines).toEqual(['opened'])
  })

  test('a process killed in the middle of writes loses none that was answered, leaves none by half, and no lock', async () => {
    const path = join(folder, 'killed')
    const answered: number[] = []
    for (const [round, killAfter] of [3, 40, 150, 400].entries()) {
      const { lines } = await child(path, round * 1_000_000, killAfter)
      expect(lines[0]).toBe('opened')
      answered.push(...lines.slice(1).map(Number))
      const store = await openSqlite({ ...options, path })
      await store.read('w', async (tx) => {
        const keys = answered.map((n) => [`a${n}`])
        expect(await tx.getMany(shares, '1', keys)).toEqual(answered.map((n) => share(`a${n}`, { createdAt: n })))
        const [ours, theirs] = [await tx.scan(shares, '1', 'byStatus', []), await tx.scan(shares, '2', 'byStatus', [])]
        expect(ours.map(({ row }) => row.createdAt)).toEqual(theirs.map(({ row }) => row.createdAt))
        expect(await tx.locate(shares, `b${answered.at(-1)}`)).toBe('2')
      })
      await store.close()
    }
    expect(answered.length).toBeGreaterThan(500)
  })
})
