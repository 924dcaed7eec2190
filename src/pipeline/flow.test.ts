import { afterEach, expect, test } from 'vitest'
import { type Cloud, createCloud } from '../main.js'
import { FlowCounts } from './flow.js'

const ECR = 'ExpressConnectRouter'
let cloud: Cloud
let nowMs = Date.UTC(2026, 0, 1)
async function limited(quotas: Record<string, number>, flowControl = 'on') {
  const wall = { now: () => nowMs, elapsed: () => 0 }
  cloud = await createCloud({ clock: { mode: 'frozen', atMs: nowMs }, wall })
  await cloud.worlds.setSettings('default', {
    choices: { 'expressconnectrouter.flowControl': flowControl },
    quotas: Object.fromEntries(Object.entries(quotas).map(([name, most]) => [`expressconnectrouter.${name}`, most])),
  })
}
afterEach(() => cloud?.close())

const read = (region = 'cn-hangzhou', alias = 'network') =>
  cloud.account(alias).answer(ECR, 'DescribeExpressConnectRouter', {}, { region })
const codes = async (calls: number, ask: () => ReturnType<typeof read> = read) => {
  const told: unknown[] = []
  for (let i = 0; i < calls; i++) told.push((await ask()).body.Code)
  return told
}
const throttled = 'Throttling.User'

test('an account is held to so many calls of an operation in a minute of real time, where the world chose so', async () => {
  await limited({ readsPerMinute: 2 })
  expect(await codes(3, () => read())).toEqual(['200', '200', throttled])
  expect(await read()).toMatchObject({ status: 400, body: { Message: 'Request was denied due to user flow control.' } })
  nowMs += 59_999
  expect(await codes(1, () => read())).toEqual([throttled])
  nowMs += 1
  expect(await codes(3, () => read())).toEqual(['200', '200', throttled])
})
test('accounts, regions and operations are counted apart', async () => {
  await limited({ readsPerMinute: 1 })
  expect(await codes(2, () => read())).toEqual(['200', throttled])
  expect(await codes(1, () => read('cn-beijing'))).toEqual(['200'])
  expect(await codes(1, () => read('cn-hangzhou', 'prod'))).toEqual(['200'])
  const regions = () => cloud.account('network').answer(ECR, 'ListExpressConnectRouterSupportedRegion', { NodeType: 'VPC' })
  expect(await codes(1, regions)).toEqual(['200'])
})
test('writes have a limit of their own, and a refused one takes no effect', async () => {
  await limited({ writesPerMinute: 1 })
  let AlibabaSideAsn = 65000
  const create = () => cloud.account('network').answer(ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn: AlibabaSideAsn++ })
  expect(await codes(2, create)).toEqual(['200', throttled])
  expect((await read()).body.TotalCount).toBe(1)
})
test('checking a region reads and is limited like writes', async () => {
  await limited({ writesPerMinute: 1 })
  const check = () =>
    cloud.account('network').answer(ECR, 'CheckAddRegionToExpressConnectRouter', { EcrId: 'ecr-0', FreshRegionId: 'cn-hangzhou' })
  expect(await codes(2, check)).toEqual(['ResourceNotFound.EcrId', throttled])
})
test('is off unless chosen, and no limit of products that have none', async () => {
  await limited({ readsPerMinute: 1 }, 'off')
  expect(await codes(3, () => read())).toEqual(['200', '200', '200'])
})
test('windows that are over are forgotten', () => {
  const counts = new FlowCounts()
  const at = (ms: number) => ({ nowMs: ms, windowMs: 1000 })
  expect([counts.admits('a', 1, at(0)), counts.admits('a', 1, at(999)), counts.admits('a', 1, at(1000))]).toEqual([
    true,
    false,
    true,
  ])
  for (let ms = 2000; ms < 20_000; ms += 1000) counts.admits(`of ${ms}`, 1, at(ms))
  expect(counts.size).toBeLessThan(3)
})
