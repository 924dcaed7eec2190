/** Who may do what, as far as the pipeline finds the policies and the facts that they are judged by. */

import { afterEach, beforeEach, expect, test } from 'vitest'
import { asAccountId } from '../../src/model/index.js'
import { controlPolicies, controlPolicyAttachments, directories, folders } from '../../src/products/resource-manager/tables.js'
import { portOf } from './port.js'

const RegionId = 'cn-hangzhou'
const ECR = 'ExpressConnectRouter'
const management = asAccountId('1000000000000001')

let port: Awaited<ReturnType<typeof portOf>>
beforeEach(async () => {
  port = await portOf()
})
afterEach(() => port.close())

type Statement = Readonly<Record<string, unknown>>
const document = (...Statement: readonly Statement[]) => JSON.stringify({ Version: '1', Statement })

/** A user of prod with one policy of its own. */
async function userWith(...statements: readonly Statement[]) {
  const ram = (action: string, parameters: object) => port.call('local-prod', 'Ram', action, { UserName: 'alice', ...parameters })
  await ram('CreateUser', {})
  await ram('CreatePolicy', { PolicyName: 'own', PolicyDocument: document(...statements) })
  expect((await ram('AttachPolicyToUser', { PolicyName: 'own', PolicyType: 'Custom' })).status).toBe(200)
  const { AccessKeyId, AccessKeySecret: secret } = (await ram('CreateAccessKey', {})).body.AccessKey
  return (...[product, action, parameters, options]: [Parameters<typeof port.call>[1], string, object?, object?]) =>
    port.call(AccessKeyId, product, action, { ...parameters }, { secret, ...options })
}

/** Puts a control policy onto the directory's Root, a folder or an account, and switches the feature on. */
async function control(target: 'Root' | 'Core' | 'Workloads' | string, ...statements: readonly Statement[]) {
  const createdAt = '2026-01-01T00:00:00.000Z'
  await port.server.core.store.write('default', [management], async (tx) => {
    const [found] = await tx.scan(directories, management, 'key', [])
    const directory = found?.row as NonNullable<typeof found>['row']
    const named = (await tx.scan(folders, management, 'key', [])).find(({ row }) => row.name === target)?.row
    const targetId = named?.folderId ?? target
    const policyId = `cp-${targetId}`
    tx.put(directories, management, { ...directory, controlPolicies: 'Enabled' })
    const texts = {
      name: policyId,
      type: 'Custom',
      effectScope: 'RAM',
      description: '',
      document: document(...statements),
    } as const
    tx.put(controlPolicies, management, { policyId, ...texts, createdAt, updatedAt: createdAt })
    tx.put(controlPolicyAttachments, management, { targetId, policyId, attachedAt: createdAt })
  })
}

const allowAll = { Effect: 'Allow', Action: '*', Resource: '*' }
const denyVpc = { Effect: 'Deny', Action: 'vpc:*', Resource: '*' }
const asked = async (key: string) => (await port.call(key, 'Vpc', 'DescribeVpcs', { RegionId })).body

test('a control policy on a folder binds the accounts in it, their administrators too, and nobody else', async () => {
  await control('Workloads', allowAll, denyVpc)
  for (const key of ['local-prod.admin', 'local-dev.admin'])
    expect(await asked(key)).toMatchObject({
      Code: 'Forbidden.RAM',
      AccessDeniedDetail: { NoPermissionType: 'ExplicitDeny', PolicyType: 'ControlPolicy' },
    })
  for (const key of ['local-network.admin', 'local-management.admin', 'local-partner.admin'])
    expect(await asked(key)).not.toHaveProperty('Code')
})

test('a control policy on Root binds every member but not the management account', async () => {
  await control('Root', allowAll, denyVpc)
  for (const key of ['local-prod.admin', 'local-network.admin']) expect((await asked(key)).Code).toBe('Forbidden.RAM')
  for (const key of ['local-management.admin', 'local-partner.admin']) expect(await asked(key)).not.toHaveProperty('Code')
})

test('what no control policy allows is refused, though RAM allows it', async () => {
  await control('1000000000000003', { Effect: 'Allow', Action: 'ram:*', Resource: '*' })
  expect(await asked('local-prod.admin')).toMatchObject({
    Code: 'Forbidden.RAM',
    AccessDeniedDetail: { NoPermissionType: 'ImplicitDeny', PolicyType: 'ControlPolicy' },
  })
  expect((await port.call('local-prod.admin', 'Ram', 'ListUsers')).status).toBe(200)
  expect(await asked('local-dev.admin')).not.toHaveProperty('Code')
})

test('the key of an account itself is bound by no policy', async () => {
  await control('Root', denyVpc)
  expect(await asked('local-prod')).not.toHaveProperty('Code')
})

