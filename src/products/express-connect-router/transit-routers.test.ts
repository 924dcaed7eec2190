/** Associations with transit routers: what CEN does shows in them, and what they do shows in CEN. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { testCloud } from '../../../test/cloud.js'

const [ECR, CEN] = ['ExpressConnectRouter', 'Cbn']
const RegionId = 'cn-hangzhou'
const [associate, dissociate, associations] = [
  'CreateExpressConnectRouterAssociation',
  'DeleteExpressConnectRouterAssociation',
  'DescribeExpressConnectRouterAssociation',
] as const
let cloud: Awaited<ReturnType<typeof testCloud>>
let EcrId: string
/** A transit router of `network`, which owns the ECR. */
let own: { CenId: string; TransitRouterId: string }

beforeEach(async () => {
  cloud = await testCloud()
  ;({ EcrId } = await network().call(ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn: 65000 }))
  own = await transitRouterOf('network')
})
afterEach(() => cloud.close())

const network = () => cloud.as('network')
async function transitRouterOf(alias: string, region = RegionId) {
  const { CenId } = await cloud.as(alias).call(CEN, 'CreateCen', {})
  const { TransitRouterId } = await cloud.as(alias).call(CEN, 'CreateTransitRouter', { CenId, RegionId: region })
  return { CenId, TransitRouterId }
}
/** A transit router of another account, whose CEN instance the ECR is granted to. */
async function trustedTransitRouterOf(alias: string) {
  const [theirs, TransitRouterOwnerId] = [await transitRouterOf(alias), await cloud.uid(alias)]
  const grant = { CenId: theirs.CenId, CenOwnerId: TransitRouterOwnerId, InstanceId: EcrId, InstanceType: 'ECR' }
  await network().call(CEN, 'GrantInstanceToTransitRouter', grant)
  return { ...theirs, TransitRouterOwnerId, grant }
}
const right = (more = {}) => ({ EcrId, TransitRouterId: own.TransitRouterId, AssociationRegionId: RegionId, ...more })
const create = async (more = {}) => (await network().call(ECR, associate, right(more))).AssociationId as string
const refused = async (more = {}) => (await network().refused(ECR, associate, right(more))).code
const found = async (more = {}) => (await network().call(ECR, associations, { EcrId, ...more })).AssociationList
const routerStatus = async () => (await network().call(ECR, 'DescribeExpressConnectRouter', { EcrId })).EcrList[0].Status
const attachments = async (alias = 'network') =>
  (await cloud.as(alias).call(CEN, 'ListTransitRouterEcrAttachments', {})).TransitRouterAttachments

