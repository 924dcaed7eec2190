import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const RegionId = 'cn-hangzhou'
let cloud: Awaited<ReturnType<typeof testCloud>>
/** Of `prod`. */
let VpcId: string
/** Of `network`. */
let VbrId: string
beforeEach(async () => {
  cloud = await testCloud()
  ;({ VpcId } = await call('prod', 'CreateVpc', { VpcName: 'core' }))
  VbrId = await vbrOf('network')
})
afterEach(() => cloud.close())

const call = (alias: string, action: string, more: object = {}) => cloud.as(alias).call('Vpc', action, { RegionId, ...more })
const refused = (alias: string, action: string, more: object = {}) => cloud.as(alias).refused('Vpc', action, { RegionId, ...more })
async function vbrOf(alias: string): Promise<string> {
  const { PhysicalConnectionId } = await call(alias, 'CreatePhysicalConnection', { AccessPointId: 'ap-1', LineOperator: 'CT' })
  return (await call(alias, 'CreateVirtualBorderRouter', { PhysicalConnectionId, VlanId: 1 })).VbrId
}
const toVbr = async (more: object = {}) => ({
  InstanceId: VpcId,
  VbrOwnerUid: await cloud.uid('network'),
  VbrRegionNo: RegionId,
  GrantType: 'Specify',
  VbrInstanceIds: VbrId,
  ...more,
})
const relations = async (alias: string, InstanceType: string, InstanceId: string) =>
  (await call(alias, 'DescribeEcGrantRelation', { InstanceType, InstanceId, VbrRegionNo: RegionId })).EcGrantRelations

describe('a VPC that is granted to a VBR of another account', () => {
  it('is refused while that is being deleted, and when it is gone (Instance.StatusError, Instance.NotExist)', async () => {
    await cloud.latency('manual')
    await call('network', 'DeleteVirtualBorderRouter', { VbrId })
    expect((await refused('prod', 'GrantInstanceToVbr', await toVbr())).code).toBe('Instance.StatusError')
    await cloud.step()
    expect((await refused('prod', 'GrantInstanceToVbr', await toVbr())).code).toBe('Instance.NotExist')
  })
  it('is told of to both accounts, until it is taken back', async () => {
    await call('prod', 'GrantInstanceToVbr', await toVbr())
    await call('prod', 'GrantInstanceToVbr', await toVbr())
    const told = [
      {
        VbrOwnerUid: Number(await cloud.uid('network')),
        VbrInstanceId: VbrId,
        VbrRegionNo: RegionId,
        InstanceId: VpcId,
        InstanceName: 'core',
        InstanceRouterId: expect.stringMatching(/^vrt-/),
        RegionNo: RegionId,
        AliUid: Number(await cloud.uid('prod')),
        GrantType: 'Specify',
        Status: 'Created',
        GmtCreate: '2026-01-01T00:00Z',
      },
    ]
    expect(await relations('prod', 'VPC', VpcId)).toEqual(told)
    expect(await relations('network', 'VBR', VbrId)).toEqual(told)
    await call('prod', 'RevokeInstanceFromVbr', await toVbr())
    expect(await relations('network', 'VBR', VbrId)).toEqual([])
    expect(await refused('prod', 'RevokeInstanceFromVbr', await toVbr())).toMatchObject({
      httpStatus: 404,
      code: 'EcGrantRelation.NotExist',
    })
  })
  it('or to all of them; taking back from all takes back each', async () => {
    await call('prod', 'GrantInstanceToVbr', await toVbr({ GrantType: 'All', VbrInstanceIds: undefined }))
    await call('prod', 'GrantInstanceToVbr', await toVbr())
    expect(await relations('network', 'VBR', VbrId)).toHaveLength(2)
    await call('prod', 'RevokeInstanceFromVbr', await toVbr({ GrantType: 'ALL', VbrInstanceIds: undefined }))
    expect(await relations('network', 'VBR', VbrId)).toEqual([])
  })
  it('is granted no more when one of the two is gone', async () => {
    await call('prod', 'GrantInstanceToVbr', await toVbr())
    await call('network', 'DeleteVirtualBorderRouter', { VbrId })
    expect(await relations('prod', 'VPC', VpcId)).toEqual([])
    VbrId = await vbrOf('network')
    await call('prod', 'GrantInstanceToVbr', await toVbr())
    await call('prod', 'DeleteVpc', { VpcId })
    expect(await relations('network', 'VBR', VbrId)).toEqual([])
  })
  it.each([
    [{ GrantType: 'Some' }, 'Parameter.Illegal'],
    [{ VbrInstanceIds: undefined }, 'InvalidParam.NotNull'],
    [{ GrantType: undefined }, 'InvalidParam.NotNull'],
    [{ VbrInstanceIds: 'vbr-0' }, 'Instance.NotExist'],
    [{ VbrRegionNo: 'cn-beijing' }, 'Instance.NotExist'],
    [{ InstanceId: 'vpc-0' }, 'Instance.NotExist'],
    [{ VbrOwnerUid: 'x' }, 'Parameter.Illegal'],
  ])('is not granted with %j (%s)', async (more, code) => {
    expect((await refused('prod', 'GrantInstanceToVbr', await toVbr(more))).code).toBe(code)
  })
  it('is granted by its owner, who also sees it; strangers see nothing (Instance.NotExist)', async () => {
    expect((await refused('network', 'GrantInstanceToVbr', await toVbr())).code).toBe('Instance.NotExist')
    for (const [InstanceType, InstanceId] of [
      ['VPC', VpcId],
      ['VBR', VbrId],
    ] as const) {
      const asked = { InstanceType, InstanceId, VbrRegionNo: RegionId }
      expect((await refused('dev', 'DescribeEcGrantRelation', asked)).code).toBe('Instance.NotExist')
    }
    expect((await refused('network', 'DescribeEcGrantRelation', { InstanceType: 'VBR', InstanceId: VbrId })).code).toBe(
      'InvalidParam.NotNull',
    )
    await cloud.latency('manual')
    const young = await call('prod', 'CreateVpc')
    expect((await refused('prod', 'GrantInstanceToVbr', await toVbr({ InstanceId: young.VpcId }))).code).toBe(
      'Instance.StatusError',
    )
  })
})