test('a control policy allows nothing that RAM does not', async () => {
  await control('Root', allowAll)
  const alice = await userWith({ Effect: 'Allow', Action: 'ram:*', Resource: '*' })
  expect((await alice('Vpc', 'DescribeVpcs', { RegionId })).body.AccessDeniedDetail).toMatchObject({
    PolicyType: 'AccountLevelIdentityBasedPolicy',
  })
})

test('acs:SourceIp is the address of the connection, or what the client says of itself', async () => {
  const Condition = { IpAddress: { 'acs:SourceIp': ['10.0.0.0/8'] } }
  const alice = await userWith({ Effect: 'Allow', Action: 'vpc:*', Resource: '*', Condition })
  const statuses = []
  for (const SourceIp of [undefined, '10.1.2.3', '192.0.2.1', 'nowhere'])
    statuses.push((await alice('Vpc', 'DescribeVpcs', { RegionId, SourceIp })).status)
  expect(statuses).toEqual([403, 200, 403, 403])
})

test('acs:SecureTransport is true over TLS, or where the client says so', async () => {
  const Condition = { Bool: { 'acs:SecureTransport': 'true' } }
  const alice = await userWith({ Effect: 'Allow', Action: 'vpc:*', Resource: '*', Condition })
  const statuses = []
  for (const SecureTransport of [undefined, 'true', 'false'])
    statuses.push((await alice('Vpc', 'DescribeVpcs', { RegionId, SecureTransport })).status)
  expect(statuses).toEqual([403, 200, 403])
})

test('acs:CurrentTime is that of the world', async () => {
  const Condition = { DateLessThan: { 'acs:CurrentTime': '2026-06-01T00:00:00Z' } }
  const alice = await userWith({ Effect: 'Allow', Action: 'vpc:*', Resource: '*', Condition })
  const { worlds } = port.server.core
  const at = async (to: string) => {
    await worlds.setClock('default', Date.parse(to))
    return (await alice('Vpc', 'DescribeVpcs', { RegionId })).status
  }
  expect([await at('2026-05-31T23:00:00Z'), await at('2026-06-01T00:00:01Z')]).toEqual([200, 403])
})

test('the condition key InstanceType tells grants of VPCs from grants of VBRs', async () => {
  const Condition = { StringEquals: { 'expressconnectrouter:InstanceType': 'VPC' } }
  const Action = [
    'expressconnectrouter:GrantInstanceToExpressConnectRouter',
    'expressconnectrouter:RevokeInstanceFromExpressConnectRouter',
  ]
  const alice = await userWith({ Effect: 'Allow', Action, Resource: '*', Condition })
  const { EcrId } = (await port.call('local-network', ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn: 45104 })).body
  const { VpcId } = (await port.call('local-prod', 'Vpc', 'CreateVpc', { RegionId })).body
  const common = { EcrId, EcrOwnerAliUid: '1000000000000002', InstanceRegionId: RegionId }
  for (const action of ['GrantInstanceToExpressConnectRouter', 'RevokeInstanceFromExpressConnectRouter']) {
    expect((await alice(ECR, action, { ...common, InstanceId: VpcId, InstanceType: 'VPC' })).body).toMatchObject({ Success: true })
    expect((await alice(ECR, action, { ...common, InstanceId: 'vbr-0', InstanceType: 'VBR' })).body).toMatchObject({
      Code: 'Forbidden.RAM',
    })
  }
})

test('a permission for one resource is none for its neighbour', async () => {
  const { VpcId } = (await port.call('local-prod', 'Vpc', 'CreateVpc', { RegionId })).body
  const other = (await port.call('local-prod', 'Vpc', 'CreateVpc', { RegionId })).body.VpcId
  const alice = await userWith({ Effect: 'Allow', Action: 'vpc:DeleteVpc', Resource: `acs:vpc:*:1000000000000003:vpc/${VpcId}` })
  expect((await alice('Vpc', 'DeleteVpc', { RegionId, VpcId: other })).body.Code).toBe('Forbidden.RAM')
  // Refused before anybody looks whether there is such a VPC: ids cannot be probed.
  expect((await alice('Vpc', 'DeleteVpc', { RegionId, VpcId: 'vpc-0' })).body.Code).toBe('Forbidden.RAM')
  expect((await alice('Vpc', 'DeleteVpc', { RegionId, VpcId })).status).toBe(200)
})

test('a policy that is detached binds no longer, at the next call', async () => {
  const alice = await userWith({ Effect: 'Allow', Action: 'vpc:*', Resource: '*' })
  expect((await alice('Vpc', 'DescribeVpcs', { RegionId })).status).toBe(200)
  await port.call('local-prod', 'Ram', 'DetachPolicyFromUser', { UserName: 'alice', PolicyName: 'own', PolicyType: 'Custom' })
  expect((await alice('Vpc', 'DescribeVpcs', { RegionId })).status).toBe(403)
})
