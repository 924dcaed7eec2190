import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const ECR = 'ExpressConnectRouter'
const RegionId = 'cn-hangzhou'
const [associate, dissociate, associations] = [
  'CreateExpressConnectRouterAssociation',
  'DeleteExpressConnectRouterAssociation',
  'DescribeExpressConnectRouterAssociation',
] as const
let cloud: Awaited<ReturnType<typeof testCloud>>
let EcrId: string
/** An association of a VPC of `network` with its ECR. */
let right: Record<string, unknown>

beforeEach(async () => {
  cloud = await testCloud()
  ;({ EcrId } = await network().call(ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn: 65000 }))
  right = { EcrId, VpcId: await vpcOf('network', '10.0.0.0/16'), AssociationRegionId: RegionId }
})
afterEach(() => cloud.close())

const network = () => cloud.as('network')
const list = async (more = {}) => network().call(ECR, associations, { EcrId, ...more })
const found = async (more = {}) => (await list(more)).AssociationList
const refused = (more = {}) => network().refused(ECR, associate, { ...right, ...more })
async function vpcOf(alias: string, CidrBlock: string, vSwitch?: string): Promise<string> {
  const { VpcId } = await cloud.as(alias).call('Vpc', 'CreateVpc', { RegionId, CidrBlock, VpcName: `of-${alias}` })
  const place = { RegionId, VpcId, ZoneId: 'cn-hangzhou-h' }
  if (vSwitch) await cloud.as(alias).call('Vpc', 'CreateVSwitch', { ...place, CidrBlock: vSwitch })
  return VpcId
}
async function grantedVpcOf(alias: string, CidrBlock: string, vSwitch?: string) {
  const [InstanceId, EcrOwnerAliUid, VpcOwnerId] = [
    await vpcOf(alias, CidrBlock, vSwitch),
    await cloud.uid('network'),
    await cloud.uid(alias),
  ]
  const grant = { EcrId, EcrOwnerAliUid, InstanceId, InstanceType: 'VPC', InstanceRegionId: RegionId }
  await cloud.as(alias).call(ECR, 'GrantInstanceToExpressConnectRouter', grant)
  return { VpcId: InstanceId, VpcOwnerId }
}