describe('a VPC or VBR that is granted to a CEN instance of another account', () => {
  let CenId: string
  beforeEach(async () => {
    ;({ CenId } = await cloud.as('network').call('Cbn', 'CreateCen'))
  })
  const toCen = async (more: object = {}) => ({
    InstanceId: VpcId,
    InstanceType: 'VPC',
    CenId,
    CenOwnerId: await cloud.uid('network'),
    ...more,
  })
  const rules = async (alias: string, InstanceId: string, InstanceType: string) =>
    (await call(alias, 'DescribeGrantRulesToCen', { InstanceId, InstanceType })).CenGrantRules.CbnGrantRule

  it('is told of to both accounts, until it is taken back', async () => {
    await call('prod', 'GrantInstanceToCen', await toCen())
    await call('prod', 'GrantInstanceToCen', await toCen())
    expect(await rules('prod', VpcId, 'VPC')).toEqual([
      { CenInstanceId: CenId, CenOwnerId: Number(await cloud.uid('network')), CreationTime: '2026-01-01T00:00:00Z' },
    ])
    const asked = { CenId, ProductType: 'VPC', RegionId }
    const seen = await cloud.as('network').call('Cbn', 'DescribeGrantRulesToCen', asked)
    expect(seen.GrantRules.GrantRule).toMatchObject([{ ChildInstanceId: VpcId, CenId }])
    expect(await rules('dev', VpcId, 'VPC')).toEqual([])
    await call('prod', 'RevokeInstanceFromCen', await toCen())
    expect(await rules('prod', VpcId, 'VPC')).toEqual([])
    await call('prod', 'RevokeInstanceFromCen', await toCen())
  })
  it('may be a VBR', async () => {
    const mine = await vbrOf('prod')
    await call('prod', 'GrantInstanceToCen', await toCen({ InstanceId: mine, InstanceType: 'VBR' }))
    expect(await rules('prod', mine, 'VBR')).toHaveLength(1)
  })
  it.each([
    [{ InstanceType: 'VPN' }, 404, 'InstanceType.Invalid'],
    [{ InstanceId: 'vpc-0' }, 404, 'InvalidInstanceId.NotFound'],
    [{ InstanceId: 'vbr-0', InstanceType: 'VBR' }, 404, 'InvalidVbr.NotFound'],
    [{ CenId: 'cen-0' }, 400, 'IllegalParam.CenInstanceId'],
    [{ CenId: undefined }, 400, 'MissingParam.CenInstanceId'],
    [{ CenOwnerId: '1000000000000003' }, 400, 'Invalid.Grant'],
  ])('is not granted with %j (%s %s)', async (more, httpStatus, code) => {
    expect(await refused('prod', 'GrantInstanceToCen', await toCen(more))).toMatchObject({ httpStatus, code })
  })
  it('is granted to so many of them only, and taken back by its owner', async () => {
    await cloud.settings({ quotas: { 'vpc.cenGrantsPerInstance': 0 } })
    expect((await refused('prod', 'GrantInstanceToCen', await toCen())).code).toBe('QuotaExceeded.CbnGrantRules')
    expect((await refused('network', 'RevokeInstanceFromCen', await toCen())).code).toBe('InvalidInstanceId.NotFound')
    expect((await refused('prod', 'RevokeInstanceFromCen', await toCen({ InstanceType: 'X' }))).code).toBe('InstanceType.Invalid')
    await cloud.latency('manual')
    const young = await call('prod', 'CreateVpc')
    expect((await refused('prod', 'GrantInstanceToCen', await toCen({ InstanceId: young.VpcId }))).code).toBe('IncorrectStatus')
  })
})

