import { afterAll, beforeAll, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'
import { ECR } from '../../../../test/routers.js'

let cloud: Awaited<ReturnType<typeof testCloud>>
beforeAll(async () => {
  cloud = await testCloud()
})
afterAll(() => cloud.close())
const list = 'ListExpressConnectRouterSupportedRegion'

test.each(['TR', 'VBR', 'VPC'])('the regions for a %s are listed', async (NodeType) => {
  const answer = await cloud.as('prod').call(ECR, list, { NodeType })
  expect(answer.SupportedRegionIdList).toHaveLength(32)
  expect(answer.SupportedRegionIdList).toEqual(expect.arrayContaining(['cn-hangzhou', 'cn-hongkong', 'eu-central-1']))
  expect(answer).toMatchObject({ Success: true, HttpStatusCode: 200 })
})
test('a kind has to be named, and there are three (MissingParam.NodeType, IllegalParamFormat.NodeType)', async () => {
  expect((await cloud.as('prod').refused(ECR, list)).code).toBe('MissingParam.NodeType')
  expect((await cloud.as('prod').refused(ECR, list, { NodeType: 'CCN' })).code).toBe('IllegalParamFormat.NodeType')
})
