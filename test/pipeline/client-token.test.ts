/** ClientToken: asking twice is safe. */

import { afterEach, beforeEach, expect, test } from 'vitest'
import { testCloud } from '../cloud.js'

const ECR = 'ExpressConnectRouter'
const RegionId = 'cn-hangzhou'
const vpc = { RegionId, CidrBlock: '10.0.0.0/16', ClientToken: 'token-1' }

let cloud: Awaited<ReturnType<typeof testCloud>>
beforeEach(async () => {
  cloud = await testCloud()
})
afterEach(() => cloud.close())
const vpcs = async (alias: string) => (await cloud.as(alias).call('Vpc', 'DescribeVpcs', { RegionId })).TotalCount

test('a repetition answers as the first call did, under a request id of its own', async () => {
  const network = cloud.as('network')
  const { RequestId: first, ...answer } = await network.call('Vpc', 'CreateVpc', vpc)
  const { RequestId: second, ...again } = await network.call('Vpc', 'CreateVpc', vpc)
  expect(again).toEqual(answer)
  expect(second).not.toBe(first)
  expect(await vpcs('network')).toBe(1)
})

test('parameters in another order or notation are a repetition all the same', async () => {
  const network = cloud.as('network')
  const { VpcId } = await network.call('Vpc', 'CreateVpc', { ...vpc, EnableIpv6: 'true' })
  const { ClientToken, CidrBlock } = vpc
  expect((await network.call('Vpc', 'CreateVpc', { EnableIpv6: true, ClientToken, CidrBlock, RegionId })).VpcId).toBe(VpcId)
})

test('the same token with other parameters is refused (IdempotentParameterMismatch)', async () => {
  const network = cloud.as('network')
  await network.call('Vpc', 'CreateVpc', vpc)
  for (const other of [{ CidrBlock: '192.168.0.0/16' }, { VpcName: 'more' }, { CidrBlock: undefined }])
    expect(await network.refused('Vpc', 'CreateVpc', { ...vpc, ...other })).toMatchObject({
      httpStatus: 400,
      code: 'IdempotentParameterMismatch',
    })
  expect(await vpcs('network')).toBe(1)
})

test('a refused call is not remembered: once its cause is gone, the same token passes', async () => {
  const network = cloud.as('network')
  const wanted = { AlibabaSideAsn: 45104, ClientToken: 'later' }
  const { EcrId } = await network.call(ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn: 45104 })
  expect((await network.refused(ECR, 'CreateExpressConnectRouter', wanted)).code).toBe('Conflict.ASNOfECR')
  await network.call(ECR, 'DeleteExpressConnectRouter', { EcrId })
  expect((await network.call(ECR, 'CreateExpressConnectRouter', wanted)).EcrId).not.toBe(EcrId)
})

test('what happened to the thing since then does not change the answer', async () => {
  const network = cloud.as('network')
  const { VpcId } = await network.call('Vpc', 'CreateVpc', vpc)
  await network.call('Vpc', 'DeleteVpc', { RegionId, VpcId })
  expect((await network.call('Vpc', 'CreateVpc', vpc)).VpcId).toBe(VpcId)
  expect(await vpcs('network')).toBe(0)
})

test('a call that answers nothing but success is repeated as well', async () => {
  const network = cloud.as('network')
  const { EcrId } = await network.call(ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn: 45104 })
  const parameters = { EcrId, ClientToken: 'gone' }
  await network.call(ECR, 'DeleteExpressConnectRouter', parameters)
  expect(await network.call(ECR, 'DeleteExpressConnectRouter', parameters)).toMatchObject({ Success: true })
  expect((await network.refused(ECR, 'DeleteExpressConnectRouter', { EcrId })).code).toBe('ResourceNotFound.EcrId')
})

test('reads take a token and have no use for it', async () => {
  const network = cloud.as('network')
  const ClientToken = 'read'
  expect((await network.call(ECR, 'DescribeExpressConnectRouter', { ClientToken })).TotalCount).toBe(0)
  await network.call(ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn: 45104, ClientToken })
  expect((await network.call(ECR, 'DescribeExpressConnectRouter', { ClientToken })).TotalCount).toBe(1)
  expect((await network.call(ECR, 'DescribeExpressConnectRouter', { ClientToken, Name: 'other' })).TotalCount).toBe(0)
})

test('a token is remembered for 24 hours by the clock of the world', async () => {
  const network = cloud.as('network')
  const { VpcId } = await network.call('Vpc', 'CreateVpc', vpc)
  await cloud.advance('86399s')
  expect((await network.call('Vpc', 'CreateVpc', vpc)).VpcId).toBe(VpcId)
  await cloud.advance('1s')
  const renewed = await network.call('Vpc', 'CreateVpc', { ...vpc, CidrBlock: '192.168.0.0/16' })
  expect(renewed.VpcId).not.toBe(VpcId)
  expect(await vpcs('network')).toBe(2)
})

test('a token belongs to its account and its operation', async () => {
  const { VpcId } = await cloud.as('network').call('Vpc', 'CreateVpc', vpc)
  expect((await cloud.as('prod').call('Vpc', 'CreateVpc', vpc)).VpcId).not.toBe(VpcId)
  // All keys of an account ask for the same account.
  expect((await cloud.as('network.admin').call('Vpc', 'CreateVpc', vpc)).VpcId).toBe(VpcId)
  const asn = { AlibabaSideAsn: 45104, ClientToken: vpc.ClientToken }
  expect((await cloud.as('network').call(ECR, 'CreateExpressConnectRouter', asn)).EcrId).toMatch(/^ecr-/)
})

test('a repetition by somebody who may not make the call is refused', async () => {
  const prod = cloud.as('prod')
  await prod.call('Vpc', 'CreateVpc', vpc)
  await prod.call('Ram', 'CreateUser', { UserName: 'alice' })
  const { AccessKey } = await prod.call('Ram', 'CreateAccessKey', { UserName: 'alice' })
  expect((await cloud.withKey({ accessKeyId: AccessKey.AccessKeyId }).refused('Vpc', 'CreateVpc', vpc)).code).toBe('Forbidden.RAM')
})

test('an empty token is none, one that is too long is refused', async () => {
  const network = cloud.as('network')
  for (let i = 0; i < 2; i++) await network.call('Vpc', 'CreateVpc', { ...vpc, ClientToken: '' })
  expect(await vpcs('network')).toBe(2)
  await network.call('Vpc', 'CreateVpc', { ...vpc, ClientToken: 'x'.repeat(64) })
  await network.refused('Vpc', 'CreateVpc', { ...vpc, ClientToken: 'x'.repeat(65) })
  expect(await vpcs('network')).toBe(3)
})

test('tokens of one world are unknown in another, and gone after a reset', async () => {
  const { worlds } = cloud.cloud
  await worlds.create('other')
  const other = cloud.withKey({ accessKeyId: 'local-network-other' })
  const { VpcId } = await cloud.as('network').call('Vpc', 'CreateVpc', vpc)
  expect((await other.call('Vpc', 'CreateVpc', { ...vpc, VpcName: 'mine' })).VpcId).not.toBe(VpcId)
  await worlds.reset('default')
  await cloud.as('network').call('Vpc', 'CreateVpc', { ...vpc, VpcName: 'anew' })
})
