import { afterEach, beforeEach, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'
import { ECR, makerIn } from '../../../../test/routers.js'

let cloud: Awaited<ReturnType<typeof testCloud>>
let right: Record<string, string>
const modify = 'ModifyExpressConnectRouterChildInstance'
const network = () => cloud.as('network')
const refused = (more = {}) => network().refused(ECR, modify, { ...right, ...more })
const found = async () =>
  (await network().call(ECR, 'DescribeExpressConnectRouterChildInstance', { EcrId: right.EcrId })).ChildInstanceList[0]

beforeEach(async () => {
  cloud = await testCloud()
  const make = makerIn(cloud)
  right = { EcrId: await make.ecr(), ChildInstanceId: await make.vbr('network'), ChildInstanceType: 'VBR' }
  await make.attach(right.EcrId as string, right.ChildInstanceId as string)
})
afterEach(() => cloud.close())

test('a VBR takes a description, which stays when a call leaves it out', async () => {
  expect((await found()).Description).toBeUndefined()
  await cloud.advance('1h')
  await network().call(ECR, modify, { ...right, Description: 'line 1' })
  await network().call(ECR, modify, right)
  expect(await found()).toMatchObject({ Description: 'line 1', GmtModified: '2026-01-01T01:00:00Z', Status: 'ACTIVE' })
})
test('a VBR that is not attached is refused (ResourceNotFound.ChildInstanceId)', async () => {
  const unknown = { httpStatus: 404, code: 'ResourceNotFound.ChildInstanceId' }
  expect(await refused({ ChildInstanceId: await makerIn(cloud).vbr('network') })).toMatchObject(unknown)
  await network().call(ECR, 'DetachExpressConnectRouterChildInstance', right)
  expect(await refused()).toMatchObject(unknown)
})
test('while the VBR is being detached, it is refused (Conflict.Lock)', async () => {
  await cloud.latency('manual')
  await network().call(ECR, 'DetachExpressConnectRouterChildInstance', right)
  expect((await refused()).code).toBe('Conflict.Lock')
})
test('another kind of child instance, an ECR that is unknown, and nothing at all are refused', async () => {
  expect((await refused({ ChildInstanceType: 'VPC' })).code).toBe('IllegalParamFormat.ChildInstanceType')
  expect((await refused({ EcrId: 'ecr-0' })).code).toBe('ResourceNotFound.EcrId')
  expect((await network().refused(ECR, modify)).code).toBe('MissingParam.EcrId')
})
