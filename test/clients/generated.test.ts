import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestServer, testServer } from '../server.js'
import { configOf, keyOf, openApiCoreRefusal, uids } from './connect.js'

// The packages that the vendor generates per product, with their own classes for requests and answers.
const require = createRequire(import.meta.url)
const Ram = require('@alicloud/ram20150501') as typeof import('@alicloud/ram20150501')
const Sts = require('@alicloud/sts20150401') as typeof import('@alicloud/sts20150401')
const Vpc = require('@alicloud/vpc20160428') as typeof import('@alicloud/vpc20160428')

const regionId = 'cn-hangzhou'

describe.each(['http', 'https'] as const)('the generated packages over %s', (scheme) => {
  let server: TestServer
  beforeAll(async () => {
    server = await testServer()
  })
  afterAll(() => server.close())
  const config = (alias: string) => configOf(server, keyOf(alias), scheme)

  test('build a network and find it again: nested answers, tags and pages fit their classes', async () => {
    const vpc = new Vpc.default(await config('network'))
    const tag = [new Vpc.CreateVpcRequestTag({ key: 'team', value: 'core' })]
    const made = await vpc.createVpc(new Vpc.CreateVpcRequest({ regionId, cidrBlock: '10.0.0.0/16', vpcName: 'hub', tag }))
    const vpcId = made.body?.vpcId as string
    expect(made.statusCode).toBe(200)
    for (const third of [1, 2]) {
      const subnet = { regionId, vpcId, zoneId: 'cn-hangzhou-b', cidrBlock: `10.0.${third}.0/24` }
      await vpc.createVSwitch(new Vpc.CreateVSwitchRequest(subnet))
    }
    const { body } = await vpc.describeVSwitches(new Vpc.DescribeVSwitchesRequest({ regionId, vpcId, pageSize: 1, pageNumber: 2 }))
    expect(body).toMatchObject({ totalCount: 2, pageNumber: 2, pageSize: 1 })
    expect(body?.vSwitches?.vSwitch?.map(({ cidrBlock }) => cidrBlock)).toHaveLength(1)
    const found = await vpc.describeVpcs(new Vpc.DescribeVpcsRequest({ regionId, vpcId }))
    expect(found.body?.vpcs?.vpc?.[0]).toMatchObject({ vpcId, vpcName: 'hub', status: 'Available', cidrBlock: '10.0.0.0/16' })
    expect(found.body?.vpcs?.vpc?.[0]?.tags?.tag?.[0]).toMatchObject({ key: 'team', value: 'core' })
  })

  test('make a role that another account assumes, and speak as it', async () => {
    const ram = new Ram.default(await config('network'))
    const Statement = [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { RAM: [`acs:ram::${uids.partner}:root`] } }]
    const assumeRolePolicyDocument = JSON.stringify({ Version: '1', Statement })
    const { body } = await ram.createRole(new Ram.CreateRoleRequest({ roleName: 'guest', assumeRolePolicyDocument }))
    const roleArn = body?.role?.arn as string
    const policy = { roleName: 'guest', policyName: 'ReadOnlyAccess', policyType: 'System' }
    await ram.attachPolicyToRole(new Ram.AttachPolicyToRoleRequest(policy))

    const sts = new Sts.default(await config('partner.admin'))
    const assumed = await sts.assumeRole(new Sts.AssumeRoleRequest({ roleArn, roleSessionName: 'alice' }))
    const { accessKeyId = '', accessKeySecret = '', securityToken = '' } = assumed.body?.credentials ?? {}
    const session = await configOf(server, { accessKeyId, accessKeySecret, securityToken }, scheme)
    const identity = await new Sts.default(session).getCallerIdentity()
    expect(identity.body).toMatchObject({ accountId: uids.network, arn: `acs:ram::${uids.network}:assumed-role/guest/alice` })
    const seen = await new Vpc.default(session).describeVpcs(new Vpc.DescribeVpcsRequest({ regionId }))
    expect(seen.statusCode).toBe(200)
    const refused = await new Vpc.default(session)
      .createVpc(new Vpc.CreateVpcRequest({ regionId }))
      .then(() => expect.fail('was not refused'), openApiCoreRefusal)
    expect(refused).toMatchObject({ httpStatus: 403, code: 'Forbidden.RAM' })
  })

  test('throw a refusal with its code, status and the request id of the answer', async () => {
    const ram = new Ram.default(await config('network'))
    const error = await ram.getUser(new Ram.GetUserRequest({ userName: 'nobody' })).catch((error: unknown) => error)
    expect(error).toMatchObject({ name: 'ClientError', code: 'EntityNotExist.User', statusCode: 404 })
    expect((error as { message: string }).message).toMatch(/code: 404, .+ request id: [0-9A-F-]{36}$/)
  })
})