describe('a VPC or VBR that is granted to an ECR of another account', () => {
  it('is told of to its owner in the words of the VPC API', async () => {
    const { EcrId } = await cloud.as('dev').call('ExpressConnectRouter', 'CreateExpressConnectRouter', { AlibabaSideAsn: 65000 })
    const mine = await vbrOf('prod')
    for (const [InstanceType, InstanceId] of [
      ['VPC', VpcId],
      ['VBR', mine],
    ] as const) {
      const grant = { EcrId, EcrOwnerAliUid: await cloud.uid('dev'), InstanceId, InstanceType, InstanceRegionId: RegionId }
      await cloud.as('prod').call('ExpressConnectRouter', 'GrantInstanceToExpressConnectRouter', grant)
    }
    const EcrOwnerId = Number(await cloud.uid('dev'))
    expect((await call('prod', 'DescribeVpcGrantRulesToEcr', { InstanceType: 'VPC' })).GrantRuleModels).toEqual([
      {
        EcrId,
        EcrOwnerId,
        InstanceId: VpcId,
        InstanceUid: Number(await cloud.uid('prod')),
        Type: 'VPC',
        RegionNo: RegionId,
        CreationTime: '2026-01-01T00:00:00Z',
      },
    ])
    const first = await call('prod', 'DescribeVpcGrantRulesToEcr', { MaxResults: 1 })
    const second = await call('prod', 'DescribeVpcGrantRulesToEcr', { MaxResults: 1, NextToken: first.NextToken })
    expect([first, second].map(({ GrantRuleModels }) => GrantRuleModels[0].InstanceId).sort()).toEqual([mine, VpcId].sort())
    expect(second.NextToken).toBeUndefined()
    expect((await call('prod', 'DescribeVpcGrantRulesToEcr', { EcrInstanceId: 'ecr-0' })).GrantRuleModels).toEqual([])
    expect((await call('prod', 'DescribeVpcGrantRulesToEcr', { Tags: [{ Key: 'k' }] })).GrantRuleModels).toEqual([])
    expect(await call('prod', 'DescribeGrantRulesToEcr', { InstanceId: mine })).toMatchObject({
      EcrGrantRules: [{ EcrInstanceId: EcrId, EcrUid: EcrOwnerId, CreateTime: '2026-01-01T00:00:00Z' }],
      Count: 1,
      TotalCount: 1,
    })
    expect((await call('dev', 'DescribeGrantRulesToEcr', { InstanceId: mine })).TotalCount).toBe(0)
    expect((await call('dev', 'DescribeVpcGrantRulesToEcr')).GrantRuleModels).toEqual([])
  })
})
