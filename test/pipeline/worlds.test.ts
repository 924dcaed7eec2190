/** Worlds: apart from each other, each with its own clock and its own strictness. */

import { afterEach, beforeEach, expect, test } from 'vitest'
import { portOf } from './port.js'

const RegionId = 'cn-hangzhou'
let port: Awaited<ReturnType<typeof portOf>>
beforeEach(async () => {
  port = await portOf()
})
afterEach(() => port.close())

const newWorld = (name: string, more: object = {}) => port.client.admin('POST', '/admin/v1/worlds', { name, ...more })
const vpcsSeenBy = async (key: string) => (await port.call(key, 'Vpc', 'DescribeVpcs', { RegionId })).body.TotalCount
const clock = (world: string, what: string, body: object = {}) =>
  port.client.admin('POST', `/admin/v1/worlds/${world}/clock/${what}`, body)

test('the key selects the world, and nothing of one is seen from another', async () => {
  await newWorld('a')
  await newWorld('b')
  const made = await port.call('local-network-a', 'Vpc', 'CreateVpc', { RegionId })
  expect(await Promise.all(['local-network-a', 'local-network-b', 'local-network'].map(vpcsSeenBy))).toEqual([1, 0, 0])
  const deleted = await port.call('local-network-b', 'Vpc', 'DeleteVpc', { RegionId, VpcId: made.body.VpcId })
  expect(deleted.body.Code).toBe('InvalidVpcId.NotFound')
  const target = { ResourceShareName: 'wide', AllowExternalTargets: true, Targets: ['2000000000000001'] }
  expect((await port.call('local-network-a', 'ResourceSharing', 'CreateResourceShare', target)).status).toBe(200)
  const invited = async (key: string) =>
    (await port.call(key, 'ResourceSharing', 'ListResourceShareInvitations')).body.ResourceShareInvitations.length
  expect([await invited('local-partner-a'), await invited('local-partner-b'), await invited('local-partner')]).toEqual([1, 0, 0])
})

test('records, faults, settings and the clock of one concern no other', async () => {
  await newWorld('a')
  await port.client.admin('PATCH', '/admin/v1/worlds/a', { settings: { quotas: { 'vpc.vpcs': 0 } } })
  await clock('a', 'advance', { by: '96h' })
  await port.client.admin('POST', '/admin/v1/worlds/a/faults', { match: {}, effect: { error: 'Throttling' } })
  expect((await port.call('local-network-a', 'Vpc', 'CreateVpc', { RegionId })).body.Code).toBe('Throttling')
  expect((await port.call('local-network', 'Vpc', 'CreateVpc', { RegionId })).status).toBe(200)
  const records = async (world: string) => (await port.client.admin('GET', `/admin/v1/worlds/${world}/requests`)).requests
  expect((await records('a')).map((each: { errorCode: string }) => each.errorCode)).toEqual(['Throttling'])
  expect((await records('default')).map((each: { httpStatus: number }) => each.httpStatus)).toEqual([200])
  expect(Math.abs(Date.parse((await port.client.admin('GET', '/admin/v1/worlds/default/clock')).now) - Date.now())).toBeLessThan(
    30_000,
  )
})

test('a world that is removed takes its keys along, and is not listed for calls that come too late', async () => {
  await newWorld('a')
  const { worlds } = port.server.core
  const late = port.call('local-network-a', 'Vpc', 'DescribeVpcs', { RegionId })
  await worlds.remove('a')
  await late
  await port.server.core.store.flush()
  expect((await port.call('local-network-a', 'Vpc', 'DescribeVpcs', { RegionId })).body.Code).toBe('InvalidAccessKeyId.NotFound')
  expect(await worlds.list()).toEqual(['default'])
})

