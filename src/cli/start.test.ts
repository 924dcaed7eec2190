import { expect, test } from 'vitest'
import { readSettings } from './settings.js'
import { type StartDeps, start } from './start.js'

/** What a start with these flags writes, on a terminal or not. */
async function written(flags: Record<string, string>, terminal = false, more: Partial<StartDeps> = {}): Promise<string> {
  let text = ''
  const write = (part: string) => {
    text += part
  }
  const server = { url: 'http://127.0.0.1:8688', resumed: [], accounts: [], close: async () => {} }
  await start(await readSettings(flags, {}, '/'), {
    version: '0',
    open: async () => server,
    elapsed: () => 0,
    terminal,
    write,
    complain: write,
    stopped: Promise.resolve('SIGTERM'),
    ...more,
  })
  return text
}

test.each([
  ['postgres://me:hush@db/state', 'postgres://***@db/state'],
  ['postgres://me:hu@sh/hush@db:5432/state', 'postgres://***@db:5432/state'],
  ['postgresql://db/state?user=me&password=hush&sslmode=require', 'postgresql://db/state?user=me&password=***&sslmode=require'],
  ['postgres:///state?host=/run&sslpassword=hush', 'postgres:///state?host=/run&sslpassword=***'],
])('no password is told: %s', async (persist, shown) => {
  for (const terminal of [true, false]) {
    const text = await written({ persist }, terminal)
    expect(text).toContain(shown)
    expect(text).not.toContain('hush')
  }
  const open = () => Promise.reject(new Error('no database there'))
  expect(await written({ persist }, false, { open })).not.toContain('hush')
})

test('an address that others reach is told with what they can do there', async () => {
  expect(await written({})).not.toContain('reachable')
  expect(await written({ host: '0.0.0.0' })).toContain('can use every account and the admin API; --admin-token')
  const guarded = await written({ host: '0.0.0.0', adminToken: 'open-sesame' })
  expect(guarded).toContain('can use every account"')
  expect(guarded).not.toContain('open-sesame')
})
