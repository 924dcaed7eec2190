import { afterEach, beforeEach, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'
import { ECR, makerIn } from '../../../../test/routers.js'

let cloud: Awaited<ReturnType<typeof testCloud>>
let EcrId: string
const modify = 'ModifyExpressConnectRouterInterRegionTransitMode'
const network = () => cloud.as('network')
const set = (...TransitModeList: object[]) => network().call(ECR, modify, { EcrId, TransitModeList })
const refused = (...TransitModeList: object[]) => network().refused(ECR, modify, { EcrId, TransitModeList })
const modes = async () =>
  (await network().call(ECR, 'DescribeExpressConnectRouterInterRegionTransitMode', { EcrId })).InterRegionTransitModeList

beforeEach(async () => {
  cloud = await testCloud()
  EcrId = await makerIn(cloud).ecr()
})
afterEach(() => cloud.close())

test('modes can be set before anything is in the region; regions that are left out keep theirs', async () => {
  await set({ RegionId: 'cn-beijing', Mode: 'NearBy' }, { RegionId: 'cn-hangzhou', Mode: 'ECMP' })
  await set({ RegionId: 'cn-hangzhou', Mode: 'NearBy' })
  expect(await modes()).toEqual([
    { RegionId: 'cn-hangzhou', Mode: 'NearBy' },
    { RegionId: 'cn-beijing', Mode: 'NearBy' },
  ])
  await network().call(ECR, modify, { EcrId })
  expect(await modes()).toHaveLength(2)
})
test('modes are told in the order in which they were set, the last ones first', async () => {
  const order = ['cn-shanghai', 'cn-beijing', 'cn-hangzhou']
  await set(...order.map((RegionId) => ({ RegionId, Mode: 'ECMP' })))
  expect((await modes()).map(({ RegionId }: { RegionId: string }) => RegionId)).toEqual(order)
  await set({ RegionId: 'cn-hangzhou', Mode: 'NearBy' })
  expect((await modes()).map(({ RegionId }: { RegionId: string }) => RegionId)).toEqual([
    'cn-hangzhou',
    'cn-shanghai',
    'cn-beijing',
  ])
})
test('a region that joins has ECMP', async () => {
  await makerIn(cloud).associate(EcrId, await makerIn(cloud).vpc('network', '10.0.0.0/16'))
  expect(await modes()).toEqual([{ RegionId: 'cn-hangzhou', Mode: 'ECMP' }])
})
test('a region without ECR, an unknown mode and half an entry are refused', async () => {
  const entry = { RegionId: 'cn-hangzhou', Mode: 'ECMP' }
  expect(await refused({ ...entry, RegionId: 'moon-1' })).toMatchObject({ httpStatus: 400, code: 'IllegalParam.RegionId' })
  expect(await refused({ ...entry, Mode: 'Far' })).toMatchObject({ httpStatus: 400, code: 'IllegalParam.TransitMode' })
  expect((await refused(entry, { Mode: 'ECMP' })).code).toBe('MissingParam.TransitModeList.2.RegionId')
  expect((await refused({ RegionId: 'cn-hangzhou' })).code).toBe('MissingParam.TransitModeList.1.Mode')
  expect(await modes()).toEqual([])
  const all = { EcrId: 'ecr-0', TransitModeList: [entry] }
  expect((await network().refused(ECR, modify, all)).code).toBe('ResourceNotFound.EcrId')
  expect((await network().refused(ECR, modify, {})).code).toBe('MissingParam.EcrId')
})
test('the ECR is UPDATING until that has settled, and locked (Conflict.Lock)', async () => {
  await cloud.latency('manual')
  await set({ RegionId: 'cn-hangzhou', Mode: 'NearBy' })
  expect((await network().call(ECR, 'DescribeExpressConnectRouter', { EcrId })).EcrList[0].Status).toBe('UPDATING')
  expect((await refused()).code).toBe('Conflict.Lock')
  expect((await network().refused(ECR, 'SynchronizeExpressConnectRouterInterRegionBandwidth', { EcrId })).code).toBe(
    'Conflict.Lock',
  )
  await cloud.step()
  expect(await modes()).toEqual([{ RegionId: 'cn-hangzhou', Mode: 'NearBy' }])
})
test('a change that is made to fail changes nothing', async () => {
  await cloud.fault({ match: { action: modify }, effect: { transition: 'fail' } })
  await set({ RegionId: 'cn-hangzhou', Mode: 'NearBy' })
  expect(await modes()).toEqual([])
})
