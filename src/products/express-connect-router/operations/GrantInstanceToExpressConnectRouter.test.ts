import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const ECR = 'ExpressConnectRouter'
const [grant, revoke, granted] = [
  'GrantInstanceToExpressConnectRouter',
  'RevokeInstanceFromExpressConnectRouter',
  'DescribeInstanceGrantedToExpressConnectRouter',
] as const
let cloud: Awaited<ReturnType<typeof testCloud>>
let EcrId: string
let VpcId: string
/** A grant of the VPC of `prod` to the ECR of `network`. */
let right: Record<string, string>

beforeEach(async () => {
  cloud = await testCloud()
  ;({ EcrId } = await cloud.as('network').call(ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn: 65000 }))
  ;({ VpcId } = await cloud.as('prod').call('Vpc', 'CreateVpc', { RegionId: 'cn-hangzhou', CidrBlock: '10.0.0.0/16' }))
  const EcrOwnerAliUid = await cloud.uid('network')
  right = { EcrId, EcrOwnerAliUid, InstanceId: VpcId, InstanceType: 'VPC', InstanceRegionId: 'cn-hangzhou' }
})
afterEach(() => cloud.close())

const asReceiver = (more = {}) => cloud.as('network').call(ECR, granted, { EcrId, ...more })
const asGiver = (more = {}) => cloud.as('prod').call(ECR, granted, { EcrId, CallerType: 'OTHER', ...more })

describe('a grant', () => {
  test('is seen by both sides at once, with the account ids as numbers and times in milliseconds', async () => {
    expect(await cloud.as('prod').call(ECR, grant, right)).toMatchObject({
      Success: true,
      Code: '200',
      Message: 'OK',
      HttpStatusCode: 200,
    })
    const row = {
      GrantId: expect.stringMatching(/^gr-[0-9a-z]{18}$/),
      EcrId,
      EcrOwnerAliUid: Number(await cloud.uid('network')),
      NodeId: VpcId,
      NodeType: 'VPC',
      NodeRegionId: 'cn-hangzhou',
      NodeOwnerUid: Number(await cloud.uid('prod')),
      NodeOwnerBid: '26842',
      Status: 'ACTIVE',
      GmtCreate: String(Date.UTC(2026, 0, 1)),
      GmtModified: String(Date.UTC(2026, 0, 1)),
    }
    expect(await asReceiver()).toMatchObject({ EcrGrantedInstanceList: [row], TotalCount: 1, MaxResults: 20 })
    const { InstanceId, InstanceType, InstanceRegionId } = right
    expect(await asGiver({ InstanceId, InstanceType, InstanceRegionId })).toMatchObject({
      EcrGrantedInstanceList: [row],
      TotalCount: 1,
    })
  })
  test('takes an unknown CallerType, as the Terraform provider sends it', async () => {
    await cloud.as('prod').call(ECR, grant, { ...right, CallerType: 'OTHER' })
    expect((await asGiver()).TotalCount).toBe(1)
  })
  test('given a second time stays as it was', async () => {
    await cloud.as('prod').call(ECR, grant, right)
    const first = await asReceiver()
    await cloud.advance('1h')
    await cloud.as('prod').call(ECR, grant, right)
    expect((await asReceiver()).EcrGrantedInstanceList).toEqual(first.EcrGrantedInstanceList)
  })
  test('rehearsed with DryRun is not there', async () => {
    await cloud.as('prod').call(ECR, grant, { ...right, DryRun: true })
    expect(await asReceiver()).toMatchObject({ EcrGrantedInstanceList: [], TotalCount: 0 })
  })
  test('goes with the ECR, for both sides (ResourceNotFound.EcrId)', async () => {
    await cloud.as('prod').call(ECR, grant, right)
    await cloud.as('network').call(ECR, 'DeleteExpressConnectRouter', { EcrId })
    const gone = { httpStatus: 404, code: 'ResourceNotFound.EcrId' }
    expect(await cloud.as('network').refused(ECR, granted, { EcrId })).toMatchObject(gone)
    expect(await cloud.as('prod').refused(ECR, granted, { EcrId, CallerType: 'OTHER' })).toMatchObject(gone)
    // Nothing is left with the giver either: not even a wrong region is met.
    await cloud.as('prod').call(ECR, revoke, { ...right, InstanceRegionId: 'cn-beijing' })
    await cloud.as('prod').call(ECR, revoke, right)
  })
  test('of a VBR needs the setting of the world (IllegalParam.InstanceType)', async () => {
    const InstanceId = await newVbr('prod')
    const vbr = { ...right, InstanceId, InstanceType: 'VBR' }
    await cloud.settings({ crossAccountVbr: false })
    const refusal = await cloud.as('prod').refused(ECR, grant, vbr)
    expect(refusal).toMatchObject({
      httpStatus: 400,
      code: 'IllegalParam.InstanceType',
      message: 'The param of InstanceType is illegal.',
    })
    await cloud.settings({ crossAccountVbr: true })
    await cloud.as('prod').call(ECR, grant, vbr)
    expect((await asReceiver({ InstanceType: 'VBR' })).EcrGrantedInstanceList).toMatchObject([
      { NodeId: InstanceId, NodeType: 'VBR' },
    ])
  })
})