test('soft enforcement allows what RAM would refuse, and marks it; off does not ask', async () => {
  const ram = (action: string, more: object = {}) => port.call('local-prod', 'Ram', action, { UserName: 'alice', ...more })
  await ram('CreateUser')
  const { AccessKeyId, AccessKeySecret: secret } = (await ram('CreateAccessKey')).body.AccessKey
  const asked = () => port.call(AccessKeyId, 'Vpc', 'DescribeVpcs', { RegionId }, { secret })
  const enforce = (mode: string) => port.client.admin('PATCH', '/admin/v1/worlds/default', { settings: { enforce: mode } })
  const decisionOf = async (reply: Awaited<ReturnType<typeof asked>>) =>
    (await port.client.admin('GET', `/admin/v1/worlds/default/requests/${reply.body.RequestId}`)).decision
  const denied = await asked()
  expect(denied).toMatchObject({
    status: 403,
    body: { Code: 'Forbidden.RAM', AccessDeniedDetail: { NoPermissionType: 'ImplicitDeny' } },
  })
  expect((await decisionOf(denied)).authorization).not.toHaveProperty('soft')
  await enforce('soft')
  const allowed = await asked()
  expect(allowed.status).toBe(200)
  expect((await decisionOf(allowed)).authorization).toMatchObject({ result: 'ImplicitDeny', soft: true })
  await enforce('off')
  const unasked = await asked()
  expect(unasked.status).toBe(200)
  expect(await decisionOf(unasked)).toEqual({})
})

test('what is made while the clock stands still is of one instant, however long it takes', async () => {
  await clock('default', 'freeze')
  await clock('default', 'set', { to: '2020-02-29T12:00:00Z' })
  for (let i = 0; i < 2; i++) await port.call('local-network', 'Vpc', 'CreateVpc', { RegionId })
  const times = async () =>
    (await port.call('local-network', 'Vpc', 'DescribeVpcs', { RegionId })).body.Vpcs.Vpc.map(
      ({ CreationTime }: { CreationTime: string }) => CreationTime,
    )
  expect(await times()).toEqual(['2020-02-29T12:00:00Z', '2020-02-29T12:00:00Z'])
  await clock('default', 'advance', { by: '1d' })
  await port.call('local-network', 'Vpc', 'CreateVpc', { RegionId })
  expect((await times()).sort().at(-1)).toBe('2020-03-01T12:00:00Z')
})

test('signatures are judged by real time, whatever the clock of the world says', async () => {
  await clock('default', 'advance', { by: '365d' })
  const signedAt = async (minutes: number) => {
    const now = new Date(Date.now() + minutes * 60_000)
    return (await port.call('local-network', 'Vpc', 'DescribeVpcs', { RegionId }, { now })).body.Code
  }
  expect([await signedAt(0), await signedAt(-14), await signedAt(14)]).toEqual([undefined, undefined, undefined])
  expect([await signedAt(-16), await signedAt(16), await signedAt(365 * 24 * 60)]).toEqual(
    Array.from({ length: 3 }, () => 'InvalidTimeStamp.Expired'),
  )
})

test('neither a clock nor a transition can be moved out of the calendar', async () => {
  for (const by of ['99999999d', 'P999999999D']) await expect(clock('default', 'advance', { by })).rejects.toThrow(/OutOfCalendar/)
  const after = (time: string) => port.client.admin('PUT', '/admin/v1/worlds/default/transitions', { mode: { after: time } })
  await expect(after('99999999d')).rejects.toThrow(/OutOfCalendar/)
  await expect(clock('default', 'set', { to: '9999-12-31T23:59:59Z' })).rejects.toThrow(/OutOfCalendar/)
  await clock('default', 'set', { to: '8999-12-31T00:00:00Z' })
  expect((await port.call('local-network', 'Vpc', 'CreateVpc', { RegionId })).status).toBe(200)
})

test('a world can be reset while it is in use', async () => {
  const calls = Promise.all(Array.from({ length: 40 }, () => port.call('local-network', 'Vpc', 'CreateVpc', { RegionId })))
  await port.client.admin('POST', '/admin/v1/reset', {})
  const statuses = new Set((await calls).map(({ status }) => status))
  // Before, after, beyond the quota, or in between, when there is no such key.
  for (const status of statuses) expect([200, 400, 404]).toContain(status)
  await port.client.admin('POST', '/admin/v1/reset', {})
  expect(await vpcsSeenBy('local-network')).toBe(0)
})
