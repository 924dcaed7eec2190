/** A signed request serves once. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { ownDatabase } from '../kill/process.js'
import { postgres } from '../postgres-server.js'
import { portOf } from './port.js'

const RegionId = 'cn-hangzhou'
const database = await postgres()
const folder = mkdtempSync(join(tmpdir(), 'crossgrant-nonce-'))
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await database?.stop()
})

type Port = Awaited<ReturnType<typeof portOf>>
const open: Port[] = []
async function opened(...args: Parameters<typeof portOf>): Promise<Port> {
  const port = await portOf(...args)
  open.push(port)
  return port
}
afterEach(async () => {
  for (const port of open.splice(0)) await port.close()
})
const used = { status: 400, body: { Code: 'SignatureNonceUsed' } }

describe.each(['v1', 'v3'] as const)('signed with %s', (generation) => {
  test('a read and a write are each answered once', async () => {
    const { client, sign } = await opened()
    for (const action of ['DescribeVpcs', 'CreateVpc']) {
      const request = sign('local-network', 'Vpc', action, { RegionId }, { generation })
      expect(await client.send(request)).toMatchObject({ status: 200 })
      expect(await client.send(request)).toMatchObject(used)
    }
  })

  test('a refused call has used its nonce, a wrongly signed one has not', async () => {
    const { client, call, sign } = await opened()
    const nonce = `refused-${generation}`
    const refused = sign('local-network', 'Vpc', 'DeleteVpc', { RegionId, VpcId: 'vpc-0' }, { generation, nonce })
    expect(await client.send(refused)).toMatchObject({ status: 404 })
    expect(await client.send(refused)).toMatchObject(used)
    const options = { generation, nonce: `stranger-${generation}` }
    const wrong = await call('local-network', 'Vpc', 'DescribeVpcs', { RegionId }, { ...options, secret: 'guessed' })
    expect(wrong.body.Code).toBe('SignatureDoesNotMatch')
    expect(await call('local-network', 'Vpc', 'DescribeVpcs', { RegionId }, options)).toMatchObject({ status: 200 })
  })
})

test('another key may use the same nonce', async () => {
  const { call } = await opened()
  const options = { nonce: 'popular' }
  for (const key of ['local-network', 'local-network.admin', 'local-prod'])
    expect(await call(key, 'Vpc', 'DescribeVpcs', { RegionId }, options)).toMatchObject({ status: 200 })
})

test('a nonce is kept for as long as its request could be fresh', async () => {
  let now = Date.UTC(2026, 0, 1)
  const { call } = await opened({ wall: { now: () => now, elapsed: () => 0 } })
  const ask = () => call('local-network', 'Vpc', 'DescribeVpcs', { RegionId }, { nonce: 'old', now: new Date(now) })
  expect(await ask()).toMatchObject({ status: 200 })
  now += 30 * 60_000 - 1000
  expect(await ask()).toMatchObject(used)
  now += 30 * 60_000 + 1000
  expect(await ask()).toMatchObject({ status: 200 })
})

test('a server that was stopped and started again still knows them', async () => {
  const persist = join(folder, 'state')
  const first = await opened({ persist })
  const requests = ['DescribeVpcs', 'CreateVpc'].map((action) => first.sign('local-network', 'Vpc', action, { RegionId }))
  for (const request of requests) expect(await first.client.send(request)).toMatchObject({ status: 200 })
  await (open.pop() as Port).close()
  const second = await opened({ persist })
  for (const request of requests) expect(await second.client.send(request)).toMatchObject(used)
})

test.skipIf(!database)(
  `what one server took on PostgreSQL another one refuses${database ? '' : ' (skipped: needs PostgreSQL)'}`,
  async () => {
    const { url, drop } = await ownDatabase(database?.url ?? '', `crossgrant_nonce_${process.pid}`)
    const [one, two] = [await opened({ persist: url }), await opened({ persist: url })]
    const write = one.sign('local-network', 'Vpc', 'CreateVpc', { RegionId })
    expect(await one.client.send(write)).toMatchObject({ status: 200 })
    expect(await two.client.send(write)).toMatchObject(used)
    // Nonces of reads are written behind.
    const read = one.sign('local-network', 'Vpc', 'DescribeVpcs', { RegionId })
    expect(await one.client.send(read)).toMatchObject({ status: 200 })
    await one.server.core.store.flush()
    expect(await two.client.send(read)).toMatchObject(used)
    for (const port of open.splice(0)) await port.close()
    await drop()
  },
)