describe('a grant is refused', () => {
  test('for an ECR that does not exist (ResourceNotFound.EcrId)', async () => {
    const refusal = await cloud.as('prod').refused(ECR, grant, { ...right, EcrId: 'ecr-000000000000000000' })
    expect(refusal).toMatchObject({ httpStatus: 404, code: 'ResourceNotFound.EcrId', message: 'EcrId not found.' })
    expect(refusal.body).toMatchObject({ Success: false, HttpStatusCode: 404 })
    expect(refusal.body).not.toHaveProperty('DynamicCode')
  })
  test('when another account is named as owner of the ECR (IllegalParam.EcrOwnerAliUid)', async () => {
    const refusal = await cloud.as('prod').refused(ECR, grant, { ...right, EcrOwnerAliUid: await cloud.uid('dev') })
    const message = 'The Ecr instance account parameter is invalid.'
    expect(refusal).toMatchObject({ httpStatus: 400, code: 'IllegalParam.EcrOwnerAliUid', message })
  })
  test('to an ECR of the same account (IllegalParam.EcrOwnerAliUid)', async () => {
    const own = await cloud.as('network').call('Vpc', 'CreateVpc', { RegionId: 'cn-hangzhou', CidrBlock: '10.1.0.0/16' })
    const refusal = await cloud.as('network').refused(ECR, grant, { ...right, InstanceId: own.VpcId })
    expect(refusal).toMatchObject({ httpStatus: 400, code: 'IllegalParam.EcrOwnerAliUid' })
  })
  test('by an account that does not own the VPC (IllegalParam.InstanceOwnerId)', async () => {
    const refusal = await cloud.as('dev').refused(ECR, grant, right)
    const message = 'Specified parameter InstanceOwnerId is not valid.'
    expect(refusal).toMatchObject({ httpStatus: 400, code: 'IllegalParam.InstanceOwnerId', message })
  })
  test('for a VPC that nobody has (IllegalParam.InstanceId)', async () => {
    const refusal = await cloud.as('prod').refused(ECR, grant, { ...right, InstanceId: 'vpc-000000000000000000000' })
    expect(refusal).toMatchObject({
      httpStatus: 400,
      code: 'IllegalParam.InstanceId',
      message: 'The param of InstanceId is illegal.',
    })
    const { code, message } = refusal
    expect(refusal.body).toMatchObject({ DynamicCode: code, DynamicMessage: message, HttpStatusCode: 400 })
  })
  test('for a VPC that is called a VBR (IllegalParam.InstanceId)', async () => {
    expect((await cloud.as('prod').refused(ECR, grant, { ...right, InstanceType: 'VBR' })).code).toBe('IllegalParam.InstanceId')
  })
  test('for a VPC in another region (IllegalParam.InstanceRegionId)', async () => {
    const refusal = await cloud.as('prod').refused(ECR, grant, { ...right, InstanceRegionId: 'cn-shanghai' })
    expect(refusal).toMatchObject({ httpStatus: 400, code: 'IllegalParam.InstanceRegionId' })
  })
  test('for a type that does not exist (IllegalParam.InstanceType)', async () => {
    expect((await cloud.as('prod').refused(ECR, grant, { ...right, InstanceType: 'CCN' })).code).toBe('IllegalParam.InstanceType')
  })
  test.each(['EcrId', 'EcrOwnerAliUid', 'InstanceId', 'InstanceType', 'InstanceRegionId'])(
    'without %s (MissingParam)',
    async (name) => {
      const refusal = await cloud.as('prod').refused(ECR, grant, { ...right, [name]: undefined })
      expect(refusal).toMatchObject({ httpStatus: 400, code: `MissingParam.${name}`, message: `The param of ${name} is missing.` })
    },
  )
  test.each([
    ['EcrId', 'router'],
    ['EcrOwnerAliUid', 'network'],
    ['InstanceId', 'ecs-1'],
    ['DryRun', 'perhaps'],
  ])('with %s=%s, which is malformed (IllegalParamFormat)', async (name, given) => {
    const refusal = await cloud.as('prod').refused(ECR, grant, { ...right, [name]: given })
    const message = `The param format of ${name} ${given} is illegal.`
    expect(refusal).toMatchObject({ httpStatus: 400, code: `IllegalParamFormat.${name}`, message })
    expect(refusal.body).toMatchObject({ DynamicCode: `IllegalParamFormat.${name}`, DynamicMessage: message })
  })
  test('while the VPC is joining an ECR, and allowed after that (Conflict.Lock)', async () => {
    const own = await cloud.as('prod').call(ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn: 65001 })
    await cloud.latency({ afterMs: 5000 })
    const association = { EcrId: own.EcrId, VpcId, AssociationRegionId: 'cn-hangzhou' }
    await cloud.as('prod').call(ECR, 'CreateExpressConnectRouterAssociation', association)
    const refusal = await cloud.as('prod').refused(ECR, grant, right)
    expect(refusal).toMatchObject({ httpStatus: 400, code: 'Conflict.Lock', message: 'There are other unfinished operations.' })
    await cloud.advance('5s')
    await cloud.as('prod').call(ECR, grant, right)
  })
  test('when the VPC system is made to fail (OperationFailed.CallingVpcYaochi)', async () => {
    await cloud.fault({ match: { action: grant }, effect: { error: 'OperationFailed.CallingVpcYaochi' } })
    const refusal = await cloud.as('prod').refused(ECR, grant, right)
    expect(refusal).toMatchObject({ httpStatus: 400, code: 'OperationFailed.CallingVpcYaochi' })
    await cloud.clearFaults()
    expect((await asReceiver()).TotalCount).toBe(0)
  })
})

