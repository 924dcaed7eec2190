import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const ECR = 'ExpressConnectRouter'
const RegionId = 'cn-hangzhou'
const [attach, detach, childInstances] = [
  'AttachExpressConnectRouterChildInstance',
  'DetachExpressConnectRouterChildInstance',
  'DescribeExpressConnectRouterChildInstance',
] as const
let cloud: Awaited<ReturnType<typeof testCloud>>
let EcrId: string
/** The VBR of `network`, to be attached to its ECR. */
let right: Record<string, string>

beforeEach(async () => {
  cloud = await testCloud()
  ;({ EcrId } = await network().call(ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn: 65000 }))
  right = { EcrId, ChildInstanceId: await vbrOf('network'), ChildInstanceType: 'VBR', ChildInstanceRegionId: RegionId }
})
afterEach(() => cloud.close())

const network = () => cloud.as('network')
const list = (more = {}) => network().call(ECR, childInstances, { EcrId, ...more })
const refused = (more = {}) => network().refused(ECR, attach, { ...right, ...more })
const leave = () => ({ EcrId, ChildInstanceId: right.ChildInstanceId, ChildInstanceType: 'VBR' })
async function ecrOf(AlibabaSideAsn: number): Promise<string> {
  return (await network().call(ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn })).EcrId
}
async function vbrOf(alias: string): Promise<string> {
  const line = { RegionId, AccessPointId: 'ap-cn-hangzhou-yh-C', LineOperator: 'CT', PeerLocation: 'Hangzhou' }
  const { PhysicalConnectionId } = await cloud.as(alias).call('Vpc', 'CreatePhysicalConnection', line)
  const side = { LocalGatewayIp: '10.0.0.1', PeerGatewayIp: '10.0.0.2', PeeringSubnetMask: '255.255.255.252' }
  const vbr = { RegionId, PhysicalConnectionId, VlanId: 100, ...side, Name: `of-${alias}` }
  return (await cloud.as(alias).call('Vpc', 'CreateVirtualBorderRouter', vbr)).VbrId
}
async function grantedVbrOf(alias: string) {
  const InstanceId = await vbrOf(alias)
  const grant = { EcrId, EcrOwnerAliUid: await cloud.uid('network'), InstanceId, InstanceType: 'VBR', InstanceRegionId: RegionId }
  await cloud.as(alias).call(ECR, 'GrantInstanceToExpressConnectRouter', grant)
  return { ChildInstanceId: InstanceId, ChildInstanceOwnerId: await cloud.uid(alias) }
}

describe('a VBR', () => {
  test('is ACTIVE by the next read, and gone from the list when it was detached', async () => {
    await network().call(ECR, attach, { ...right, Description: 'line 1' })
    const uid = Number(await cloud.uid('network'))
    expect((await list()).ChildInstanceList).toEqual([
      {
        ChildInstanceId: right.ChildInstanceId,
        ChildInstanceType: 'VBR',
        ChildInstanceName: 'of-network',
        ChildInstanceOwnerId: uid,
        ChildInstanceRegionId: RegionId,
        AssociationId: expect.stringMatching(/^ecr-assoc-[0-9a-z]{18}$/),
        EcrId,
        OwnerId: uid,
        RegionId,
        Description: 'line 1',
        Status: 'ACTIVE',
        GmtCreate: '2026-01-01T00:00:00Z',
        GmtModified: '2026-01-01T00:00:00Z',
      },
    ])
    await network().call(ECR, detach, leave())
    expect(await list({ ChildInstanceId: right.ChildInstanceId })).toMatchObject({ ChildInstanceList: [], TotalCount: 0 })
  })
  test('of another account joins with its grant, and is told to have that owner', async () => {
    const granted = await grantedVbrOf('partner')
    await network().call(ECR, attach, { ...right, ...granted })
    const owner = Number(granted.ChildInstanceOwnerId)
    expect((await list()).ChildInstanceList).toMatchObject([{ ChildInstanceOwnerId: owner, ChildInstanceName: 'of-partner' }])
  })
  test('stands beside others', async () => {
    await network().call(ECR, attach, right)
    await network().call(ECR, attach, { ...right, ...(await grantedVbrOf('partner')) })
    expect(await list()).toMatchObject({ ChildInstanceList: [{ Status: 'ACTIVE' }, { Status: 'ACTIVE' }], TotalCount: 2 })
  })
  test('holds the lock of the ECR while it joins and leaves (Conflict.Lock)', async () => {
    await cloud.latency({ afterMs: 3000 })
    await network().call(ECR, attach, right)
    expect((await list()).ChildInstanceList).toMatchObject([{ Status: 'CREATING' }])
    expect((await refused()).code).toBe('Conflict.Lock')
    expect((await network().refused(ECR, detach, leave())).code).toBe('Conflict.Lock')
    await cloud.advance('3s')
    await network().call(ECR, detach, leave())
    expect(await list()).toMatchObject({ ChildInstanceList: [{ Status: 'DISSOCIATING' }], TotalCount: 1 })
    await cloud.advance('3s')
    expect((await list()).TotalCount).toBe(0)
  })
  test('brings its region to the ECR and keeps it from being deleted (ResourceInUse.Ecr)', async () => {
    await network().call(ECR, attach, right)
    expect((await network().call(ECR, 'DescribeExpressConnectRouterRegion', { EcrId })).RegionIdList).toEqual([RegionId])
    expect((await network().refused(ECR, 'DeleteExpressConnectRouter', { EcrId })).code).toBe('ResourceInUse.Ecr')
  })
  test('that was detached can be attached again, here or elsewhere', async () => {
    const other = await ecrOf(65001)
    for (const id of [EcrId, EcrId, other, EcrId]) {
      await network().call(ECR, attach, { ...right, EcrId: id })
      await network().call(ECR, detach, { ...leave(), EcrId: id })
    }
    expect((await list()).TotalCount).toBe(0)
  })
})

