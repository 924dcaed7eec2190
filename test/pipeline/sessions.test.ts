/** Temporary keys: their token goes with every call, and both end. */

import { afterEach, beforeEach, expect, test } from 'vitest'
import { portOf } from './port.js'

const RegionId = 'cn-hangzhou'
const trust = JSON.stringify({
  Version: '1',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { RAM: ['acs:ram::1000000000000002:root'] } }],
})

let port: Awaited<ReturnType<typeof portOf>>
beforeEach(async () => {
  port = await portOf()
  await port.call('local-prod', 'Ram', 'CreateRole', { RoleName: 'visitor', AssumeRolePolicyDocument: trust })
})
afterEach(() => port.close())

async function assumed(RoleSessionName = 'visit') {
  const role = { RoleArn: 'acs:ram::1000000000000003:role/visitor', RoleSessionName, DurationSeconds: 3600 }
  const { status, body } = await port.call('local-network.admin', 'Sts', 'AssumeRole', role)
  expect(status, JSON.stringify(body)).toBe(200)
  const { AccessKeyId, AccessKeySecret: secret, SecurityToken: securityToken, Expiration } = body.Credentials
  const call = (options: object) => port.call(AccessKeyId, 'Sts', 'GetCallerIdentity', {}, { secret, securityToken, ...options })
  return { call, securityToken, Expiration, AccessKeyId }
}

const generations = ['v1', 'v3'] as const

test.each(generations)('with its token a temporary key acts as the role (%s)', async (generation) => {
  const { call } = await assumed()
  expect(await call({ generation })).toMatchObject({
    status: 200,
    body: { AccountId: '1000000000000003', Arn: 'acs:ram::1000000000000003:assumed-role/visitor/visit' },
  })
})

test.each(generations)('without its token, or with that of another session, it is refused (%s)', async (generation) => {
  const [one, two] = [await assumed('one'), await assumed('two')]
  expect((await one.call({ generation, securityToken: undefined })).body.Code).toBe('MissingSecurityToken')
  for (const securityToken of [two.securityToken, 'forged'])
    expect((await one.call({ generation, securityToken })).body.Code).toBe('InvalidSecurityToken.MismatchWithAccessKey')
})

test('it ends by the clock of the world, and says its end in real time', async () => {
  const { call, Expiration } = await assumed()
  expect(Math.abs(Date.parse(Expiration) - Date.now() - 3_600_000)).toBeLessThan(30_000)
  await port.server.core.worlds.advance('default', 3_500_000)
  expect((await call({})).status).toBe(200)
  await port.server.core.worlds.advance('default', 100_000)
  expect(await call({})).toMatchObject({ status: 400, body: { Code: 'InvalidSecurityToken.Expired' } })
})

test('it ends with its role', async () => {
  const { call } = await assumed()
  await port.call('local-prod', 'Ram', 'DeleteRole', { RoleName: 'visitor' })
  await port.call('local-prod', 'Ram', 'CreateRole', { RoleName: 'visitor', AssumeRolePolicyDocument: trust })
  expect((await call({})).body.Code).toBe('InvalidAccessKeyId.Inactive')
})

test('a key that was switched off, deleted or never made is refused', async () => {
  const prod = (action: string, parameters: object) => port.call('local-prod', 'Ram', action, { UserName: 'alice', ...parameters })
  await prod('CreateUser', {})
  const { AccessKeyId: UserAccessKeyId, AccessKeySecret: secret } = (await prod('CreateAccessKey', {})).body.AccessKey
  const asked = async () => (await port.call(UserAccessKeyId, 'Sts', 'GetCallerIdentity', {}, { secret })).body.Code
  expect(await asked()).toBeUndefined()
  await prod('UpdateAccessKey', { UserAccessKeyId, Status: 'Inactive' })
  expect(await asked()).toBe('InvalidAccessKeyId.Inactive')
  await prod('DeleteAccessKey', { UserAccessKeyId })
  expect(await asked()).toBe('InvalidAccessKeyId.NotFound')
})

test('no part of a request can be changed once it is signed', async () => {
  const { client, sign } = port
  const signed = sign('local-network', 'Vpc', 'DescribeVpcs', { RegionId, PageSize: 10 })
  const body = Buffer.from(Buffer.from(signed.body).toString().replace('PageSize=10', 'PageSize=50'))
  expect((await client.send({ ...signed, body })).body.Code).toBe('SignatureDoesNotMatch')
  const older = sign('local-network', 'Vpc', 'DescribeVpcs', { RegionId, PageSize: 10 }, { generation: 'v1' })
  const changed = Buffer.from(Buffer.from(older.body).toString().replace('PageSize=10', 'PageSize=50'))
  expect((await client.send({ ...older, body: changed })).body.Code).toBe('SignatureDoesNotMatch')
})
