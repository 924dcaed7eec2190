/** What is kept of calls: enough to explain them, and no secret. */

import { afterAll, beforeAll, expect, test } from 'vitest'
import { pipelineTables } from '../../src/pipeline/index.js'
import { accessKeys } from '../../src/products/ram/tables.js'
import { signatureV1, stringToSignV1 } from '../../src/wire/signature-v1.js'
import type { Reply } from '../kill/signed.js'
import { portOf } from './port.js'

const RegionId = 'cn-hangzhou'
const trust = JSON.stringify({
  Version: '1',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { RAM: ['acs:ram::1000000000000002:root'] } }],
})

let port: Awaited<ReturnType<typeof portOf>>
beforeAll(async () => {
  port = await portOf()
})
afterAll(() => port.close())

const recordOf = ({ body }: Reply) => port.client.admin('GET', `/admin/v1/worlds/default/requests/${body.RequestId}`)

test('every call can be looked up by its request id: answered or refused, read or write', async () => {
  const cases = [
    [
      await port.call('local-network', 'Vpc', 'CreateVpc', { RegionId }),
      { eventName: 'CreateVpc', eventRW: 'Write', httpStatus: 200, stage: 'keep' },
    ],
    [
      await port.call('local-network', 'Vpc', 'DescribeVpcs', { RegionId }),
      { eventName: 'DescribeVpcs', eventRW: 'Read', httpStatus: 200 },
    ],
    [
      await port.call('local-network', 'Vpc', 'DeleteVpc', { RegionId, VpcId: 'vpc-0' }),
      { errorCode: 'InvalidVpcId.NotFound', httpStatus: 404, stateChange: [] },
    ],
    [await port.call('local-network', 'Vpc', 'CreateVpc'), { errorCode: 'MissingRegionId', stage: 'parse' }],
    [
      await port.call('local-network', 'Vpc', 'DescribeVpcs', {}, { secret: 'x' }),
      { errorCode: 'SignatureDoesNotMatch', stage: 'signature' },
    ],
    [await port.call('local-nobody', 'Vpc', 'DescribeVpcs'), { errorCode: 'InvalidAccessKeyId.NotFound', stage: 'locate the key' }],
    [await port.call('local-network', 'Vpc', 'Nothing'), { eventName: 'Nothing', httpStatus: 400 }],
  ] as const
  for (const [reply, expected] of cases) {
    const record = await recordOf(reply)
    expect(record).toMatchObject({ requestId: reply.body.RequestId, eventId: reply.body.RequestId, ...expected })
  }
})

test('a record says who asked for what, from where, and what changed', async () => {
  const reply = await port.call('local-network.admin', 'Vpc', 'CreateVpc', { RegionId, VpcName: 'core' })
  expect(await recordOf(reply)).toMatchObject({
    serviceName: 'Vpc',
    apiVersion: '2016-04-28',
    acsRegion: RegionId,
    sourceIpAddress: '127.0.0.1',
    userIdentity: { type: 'ram-user', accountId: '1000000000000002', userName: 'admin', accessKeyId: 'local-network.admin' },
    requestParameters: { RegionId, VpcName: 'core' },
    responseElements: { VpcId: reply.body.VpcId },
    stateChange: [{ table: 'vpc_vpc', account: '1000000000000002', key: [reply.body.VpcId], change: 'put' }, {}],
    decision: { authorization: { action: 'vpc:CreateVpc', result: 'Allowed' } },
  })
})

test('the page behind Recommend explains a refusal', async () => {
  const { body } = await port.call('local-network', 'Vpc', 'DeleteVpc', { RegionId, VpcId: 'vpc-0' })
  const page = await (await fetch(body.Recommend)).text()
  expect(page).toContain('InvalidVpcId.NotFound')
  expect(page).toContain(body.RequestId)
})

test('no row but that of a key itself holds a secret, a token or a signature', async () => {
  const call = (action: string, parameters: object = {}) =>
    port.call('local-prod', 'Ram', action, { UserName: 'alice', ...parameters })
  await call('CreateUser')
  const { AccessKeyId, AccessKeySecret } = (await call('CreateAccessKey')).body.AccessKey
  await call('CreateRole', { RoleName: 'visitor', AssumeRolePolicyDocument: trust })
  const role = { RoleArn: 'acs:ram::1000000000000003:role/visitor', RoleSessionName: 'visit' }
  const { Credentials } = (await port.call('local-network.admin', 'Sts', 'AssumeRole', role)).body
  const session = { secret: Credentials.AccessKeySecret, securityToken: Credentials.SecurityToken }
  const signatures: string[] = []
  for (const generation of ['v1', 'v3'] as const) {
    for (const secret of [Credentials.AccessKeySecret, 'guessed']) {
      const request = port.sign(
        Credentials.AccessKeyId,
        'Vpc',
        'CreateVpc',
        { RegionId, ClientToken: generation },
        { ...session, secret, generation },
      )
      const { headers, target } = request
      const authorization = headers.find(([name]) => name === 'Authorization')?.[1] ?? ''
      signatures.push(
        /Signature=([0-9a-f]+)$/.exec(authorization)?.[1] ?? decodeURIComponent(/Signature=([^&]+)$/.exec(target)?.[1] ?? ''),
      )
      await port.client.send(request)
    }
    await port.call(
      AccessKeyId,
      'Vpc',
      'DescribeVpcs',
      { RegionId, Signature: 'planted', AccessKeySecret },
      { secret: AccessKeySecret, generation },
    )
  }
  expect(signatures.every((each) => each.length >= 28)).toBe(true)
  const { store, catalogue } = port.server.core
  await store.flush()
  const tables = [...pipelineTables, ...catalogue.products.flatMap((product) => product.tables)].filter(
    (table) => table !== accessKeys,
  )
  const rows: string[] = []
  await store.read('default', async (tx) => {
    for (const table of tables) for (const { row } of await tx.everywhere(table)) rows.push(`${table.name} ${JSON.stringify(row)}`)
  })
  // The search sees what was kept of these very calls.
  expect(rows.some((row) => row.startsWith('request') && row.includes(Credentials.AccessKeyId))).toBe(true)
  for (const secret of [AccessKeySecret, session.secret, session.securityToken, ...signatures])
    expect(rows.filter((row) => row.includes(secret) || row.includes(JSON.stringify(secret).slice(1, -1)))).toEqual([])
})

test('a wrong signature is answered with the string to sign, which holds no secret either', async () => {
  const { body } = await port.call('local-network', 'Vpc', 'DescribeVpcs', { RegionId }, { secret: 'guessed', generation: 'v1' })
  expect(body.Message).toMatch(/server string to sign is:POST&%2F&/)
  expect(body.Message).not.toContain('local-secret')
  // What is said is what the client would have had to sign.
  const request = port.sign('local-network', 'Vpc', 'DescribeVpcs', { RegionId }, { secret: 'guessed', generation: 'v1' })
  const query = [...new URLSearchParams(request.target.slice(2))].filter(([name]) => name !== 'Signature')
  const text = stringToSignV1('POST', [...query, ['RegionId', RegionId]] as [string, string][])
  expect((await port.client.send(request)).body.Message.endsWith(text)).toBe(true)
  expect(signatureV1('local-secret', text)).toHaveLength(28)
})