describe('an association with a transit router', () => {
  test('is INACTIVE until CEN has attached it, and tells only what it was created with', async () => {
    const AssociationId = await create({ AllowedPrefixes: ['10.4.0.0/16', '10.3.0.0/16'] })
    expect(await found()).toEqual([
      {
        AssociationId,
        EcrId,
        AssociationNodeType: 'TR',
        RegionId,
        OwnerId: Number(await cloud.uid('network')),
        TransitRouterId: own.TransitRouterId,
        AllowedPrefixes: ['10.4.0.0/16', '10.3.0.0/16'],
        AllowedPrefixesMode: 'MatchMode',
        Status: 'INACTIVE',
        Tags: [],
        GmtCreate: '2026-01-01T00:00:00Z',
        GmtModified: '2026-01-01T00:00:00Z',
      },
    ])
    await network().call(CEN, 'CreateTransitRouterEcrAttachment', { EcrId, ...own })
    expect(await found()).toMatchObject([{ AssociationId, Status: 'ACTIVE' }])
  })
  test('tells its CEN instance and owner, as a number, when it was created with them, and the name of the transit router', async () => {
    const TransitRouterOwnerId = await cloud.uid('network')
    await network().call(CEN, 'UpdateTransitRouter', { RegionId, TransitRouterId: own.TransitRouterId, TransitRouterName: 'hub' })
    await create({ CenId: own.CenId, TransitRouterOwnerId })
    expect(await found()).toMatchObject([
      { CenId: own.CenId, TransitRouterOwnerId: Number(TransitRouterOwnerId), TransitRouterName: 'hub' },
    ])
  })
  test('is found by transit router, CEN instance, region and kind, beside that of a VPC', async () => {
    const { VpcId } = await network().call('Vpc', 'CreateVpc', { RegionId, CidrBlock: '10.0.0.0/16' })
    const ofVpc = (await network().call(ECR, associate, { EcrId, VpcId, AssociationRegionId: RegionId })).AssociationId
    const AssociationId = await create()
    const ids = async (more: object) => (await found(more)).map((each: { AssociationId: string }) => each.AssociationId)
    expect(new Set(await ids({}))).toEqual(new Set([AssociationId, ofVpc]))
    for (const filter of [{ AssociationNodeType: 'TR' }, { TransitRouterId: own.TransitRouterId }, { CenId: own.CenId }])
      expect(await ids(filter)).toEqual([AssociationId])
    expect(await ids({ AssociationId, AssociationNodeType: 'TR', TransitRouterId: own.TransitRouterId })).toEqual([AssociationId])
    expect(await ids({ AssociationNodeType: 'VPC' })).toEqual([ofVpc])
    for (const filter of [{ TransitRouterId: 'tr_fake' }, { CenId: 'cen_fake' }, { VpcId, CenId: own.CenId }])
      expect(await ids(filter)).toEqual([])
  })
  test('puts its region among those of the ECR, and keeps the ECR from being deleted', async () => {
    const other = await transitRouterOf('network', 'cn-beijing')
    await create({ TransitRouterId: other.TransitRouterId, AssociationRegionId: 'cn-beijing' })
    expect((await network().call(ECR, 'DescribeExpressConnectRouterRegion', { EcrId })).RegionIdList).toEqual(['cn-beijing'])
    expect((await network().refused(ECR, 'DeleteExpressConnectRouter', { EcrId })).code).toBe('ResourceInUse.Ecr')
  })
  test('with CreateAttachment is attached on both sides in one step', async () => {
    await cloud.latency('manual')
    await create({ CreateAttachment: true })
    expect([await routerStatus(), (await found())[0].Status, (await attachments())[0].Status]).toEqual([
      'ASSOCIATING',
      'CREATING',
      'Attaching',
    ])
    await cloud.step()
    expect([await routerStatus(), (await found())[0].Status, (await attachments())[0].Status]).toEqual([
      'ACTIVE',
      'ACTIVE',
      'Attached',
    ])
    expect(await attachments()).toMatchObject([{ EcrId, ...own, ResourceType: 'ECR' }])
  })
  test('is deleted with its attachment in one step when DeleteAttachment says so', async () => {
    const AssociationId = await create({ CreateAttachment: true })
    expect((await network().refused(ECR, dissociate, { EcrId, AssociationId })).code).toBe('OperationDenied.EcrAttachmentExisted')
    await cloud.latency({ afterMs: 1000 })
    await network().call(ECR, dissociate, { EcrId, AssociationId, DeleteAttachment: true })
    expect([await routerStatus(), (await found())[0].Status, (await attachments())[0].Status]).toEqual([
      'DISSOCIATING',
      'DISSOCIATING',
      'Detaching',
    ])
    await cloud.advance('1s')
    expect([await routerStatus(), await found(), await attachments()]).toEqual(['ACTIVE', [], []])
  })
  test('is deleted alone once CEN has detached it, as Terraform does it', async () => {
    const AssociationId = await create()
    const attach = { EcrId, TransitRouterId: own.TransitRouterId }
    const { TransitRouterAttachmentId } = await network().call(CEN, 'CreateTransitRouterEcrAttachment', attach)
    expect((await network().refused(ECR, dissociate, { EcrId, AssociationId, DeleteAttachment: false })).code).toBe(
      'OperationDenied.EcrAttachmentExisted',
    )
    await network().call(CEN, 'DeleteTransitRouterEcrAttachment', { TransitRouterAttachmentId })
    expect(await found()).toMatchObject([{ Status: 'INACTIVE' }])
    await network().call(ECR, dissociate, { EcrId, AssociationId })
    expect(await found()).toEqual([])
  })
  test('that is made to fail leaves neither side', async () => {
    await cloud.fault({ match: { action: associate }, effect: { transition: 'fail' }, times: 1 })
    await create({ CreateAttachment: true })
    expect([await found(), await attachments(), await routerStatus()]).toEqual([[], [], 'ACTIVE'])
  })
  test('is kept when its attachment has routes in CEN (OperationFailed.RejectedByCenYaochi)', async () => {
    const AssociationId = await create({ CreateAttachment: true })
    const [{ TransitRouterAttachmentId }] = await attachments()
    const { TransitRouterRouteTables } = await network().call(CEN, 'ListTransitRouterRouteTables', {
      TransitRouterId: own.TransitRouterId,
    })
    await network().call(CEN, 'CreateTransitRouterRouteEntry', {
      TransitRouterRouteTableId: TransitRouterRouteTables[0].TransitRouterRouteTableId,
      TransitRouterRouteEntryDestinationCidrBlock: '192.168.0.0/16',
      TransitRouterRouteEntryNextHopType: 'Attachment',
      TransitRouterRouteEntryNextHopId: TransitRouterAttachmentId,
    })
    expect((await network().refused(ECR, dissociate, { EcrId, AssociationId, DeleteAttachment: true })).code).toBe(
      'OperationFailed.RejectedByCenYaochi',
    )
  })
  test('survives its transit router, and is INACTIVE then', async () => {
    await create()
    await network().call(CEN, 'DeleteTransitRouter', { TransitRouterId: own.TransitRouterId })
    expect(await found()).toMatchObject([{ TransitRouterId: own.TransitRouterId, Status: 'INACTIVE' }])
  })
})

