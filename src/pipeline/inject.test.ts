import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { ownDatabase } from '../../test/kill/process.js'
import { postgres } from '../../test/postgres-server.js'
import { type Cloud, type CloudOptions, ConnectionCut, createCloud, type FaultRule } from '../main.js'

const RegionId = 'cn-hangzhou'
const database = await postgres()
afterAll(() => database?.stop())
const open: Cloud[] = []
async function cloudOf(options: CloudOptions = {}): Promise<Cloud> {
  const cloud = await createCloud({ clock: { mode: 'frozen', atMs: Date.UTC(2026, 0, 1) }, ...options })
  open.push(cloud)
  return cloud
}
afterEach(() => Promise.all(open.splice(0).map((cloud) => cloud.close())))

const rule = (more: Partial<FaultRule>): FaultRule => ({ id: 'fault-1', match: {}, effect: { error: 'Throttling' }, ...more })
const codes = async (cloud: Cloud, calls: number) => {
  const network = cloud.account('network')
  const told: unknown[] = []
  for (let i = 0; i < calls; i++) told.push((await network.answer('Vpc', 'DescribeVpcs', { RegionId })).body.Code ?? 'OK')
  return told
}

test('the same seed meets the same faults of a probability, also after a reset, and another seed others', async () => {
  const rules = () => [rule({ probability: 0.5 })]
  const told = async (cloud: Cloud) => {
    await cloud.worlds.setFaults('default', rules)
    return (await codes(cloud, 40)).join()
  }
  const [one, two, other] = [await cloudOf(), await cloudOf(), await cloudOf({ seed: 7 })]
  // Calls of another world in between change nothing.
  await one.worlds.create('beside')
  await one.worlds.setFaults('beside', rules)
  await one.withKey({ accessKeyId: 'local-network-beside' }).answer('Vpc', 'DescribeVpcs', { RegionId })
  const first = await told(one)
  expect(await told(two)).toBe(first)
  expect(await told(other)).not.toBe(first)
  await one.worlds.reset('default')
  expect(await told(one)).toBe(first)
})

test('a rule that has had its times has had them after a restart too', async () => {
  const persist = await mkdtemp(join(tmpdir(), 'crossgrant-faults-'))
  try {
    const before = await createCloud({ persist })
    await before.worlds.setFaults('default', () => [rule({ times: 1 })])
    expect(await codes(before, 2)).toEqual(['Throttling', 'OK'])
    await before.close()
    expect(await codes(await cloudOf({ persist }), 2)).toEqual(['OK', 'OK'])
    await Promise.all(open.splice(0).map((cloud) => cloud.close()))
  } finally {
    await rm(persist, { recursive: true, force: true })
  }
})

test('a rule under the id of one that is gone counts anew', async () => {
  const cloud = await cloudOf()
  for (let i = 0; i < 2; i++) {
    await cloud.worlds.setFaults('default', () => [rule({ times: 1 })])
    expect(await codes(cloud, 2)).toEqual(['Throttling', 'OK'])
    await cloud.worlds.setFaults('default', () => [])
  }
})

test('at once many calls use a rule up no more often than it says', async () => {
  const cloud = await cloudOf()
  await cloud.worlds.setFaults('default', () => [rule({ after: 3, times: 5 })])
  const network = cloud.account('network')
  const all = await Promise.all(Array.from({ length: 20 }, () => network.answer('Vpc', 'DescribeVpcs', { RegionId })))
  expect(all.filter(({ status }) => status === 400)).toHaveLength(5)
})

test('a call in process whose connection is cut has no answer, whether or not it took effect', async () => {
  const cloud = await cloudOf()
  const network = cloud.account('network')
  for (const [dropConnection, left] of [
    ['before', 0],
    ['after', 1],
  ] as const) {
    await cloud.worlds.setFaults('default', () => [rule({ match: { action: 'CreateVpc' }, effect: { dropConnection } })])
    await expect(network.call('Vpc', 'CreateVpc', { RegionId })).rejects.toThrow(ConnectionCut)
    expect((await network.call('Vpc', 'DescribeVpcs', { RegionId })).TotalCount).toBe(left)
  }
})

test('an injected error comes as late as its rule says', async () => {
  const cloud = await cloudOf()
  await cloud.worlds.setFaults('default', () => [rule({ effect: { error: 'ServiceUnavailable', latencyMs: 60 } })])
  const began = performance.now()
  expect(await codes(cloud, 1)).toEqual(['ServiceUnavailable'])
  expect(performance.now() - began).toBeGreaterThanOrEqual(59)
})

test.skipIf(!database)(
  `servers on one database use a rule up together${database ? '' : ' (skipped: needs PostgreSQL)'}`,
  async () => {
    const { url, drop } = await ownDatabase(database?.url ?? '', `crossgrant_faults_${process.pid}`)
    const clouds = [await createCloud({ persist: url }), await createCloud({ persist: url })] as const
    await clouds[0].worlds.setFaults('default', () => [rule({ times: 3 })])
    const told = (await Promise.all(clouds.map((cloud) => codes(cloud, 5)))).flat()
    expect(told.filter((code) => code === 'Throttling')).toHaveLength(3)
    for (const cloud of clouds) await cloud.close()
    await drop()
  },
)
