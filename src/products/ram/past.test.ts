import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientOf } from '../../control/client.js'
import { sweep } from '../../control/sweep.js'
import { type Core, openCore } from '../../main.js'
import { ram } from './product.js'
import { accessKeys } from './tables.js'

let core: Core
let nowMs = Date.UTC(2026, 0, 1)
const wall = { now: () => nowMs, elapsed: () => 0 }
beforeAll(async () => {
  core = await openCore({ wall })
})
afterAll(() => core.close())

const swept = () => sweep({ store: core.store, worlds: core.worlds, products: [ram], wall, pause: async () => {} })
const keys = async () => (await core.store.read('default', (tx) => tx.everywhere(accessKeys))).length

test('a session is told that it expired for seven days; then its key is unknown, swept or not', async () => {
  const before = await keys()
  const admin = clientOf(core.serve, { accessKeyId: 'local-management.admin' })
  const role = { RoleArn: 'acs:ram::1000000000000003:role/ResourceDirectoryAccountAccessRole', RoleSessionName: 'story' }
  const { Credentials } = (await admin.call('Sts', 'AssumeRole', role)) as { Credentials: Record<string, string> }
  const { AccessKeyId: accessKeyId = '', SecurityToken: securityToken = '' } = Credentials
  const session = clientOf(core.serve, { accessKeyId, securityToken })
  const told = async () => {
    const { status, body } = await session.answer('Sts', 'GetCallerIdentity')
    return status === 200 ? body.AccountId : body.Code
  }
  expect(await told()).toBe('1000000000000003')
  nowMs += 3_600_000
  expect(await told()).toBe('InvalidSecurityToken.Expired')
  nowMs += 7 * 86_400_000 - 1
  await swept()
  expect([await told(), await keys()]).toEqual(['InvalidSecurityToken.Expired', before + 1])
  nowMs += 1
  expect(await told()).toBe('InvalidAccessKeyId.NotFound')
  await swept()
  expect([await told(), await keys()]).toEqual(['InvalidAccessKeyId.NotFound', before])
  expect((await admin.answer('Sts', 'GetCallerIdentity')).status).toBe(200)
})
