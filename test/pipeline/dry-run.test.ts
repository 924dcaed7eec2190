/** DryRun: every check, no effect. */

import { afterEach, beforeEach, expect, test } from 'vitest'
import { testCloud } from '../cloud.js'

const ECR = 'ExpressConnectRouter'
const RegionId = 'cn-hangzhou'
const create = 'CreateExpressConnectRouter'

let cloud: Awaited<ReturnType<typeof testCloud>>
beforeEach(async () => {
  cloud = await testCloud()
})
afterEach(() => cloud.close())

test('an ECR call that passes answers its envelope, names nothing and makes nothing', async () => {
  const network = cloud.as('network')
  const passed = await network.call(ECR, create, { AlibabaSideAsn: 45104, DryRun: true })
  expect(passed).toMatchObject({ Success: true, Code: '200', HttpStatusCode: 200 })
  expect(passed).not.toHaveProperty('EcrId')
  expect((await network.call(ECR, 'DescribeExpressConnectRouter')).TotalCount).toBe(0)
})

test('a call of the VPC family that passes is told so by an error (DryRunOperation)', async () => {
  const network = cloud.as('network')
  const { VpcId } = await network.call('Vpc', 'CreateVpc', { RegionId })
  for (const [action, parameters] of [
    ['CreateVpc', { RegionId, DryRun: true }],
    ['DeleteVpc', { RegionId, VpcId, DryRun: true }],
    ['DescribeVpcs', { RegionId, DryRun: true }],
  ] as const)
    expect(await network.refused('Vpc', action, parameters), action).toMatchObject({
      httpStatus: 400,
      code: 'DryRunOperation',
      message: 'Request validation has been passed with DryRun flag set.',
    })
  const { Vpcs } = await network.call('Vpc', 'DescribeVpcs', { RegionId, DryRun: false })
  expect(Vpcs.Vpc.map((each: { VpcId: string }) => each.VpcId)).toEqual([VpcId])
})

test('a read of an ECR has nothing to rehearse and answers', async () => {
  const network = cloud.as('network')
  await network.call(ECR, create, { AlibabaSideAsn: 45104 })
  expect((await network.call(ECR, 'DescribeExpressConnectRouter', { DryRun: true })).EcrList).toHaveLength(1)
})

test('what the call itself would be refused for, the dry run is refused for', async () => {
  const network = cloud.as('network')
  await network.call(ECR, create, { AlibabaSideAsn: 45104 })
  const refusals = [
    [ECR, create, { AlibabaSideAsn: 45104 }],
    [ECR, create, { AlibabaSideAsn: 1 }],
    [ECR, create, {}],
    [ECR, 'DeleteExpressConnectRouter', { EcrId: 'ecr-0' }],
    ['Vpc', 'CreateVpc', { RegionId, CidrBlock: '127.0.0.0/8' }],
    ['Vpc', 'DeleteVpc', { RegionId, VpcId: 'vpc-0' }],
  ] as const
  for (const [product, action, parameters] of refusals) {
    const { code, message, httpStatus } = await network.refused(product, action, parameters)
    expect(await network.refused(product, action, { ...parameters, DryRun: true }), action).toMatchObject({
      code,
      message,
      httpStatus,
    })
  }
})

test('it needs the permission that the call needs', async () => {
  await cloud.as('prod').call('Ram', 'CreateUser', { UserName: 'alice' })
  const { AccessKey } = await cloud.as('prod').call('Ram', 'CreateAccessKey', { UserName: 'alice' })
  const alice = cloud.withKey({ accessKeyId: AccessKey.AccessKeyId })
  for (const [product, action, parameters] of [
    ['Vpc', 'CreateVpc', { RegionId, DryRun: true }],
    [ECR, create, { AlibabaSideAsn: 45104, DryRun: true }],
  ] as const)
    expect((await alice.refused(product, action, parameters)).code).toBe('Forbidden.RAM')
})

test('it uses up neither a ClientToken nor an id', async () => {
  const network = cloud.as('network')
  const token = { ClientToken: 'kept' }
  await network.call(ECR, create, { AlibabaSideAsn: 64512, ...token, DryRun: true })
  const { EcrId } = await network.call(ECR, create, { AlibabaSideAsn: 45104, ...token })
  // Nor is one looked up: the token is that of a real call with another ASN by now.
  await network.call(ECR, create, { AlibabaSideAsn: 64513, ...token, DryRun: true })
  const undisturbed = await testCloud()
  expect((await undisturbed.as('network').call(ECR, create, { AlibabaSideAsn: 45104, ...token })).EcrId).toBe(EcrId)
  await undisturbed.close()
})

test('its record says that it was answered and that nothing changed', async () => {
  await cloud.as('network').call(ECR, create, { AlibabaSideAsn: 45104, DryRun: true })
  const [record] = await cloud.requests()
  expect(record).toMatchObject({ eventName: create, httpStatus: 200, stateChange: [], requestParameters: { DryRun: true } })
})

test('a DryRun that is neither true nor false is malformed', async () => {
  const { code } = await cloud.as('network').refused(ECR, create, { AlibabaSideAsn: 45104, DryRun: 'perhaps' })
  expect(code).toBe('IllegalParamFormat.DryRun')
})