describe('associating a transit router', () => {
  test.each([
    ['a transit router that does not exist', () => ({ TransitRouterId: 'tr-x' }), 'ResourceNotFound.TrId'],
    ['a CEN instance that does not exist', () => ({ CenId: 'cen-x' }), 'ResourceNotFound.CenId'],
    ['a malformed CEN instance', () => ({ CenId: 'backbone' }), 'IllegalParamFormat.CenId'],
    ['a region that it is not in', () => ({ AssociationRegionId: 'cn-beijing' }), 'ResourceNotFound.TrId'],
    ['a VPC as well', () => ({ VpcId: 'vpc-x' }), 'ExclusiveParam.TransitRouterIdAndVpcId'],
    ['a prefix that is none', () => ({ AllowedPrefixes: ['a'] }), 'IllegalParamFormat.AllowedPrefixes'],
  ] as const)('with %s is refused (%3$s)', async (_, more, code) => {
    expect(await refused(more())).toBe(code)
  })
  test('of another CEN instance than the one named is refused (ResourceNotFound.TrId)', async () => {
    const { CenId } = await transitRouterOf('network')
    expect(await refused({ CenId })).toBe('ResourceNotFound.TrId')
  })
  test('is refused a second time in a region (OperationDenied.AttachmentInCurrentRegionExisted)', async () => {
    await create()
    const { TransitRouterId } = await transitRouterOf('network')
    expect(await refused({ TransitRouterId })).toBe('OperationDenied.AttachmentInCurrentRegionExisted')
    expect(await refused()).toBe('OperationDenied.AttachmentInCurrentRegionExisted')
  })
  test('beyond the limit of the ECR is refused, and does not count as a VPC (QuotaExceeded.TrCountPerEcr)', async () => {
    await cloud.settings({ quotas: { 'expressconnectrouter.transitRoutersPerEcr': 1, 'expressconnectrouter.vpcsPerEcr': 1 } })
    await create()
    const { TransitRouterId } = await transitRouterOf('network', 'cn-beijing')
    expect(await refused({ TransitRouterId, AssociationRegionId: 'cn-beijing' })).toBe('QuotaExceeded.TrCountPerEcr')
    const { VpcId } = await network().call('Vpc', 'CreateVpc', { RegionId, CidrBlock: '10.0.0.0/16' })
    await network().call(ECR, associate, { EcrId, VpcId, AssociationRegionId: RegionId })
  })
  test('with more prefixes than the limit is refused (IllegalParamSize.AllowedPrefixes)', async () => {
    await cloud.settings({ quotas: { 'expressconnectrouter.allowedPrefixesPerAssociation': 1 } })
    expect(await refused({ AllowedPrefixes: ['10.0.0.0/16', '10.1.0.0/16'] })).toBe('IllegalParamSize.AllowedPrefixes')
  })
  test('that CEN is just changing, or has no room at, is refused (OperationFailed.RejectedByCenYaochi)', async () => {
    await cloud.latency('manual')
    const names = { RegionId, TransitRouterId: own.TransitRouterId, TransitRouterName: 'hub' }
    await network().call(CEN, 'UpdateTransitRouter', names)
    expect(await refused()).toBe('OperationFailed.RejectedByCenYaochi')
    await cloud.step()
    await cloud.settings({ quotas: { 'cen.ecrAttachmentsPerTransitRouter': 0 } })
    expect(await refused({ CreateAttachment: true })).toBe('OperationFailed.RejectedByCenYaochi')
    await create()
  })
  test('holds the lock of the ECR until it settles (Conflict.Lock)', async () => {
    await cloud.latency('manual')
    await create()
    expect(await found()).toMatchObject([{ Status: 'CREATING' }])
    expect(await refused()).toBe('Conflict.Lock')
    expect((await network().refused(CEN, 'CreateTransitRouterEcrAttachment', { EcrId, ...own })).code).toBe(
      'IncorrectStatus.EcrResource',
    )
  })
})

