/** With the clock frozen, the same seed and the same calls give the same bytes. */

import { expect, test } from 'vitest'
import { type Cloud, type CloudOptions, createCloud } from '../src/main.js'
import type { Wall } from '../src/world/index.js'

const atMs = Date.UTC(2026, 0, 1)
const RegionId = 'cn-hangzhou'
const [network, prod, partner] = ['1000000000000002', '1000000000000003', '2000000000000001']
const RS = 'ResourceSharing'
const ECR = 'ExpressConnectRouter'

// biome-ignore lint/suspicious/noExplicitAny: tests read answers as the wire has them
type Body = any
type Call = (alias: string, product: string, action: string, parameters?: object) => Promise<Body>

/** A day in the life of four accounts, mistakes included. Answers everything that was said, in order. */
async function play(cloud: Cloud): Promise<string[]> {
  const said: string[] = []
  const keys = new Map<string, { accessKeyId: string; securityToken?: string }>()
  const call: Call = async (alias, product, action, parameters = {}) => {
    const key = keys.get(alias)
    const client = key ? cloud.withKey(key) : cloud.account(alias)
    const { status, body } = await client.answer(product, action, { ...parameters })
    said.push(`${alias} ${action} ${status} ${JSON.stringify(body)}`)
    return body
  }
  await identities(call, keys)
  await networks(cloud, call)
  await sharing(cloud, call)
  await routers(cloud, call)
  const records = (await cloud.worlds.requests(cloud.world, 500)).map((record) => JSON.stringify(record)).sort()
  return [...said, ...records]
}

async function identities(call: Call, keys: Map<string, { accessKeyId: string; securityToken?: string }>): Promise<void> {
  for (const alias of ['management', 'network', 'network.admin', 'partner', 'intl', 'nobody'])
    await call(alias, 'Sts', 'GetCallerIdentity')
  await call('prod', 'Ram', 'CreateUser', { UserName: 'alice' })
  await call('prod', 'Ram', 'CreateUser', { UserName: 'alice' })
  await call('prod', 'Ram', 'CreateUser', { UserName: 'not a name' })
  const { AccessKey } = await call('prod', 'Ram', 'CreateAccessKey', { UserName: 'alice' })
  keys.set('alice', { accessKeyId: AccessKey.AccessKeyId })
  await call('alice', 'Vpc', 'DescribeVpcs', { RegionId })
  const PolicyDocument = JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action: 'vpc:Describe*', Resource: '*' }] })
  await call('prod', 'Ram', 'CreatePolicy', { PolicyName: 'look', PolicyDocument })
  await call('prod', 'Ram', 'CreatePolicy', { PolicyName: 'broken', PolicyDocument: '{' })
  await call('prod', 'Ram', 'AttachPolicyToUser', { PolicyName: 'look', PolicyType: 'Custom', UserName: 'alice' })
  await call('alice', 'Vpc', 'DescribeVpcs', { RegionId })
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: '1',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { RAM: [`acs:ram::${network}:root`] } }],
  })
  await call('prod', 'Ram', 'CreateRole', { RoleName: 'visitor', AssumeRolePolicyDocument })
  const role = { RoleArn: `acs:ram::${prod}:role/visitor`, RoleSessionName: 'visit' }
  const assumed = await call('network.admin', 'Sts', 'AssumeRole', role)
  const { AccessKeyId, SecurityToken } = assumed.Credentials
  keys.set('visitor', { accessKeyId: AccessKeyId, securityToken: SecurityToken })
  keys.set('forger', { accessKeyId: AccessKeyId, securityToken: 'forged' })
  await call('network', 'Sts', 'AssumeRole', role)
  for (const alias of ['visitor', 'forger']) await call(alias, 'Sts', 'GetCallerIdentity')
  for (const action of ['ListUsers', 'ListRoles', 'ListPolicies', 'GetUser'])
    await call('prod', 'Ram', action, { UserName: 'alice' })
}

