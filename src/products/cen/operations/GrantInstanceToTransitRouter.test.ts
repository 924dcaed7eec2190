import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'
import { makerIn } from '../../../../test/routers.js'

const [ECR, CEN] = ['ExpressConnectRouter', 'Cbn']
const RegionId = 'cn-hangzhou'
const [give, take, toCen, toResource] = [
  'GrantInstanceToTransitRouter',
  'RevokeInstanceFromTransitRouter',
  'DescribeGrantRulesToCen',
  'DescribeGrantRulesToResource',
] as const
let cloud: Awaited<ReturnType<typeof testCloud>>
let EcrId: string
/** The CEN instance of `prod`, to which `network` grants what it owns. */
let CenId: string
let CenOwnerId: string
let right: Record<string, unknown>

beforeEach(async () => {
  cloud = await testCloud()
  ;({ EcrId } = await network().call(ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn: 65000 }))
  ;({ CenId } = await prod().call(CEN, 'CreateCen', {}))
  CenOwnerId = await cloud.uid('prod')
  right = { CenId, CenOwnerId, InstanceId: EcrId, InstanceType: 'ECR' }
})
afterEach(() => cloud.close())

const network = () => cloud.as('network')
const prod = () => cloud.as('prod')
const grant = (more = {}) => network().call(CEN, give, { ...right, ...more })
const refused = async (more = {}, action: string = give) => (await network().refused(CEN, action, { ...right, ...more })).code
const received = async (more = {}) => (await prod().call(CEN, toCen, { CenId, ProductType: 'ECR', ...more })).GrantRules.GrantRule
const given = async (more = {}) =>
  (await network().call(CEN, toResource, { ResourceId: EcrId, ProductType: 'ECR', ...more })).GrantRules
const vpcOf = async (CidrBlock: string, more = {}) =>
  (await network().call('Vpc', 'CreateVpc', { RegionId, CidrBlock, ...more })).VpcId as string

