/** Errors, delays and lost answers on demand. */

import { afterEach, beforeEach, expect, test } from 'vitest'
import { portOf } from './port.js'

const RegionId = 'cn-hangzhou'
const faults = '/admin/v1/worlds/default/faults'
let port: Awaited<ReturnType<typeof portOf>>
beforeEach(async () => {
  port = await portOf()
})
afterEach(() => port.close())

const add = (rule: object) => port.client.admin('POST', faults, rule)
const create = async (parameters: object = {}) =>
  port.call('local-network', 'Vpc', 'CreateVpc', { RegionId, ...parameters }).then(
    ({ body }) => body.Code ?? 'OK',
    () => 'cut',
  )
const count = async () => (await port.call('local-network', 'Vpc', 'DescribeVpcs', { RegionId })).body.TotalCount

test('a rule lets some calls pass, refuses so many, and then has no more to say', async () => {
  await add({ match: { action: 'CreateVpc' }, effect: { error: 'QuotaExceeded.Vpc' }, after: 1, times: 2 })
  const outcomes = [await create(), await create(), await create(), await create()]
  expect(outcomes).toEqual(['OK', 'QuotaExceeded.Vpc', 'QuotaExceeded.Vpc', 'OK'])
  expect(await count()).toBe(2)
})

test('an injected error looks like any other, and its record names the rule', async () => {
  const { rule } = await add({ match: { product: 'Vpc' }, effect: { error: 'Throttling.User' }, times: 1 })
  const { status, body } = await port.call('local-network', 'Vpc', 'DescribeVpcs', { RegionId })
  expect({ status, ...body }).toMatchObject({
    status: 400,
    Code: 'Throttling.User',
    Message: 'Request was denied due to user flow control.',
    Recommend: `${port.server.url}/console/e/${body.RequestId}`,
  })
  const record = await port.client.admin('GET', `/admin/v1/worlds/default/requests/${body.RequestId}`)
  expect(record).toMatchObject({ errorCode: 'Throttling.User', faults: [rule.id], httpStatus: 400 })
})

test('a rule matches by account, region, operation and what is among the parameters; the first that matches wins', async () => {
  const { VpcId } = (await port.call('local-network', 'Vpc', 'CreateVpc', { RegionId })).body
  await add({ match: { account: '1000000000000003' }, effect: { error: 'Throttling' } })
  await add({ match: { region: 'cn-shanghai' }, effect: { error: 'Throttling.Api' } })
  await add({ match: { resource: VpcId }, effect: { error: 'ServiceUnavailable' } })
  await add({ match: {}, effect: { error: 'InternalError' }, times: 1 })
  const asked = async (key: string, parameters: Record<string, unknown>) =>
    (await port.call(key, 'Vpc', 'DescribeVpcs', parameters)).body.Code
  expect(await asked('local-prod', { RegionId: 'cn-shanghai' })).toBe('Throttling')
  expect(await asked('local-network', { RegionId: 'cn-shanghai' })).toBe('Throttling.Api')
  expect(await asked('local-network', { RegionId, VpcId })).toBe('ServiceUnavailable')
  expect(await asked('local-network', { RegionId })).toBe('InternalError')
  expect(await asked('local-network', { RegionId })).toBeUndefined()
})

test('a rule with a probability meets some calls and spares others', async () => {
  await add({ match: { action: 'DescribeVpcs' }, effect: { error: 'Throttling' }, probability: 0.5 })
  const calls = Array.from({ length: 60 }, () => port.call('local-network', 'Vpc', 'DescribeVpcs', { RegionId }))
  const refused = (await Promise.all(calls)).filter(({ status }) => status === 400).length
  expect(refused).toBeGreaterThan(10)
  expect(refused).toBeLessThan(50)
})

test('a delay is kept, and holds up nobody else', async () => {
  await add({ match: { account: '1000000000000002' }, effect: { latencyMs: 300 }, times: 1 })
  const began = performance.now()
  let other = Number.POSITIVE_INFINITY
  const slow = port.call('local-network', 'Vpc', 'DescribeVpcs', { RegionId })
  await port.call('local-prod', 'Vpc', 'DescribeVpcs', { RegionId })
  other = performance.now() - began
  expect((await slow).status).toBe(200)
  expect(performance.now() - began).toBeGreaterThanOrEqual(290)
  expect(other).toBeLessThan(performance.now() - began)
})

test('a connection cut before the call leaves nothing behind, not even its token', async () => {
  await add({ match: { action: 'CreateVpc' }, effect: { dropConnection: 'before' }, times: 1 })
  expect(await create({ ClientToken: 'once' })).toBe('cut')
  expect(await count()).toBe(0)
  expect(await create({ ClientToken: 'once', VpcName: 'other' })).toBe('OK')
})

test('a connection cut after the call has had its effect, which the token finds again', async () => {
  await add({ match: { action: 'CreateVpc' }, effect: { dropConnection: 'after' }, times: 1 })
  expect(await create({ ClientToken: 'once' })).toBe('cut')
  expect(await count()).toBe(1)
  expect(await create({ ClientToken: 'once' })).toBe('OK')
  expect(await count()).toBe(1)
})

test('only what the operation or the gateway can answer is injected', async () => {
  await expect(add({ match: { action: 'CreateVpc' }, effect: { error: 'Conflict.Lock' } })).rejects.toThrow(/ErrorNotDeclared/)
  await expect(add({ match: { action: 'CreateVpc' }, effect: { error: 'toString' } })).rejects.toThrow(/ErrorNotDeclared/)
})

test('a stranger, or one with a wrong secret, neither meets a rule nor uses it up', async () => {
  await add({ match: {}, effect: { error: 'Throttling' }, times: 1 })
  const wrong = await port.call('local-network', 'Vpc', 'DescribeVpcs', { RegionId }, { secret: 'guessed' })
  expect(wrong.body.Code).toBe('SignatureDoesNotMatch')
  expect((await port.call('local-nobody', 'Vpc', 'DescribeVpcs')).body.Code).toBe('InvalidAccessKeyId.NotFound')
  expect((await port.call('local-network', 'Vpc', 'DescribeVpcs', { RegionId })).body.Code).toBe('Throttling')
})
