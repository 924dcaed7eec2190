import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'
import { ECR, makerIn, RegionId } from '../../../../test/routers.js'

let cloud: Awaited<ReturnType<typeof testCloud>>
let EcrId: string
let VpcId: string
let VbrId: string
const force = 'ForceDeleteExpressConnectRouter'
const network = () => cloud.as('network')
const prod = () => cloud.as('prod')
const make = () => makerIn(cloud)
const statusOf = async () => (await network().call(ECR, 'DescribeExpressConnectRouter', { EcrId })).EcrList[0]?.Status
const refused = async (action: string, more = {}) => (await network().refused(ECR, action, { EcrId, ...more })).code

/** An ECR of `network` with a VPC and a VBR of `prod`. */
beforeEach(async () => {
  cloud = await testCloud()
  ;[EcrId, VpcId, VbrId] = [await make().ecr(), await make().vpc('prod', '10.0.0.0/16'), await make().vbr('prod')]
  const prodUid = await cloud.uid('prod')
  for (const id of [VpcId, VbrId]) await make().grant('prod', EcrId, id)
  await make().associate(EcrId, VpcId, { VpcOwnerId: prodUid })
  await make().attach(EcrId, VbrId, { ChildInstanceOwnerId: prodUid })
})
afterEach(() => cloud.close())

