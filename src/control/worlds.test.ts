import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openCore } from '../main.js'
import { resets } from '../pipeline/tables.js'

test('a world whose reset was broken off after it was removed is there again at the next start, as it was made', async () => {
  const persist = await mkdtemp(join(tmpdir(), 'crossgrant-reset-'))
  const first = await openCore({ persist, first: { template: 'two-accounts', seed: 7 } })
  const { template, seed, settings } = await first.worlds.get('default')
  // What a kill leaves between the two halves of a reset.
  await first.store.write('.server', [''], async (tx) =>
    tx.put(resets, '', { name: 'default', options: { template, seed, settings } }),
  )
  await first.worlds.remove('default')
  await first.close()

  const second = await openCore({ persist })
  expect(await second.worlds.get('default')).toMatchObject({ template: 'two-accounts', seed: 7 })
  expect(second.resumed).toEqual(['default'])
  expect(await second.store.read('.server', (tx) => tx.everywhere(resets))).toEqual([])
  await second.close()
  await rm(persist, { recursive: true })
})