async function networks(cloud: Cloud, call: Call): Promise<void> {
  const block = { RegionId, CidrBlock: '10.0.0.0/16', ClientToken: 'once' }
  await call('network', 'Vpc', 'CreateVpc', { ...block, DryRun: true })
  const { VpcId } = await call('network', 'Vpc', 'CreateVpc', block)
  await call('network', 'Vpc', 'CreateVpc', block)
  await call('network', 'Vpc', 'CreateVpc', { ...block, CidrBlock: '192.168.0.0/16' })
  await call('network', 'Vpc', 'CreateVpc', { CidrBlock: '127.0.0.0/8', RegionId })
  for (let i = 0; i < 3; i++) {
    const CidrBlock = `10.0.${i}.0/24`
    await call('network', 'Vpc', 'CreateVSwitch', { RegionId, VpcId, ZoneId: 'cn-hangzhou-h', CidrBlock })
  }
  await call('network', 'Vpc', 'DescribeVSwitches', { RegionId, VpcId, PageSize: 2, PageNumber: 2 })
  await call('network', 'Vpc', 'CreateNatGateway', { RegionId })
  await cloud.advance(60_000)
}

async function sharing(cloud: Cloud, call: Call): Promise<void> {
  const created = await call('network', RS, 'CreateResourceShare', { ResourceShareName: 'subnets', AllowExternalTargets: true })
  const { ResourceShareId } = created.ResourceShare
  await call('network', RS, 'CreateResourceShare', { ResourceShareName: 'no spaces please' })
  const { VSwitches } = await call('network', 'Vpc', 'DescribeVSwitches', { RegionId })
  const [{ VSwitchId }] = VSwitches.VSwitch
  const Resources = [{ ResourceType: 'VSwitch', ResourceId: VSwitchId }]
  await call('network', RS, 'AssociateResourceShare', { ResourceShareId, Resources, Targets: [prod, partner] })
  await call('network', RS, 'AssociateResourceShare', { ResourceShareId, Targets: [network] })
  await call('network', RS, 'AssociateResourceShare', { ResourceShareId: 'rs-unknown' })
  await cloud.advance(3_600_000)
  const { ResourceShareInvitations } = await call('partner', RS, 'ListResourceShareInvitations')
  const [{ ResourceShareInvitationId }] = ResourceShareInvitations
  await call('prod', RS, 'AcceptResourceShareInvitation', { ResourceShareInvitationId })
  await call('partner', RS, 'AcceptResourceShareInvitation', { ResourceShareInvitationId })
  await call('partner', RS, 'AcceptResourceShareInvitation', { ResourceShareInvitationId })
  for (const alias of ['prod', 'partner', 'dev']) await call(alias, 'Vpc', 'DescribeVSwitches', { RegionId })
  for (const AssociationType of ['Resource', 'Target'])
    await call('network', RS, 'ListResourceShareAssociations', { AssociationType, MaxResults: 1 })
  await call('prod', RS, 'ListSharedResources', { ResourceOwner: 'OtherAccounts' })
}

async function routers(cloud: Cloud, call: Call): Promise<void> {
  await cloud.worlds.setLatency(cloud.world, 'manual')
  const { EcrId } = await call('network', ECR, 'CreateExpressConnectRouter', {
    AlibabaSideAsn: 45104,
    Name: 'core',
    ClientToken: 'once',
  })
  await call('network', ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn: 45104 })
  await call('network', ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn: 1 })
  await call('network', ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn: 64512, DryRun: true })
  const { VpcId } = await call('prod', 'Vpc', 'CreateVpc', { RegionId, CidrBlock: '10.1.0.0/16' })
  await cloud.worlds.step(cloud.world)
  const grant = { EcrId, EcrOwnerAliUid: network, InstanceId: VpcId, InstanceType: 'VPC', InstanceRegionId: RegionId }
  const association = { EcrId, VpcId, VpcOwnerId: prod, AssociationRegionId: RegionId }
  await call('network', ECR, 'CreateExpressConnectRouterAssociation', association)
  await call('prod', ECR, 'GrantInstanceToExpressConnectRouter', grant)
  await call('network', ECR, 'CreateExpressConnectRouterAssociation', association)
  await call('network', ECR, 'ModifyExpressConnectRouter', { EcrId, Name: 'edge' })
  await cloud.worlds.step(cloud.world)
  await call('network', ECR, 'ModifyExpressConnectRouter', { EcrId, Name: 'edge' })
  for (const action of [
    'DescribeExpressConnectRouter',
    'DescribeExpressConnectRouterAssociation',
    'DescribeInstanceGrantedToExpressConnectRouter',
  ])
    await call('network', ECR, action, { EcrId })
  await call('prod', 'Location', 'DescribeEndpoints', { Id: RegionId, ServiceCode: 'vpc' })
  await call('prod', 'BssOpenApi', 'QueryAvailableInstances', {})
}

