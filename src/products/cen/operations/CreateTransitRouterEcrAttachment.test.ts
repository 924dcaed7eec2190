import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const [ECR, CEN] = ['ExpressConnectRouter', 'Cbn']
const RegionId = 'cn-hangzhou'
let cloud: Awaited<ReturnType<typeof testCloud>>
/** `network` has the ECR and a transit router. */
let EcrId: string
let CenId: string
let TransitRouterId: string

beforeEach(async () => {
  cloud = await testCloud()
  ;({ EcrId } = await network().call(ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn: 65000 }))
  ;({ CenId, TransitRouterId } = await transitRouterOf('network'))
})
afterEach(() => cloud.close())

const network = () => cloud.as('network')
const prod = () => cloud.as('prod')
const [attach, attachments, detach] = [
  'CreateTransitRouterEcrAttachment',
  'ListTransitRouterEcrAttachments',
  'DeleteTransitRouterEcrAttachment',
] as const

async function transitRouterOf(alias: string, region = RegionId) {
  const { CenId } = await cloud.as(alias).call(CEN, 'CreateCen', { Name: `of-${alias}` })
  const { TransitRouterId } = await cloud.as(alias).call(CEN, 'CreateTransitRouter', { CenId, RegionId: region })
  return { CenId, TransitRouterId }
}
const associate = async (more = {}) =>
  (
    await network().call(ECR, 'CreateExpressConnectRouterAssociation', {
      EcrId,
      TransitRouterId,
      AssociationRegionId: RegionId,
      ...more,
    })
  ).AssociationId
const associationStatus = async () =>
  (await network().call(ECR, 'DescribeExpressConnectRouterAssociation', { EcrId })).AssociationList.map(
    ({ Status }: { Status: string }) => Status,
  )
const routerStatus = async () => (await network().call(ECR, 'DescribeExpressConnectRouter', { EcrId })).EcrList[0].Status
const list = async (alias = 'network', more = {}) => (await cloud.as(alias).call(CEN, attachments, more)).TransitRouterAttachments