describe('a list of grants', () => {
  test('of the giver shows what it granted to this ECR and nothing of others', async () => {
    const other = await cloud.as('dev').call('Vpc', 'CreateVpc', { RegionId: 'cn-hangzhou', CidrBlock: '10.2.0.0/16' })
    await cloud.as('prod').call(ECR, grant, right)
    await cloud.as('dev').call(ECR, grant, { ...right, InstanceId: other.VpcId })
    expect((await asReceiver()).TotalCount).toBe(2)
    expect((await asGiver()).EcrGrantedInstanceList).toMatchObject([{ NodeId: VpcId }])
    expect(await cloud.as('partner').call(ECR, granted, { EcrId, CallerType: 'OTHER' })).toMatchObject({
      EcrGrantedInstanceList: [],
    })
  })
  test('is refused to an account that neither owns the ECR nor asks as giver (ResourceNotFound.EcrId)', async () => {
    for (const CallerType of [undefined, 'sub', 'parent'])
      expect((await cloud.as('prod').refused(ECR, granted, { EcrId, CallerType })).code).toBe('ResourceNotFound.EcrId')
  })
  test('is filtered, and counts what the filter lets through', async () => {
    await cloud.as('prod').call(ECR, grant, right)
    const finds = async (filter: object) => (await asReceiver(filter)).TotalCount
    expect(await finds({ InstanceId: VpcId })).toBe(1)
    expect(await finds({ InstanceId: `${VpcId}_fake` })).toBe(0)
    expect(await finds({ InstanceType: 'VBR' })).toBe(0)
    expect(await finds({ InstanceRegionId: 'cn-beijing' })).toBe(0)
    expect(await finds({ InstanceOwnerId: await cloud.uid('prod') })).toBe(1)
    expect(await finds({ InstanceOwnerId: await cloud.uid('dev') })).toBe(0)
    expect(await finds({ TagModels: [{ TagKey: 'team', TagValue: 'network' }] })).toBe(0)
    expect(await finds({ ResourceGroupId: 'rg-none' })).toBe(0)
  })
  test('comes in pages that neither repeat nor skip', async () => {
    const ids = [VpcId]
    for (const second of [1, 2, 3, 4]) {
      await cloud.advance('1s')
      const more = await cloud.as('prod').call('Vpc', 'CreateVpc', { RegionId: 'cn-hangzhou', CidrBlock: `10.${second}.0.0/16` })
      ids.unshift(more.VpcId)
    }
    for (const InstanceId of [...ids].reverse()) {
      await cloud.advance('1s')
      await cloud.as('prod').call(ECR, grant, { ...right, InstanceId })
    }
    const seen: string[] = []
    let NextToken: string | undefined
    do {
      const answer = await asReceiver({ MaxResults: 2, NextToken })
      expect(answer.TotalCount).toBe(5)
      for (const { NodeId } of answer.EcrGrantedInstanceList) seen.push(NodeId)
      NextToken = answer.NextToken
    } while (NextToken)
    expect(seen).toEqual(ids)
  })
})