describe('an association', () => {
  test('of an own VPC is ACTIVE by the next read; an owner that was not given is not told', async () => {
    const { AssociationId } = await network().call(ECR, associate, right)
    expect(AssociationId).toMatch(/^ecr-assoc-[0-9a-z]{18}$/)
    expect(await found()).toEqual([
      {
        AssociationId,
        EcrId,
        AssociationNodeType: 'VPC',
        RegionId,
        OwnerId: Number(await cloud.uid('network')),
        VpcId: right.VpcId,
        VpcName: 'of-network',
        AllowedPrefixes: [],
        AllowedPrefixesMode: 'MatchMode',
        Status: 'ACTIVE',
        Tags: [],
        GmtCreate: '2026-01-01T00:00:00Z',
        GmtModified: '2026-01-01T00:00:00Z',
      },
    ])
  })
  test('keeps prefixes in their order, mode, description, tags, and the owner as a number', async () => {
    const AllowedPrefixes = ['172.16.4.0/24', '172.16.1.0/24', '172.16.3.0/24']
    const given = { AllowedPrefixes, AllowedPrefixesMode: 'IncrementalMode', Description: 'production' }
    const Tag = [{ Key: 'team', Value: 'network' }]
    await network().call(ECR, associate, { ...right, ...given, Tag, VpcOwnerId: await cloud.uid('network') })
    expect(await found()).toMatchObject([{ ...given, Tags: Tag, VpcOwnerId: Number(await cloud.uid('network')) }])
  })
  test('holds the lock of the ECR until it settles (Conflict.Lock)', async () => {
    await cloud.latency('manual')
    await network().call(ECR, associate, right)
    expect((await found())[0].Status).toBe('CREATING')
    const { EcrList } = await network().call(ECR, 'DescribeExpressConnectRouter', { EcrId })
    expect(EcrList).toMatchObject([{ Status: 'ASSOCIATING' }])
    const [{ AssociationId }] = await found()
    const locked = { httpStatus: 400, code: 'Conflict.Lock', message: 'There are other unfinished operations.' }
    expect(await refused()).toMatchObject(locked)
    expect(await network().refused(ECR, dissociate, { EcrId, AssociationId })).toMatchObject(locked)
    expect(await network().refused(ECR, 'ModifyExpressConnectRouter', { EcrId, Name: 'core' })).toMatchObject(locked)
    expect(await network().refused(ECR, 'DeleteExpressConnectRouter', { EcrId })).toMatchObject(locked)
    await cloud.step()
    expect((await found())[0].Status).toBe('ACTIVE')
    await network().call(ECR, dissociate, { EcrId, AssociationId })
    expect((await found())[0].Status).toBe('DISSOCIATING')
    await cloud.step()
    expect(await list()).toMatchObject({ AssociationList: [], TotalCount: 0 })
  })
  test('that is made to fail is gone when it settles, and leaves VPC and ECR free', async () => {
    await cloud.latency({ afterMs: 1000 })
    await cloud.fault({ match: { action: associate }, effect: { transition: 'fail' }, times: 1 })
    await network().call(ECR, associate, right)
    expect(await found()).toMatchObject([{ Status: 'CREATING' }])
    await cloud.advance('1s')
    expect(await found()).toEqual([])
    await network().call(ECR, associate, right)
    await cloud.advance('1s')
    expect(await list()).toMatchObject({ AssociationList: [{ Status: 'ACTIVE' }], TotalCount: 1 })
  })
  test('whose deletion is made to fail is ACTIVE again', async () => {
    const { AssociationId } = await network().call(ECR, associate, right)
    await cloud.fault({ match: { action: dissociate }, effect: { transition: 'fail' }, times: 1 })
    await network().call(ECR, dissociate, { EcrId, AssociationId })
    expect(await found()).toMatchObject([{ AssociationId, Status: 'ACTIVE' }])
    await network().call(ECR, dissociate, { EcrId, AssociationId })
    expect(await found()).toEqual([])
  })
  test('rehearsed with DryRun is not there', async () => {
    expect(await network().call(ECR, associate, { ...right, DryRun: true })).not.toHaveProperty('AssociationId')
    expect(await found()).toEqual([])
  })
  test('asked for again with the same ClientToken is the same one', async () => {
    const first = await network().call(ECR, associate, { ...right, ClientToken: 'a' })
    const again = await network().call(ECR, associate, { ...right, ClientToken: 'a' })
    expect(again.AssociationId).toBe(first.AssociationId)
    expect(again.RequestId).not.toBe(first.RequestId)
  })
  test('brings its region to the ECR and takes it away', async () => {
    const regions = async () => (await network().call(ECR, 'DescribeExpressConnectRouterRegion', { EcrId })).RegionIdList
    const modes = async () =>
      (await network().call(ECR, 'DescribeExpressConnectRouterInterRegionTransitMode', { EcrId })).InterRegionTransitModeList
    expect([await regions(), await modes()]).toEqual([[], []])
    const { AssociationId } = await network().call(ECR, associate, right)
    expect([await regions(), await modes()]).toEqual([[RegionId], [{ RegionId, Mode: 'ECMP' }]])
    await network().call(ECR, dissociate, { EcrId, AssociationId })
    expect([await regions(), await modes()]).toEqual([[], []])
  })
  test('that was deleted can be made again, in this ECR or another one', async () => {
    const other = await network().call(ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn: 65001 })
    for (const id of [EcrId, EcrId, other.EcrId, EcrId]) {
      const { AssociationId } = await network().call(ECR, associate, { ...right, EcrId: id })
      await network().call(ECR, dissociate, { EcrId: id, AssociationId })
    }
    expect(await found()).toEqual([])
  })
  test('stands beside others; what left the ECR before does not come back, nor free a VPC that is elsewhere now', async () => {
    const other = await network().call(ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn: 65001 })
    const { AssociationId } = await network().call(ECR, associate, right)
    await network().call(ECR, dissociate, { EcrId, AssociationId })
    await network().call(ECR, associate, { ...right, EcrId: other.EcrId })
    const ids: string[] = []
    for (const second of [1, 2, 3]) {
      const VpcId = await vpcOf('network', `10.${second}.0.0/16`)
      ids.push(VpcId)
      await network().call(ECR, associate, { ...right, VpcId })
    }
    const rows: { VpcId: string; Status: string }[] = await found()
    expect(rows.map(({ VpcId }) => VpcId).sort()).toEqual(ids.sort())
    expect(rows.every(({ Status }) => Status === 'ACTIVE')).toBe(true)
    expect((await refused()).code).toBe('OperationFailed.RejectedByVpcYaochi')
  })
  test('keeps its VPC from being deleted', async () => {
    await network().call(ECR, associate, right)
    await network().refused('Vpc', 'DeleteVpc', { RegionId, VpcId: right.VpcId })
  })
})