describe('attaching a VBR is refused', () => {
  test.each(['EcrId', 'ChildInstanceId', 'ChildInstanceType', 'ChildInstanceRegionId'])(
    'without %s (MissingParam)',
    async (name) => {
      expect((await refused({ [name]: undefined })).code).toBe(`MissingParam.${name}`)
    },
  )
  test.each([
    [{ ChildInstanceId: 'vpc-1' }, 'IllegalParamFormat.ChildInstanceId'],
    [{ ChildInstanceType: 'VPC' }, 'IllegalParam.ChildInstanceType'],
    [{ ChildInstanceRegionId: 'mars-1' }, 'UnsupportedRegion'],
    [{ Description: 'd'.repeat(129) }, 'IllegalParamFormat.Description'],
  ])('with %j (%s)', async (more, code) => {
    expect(await refused(more)).toMatchObject({ httpStatus: 400, code })
  })
  test('to an ECR of another account (ResourceNotFound.EcrId)', async () => {
    expect((await cloud.as('prod').refused(ECR, attach, right)).code).toBe('ResourceNotFound.EcrId')
    expect((await cloud.as('prod').refused(ECR, detach, leave())).code).toBe('ResourceNotFound.EcrId')
    expect((await cloud.as('prod').refused(ECR, childInstances, { EcrId })).code).toBe('ResourceNotFound.EcrId')
  })
  test('for one that the account does not have, or has in another region (ResourceNotFound.ChildInstanceId)', async () => {
    const unknown = { httpStatus: 404, code: 'ResourceNotFound.ChildInstanceId' }
    expect(await refused({ ChildInstanceId: 'vbr-000000000000000000000' })).toMatchObject(unknown)
    expect(await refused({ ChildInstanceRegionId: 'cn-beijing' })).toMatchObject(unknown)
  })
  test('for one of another account without its grant (OperationDenied.NotGrantedByNodeOwner)', async () => {
    const theirs = { ChildInstanceId: await vbrOf('partner'), ChildInstanceOwnerId: await cloud.uid('partner') }
    expect((await refused(theirs)).code).toBe('OperationDenied.NotGrantedByNodeOwner')
  })
  test('for one of an account of the other site (OperationFailed.RejectedByEcYaochi)', async () => {
    expect((await refused(await grantedVbrOf('intl'))).code).toBe('OperationFailed.RejectedByEcYaochi')
  })
  test('for one that is in an ECR already (OperationFailed.RejectedByVpcYaochi)', async () => {
    const other = await ecrOf(65001)
    await network().call(ECR, attach, right)
    expect((await refused()).code).toBe('OperationFailed.RejectedByVpcYaochi')
    expect((await refused({ EcrId: other })).code).toBe('OperationFailed.RejectedByVpcYaochi')
  })
  test('on a device without MP-BGP (OperationDenied.VbrDoesNotSupportMpbgp)', async () => {
    const choose = (vbrs: string) => cloud.settings({ choices: { 'expressconnectrouter.vbrsWithoutMpbgp': vbrs } })
    await choose(`vbr-1, ${right.ChildInstanceId}`)
    expect((await refused()).code).toBe('OperationDenied.VbrDoesNotSupportMpbgp')
    await choose('')
    await network().call(ECR, attach, right)
  })
})

describe('detaching a VBR', () => {
  test('that is not attached finds none (ResourceNotFound.ChildInstanceId)', async () => {
    expect(await network().refused(ECR, detach, leave())).toMatchObject({
      httpStatus: 404,
      code: 'ResourceNotFound.ChildInstanceId',
    })
  })
  test('by its own owner, who does not own the ECR, is refused (ResourceNotFound.EcrId)', async () => {
    const granted = await grantedVbrOf('partner')
    await network().call(ECR, attach, { ...right, ...granted })
    const theirs = { ...leave(), ChildInstanceId: granted.ChildInstanceId }
    expect((await cloud.as('partner').refused(ECR, detach, theirs)).code).toBe('ResourceNotFound.EcrId')
    await network().call(ECR, detach, theirs)
  })
})

test('a list of VBRs is filtered, and a malformed filter finds nothing', async () => {
  await network().call(ECR, attach, right)
  const finds = async (filter: Record<string, unknown>) => (await list(filter)).TotalCount
  expect(await finds({ ChildInstanceId: right.ChildInstanceId, ChildInstanceType: 'VBR' })).toBe(1)
  expect(await finds({ ChildInstanceId: `${right.ChildInstanceId}_fake` })).toBe(0)
  expect(await finds({ AssociationId: 'fake' })).toBe(0)
  expect(await finds({ ChildInstanceRegionId: 'cn-beijing' })).toBe(0)
  expect((await network().refused(ECR, childInstances, { EcrId, ChildInstanceType: 'VPC' })).code).toBe(
    'IllegalParam.ChildInstanceType',
  )
})