describe('taking a grant back', () => {
  test('is seen at once by both sides, and succeeds again when there is nothing left', async () => {
    await cloud.as('prod').call(ECR, grant, right)
    await cloud.as('prod').call(ECR, revoke, right)
    expect((await asReceiver()).EcrGrantedInstanceList).toEqual([])
    expect((await asGiver()).EcrGrantedInstanceList).toEqual([])
    await cloud.as('prod').call(ECR, revoke, right)
  })
  test('does nothing when another account asks for it', async () => {
    await cloud.as('prod').call(ECR, grant, right)
    await cloud.as('dev').call(ECR, revoke, right)
    await cloud.as('network').call(ECR, revoke, right)
    expect((await asReceiver()).TotalCount).toBe(1)
  })
  test.each([
    ['EcrOwnerAliUid', '2000000000000001'],
    ['InstanceType', 'VBR'],
    ['InstanceRegionId', 'cn-beijing'],
  ])('is refused when %s is not that of the grant (IllegalParam)', async (name, given) => {
    await cloud.as('prod').call(ECR, grant, right)
    const refusal = await cloud.as('prod').refused(ECR, revoke, { ...right, [name]: given })
    expect(refusal).toMatchObject({ httpStatus: 400, code: `IllegalParam.${name}` })
    expect((await asReceiver()).TotalCount).toBe(1)
  })
  test('is refused while the VPC is joining the ECR (Conflict.Lock)', async () => {
    await cloud.as('prod').call(ECR, grant, right)
    await cloud.latency('manual')
    const association = { EcrId, VpcId, AssociationRegionId: 'cn-hangzhou', VpcOwnerId: await cloud.uid('prod') }
    await cloud.as('network').call(ECR, 'CreateExpressConnectRouterAssociation', association)
    expect((await cloud.as('prod').refused(ECR, revoke, right)).code).toBe('Conflict.Lock')
    await cloud.step()
    await cloud.as('prod').call(ECR, revoke, right)
  })
  test('leaves what is attached alive, unless the world is strict about it (IllegalParam.InstanceId)', async () => {
    await cloud.as('prod').call(ECR, grant, right)
    const association = { EcrId, VpcId, AssociationRegionId: 'cn-hangzhou', VpcOwnerId: await cloud.uid('prod') }
    const { AssociationId } = await cloud.as('network').call(ECR, 'CreateExpressConnectRouterAssociation', association)
    await cloud.settings({ choices: { 'expressconnectrouter.strictRevoke': 'yes' } })
    expect(await cloud.as('prod').refused(ECR, revoke, right)).toMatchObject({ httpStatus: 400, code: 'IllegalParam.InstanceId' })
    expect((await asReceiver()).TotalCount).toBe(1)
    await cloud.as('network').call(ECR, 'DeleteExpressConnectRouterAssociation', { EcrId, AssociationId })
    await cloud.as('prod').call(ECR, revoke, right)
    expect((await asReceiver()).TotalCount).toBe(0)
  })
  test('is refused without a parameter, or with a malformed one', async () => {
    expect((await cloud.as('prod').refused(ECR, revoke, { ...right, EcrId: undefined })).code).toBe('MissingParam.EcrId')
    expect((await cloud.as('prod').refused(ECR, revoke, { ...right, EcrId: 'router' })).code).toBe('IllegalParamFormat.EcrId')
  })
})