async function played(options: CloudOptions): Promise<string[]> {
  const cloud = await createCloud({ clock: { mode: 'frozen', atMs }, ...options })
  try {
    return await play(cloud)
  } finally {
    await cloud.close()
  }
}

/** What was said within the world: a call that finds none is the server's, which counts its own from its start. */
function inWorld(said: readonly string[]): string[] {
  return said.filter((line) => !/^(nobody |\w+ CreateNatGateway )|"world":""/.test(line))
}

/** The first line in which they differ: whole transcripts are too long to be read. */
function firstDifference(one: readonly string[], two: readonly string[]): readonly (string | undefined)[] | undefined {
  const at = Array.from({ length: Math.max(one.length, two.length) }).findIndex((_, i) => one[i] !== two[i])
  return at < 0 ? undefined : [one[at], two[at]]
}

const wallAt = (now: number): Wall => ({ now: () => now, elapsed: () => 0 })

test('two fresh clouds say the same, byte for byte', async () => {
  const wall = wallAt(Date.UTC(2026, 4, 4))
  const first = await played({ seed: 7, wall })
  expect(firstDifference(await played({ seed: 7, wall }), first)).toBeUndefined()
  // What makes this worth something: much of it was answered, and much refused.
  expect(first.filter((line) => / 200 \{/.test(line)).length).toBeGreaterThan(30)
  expect(first.filter((line) => / [45]\d\d \{/.test(line)).length).toBeGreaterThan(12)
})

test('what real time it is makes no difference to them', async () => {
  // Except for the end of temporary keys, which clients compare with their own clock.
  const told = (said: string[]) => inWorld(said).map((line) => line.replace(/"Expiration":"[^"]+"/, ''))
  const later = await played({ wall: wallAt(Date.UTC(2030, 5, 5)) })
  const earlier = await played({ wall: wallAt(Date.UTC(1999, 0, 1)) })
  expect(firstDifference(told(later), told(earlier))).toBeUndefined()
})

test('another seed gives other ids, and otherwise the same', async () => {
  const [one, two] = [inWorld(await played({ seed: 7 })), inWorld(await played({ seed: 8 }))]
  const ids = (said: string[]) =>
    new Set(
      said.join('\n').match(/\b(?:vpc|vsw|ecr|rs|gr|ecr-assoc)-[A-Za-z0-9]{10,}|\b[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}/g),
    )
  const shared = [...ids(one)].filter((id) => ids(two).has(id))
  expect(ids(one).size).toBe(ids(two).size)
  expect(shared).toEqual([])
  const outcome = (said: string[]) => said.map((line) => /^\S+ \S+ \d{3} /.exec(line)?.[0]).filter((each) => each !== undefined)
  expect(outcome(one)).toEqual(outcome(two))
})

test('a world that was reset says the same again', async () => {
  const cloud = await createCloud({ clock: { mode: 'frozen', atMs }, wall: wallAt(Date.UTC(2026, 4, 4)) })
  try {
    const first = inWorld(await play(cloud))
    for (let i = 0; i < 2; i++) {
      await cloud.worlds.reset(cloud.world)
      expect(firstDifference(inWorld(await play(cloud)), first)).toBeUndefined()
    }
  } finally {
    await cloud.close()
  }
})

test('worlds of the same seed grow alike, whatever happens in others meanwhile', async () => {
  const cloud = await createCloud({ clock: { mode: 'frozen', atMs } })
  try {
    const vpcOf = async (world: string) =>
      (await cloud.withKey({ accessKeyId: `local-network-${world}` }).call('Vpc', 'CreateVpc', { RegionId })).VpcId
    await cloud.worlds.create('a')
    const alone = await vpcOf('a')
    await cloud.worlds.remove('a')
    await cloud.worlds.create('b')
    for (let i = 0; i < 3; i++) await vpcOf('b')
    await cloud.worlds.create('a')
    expect(await vpcOf('a')).toBe(alone)
  } finally {
    await cloud.close()
  }
})