describe('an ECR attachment', () => {
  test('shows what was given, the owner as a number, and nothing that was never set', async () => {
    await associate()
    const { TransitRouterAttachmentId } = await network().call(CEN, attach, { EcrId, TransitRouterId })
    expect(TransitRouterAttachmentId).toMatch(/^tr-attach-[0-9a-z]{18}$/)
    expect(await list('network', { TransitRouterAttachmentId, RegionId })).toEqual([
      {
        TransitRouterAttachmentId,
        ResourceType: 'ECR',
        EcrId,
        EcrOwnerId: Number(await cloud.uid('network')),
        CenId,
        TransitRouterId,
        TransitRouterRegionId: RegionId,
        Status: 'Attached',
        AutoPublishRouteEnabled: true,
        OrderType: 'PayByCenOwner',
        CreationTime: '2026-01-01T00:00Z',
        Tags: [],
      },
    ])
  })
  test('may name its transit router by CEN instance and region, and has name, description and tags', async () => {
    await associate()
    const names = { TransitRouterAttachmentName: 'line', TransitRouterAttachmentDescription: 'to the data centre' }
    const Tag = [{ Key: 'team', Value: 'network' }]
    await network().call(CEN, attach, { EcrId, CenId, RegionId, ...names, Tag })
    expect(await list()).toMatchObject([{ TransitRouterId, ...names, Tags: Tag }])
    expect(await list('network', { Tag: [{ Key: 'team', Value: 'sales' }] })).toEqual([])
  })
  test('is Attaching until it settles; meanwhile the ECR is LOCKED_ATTACHING, and nothing can change on either side', async () => {
    const AssociationId = await associate()
    expect(await associationStatus()).toEqual(['INACTIVE'])
    await cloud.latency('manual')
    const { TransitRouterAttachmentId } = await network().call(CEN, attach, { EcrId, TransitRouterId })
    expect(await list()).toMatchObject([{ Status: 'Attaching' }])
    expect([await associationStatus(), await routerStatus()]).toEqual([['INACTIVE'], 'LOCKED_ATTACHING'])
    const dissociate = { EcrId, AssociationId, DeleteAttachment: true }
    expect((await network().refused(ECR, 'DeleteExpressConnectRouterAssociation', dissociate)).code).toBe('Conflict.Lock')
    expect((await network().refused(ECR, 'ModifyExpressConnectRouter', { EcrId, Name: 'a' })).code).toBe('Conflict.Lock')
    expect(await network().refused(CEN, detach, { TransitRouterAttachmentId })).toMatchObject({
      httpStatus: 400,
      code: 'IncorrectStatus.EcrResource',
      message: 'The ECR resource is not in a valid state for the attachment operation.',
    })
    const update = { TransitRouterAttachmentId, TransitRouterAttachmentName: 'a' }
    expect((await network().refused(CEN, 'UpdateTransitRouterEcrAttachmentAttribute', update)).code).toBe(
      'IncorrectStatus.TransitRouterAttachment',
    )
    await cloud.step()
    expect([await associationStatus(), await routerStatus()]).toEqual([['ACTIVE'], 'ACTIVE'])
    await network().call(CEN, detach, { TransitRouterAttachmentId })
    expect(await list()).toMatchObject([{ Status: 'Detaching' }])
    expect([await associationStatus(), await routerStatus()]).toEqual([['INACTIVE'], 'LOCKED_DETACHING'])
    await cloud.step()
    expect([await list(), await associationStatus(), await routerStatus()]).toEqual([[], ['INACTIVE'], 'ACTIVE'])
  })
  test('that takes a while is Attached when that has passed', async () => {
    await associate()
    await cloud.latency({ afterMs: 3000 })
    const { TransitRouterAttachmentId } = await network().call(CEN, attach, { EcrId, TransitRouterId })
    await cloud.advance('2s')
    expect([await associationStatus(), await routerStatus()]).toEqual([['INACTIVE'], 'LOCKED_ATTACHING'])
    await cloud.advance('1s')
    expect([await associationStatus(), await routerStatus()]).toEqual([['ACTIVE'], 'ACTIVE'])
    await network().call(CEN, detach, { TransitRouterAttachmentId })
    await cloud.advance('3s')
    expect([await list(), await associationStatus()]).toEqual([[], ['INACTIVE']])
  })
  test('that is made to fail is gone and leaves the ECR free; one whose deletion fails is attached again', async () => {
    await associate()
    await cloud.fault({ match: { action: attach }, effect: { transition: 'fail' }, times: 1 })
    await network().call(CEN, attach, { EcrId, TransitRouterId })
    expect([await list(), await associationStatus(), await routerStatus()]).toEqual([[], ['INACTIVE'], 'ACTIVE'])
    const { TransitRouterAttachmentId } = await network().call(CEN, attach, { EcrId, TransitRouterId })
    await cloud.fault({ match: { action: detach }, effect: { transition: 'fail' }, times: 1 })
    await network().call(CEN, detach, { TransitRouterAttachmentId })
    expect([await associationStatus(), await routerStatus()]).toEqual([['ACTIVE'], 'ACTIVE'])
    await network().call(CEN, detach, { TransitRouterAttachmentId })
    expect(await associationStatus()).toEqual(['INACTIVE'])
  })
  test('is refused to an ECR without an association, or one that a step of its own holds (IncorrectStatus.EcrResource)', async () => {
    expect((await network().refused(CEN, attach, { EcrId, TransitRouterId })).code).toBe('IncorrectStatus.EcrResource')
    await cloud.latency('manual')
    await associate()
    expect((await network().refused(CEN, attach, { EcrId, TransitRouterId })).code).toBe('IncorrectStatus.EcrResource')
    await cloud.step()
    await network().call(CEN, attach, { EcrId, TransitRouterId })
  })
  test('is refused a second time (QuotaFull.ChildInstanceRelatedCen)', async () => {
    await associate()
    await network().call(CEN, attach, { EcrId, TransitRouterId })
    expect((await network().refused(CEN, attach, { EcrId, TransitRouterId })).code).toBe('QuotaFull.ChildInstanceRelatedCen')
  })
  test('is refused beyond the limit of the transit router', async () => {
    await cloud.settings({ quotas: { 'cen.ecrAttachmentsPerTransitRouter': 1 } })
    await associate()
    await network().call(CEN, attach, { EcrId, TransitRouterId })
    const second = (await network().call(ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn: 65001 })).EcrId
    await associate({ EcrId: second })
    expect((await network().refused(CEN, attach, { EcrId: second, TransitRouterId })).code).toBe(
      'QuotaExceeded.CenQuotaEcrAttachPerTransitRouter',
    )
  })
  test.each([
    ['without a transit router, or a CEN instance and region', () => ({ CenId }), 'MissingParam.CenIdOrRegionId'],
    ['with a CEN instance that does not exist', () => ({ CenId: 'cen-x', RegionId }), 'InvalidCenId.NotFound'],
    ['in a region without transit router', () => ({ CenId, RegionId: 'cn-beijing' }), 'InvalidTransitRouterId.NotFound'],
    ['with a transit router that does not exist', () => ({ TransitRouterId: 'tr-x' }), 'InvalidTransitRouterId.NotFound'],
    [
      'with a region that the transit router is not in',
      () => ({ TransitRouterId, RegionId: 'cn-beijing' }),
      'IllegalParam.RegionId',
    ],
    ['of an ECR that does not exist', () => ({ TransitRouterId, EcrId: 'ecr-x' }), 'InvalidParameter'],
  ] as const)('%s is refused (%3$s)', async (_, more, code) => {
    expect((await network().refused(CEN, attach, { EcrId, ...more() })).code).toBe(code)
  })
  test('is refused while CEN instance or transit router change', async () => {
    await associate()
    await cloud.latency('manual')
    await network().call(CEN, 'UpdateTransitRouter', { RegionId, TransitRouterId, TransitRouterName: 'a' })
    expect((await network().refused(CEN, attach, { EcrId, TransitRouterId })).code).toBe('IncorrectStatus.TransitRouter')
    await cloud.step()
    await network().call(CEN, 'ModifyCenAttribute', { CenId, Name: 'a' })
    expect((await network().refused(CEN, attach, { EcrId, TransitRouterId })).code).toBe('InvalidOperation.CenInstanceStatus')
  })
  test('rehearsed with DryRun is refused as passed and is not there', async () => {
    await associate()
    expect((await network().refused(CEN, attach, { EcrId, TransitRouterId, DryRun: true })).code).toBe('DryRunOperation')
    expect(await list()).toEqual([])
  })
  test('is listed page by page, newest first', async () => {
    await associate()
    await network().call(CEN, attach, { EcrId, TransitRouterId })
    await cloud.advance('1m')
    const other = await transitRouterOf('network', 'cn-beijing')
    const beijing = { TransitRouterId: other.TransitRouterId, AssociationRegionId: 'cn-beijing' }
    await associate(beijing)
    await network().call(CEN, attach, { EcrId, TransitRouterId: other.TransitRouterId })
    const first = await network().call(CEN, attachments, { MaxResults: 1 })
    expect(first).toMatchObject({ TotalCount: 2, MaxResults: 1, TransitRouterAttachments: [other] })
    const second = await network().call(CEN, attachments, { MaxResults: 1, NextToken: first.NextToken })
    expect(second.TransitRouterAttachments).toMatchObject([{ TransitRouterId }])
    expect(second.NextToken).toBeUndefined()
    expect((await network().refused(CEN, attachments, { NextToken: 'x' })).code).toBe('IllegalParam.NextToken')
    expect((await network().refused(CEN, attachments, { MaxResults: 0 })).code).toBe('IllegalParam.MaxResults')
  })
  test('takes a new name', async () => {
    await associate()
    const { TransitRouterAttachmentId } = await network().call(CEN, attach, { EcrId, TransitRouterId })
    const update = 'UpdateTransitRouterEcrAttachmentAttribute'
    await network().call(CEN, update, { TransitRouterAttachmentId, TransitRouterAttachmentName: 'line' })
    await network().call(CEN, update, { TransitRouterAttachmentId, TransitRouterAttachmentDescription: 'fast' })
    expect(await list()).toMatchObject([{ TransitRouterAttachmentName: 'line', TransitRouterAttachmentDescription: 'fast' }])
    expect((await network().refused(CEN, update, { TransitRouterAttachmentId: 'tr-attach-x' })).code).toBe(
      'InvalidTransitRouterAttachmentId.NotFound',
    )
    await cloud.latency('manual')
    await network().call(CEN, update, { TransitRouterAttachmentId, TransitRouterAttachmentName: 'line 2' })
    expect(await list()).toMatchObject([{ Status: 'Modifying' }])
    expect(await associationStatus()).toEqual(['ACTIVE'])
    expect((await network().refused(CEN, detach, { TransitRouterAttachmentId })).code).toBe('Operation.Blocking')
  })
  test('that routes lead to is deleted with them by force only', async () => {
    await associate()
    const { TransitRouterAttachmentId } = await network().call(CEN, attach, { EcrId, TransitRouterId })
    const { TransitRouterRouteTables } = await network().call(CEN, 'ListTransitRouterRouteTables', { TransitRouterId })
    const [{ TransitRouterRouteTableId }] = TransitRouterRouteTables
    await network().call(CEN, 'CreateTransitRouterRouteEntry', {
      TransitRouterRouteTableId,
      TransitRouterRouteEntryDestinationCidrBlock: '192.168.0.0/16',
      TransitRouterRouteEntryNextHopType: 'Attachment',
      TransitRouterRouteEntryNextHopId: TransitRouterAttachmentId,
    })
    expect((await network().refused(CEN, detach, { TransitRouterAttachmentId })).code).toBe('OperationFailed.RouteEntryExist')
    await network().call(CEN, detach, { TransitRouterAttachmentId, Force: true })
    const { TransitRouterRouteEntries } = await network().call(CEN, 'ListTransitRouterRouteEntries', { TransitRouterRouteTableId })
    expect(TransitRouterRouteEntries).toEqual([])
    expect((await network().refused(CEN, detach, { TransitRouterAttachmentId })).code).toBe(
      'InvalidTransitRouterAttachmentId.NotFound',
    )
  })
})