describe('an ECR that is deleted by force', () => {
  test('goes with all that it has; what it had can join another one', async () => {
    await network().call(ECR, force, { EcrId })
    expect((await network().call(ECR, 'DescribeExpressConnectRouter')).EcrList).toEqual([])
    expect(await refused('DescribeExpressConnectRouterAssociation')).toBe('ResourceNotFound.EcrId')
    expect(await refused('DescribeInstanceGrantedToExpressConnectRouter')).toBe('ResourceNotFound.EcrId')
    const asGiver = { EcrId, CallerType: 'OTHER' }
    expect((await prod().refused(ECR, 'DescribeInstanceGrantedToExpressConnectRouter', asGiver)).code).toBe(
      'ResourceNotFound.EcrId',
    )
    expect((await network().call(ECR, 'ListTagResources', { ResourceType: 'EXPRESSCONNECTROUTER' })).TotalCount).toBe(0)

    // Its number is free, and so are the VPC and the VBR, once they are granted again.
    const other = await make().ecr()
    await make().grant('prod', other, VpcId)
    await make().associate(other, VpcId, { VpcOwnerId: await cloud.uid('prod') })
    await prod().call('Vpc', 'DeleteVirtualBorderRouter', { RegionId, VbrId })
  })
  test('is DELETING until that has settled, and so is what it has', async () => {
    await cloud.latency('manual')
    await network().call(ECR, force, { EcrId })
    expect(await statusOf()).toBe('DELETING')
    const { AssociationList } = await network().call(ECR, 'DescribeExpressConnectRouterAssociation', { EcrId })
    expect(AssociationList).toMatchObject([{ Status: 'DISSOCIATING' }])
    const { ChildInstanceList } = await network().call(ECR, 'DescribeExpressConnectRouterChildInstance', { EcrId })
    expect(ChildInstanceList).toMatchObject([{ Status: 'DISSOCIATING' }])
    await prod().refused('Vpc', 'DeleteVpc', { RegionId, VpcId })
    await cloud.step()
    expect(await statusOf()).toBeUndefined()
    await prod().call('Vpc', 'DeleteVpc', { RegionId, VpcId })
  })
  test('takes no change meanwhile (OperationDenied.ForceDeleting, Conflict.Lock)', async () => {
    await cloud.latency('manual')
    await network().call(ECR, force, { EcrId })
    const [{ AssociationId }] = (await network().call(ECR, 'DescribeExpressConnectRouterAssociation', { EcrId })).AssociationList
    const child = { ChildInstanceId: VbrId, ChildInstanceType: 'VBR' }
    const eight: readonly (readonly [string, object])[] = [
      ['ModifyExpressConnectRouter', {}],
      ['CreateExpressConnectRouterAssociation', { VpcId, AssociationRegionId: RegionId }],
      ['DeleteExpressConnectRouterAssociation', { AssociationId }],
      ['ModifyExpressConnectRouterAssociationAllowedPrefix', { AssociationId }],
      ['AttachExpressConnectRouterChildInstance', { ...child, ChildInstanceRegionId: RegionId }],
      ['DetachExpressConnectRouterChildInstance', child],
      ['ModifyExpressConnectRouterInterRegionTransitMode', {}],
      ['SynchronizeExpressConnectRouterInterRegionBandwidth', {}],
    ]
    for (const [action, more] of eight)
      expect([action, await refused(action, more)]).toEqual([action, 'OperationDenied.ForceDeleting'])
    const route = { DestinationCidrBlock: '10.0.0.0/24', NexthopInstanceId: VpcId }
    const others: readonly (readonly [string, object])[] = [
      [force, {}],
      ['DeleteExpressConnectRouter', {}],
      ['ModifyExpressConnectRouterAssociation', { AssociationId }],
      ['ModifyExpressConnectRouterChildInstance', child],
      ['DisableExpressConnectRouterRouteEntries', route],
      ['EnableExpressConnectRouterRouteEntries', route],
      ['CheckAddRegionToExpressConnectRouter', { FreshRegionId: RegionId }],
      ['MoveResourceGroup', { ResourceId: EcrId, ResourceType: 'EXPRESSCONNECTROUTER', NewResourceGroupId: 'rg-1' }],
    ]
    for (const [action, more] of others) expect([action, await refused(action, more)]).toEqual([action, 'Conflict.Lock'])
    const InstanceId = await make().vpc('prod', '10.9.0.0/16')
    await cloud.step()
    await cloud.latency('instant')
    const grant = { EcrId, EcrOwnerAliUid: await cloud.uid('network'), InstanceType: 'VPC', InstanceRegionId: RegionId, InstanceId }
    expect((await prod().refused(ECR, 'GrantInstanceToExpressConnectRouter', grant)).code).toBe('ResourceNotFound.EcrId')
  })
  test('is given nothing any more while it goes (Conflict.Lock)', async () => {
    const InstanceId = await make().vpc('prod', '10.9.0.0/16')
    await cloud.latency('manual')
    await network().call(ECR, force, { EcrId })
    const grant = { EcrId, EcrOwnerAliUid: await cloud.uid('network'), InstanceType: 'VPC', InstanceRegionId: RegionId, InstanceId }
    expect((await prod().refused(ECR, 'GrantInstanceToExpressConnectRouter', grant)).code).toBe('Conflict.Lock')
  })
  test('takes no grant to a CEN instance any more, which would outlive it (OperationFailed.TaskConflict)', async () => {
    const { CenId } = await prod().call('Cbn', 'CreateCen', {})
    await cloud.latency('manual')
    await network().call(ECR, force, { EcrId })
    const grant = { CenId, CenOwnerId: await cloud.uid('prod'), InstanceId: EcrId, InstanceType: 'ECR' }
    const refusal = await network().refused('Cbn', 'GrantInstanceToTransitRouter', grant)
    expect(refusal).toMatchObject({ httpStatus: 400, code: 'OperationFailed.TaskConflict' })
    await cloud.step()
    const seen = await prod().call('Cbn', 'DescribeGrantRulesToCen', { CenId, ProductType: 'ECR' })
    expect(seen.GrantRules.GrantRule).toEqual([])
  })
  test('stays with all that it has when that is made to fail', async () => {
    await cloud.fault({ match: { action: force }, effect: { transition: 'fail' } })
    await network().call(ECR, force, { EcrId })
    expect(await statusOf()).toBe('ACTIVE')
    const counts = ['Association', 'ChildInstance'].map(
      async (what) => (await network().call(ECR, `DescribeExpressConnectRouter${what}`, { EcrId })).TotalCount,
    )
    expect(await Promise.all(counts)).toEqual([1, 1])
    expect((await network().call(ECR, 'DescribeInstanceGrantedToExpressConnectRouter', { EcrId })).TotalCount).toBe(2)
    await network().call(ECR, 'ModifyExpressConnectRouter', { EcrId, Name: 'still here' })
  })
})