describe('a transit router of another account', () => {
  test('is associated once the ECR is granted to its CEN instance (OperationDenied.NotGrantedByNodeOwner)', async () => {
    const theirs = await transitRouterOf('prod')
    const TransitRouterOwnerId = await cloud.uid('prod')
    // Without a grant nobody learns which transit routers there are.
    for (const TransitRouterId of [theirs.TransitRouterId, 'tr-x'])
      expect(await refused({ TransitRouterId, TransitRouterOwnerId })).toBe('OperationDenied.NotGrantedByNodeOwner')
    expect(await refused({ TransitRouterId: theirs.TransitRouterId })).toBe('ResourceNotFound.TrId')
    const trusted = await trustedTransitRouterOf('prod')
    // A grant to one CEN instance tells nothing of the others of its owner.
    for (const TransitRouterId of [theirs.TransitRouterId, 'tr-x'])
      for (const CenId of [undefined, theirs.CenId, 'cen-x'])
        expect(await refused({ TransitRouterId, TransitRouterOwnerId, CenId })).toBe('OperationDenied.NotGrantedByNodeOwner')
    for (const TransitRouterId of [theirs.TransitRouterId, 'tr-x'])
      expect(await refused({ TransitRouterId, TransitRouterOwnerId, CenId: trusted.CenId })).toBe('ResourceNotFound.TrId')
    await create({ TransitRouterId: trusted.TransitRouterId, TransitRouterOwnerId })
    expect(await found()).toMatchObject([{ TransitRouterOwnerId: Number(TransitRouterOwnerId), Status: 'INACTIVE' }])
  })
  test('is attached and detached by its owner alone', async () => {
    const { TransitRouterId, TransitRouterOwnerId, grant } = await trustedTransitRouterOf('prod')
    const [prod, node] = [cloud.as('prod'), { TransitRouterId, TransitRouterOwnerId }]
    expect(await refused({ ...node, CreateAttachment: true })).toBe('OperationDenied.CrossAccountAttaching')
    const AssociationId = await create(node)
    const attach = { EcrId, EcrOwnerId: await cloud.uid('network'), TransitRouterId }
    const { TransitRouterAttachmentId } = await prod.call(CEN, 'CreateTransitRouterEcrAttachment', attach)
    expect(await found()).toMatchObject([{ AssociationId, Status: 'ACTIVE' }])
    // What is attached holds the grant.
    expect((await network().refused(CEN, 'RevokeInstanceFromTransitRouter', grant)).code).toBe('IncorrectStatus.Cen')
    expect((await network().refused(ECR, dissociate, { EcrId, AssociationId })).code).toBe('OperationDenied.EcrAttachmentExisted')
    expect((await network().refused(ECR, dissociate, { EcrId, AssociationId, DeleteAttachment: true })).code).toBe(
      'OperationDenied.CrossAccountDisassociating',
    )
    await cloud.latency('manual')
    await prod.call(CEN, 'DeleteTransitRouterEcrAttachment', { TransitRouterAttachmentId })
    expect(await routerStatus()).toBe('LOCKED_DETACHING')
    await cloud.step()
    await network().call(ECR, dissociate, { EcrId, AssociationId, DeleteAttachment: true })
    await cloud.step()
    expect(await found()).toEqual([])
    await network().call(CEN, 'RevokeInstanceFromTransitRouter', grant)
    expect(await refused(node)).toBe('OperationDenied.NotGrantedByNodeOwner')
  })
  test('cannot be attached any more after its grant was taken back', async () => {
    const { TransitRouterId, TransitRouterOwnerId, grant } = await trustedTransitRouterOf('prod')
    await create({ TransitRouterId, TransitRouterOwnerId })
    await network().call(CEN, 'RevokeInstanceFromTransitRouter', grant)
    expect(await found()).toMatchObject([{ Status: 'INACTIVE' }])
    const attach = { EcrId, EcrOwnerId: await cloud.uid('network'), TransitRouterId }
    expect((await cloud.as('prod').refused(CEN, 'CreateTransitRouterEcrAttachment', attach)).code).toBe('InvalidParameter')
  })
  test('of the other site is refused (OperationDenied.CrossBidAssociating)', async () => {
    const { TransitRouterId, TransitRouterOwnerId } = await trustedTransitRouterOf('intl')
    expect(await refused({ TransitRouterId, TransitRouterOwnerId })).toBe('OperationDenied.CrossBidAssociating')
  })
})
