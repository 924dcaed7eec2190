import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'
import { ECR, makerIn, RegionId } from '../../../../test/routers.js'

let cloud: Awaited<ReturnType<typeof testCloud>>
let EcrId: string
let VpcId: string
let AssociationId: string
let right: Record<string, string>
const [enable, disable] = ['EnableExpressConnectRouterRouteEntries', 'DisableExpressConnectRouterRouteEntries'] as const
const network = () => cloud.as('network')
const disabled = async (more = {}) => network().call(ECR, 'DescribeDisabledExpressConnectRouterRouteEntries', { EcrId, ...more })
const routes = async () => (await network().call(ECR, 'DescribeExpressConnectRouterRouteEntries', { EcrId })).TotalCount

beforeEach(async () => {
  cloud = await testCloud()
  const make = makerIn(cloud)
  EcrId = await make.ecr()
  VpcId = await make.vpc('network', '10.0.0.0/16')
  await make.vSwitch('network', VpcId, '10.0.0.0/24')
  AssociationId = await make.associate(EcrId, VpcId)
  right = { EcrId, DestinationCidrBlock: '10.0.0.0/24', NexthopInstanceId: VpcId }
})
afterEach(() => cloud.close())

describe('a route', () => {
  test('that is switched off leaves the table for another list, and comes back', async () => {
    await network().call(ECR, disable, right)
    await cloud.advance('1m')
    await network().call(ECR, disable, right)
    expect(await routes()).toBe(0)
    expect(await disabled()).toMatchObject({ TotalCount: 1, MaxResults: 10 })
    expect((await disabled()).DisabledRouteEntryList).toEqual([
      { ...right, NexthopInstanceRegionId: RegionId, GmtCreate: '1767225600' },
    ])
    await network().call(ECR, enable, right)
    await network().call(ECR, enable, right)
    expect([await routes(), (await disabled()).TotalCount]).toEqual([1, 0])
  })
  test('is on again when the VPC joins another time', async () => {
    await network().call(ECR, disable, right)
    await network().call(ECR, 'DeleteExpressConnectRouterAssociation', { EcrId, AssociationId })
    expect((await disabled()).TotalCount).toBe(0)
    await makerIn(cloud).associate(EcrId, VpcId)
    expect([await routes(), (await disabled()).TotalCount]).toEqual([1, 0])
    await network().call(ECR, disable, right)
    expect([await routes(), (await disabled()).TotalCount]).toEqual([0, 1])
  })
  test('is told page by page, newest first', async () => {
    const blocks = ['10.0.1.0/24', '10.0.2.0/24', '10.0.3.0/24']
    for (const DestinationCidrBlock of blocks) {
      await network().call(ECR, disable, { ...right, DestinationCidrBlock })
      await cloud.advance('1m')
    }
    const first = await disabled({ MaxResults: 2 })
    const rest = await disabled({ MaxResults: 2, NextToken: first.NextToken })
    const told = [...first.DisabledRouteEntryList, ...rest.DisabledRouteEntryList]
    expect(told.map(({ DestinationCidrBlock }) => DestinationCidrBlock)).toEqual(blocks.toReversed())
  })
})

describe.each([enable, disable])('%s is refused', (action) => {
  const refused = async (more = {}) => network().refused(ECR, action, { ...right, ...more })

  test('for a next hop that the ECR does not have (ResourceNotFound.NexthopInstanceId)', async () => {
    const unknown = { httpStatus: 400, code: 'ResourceNotFound.NexthopInstanceId' }
    expect(await refused({ NexthopInstanceId: 'vpc-0' })).toMatchObject(unknown)
    await network().call(ECR, 'DeleteExpressConnectRouterAssociation', { EcrId, AssociationId })
    expect(await refused()).toMatchObject(unknown)
  })
  test('for a next hop that is just being attached, and while another step runs', async () => {
    await cloud.latency('manual')
    const NexthopInstanceId = await makerIn(cloud).vbr('network')
    await cloud.step()
    await makerIn(cloud).attach(EcrId, NexthopInstanceId)
    expect((await refused({ NexthopInstanceId })).code).toBe('ResourceInCreating.NexthopInstanceId')
    expect((await refused()).code).toBe('Conflict.Lock')
    await cloud.step()
    await network().call(ECR, action, { ...right, NexthopInstanceId })
  })
  test('for a destination that is none, and without one', async () => {
    expect((await refused({ DestinationCidrBlock: '10.0.0.0' })).code).toBe('IllegalParamFormat.DestinationCidrBlock')
    expect((await refused({ DestinationCidrBlock: undefined })).code).toBe('MissingParam.DestinationCidrBlock')
    expect((await refused({ EcrId: 'router' })).code).toBe('IllegalParamFormat.EcrId')
  })
  test('for an ECR of another account (ResourceNotFound.EcrId)', async () => {
    expect((await cloud.as('prod').refused(ECR, action, right)).code).toBe('ResourceNotFound.EcrId')
  })
})
