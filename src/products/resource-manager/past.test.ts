import { afterAll, beforeAll, expect, it } from 'vitest'
import { clientOf } from '../../control/client.js'
import { sweep } from '../../control/sweep.js'
import { type Core, openCore } from '../../main.js'
import { resourceManager } from './product.js'
import { handshakes, receivedHandshakes } from './tables.js'

let core: Core
let nowMs = Date.UTC(2026, 0, 1)
const wall = { now: () => nowMs, elapsed: () => 0 }
beforeAll(async () => {
  core = await openCore({ wall })
})
afterAll(() => core.close())

const swept = () => sweep({ store: core.store, worlds: core.worlds, products: [resourceManager], wall, pause: async () => {} })
const left = () =>
  core.store.read('default', async (tx) => [
    (await tx.everywhere(handshakes)).length,
    (await tx.everywhere(receivedHandshakes)).length,
  ])

it('an invitation that nobody answered goes, on both sides, 180 days after it expired', async () => {
  await core.worlds.setSettings('default', { choices: { 'resourcemanager.legalEntity': 'any' } })
  const management = clientOf(core.serve, { accessKeyId: 'local-management' })
  await management.call('ResourceManager', 'InviteAccountToResourceDirectory', {
    TargetEntity: '2000000000000001',
    TargetType: 'Account',
  })
  nowMs += (14 + 180) * 86_400_000 - 1
  await swept()
  expect(await left()).toEqual([1, 1])
  nowMs += 1
  await swept()
  expect(await left()).toEqual([0, 0])
})