describe('an association is refused', () => {
  test('with neither VPC nor transit router (MissingParam.VpcId)', async () => {
    expect((await refused({ VpcId: undefined })).code).toBe('MissingParam.VpcId')
  })
  test('with both (ExclusiveParam.TransitRouterIdAndVpcId)', async () => {
    expect(await refused({ TransitRouterId: 'tr-1' })).toMatchObject({
      httpStatus: 400,
      code: 'ExclusiveParam.TransitRouterIdAndVpcId',
    })
  })
  test.each(['EcrId', 'AssociationRegionId'])('without %s (MissingParam)', async (name) => {
    expect((await refused({ [name]: undefined })).code).toBe(`MissingParam.${name}`)
  })
  test.each([
    [{ EcrId: 'router' }, 'IllegalParamFormat.EcrId'],
    [{ VpcId: 'net-1' }, 'IllegalParamFormat.VpcId'],
    [{ VpcId: undefined, TransitRouterId: 'tr-1', CenId: 'c-1' }, 'IllegalParamFormat.CenId'],
    [{ AllowedPrefixes: ['172.16.0.0'] }, 'IllegalParamFormat.AllowedPrefixes'],
    [{ Tag: [{ Value: 'nameless' }] }, 'MissingParam.Tag.1.Key'],
  ])('with %j (%s)', async (more, code) => {
    expect(await refused(more)).toMatchObject({ httpStatus: 400, code })
  })
  test('for an ECR of another account (ResourceNotFound.EcrId)', async () => {
    expect(await cloud.as('prod').refused(ECR, associate, right)).toMatchObject({ httpStatus: 404, code: 'ResourceNotFound.EcrId' })
  })
  test('in a region that has no ECR (UnsupportedRegion)', async () => {
    expect(await refused({ AssociationRegionId: 'mars-1' })).toMatchObject({ httpStatus: 400, code: 'UnsupportedRegion' })
  })
  test('for a transit router, of which there are none (ResourceNotFound.TrId, ResourceNotFound.CenId)', async () => {
    const transitRouter = { VpcId: undefined, TransitRouterId: 'tr-1' }
    expect(await refused(transitRouter)).toMatchObject({
      httpStatus: 400,
      code: 'ResourceNotFound.TrId',
      message: 'TRId not found.',
    })
    expect(await refused({ ...transitRouter, CenId: 'cen-1' })).toMatchObject({ httpStatus: 400, code: 'ResourceNotFound.CenId' })
  })
  test('for a VPC that the account does not have, or has in another region (ResourceNotFound.VpcId)', async () => {
    const unknown = { httpStatus: 404, code: 'ResourceNotFound.VpcId' }
    expect(await refused({ VpcId: 'vpc-000000000000000000000' })).toMatchObject(unknown)
    expect(await refused({ AssociationRegionId: 'cn-beijing' })).toMatchObject(unknown)
    expect(await refused({ VpcId: await vpcOf('prod', '10.1.0.0/16') })).toMatchObject(unknown)
  })
  test('for a VPC of another account without its grant, whether the VPC exists or not (OperationDenied.NotGrantedByNodeOwner)', async () => {
    const VpcOwnerId = await cloud.uid('prod')
    const denied = { httpStatus: 400, code: 'OperationDenied.NotGrantedByNodeOwner', message: 'The node owner is not authorized.' }
    expect(await refused({ VpcOwnerId, VpcId: await vpcOf('prod', '10.1.0.0/16') })).toMatchObject(denied)
    expect(await refused({ VpcOwnerId, VpcId: 'vpc-000000000000000000000' })).toMatchObject(denied)
  })
  test('for a VPC that its owner granted to another ECR of the account (OperationDenied.NotGrantedByNodeOwner)', async () => {
    const other = await network().call(ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn: 65001 })
    const granted = await grantedVpcOf('prod', '10.1.0.0/16')
    expect((await refused({ ...granted, EcrId: other.EcrId })).code).toBe('OperationDenied.NotGrantedByNodeOwner')
  })
  test('for a granted VPC whose owner is named wrong (OperationDenied.NotGrantedByNodeOwner)', async () => {
    const { VpcId } = await grantedVpcOf('prod', '10.1.0.0/16')
    expect((await refused({ VpcId, VpcOwnerId: await cloud.uid('dev') })).code).toBe('OperationDenied.NotGrantedByNodeOwner')
  })
  test('for a VPC of an account of the other site (OperationDenied.CrossBidAssociating)', async () => {
    expect((await refused(await grantedVpcOf('intl', '10.1.0.0/16'))).code).toBe('OperationDenied.CrossBidAssociating')
  })
  test('for a VPC that is in this ECR or another one already (OperationFailed.RejectedByVpcYaochi)', async () => {
    const other = await network().call(ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn: 65001 })
    await network().call(ECR, associate, right)
    const rejected = { httpStatus: 400, code: 'OperationFailed.RejectedByVpcYaochi' }
    expect(await refused()).toMatchObject(rejected)
    expect(await refused({ EcrId: other.EcrId })).toMatchObject(rejected)
  })
  test('for a VPC that is joining another ECR just now (Conflict.Lock)', async () => {
    const other = await network().call(ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn: 65001 })
    await cloud.latency('manual')
    await network().call(ECR, associate, right)
    expect((await refused({ EcrId: other.EcrId })).code).toBe('Conflict.Lock')
  })
  test('for a VPC whose vSwitches overlap with those of one in the ECR (OperationFailed.RejectedByVpcYaochi)', async () => {
    await network().call(ECR, associate, { ...right, ...(await grantedVpcOf('prod', '10.1.0.0/16', '10.1.2.0/24')) })
    const overlapping = await grantedVpcOf('dev', '10.1.0.0/16', '10.1.2.128/25')
    expect((await refused(overlapping)).code).toBe('OperationFailed.RejectedByVpcYaochi')
    await network().call(ECR, associate, { ...right, ...(await grantedVpcOf('dev', '10.1.0.0/16', '10.1.3.0/24')) })
  })
  test('beyond the quotas (QuotaExceeded.VpcCountPerEcr, IllegalParamSize.AllowedPrefixes)', async () => {
    const quotas = { 'expressconnectrouter.vpcsPerEcr': 1, 'expressconnectrouter.allowedPrefixesPerAssociation': 1 }
    await cloud.settings({ quotas })
    expect((await refused({ AllowedPrefixes: ['10.0.0.0/24', '10.0.1.0/24'] })).code).toBe('IllegalParamSize.AllowedPrefixes')
    await network().call(ECR, associate, right)
    expect((await refused({ VpcId: await vpcOf('network', '10.1.0.0/16') })).code).toBe('QuotaExceeded.VpcCountPerEcr')
  })
  test('beyond the quotas before the systems behind the product refuse (QuotaExceeded.VpcCountPerEcr)', async () => {
    await network().call(ECR, associate, right)
    expect((await refused()).code).toBe('OperationFailed.RejectedByVpcYaochi')
    await cloud.settings({ quotas: { 'expressconnectrouter.vpcsPerEcr': 1 } })
    expect((await refused()).code).toBe('QuotaExceeded.VpcCountPerEcr')
  })
})