describe('a grant', () => {
  test('of an ECR is seen by both sides, each with the other one', async () => {
    await grant({ OrderType: 'PayByResourceOwner', RegionId })
    const order = { OrderType: 'PayByResourceOwner', EffectiveOrderType: 'PayByResourceOwner' }
    expect(await received()).toEqual([
      {
        ChildInstanceId: EcrId,
        ChildInstanceType: 'ECR',
        ChildInstanceOwnerId: Number(await cloud.uid('network')),
        CenId,
        CenOwnerId: Number(CenOwnerId),
        ...order,
        CreateTime: Date.UTC(2026, 0, 1),
      },
    ])
    expect(await given()).toEqual([{ CenId, CenOwnerId: Number(CenOwnerId), ...order, CreateTime: '2026-01-01T00:00Z' }])
    // Neither side sees the other one's list, nor does anybody else.
    for (const alias of ['network', 'dev'])
      expect((await cloud.as(alias).call(CEN, toCen, { CenId, ProductType: 'ECR' })).GrantRules.GrantRule).toEqual([])
    expect((await prod().call(CEN, toResource, { ResourceId: EcrId, ProductType: 'ECR' })).GrantRules).toEqual([])
  })
  test('given again keeps its time and takes the new payer', async () => {
    await grant()
    await cloud.advance('1h')
    await grant({ OrderType: 'PayByResourceOwner' })
    expect(await received()).toMatchObject([{ CreateTime: Date.UTC(2026, 0, 1), OrderType: 'PayByResourceOwner' }])
  })
  test('of VPCs is found by kind, region, id, owner and IPv6', async () => {
    const VpcId = await vpcOf('10.0.0.0/16')
    const withIpv6 = await vpcOf('10.1.0.0/16', { EnableIpv6: true })
    for (const InstanceId of [VpcId, withIpv6]) await grant({ InstanceId, InstanceType: 'VPC' })
    const found = async (more = {}) =>
      (await received({ ProductType: 'VPC', ...more })).map((each: { ChildInstanceId: string }) => each.ChildInstanceId).sort()
    expect(await found()).toEqual([VpcId, withIpv6].sort())
    expect(await found({ RegionId: 'cn-beijing' })).toEqual([])
    expect(await found({ RegionId, ChildInstanceId: VpcId })).toEqual([VpcId])
    expect(await found({ ChildInstanceOwnerId: CenOwnerId })).toEqual([])
    expect([await found({ EnabledIpv6: true }), await found({ EnabledIpv6: false })]).toEqual([[withIpv6], [VpcId]])
    expect(await received({ ProductType: 'VBR' })).toEqual([])
  })
  test('of a VBR is called ExpressConnect when given and VBR in the list', async () => {
    const line = { RegionId, AccessPointId: 'ap-cn-hangzhou-xs-B', LineOperator: 'CT', PortType: '1000Base-LX' }
    const { PhysicalConnectionId } = await network().call('Vpc', 'CreatePhysicalConnection', line)
    const { VbrId } = await network().call('Vpc', 'CreateVirtualBorderRouter', {
      RegionId,
      PhysicalConnectionId,
      VlanId: 10,
      LocalGatewayIp: '10.0.0.1',
      PeerGatewayIp: '10.0.0.2',
      PeeringSubnetMask: '255.255.255.252',
    })
    await grant({ InstanceId: VbrId, InstanceType: 'ExpressConnect' })
    for (const ProductType of ['VBR', 'ExpressConnect'])
      expect(await received({ ProductType })).toMatchObject([{ ChildInstanceId: VbrId, ChildInstanceType: 'VBR' }])
    expect(await given({ ResourceId: VbrId, ProductType: 'ExpressConnect' })).toHaveLength(1)
  })
  test('is listed in pages when a page size is given, and at once without one', async () => {
    const second = (await prod().call(CEN, 'CreateCen', {})).CenId
    for (const each of [CenId, second]) await grant({ CenId: each })
    const ask = (more = {}) => network().call(CEN, toResource, { ResourceId: EcrId, ProductType: 'ECR', ...more })
    expect(await ask()).toMatchObject({ MaxResults: 2, TotalCount: 2 })
    const first = await ask({ MaxResults: 1 })
    const rest = await ask({ MaxResults: 1, NextToken: first.NextToken })
    expect([first.GrantRules.length, rest.GrantRules.length, rest.NextToken]).toEqual([1, 1, undefined])
    expect(new Set([first, rest].map(({ GrantRules }) => GrantRules[0].CenId))).toEqual(new Set([CenId, second]))
  })
  test('taken back is gone on both sides; taking back what is not there changes nothing', async () => {
    await grant()
    await network().call(CEN, take, { ...right, CenOwnerId: await cloud.uid('dev') })
    expect(await received()).toHaveLength(1)
    for (let i = 0; i < 2; i++) await network().call(CEN, take, right)
    expect([await received(), await given()]).toEqual([[], []])
  })
  test.each([
    ['of an ECR that the account does not have', () => ({ InstanceId: 'ecr-x' }), 'InvalidInstanceId.NotFound'],
    ['of a VPC that the account does not have', () => ({ InstanceId: 'vpc-x', InstanceType: 'VPC' }), 'InvalidInstanceId.NotFound'],
    [
      'of a VBR that the account does not have',
      () => ({ InstanceId: 'vbr-x', InstanceType: 'ExpressConnect' }),
      'InvalidVbr.NotFound',
    ],
    ['of a VPN, which nobody has', () => ({ InstanceId: 'vco-x', InstanceType: 'VPN' }), 'InvalidInstanceId.NotFound'],
    ['to a CEN instance that does not exist', () => ({ CenId: 'cen-x' }), 'IllegalParam.CenId'],
    ['of a kind that does not exist', () => ({ InstanceType: 'CCN' }), 'InvalidParameter'],
    ['without a CEN instance', () => ({ CenId: undefined }), 'MissingCenId'],
  ] as const)('%s is refused (%3$s)', async (_, more, code) => {
    expect(await refused(more())).toBe(code)
  })
  test('to oneself, or to a CEN instance of another owner than named, is refused', async () => {
    const own = (await network().call(CEN, 'CreateCen', {})).CenId
    expect(await refused({ CenId: own, CenOwnerId: await cloud.uid('network') })).toBe('InvalidParameter')
    expect(await refused({ CenOwnerId: await cloud.uid('dev') })).toBe('IllegalParam.CenId')
  })
  test('of a VBR that is being deleted, or is gone, is refused (OperationFailed.TaskConflict, InvalidVbr.NotFound)', async () => {
    const InstanceId = await makerIn(cloud).vbr('network')
    await cloud.latency('manual')
    await network().call('Vpc', 'DeleteVirtualBorderRouter', { RegionId, VbrId: InstanceId })
    expect(await refused({ InstanceId, InstanceType: 'ExpressConnect' })).toBe('OperationFailed.TaskConflict')
    await cloud.step()
    expect(await refused({ InstanceId, InstanceType: 'ExpressConnect' })).toBe('InvalidVbr.NotFound')
  })
  test('to a CEN instance that is being deleted is refused (OperationFailed.TaskConflict, TaskConflict)', async () => {
    const VpcId = await vpcOf('10.0.0.0/16')
    await cloud.latency('manual')
    await prod().call(CEN, 'DeleteCen', { CenId })
    expect(await refused()).toBe('OperationFailed.TaskConflict')
    const toIt = { RegionId, CenId, CenOwnerId, InstanceId: VpcId, InstanceType: 'VPC' }
    expect((await network().refused('Vpc', 'GrantInstanceToCen', toIt)).code).toBe('TaskConflict')
  })
  test('goes with the CEN instance, the ECR and the VPC', async () => {
    await grant()
    await prod().call(CEN, 'DeleteCen', { CenId })
    expect(await given()).toEqual([])
    ;({ CenId } = await prod().call(CEN, 'CreateCen', {}))
    const VpcId = await vpcOf('10.0.0.0/16')
    await grant({ CenId })
    await grant({ CenId, InstanceId: VpcId, InstanceType: 'VPC' })
    await network().call('Vpc', 'DeleteVpc', { RegionId, VpcId })
    expect(await received({ CenId, ProductType: 'VPC' })).toEqual([])
    expect(await received({ CenId })).toHaveLength(1)
    await network().call(ECR, 'DeleteExpressConnectRouter', { EcrId })
    expect(await received({ CenId })).toEqual([])
  })
})
