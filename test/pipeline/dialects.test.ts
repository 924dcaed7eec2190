/** Each product refuses in its own words; what the gateway refuses sounds the same everywhere. */

import { afterAll, beforeAll, expect, test } from 'vitest'
import { testCloud } from '../cloud.js'
import type { ProductName } from '../kill/signed.js'
import { portOf } from './port.js'

let cloud: Awaited<ReturnType<typeof testCloud>>
let port: Awaited<ReturnType<typeof portOf>>
beforeAll(async () => {
  cloud = await testCloud()
  port = await portOf()
})
afterAll(async () => {
  await cloud.close()
  await port.close()
})

const refusals = [
  ['ResourceSharing', 'CreateResourceShare', {}, 400, 'MissingParameter.ResourceShareName'],
  ['ResourceSharing', 'CreateResourceShare', { ResourceShareName: 'a b' }, 400, 'InvalidParameter.ResourceShareName'],
  [
    'ResourceSharing',
    'CreateResourceShare',
    { ResourceShareName: 'x'.repeat(51) },
    400,
    'InvalidParameter.ResourceShareName.Length',
  ],
  [
    'ResourceSharing',
    'CreateResourceShare',
    { ResourceShareName: 'a', Targets: ['1', '1'] },
    400,
    'InvalidParameter.Targets.Duplicate',
  ],
  ['ExpressConnectRouter', 'CreateExpressConnectRouter', {}, 400, 'MissingParam.AlibabaSideAsn'],
  ['ExpressConnectRouter', 'CreateExpressConnectRouter', { AlibabaSideAsn: 'many' }, 400, 'IllegalParamFormat.AlibabaSideAsn'],
  ['ExpressConnectRouter', 'CreateExpressConnectRouter', { AlibabaSideAsn: 7 }, 400, 'IllegalParam.AlibabaSideAsn'],
  ['Vpc', 'CreateVpc', {}, 400, 'MissingRegionId'],
  ['Vpc', 'CreateVpc', { RegionId: 'cn-hangzhou', EnableIpv6: 'perhaps' }, 400, 'IllegalParam.EnableIpv6'],
  ['Ram', 'CreateUser', {}, 400, 'MissingParameter'],
  ['Ram', 'CreateUser', { UserName: 'a b' }, 400, 'InvalidParameter.UserName.InvalidChars'],
  ['Ram', 'CreateUser', { UserName: 'x'.repeat(200) }, 400, 'InvalidParameter.UserName.Length'],
] as const

test.each(refusals)('%s %s with %j is refused (%i %s)', async (product, action, parameters, httpStatus, code) => {
  const refusal = await cloud.as('network').refused(product, action, { ...parameters })
  expect(refusal).toMatchObject({ httpStatus, code })
  expect(refusal.message).not.toContain('%s')
  expect(refusal.body).toMatchObject({
    RequestId: expect.stringMatching(/^[0-9A-F-]{36}$/),
    HostId: expect.any(String),
    Recommend: expect.stringContaining(String(refusal.body.RequestId)),
  })
})

const denials = [
  ['ResourceSharing', 'ListResourceShares', { ResourceOwner: 'Self' }, 'NoPermission'],
  ['ExpressConnectRouter', 'DescribeExpressConnectRouter', {}, 'Forbidden.RAM'],
  ['Vpc', 'DescribeVpcs', { RegionId: 'cn-hangzhou' }, 'Forbidden.RAM'],
  ['Ram', 'ListUsers', {}, 'NoPermission'],
] as const

test.each(denials)('%s %s by a user without policies is denied (%s)', async (product, action, parameters, code) => {
  const UserName = `user-${product}`
  await cloud.as('dev').call('Ram', 'CreateUser', { UserName })
  const { AccessKey } = await cloud.as('dev').call('Ram', 'CreateAccessKey', { UserName })
  const refusal = await cloud.withKey({ accessKeyId: AccessKey.AccessKeyId }).refused(product, action, parameters)
  expect(refusal).toMatchObject({ httpStatus: 403, code })
  expect(refusal.body.AccessDeniedDetail).toMatchObject({
    AuthAction: expect.stringMatching(new RegExp(`^[a-z]+:${action}$`)),
    AuthPrincipalType: 'SubUser',
    AuthPrincipalOwnerId: '1000000000000004',
    NoPermissionType: 'ImplicitDeny',
  })
})

test('a failure of an ECR call carries the envelope of its product', async () => {
  const { body } = await cloud.as('network').refused('ExpressConnectRouter', 'CreateExpressConnectRouter', {})
  expect(body).toMatchObject({ Success: false, HttpStatusCode: 400, DynamicCode: body.Code, DynamicMessage: body.Message })
  const other = await cloud.as('network').refused('ExpressConnectRouter', 'DeleteExpressConnectRouter', { EcrId: 'ecr-0' })
  expect(other.body).not.toHaveProperty('DynamicCode')
})

const products = ['ResourceSharing', 'ExpressConnectRouter', 'Vpc', 'Ram', 'Sts'] as const satisfies readonly ProductName[]

test.each(products)('%s: what the gateway refuses is refused in its words', async (product) => {
  const unknown = await port.call('local-network', product, 'DescribeNothingAtAll')
  expect(['InvalidAction.NotFound', 'OperationNotOffered']).toContain(unknown.body.Code)
  const action = 'GetCallerIdentity'
  const known =
    product === 'Sts'
      ? action
      : {
          ResourceSharing: 'ListResourceShares',
          ExpressConnectRouter: 'DescribeExpressConnectRouter',
          Vpc: 'DescribeVpcs',
          Ram: 'ListUsers',
        }[product]
  expect(await port.call('local-nobody', product, known)).toMatchObject({
    status: 404,
    body: { Code: 'InvalidAccessKeyId.NotFound' },
  })
  expect((await port.call('local-network', product, known, {}, { secret: 'x' })).body.Code).toBe('SignatureDoesNotMatch')
  const old = { now: new Date(Date.UTC(2020, 0, 1)) }
  expect((await port.call('local-network', product, known, {}, old)).body.Code).toBe('InvalidTimeStamp.Expired')
})

test('of several things that are wrong, the gateway tells what comes first', async () => {
  const old = new Date(Date.UTC(2020, 0, 1))
  const told = async (key: string, action: string, options: object) => (await port.call(key, 'Vpc', action, {}, options)).body.Code
  expect(await told('local-nobody', 'Nothing', { now: old, secret: 'x' })).toMatch(/InvalidAction.NotFound|OperationNotOffered/)
  expect(await told('local-nobody', 'CreateVpc', { now: old, secret: 'x' })).toBe('InvalidAccessKeyId.NotFound')
  expect(await told('local-network', 'CreateVpc', { now: old, secret: 'x' })).toBe('InvalidTimeStamp.Expired')
  expect(await told('local-network', 'CreateVpc', { secret: 'x' })).toBe('SignatureDoesNotMatch')
  expect(await told('local-network', 'CreateVpc', {})).toBe('MissingRegionId')
})