describe('a list of associations', () => {
  test('is filtered, and counts what the filter lets through; a malformed filter finds nothing', async () => {
    const { AssociationId } = await network().call(ECR, associate, { ...right, Tag: [{ Key: 'team', Value: 'network' }] })
    const finds = async (filter: Record<string, unknown>) => (await list(filter)).TotalCount
    expect(await finds({ AssociationId, VpcId: right.VpcId, AssociationNodeType: 'VPC', AssociationRegionId: RegionId })).toBe(1)
    expect(await finds({ AssociationId: `${AssociationId}_fake` })).toBe(0)
    expect(await finds({ VpcId: `${right.VpcId}_fake` })).toBe(0)
    expect(await finds({ AssociationRegionId: `${RegionId}_fake` })).toBe(0)
    expect(await finds({ AssociationNodeType: 'TR' })).toBe(0)
    expect(await finds({ TransitRouterId: 'tr-1' })).toBe(0)
    expect(await finds({ CenId: 'cen-1' })).toBe(0)
    expect(await finds({ Tag: [{ Key: 'team', Value: 'network' }] })).toBe(1)
    expect(await finds({ Tag: [{ Key: 'team', Value: 'dev' }] })).toBe(0)
  })
  test('does not show an association of another ECR by its id', async () => {
    const other = await network().call(ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn: 65001 })
    const { AssociationId } = await network().call(ECR, associate, right)
    expect(await list({ EcrId: other.EcrId, AssociationId })).toMatchObject({ AssociationList: [], TotalCount: 0 })
    const refusal = await network().refused(ECR, dissociate, { EcrId: other.EcrId, AssociationId })
    expect(refusal).toMatchObject({
      httpStatus: 404,
      code: 'ResourceNotFound.AssociationId',
      message: 'EcrAssociationId not found.',
    })
  })
  test('is refused to other accounts, and with a kind that does not exist', async () => {
    expect((await cloud.as('prod').refused(ECR, associations, { EcrId })).code).toBe('ResourceNotFound.EcrId')
    expect((await network().refused(ECR, associations, { EcrId, AssociationNodeType: 'VBR' })).code).toBe(
      'IllegalParam.AssociationNodeType',
    )
  })
})

describe('deleting an association', () => {
  test('a second time finds none (ResourceNotFound.AssociationId)', async () => {
    const { AssociationId } = await network().call(ECR, associate, right)
    await network().call(ECR, dissociate, { EcrId, AssociationId })
    expect((await network().refused(ECR, dissociate, { EcrId, AssociationId })).code).toBe('ResourceNotFound.AssociationId')
  })
  test('without its id, or with a malformed one, is refused', async () => {
    expect((await network().refused(ECR, dissociate, { EcrId })).code).toBe('MissingParam.AssociationId')
    expect((await network().refused(ECR, dissociate, { EcrId, AssociationId: 'a' })).code).toBe('IllegalParamFormat.AssociationId')
  })
})