describe('an ECR of another account', () => {
  const grantAs = (alias: string, to: { CenId: string }, CenOwnerId: string, instance = EcrId) =>
    cloud.as(alias).answer(CEN, 'GrantInstanceToTransitRouter', {
      ...to,
      CenOwnerId,
      InstanceId: instance,
      InstanceType: 'ECR',
    })

  test('is attached by the owner of the transit router, once its owner granted it and associated the transit router', async () => {
    const theirs = await transitRouterOf('prod')
    const [EcrOwnerId, prodUid] = [await cloud.uid('network'), await cloud.uid('prod')]
    const call = { EcrId, EcrOwnerId, TransitRouterId: theirs.TransitRouterId }
    expect(await prod().refused(CEN, attach, call)).toMatchObject({ httpStatus: 400, code: 'InvalidParameter' })
    await grantAs('network', theirs, prodUid)
    // Without the owner of the ECR the call means one of prod's own.
    expect((await prod().refused(CEN, attach, { ...call, EcrOwnerId: undefined })).code).toBe('InvalidParameter')
    expect((await prod().refused(CEN, attach, call)).code).toBe('IncorrectStatus.EcrResource')
    await associate({ TransitRouterId: theirs.TransitRouterId, TransitRouterOwnerId: prodUid })
    expect(await associationStatus()).toEqual(['INACTIVE'])
    const { TransitRouterAttachmentId } = await prod().call(CEN, attach, call)
    expect(await associationStatus()).toEqual(['ACTIVE'])
    expect(await list('prod')).toMatchObject([{ EcrId, EcrOwnerId: Number(EcrOwnerId), Status: 'Attached' }])
    // The attachment is the transit router's: the owner of the ECR does not see it, and nobody else may take it away.
    expect(await list('network')).toEqual([])
    expect((await network().refused(CEN, detach, { TransitRouterAttachmentId })).code).toBe(
      'InvalidTransitRouterAttachmentId.NotFound',
    )
    await prod().call(CEN, detach, { TransitRouterAttachmentId })
    expect(await associationStatus()).toEqual(['INACTIVE'])
  })
  test('of the other site cannot be attached', async () => {
    const theirs = await transitRouterOf('intl')
    const intlUid = await cloud.uid('intl')
    await grantAs('network', theirs, intlUid)
    const call = { EcrId, EcrOwnerId: await cloud.uid('network'), TransitRouterId: theirs.TransitRouterId }
    expect((await cloud.as('intl').refused(CEN, attach, call)).code).toBe('Forbbiden.AttachChildInstanceAcrossBid')
  })
})

test('a user needs rights to the transit router that is named, and to nothing of the ECR', async () => {
  await associate()
  await network().call('Ram', 'CreateUser', { UserName: 'carol' })
  const { AccessKey } = await network().call('Ram', 'CreateAccessKey', { UserName: 'carol' })
  const carol = cloud.withKey({ accessKeyId: AccessKey.AccessKeyId })
  const Statement = [{ Effect: 'Allow', Action: 'cen:*', Resource: `acs:cen:*:*:centransitrouter/${TransitRouterId}` }]
  const PolicyDocument = JSON.stringify({ Version: '1', Statement })
  await network().call('Ram', 'CreatePolicy', { PolicyName: 'hub', PolicyDocument })
  await network().call('Ram', 'AttachPolicyToUser', { PolicyName: 'hub', PolicyType: 'Custom', UserName: 'carol' })
  const denied = await carol.refused(CEN, attach, { EcrId, TransitRouterId: 'tr-other' })
  expect(denied).toMatchObject({ httpStatus: 403, code: 'Forbidden.RAM' })
  expect((await carol.refused(CEN, attach, { EcrId, TransitRouterId, CenId })).code).toBe('Forbidden.RAM')
  await carol.call(CEN, attach, { EcrId, TransitRouterId })
})