test('an ECR leaves its transit router, also that of another account, and takes the routes to it along', async () => {
  const { CenId } = await prod().call('Cbn', 'CreateCen', {})
  const { TransitRouterId } = await prod().call('Cbn', 'CreateTransitRouter', { CenId, RegionId })
  const [networkUid, prodUid] = [await cloud.uid('network'), await cloud.uid('prod')]
  const grant = { CenId, CenOwnerId: prodUid, InstanceId: EcrId, InstanceType: 'ECR' }
  await network().call('Cbn', 'GrantInstanceToTransitRouter', grant)
  const association = { EcrId, TransitRouterId, TransitRouterOwnerId: prodUid, AssociationRegionId: RegionId }
  await network().call(ECR, 'CreateExpressConnectRouterAssociation', association)
  await prod().call('Cbn', 'CreateTransitRouterEcrAttachment', { EcrId, EcrOwnerId: networkUid, CenId, TransitRouterId })
  const attachments = async () =>
    (await prod().call('Cbn', 'ListTransitRouterEcrAttachments', { TransitRouterId })).TransitRouterAttachments
  const [{ TransitRouterAttachmentId }] = await attachments()
  const { TransitRouterRouteTables } = await prod().call('Cbn', 'ListTransitRouterRouteTables', { TransitRouterId })
  const { TransitRouterRouteTableId } = TransitRouterRouteTables[0]
  await prod().call('Cbn', 'CreateTransitRouterRouteEntry', {
    TransitRouterRouteTableId,
    TransitRouterRouteEntryDestinationCidrBlock: '10.8.0.0/16',
    TransitRouterRouteEntryNextHopType: 'Attachment',
    TransitRouterRouteEntryNextHopId: TransitRouterAttachmentId,
  })
  const entries = async () =>
    (await prod().call('Cbn', 'ListTransitRouterRouteEntries', { TransitRouterRouteTableId })).TransitRouterRouteEntries
  await cloud.latency('manual')
  await network().call(ECR, force, { EcrId })
  expect(await attachments()).toMatchObject([{ Status: 'Detaching' }])
  await cloud.step()
  expect([await attachments(), await entries()]).toEqual([[], []])
  await prod().call('Cbn', 'DeleteTransitRouter', { TransitRouterId })
})

test('a VPC with a route to the ECR keeps it from being deleted and from leaving (OperationFailed.UsedInRouteEntryNextHop)', async () => {
  const { RouterTableList } = await prod().call('Vpc', 'DescribeRouteTableList', { RegionId, VpcId })
  const [{ RouteTableId }] = RouterTableList.RouterTableListType
  const route = { RegionId, RouteTableId, DestinationCidrBlock: '192.168.0.0/16', NextHopType: 'Ecr', NextHopId: EcrId }
  await prod().call('Vpc', 'CreateRouteEntry', route)
  const used = 'OperationFailed.UsedInRouteEntryNextHop'
  expect(await refused(force)).toBe(used)
  const [{ AssociationId }] = (await network().call(ECR, 'DescribeExpressConnectRouterAssociation', { EcrId })).AssociationList
  expect(await refused('DeleteExpressConnectRouterAssociation', { AssociationId })).toBe(used)
  await prod().call('Vpc', 'DeleteRouteEntry', route)
  await network().call(ECR, force, { EcrId })
})
test('an ECR is unknown to everybody but its owner (ResourceNotFound.EcrId)', async () => {
  expect((await prod().refused(ECR, force, { EcrId })).code).toBe('ResourceNotFound.EcrId')
})
