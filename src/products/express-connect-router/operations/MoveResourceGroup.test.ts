import { afterEach, beforeEach, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'
import { ECR, makerIn } from '../../../../test/routers.js'

let cloud: Awaited<ReturnType<typeof testCloud>>
let right: Record<string, string>
const network = () => cloud.as('network')

beforeEach(async () => {
  cloud = await testCloud()
  const ResourceId = await makerIn(cloud).ecr()
  right = { ResourceId, ResourceType: 'EXPRESSCONNECTROUTER', NewResourceGroupId: 'rg-acfmvvajg5q0001' }
})
afterEach(() => cloud.close())

test('an ECR moves to another resource group, by which it is found then', async () => {
  const answer = await network().call(ECR, 'MoveResourceGroup', right)
  expect(answer).toMatchObject({ Success: true, Code: '200', Message: 'OK' })
  expect(answer).not.toHaveProperty('HttpStatusCode')
  const { EcrList } = await network().call(ECR, 'DescribeExpressConnectRouter', { ResourceGroupId: right.NewResourceGroupId })
  expect(EcrList).toMatchObject([{ EcrId: right.ResourceId, ResourceGroupId: right.NewResourceGroupId }])
})
test('not while a step of it runs (Conflict.Lock)', async () => {
  await cloud.latency('manual')
  await network().call(ECR, 'SynchronizeExpressConnectRouterInterRegionBandwidth', { EcrId: right.ResourceId })
  expect(await network().refused(ECR, 'MoveResourceGroup', right)).toMatchObject({ httpStatus: 400, code: 'Conflict.Lock' })
})
test('not an ECR of another account, and nothing of another kind', async () => {
  expect((await cloud.as('prod').refused(ECR, 'MoveResourceGroup', right)).code).toBe('ResourceNotFound.EcrId')
  const refused = async (more: object) => (await network().refused(ECR, 'MoveResourceGroup', { ...right, ...more })).code
  expect(await refused({ ResourceType: 'VPC' })).toBe('IllegalParamFormat.ResourceType')
  expect(await refused({ NewResourceGroupId: undefined })).toBe('MissingParam.NewResourceGroupId')
})