describe('a RAM user of the instance owner', () => {
  async function userWho(Action: string, Resource: string, Condition?: object) {
    const prod = cloud.as('prod')
    const statement = { Effect: 'Allow', Action, Resource, ...(Condition ? { Condition } : {}) }
    await prod.call('Ram', 'CreateUser', { UserName: 'granter' })
    await prod.call('Ram', 'CreatePolicy', {
      PolicyName: 'granting',
      PolicyDocument: JSON.stringify({ Version: '1', Statement: [statement] }),
    })
    await prod.call('Ram', 'AttachPolicyToUser', { UserName: 'granter', PolicyName: 'granting', PolicyType: 'Custom' })
    const { AccessKey } = await prod.call('Ram', 'CreateAccessKey', { UserName: 'granter' })
    return cloud.withKey({ accessKeyId: AccessKey.AccessKeyId })
  }
  const mayGrantIt = 'expressconnectrouter:GrantInstanceToExpressConnectRouter'

  test('grants the VPC that a policy names, and no other one (Forbidden.RAM)', async () => {
    const other = await cloud.as('prod').call('Vpc', 'CreateVpc', { RegionId: 'cn-hangzhou', CidrBlock: '10.1.0.0/16' })
    const user = await userWho(mayGrantIt, `acs:vpc:cn-hangzhou:${await cloud.uid('prod')}:vpc/${VpcId}`)
    await user.call(ECR, grant, right)
    expect(await user.refused(ECR, grant, { ...right, InstanceId: other.VpcId })).toMatchObject({
      httpStatus: 403,
      code: 'Forbidden.RAM',
    })
    expect((await user.refused(ECR, revoke, right)).code).toBe('Forbidden.RAM')
  })
  test('grants only the kind of instance that a condition names (Forbidden.RAM)', async () => {
    const user = await userWho(mayGrantIt, '*', { StringEquals: { 'expressconnectrouter:InstanceType': 'VBR' } })
    expect((await user.refused(ECR, grant, right)).code).toBe('Forbidden.RAM')
    await user.call(ECR, grant, { ...right, InstanceId: await newVbr('prod'), InstanceType: 'VBR' })
  })
})

async function newVbr(alias: string): Promise<string> {
  const line = await cloud.as(alias).call('Vpc', 'CreatePhysicalConnection', {
    RegionId: 'cn-hangzhou',
    AccessPointId: 'ap-cn-hangzhou-yh-C',
    LineOperator: 'CT',
    PeerLocation: 'Hangzhou',
  })
  const { VbrId } = await cloud.as(alias).call('Vpc', 'CreateVirtualBorderRouter', {
    RegionId: 'cn-hangzhou',
    PhysicalConnectionId: line.PhysicalConnectionId,
    VlanId: 100,
    LocalGatewayIp: '10.0.0.1',
    PeerGatewayIp: '10.0.0.2',
    PeeringSubnetMask: '255.255.255.252',
  })
  return VbrId
}

test('a VBR that is being deleted, or is gone, can be granted no more (Conflict.Lock, IllegalParam.InstanceId)', async () => {
  const InstanceId = await newVbr('prod')
  await cloud.latency('manual')
  await cloud.as('prod').call('Vpc', 'DeleteVirtualBorderRouter', { RegionId: 'cn-hangzhou', VbrId: InstanceId })
  const gone = { ...right, InstanceId, InstanceType: 'VBR' }
  expect((await cloud.as('prod').refused(ECR, grant, gone)).code).toBe('Conflict.Lock')
  await cloud.step()
  expect((await cloud.as('prod').refused(ECR, grant, gone)).code).toBe('IllegalParam.InstanceId')
})
