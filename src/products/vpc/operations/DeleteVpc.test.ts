import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

let cloud: Awaited<ReturnType<typeof testCloud>>
beforeEach(async () => {
  cloud = await testCloud()
})
afterEach(() => cloud.close())
const RegionId = 'cn-hangzhou'

const router = async () =>
  (await cloud.as('network').call('ExpressConnectRouter', 'CreateExpressConnectRouter', { AlibabaSideAsn: 45104 })).EcrId as string
async function vbr(): Promise<string> {
  const line = { RegionId, AccessPointId: 'ap-1', LineOperator: 'CT' }
  const { PhysicalConnectionId } = await cloud.as('network').call('Vpc', 'CreatePhysicalConnection', line)
  return (await cloud.as('network').call('Vpc', 'CreateVirtualBorderRouter', { RegionId, PhysicalConnectionId, VlanId: 1 })).VbrId
}
async function shown(): Promise<Record<string, unknown>> {
  const answer = await cloud.as('network').call('Vpc', 'DescribeVirtualBorderRouters', { RegionId })
  return answer.VirtualBorderRouterSet.VirtualBorderRouterType[0]
}

describe('networks attached to an Express Connect Router', () => {
  it('a VPC stays until its association is deleted (DependencyViolation.CloudServiceResource)', async () => {
    const network = cloud.as('network')
    const EcrId = await router()
    const { VpcId } = await network.call('Vpc', 'CreateVpc', { RegionId })
    const asked = { EcrId, VpcId, AssociationRegionId: RegionId }
    const { AssociationId } = await network.call('ExpressConnectRouter', 'CreateExpressConnectRouterAssociation', asked)
    const refused = await network.refused('Vpc', 'DeleteVpc', { RegionId, VpcId })
    expect(refused).toMatchObject({
      httpStatus: 400,
      code: 'DependencyViolation.CloudServiceResource',
      message: expect.stringContaining(EcrId),
    })
    await network.call('ExpressConnectRouter', 'DeleteExpressConnectRouterAssociation', { EcrId, AssociationId })
    await network.call('Vpc', 'DeleteVpc', { RegionId, VpcId })
  })

  it('a VBR shows its router and stays until it is detached (InvalidStatus.vbrAttatchToEcr)', async () => {
    await cloud.latency('manual')
    const network = cloud.as('network')
    const EcrId = await router()
    const VbrId = await vbr()
    await cloud.step()
    const child = { EcrId, ChildInstanceId: VbrId, ChildInstanceType: 'VBR' }
    const states: unknown[] = []
    const note = async () => states.push((await shown()).EcrAttatchStatus)
    await note()
    await network.call('ExpressConnectRouter', 'AttachExpressConnectRouterChildInstance', {
      ...child,
      ChildInstanceRegionId: RegionId,
    })
    await note()
    await cloud.step()
    await note()
    expect(await shown()).toMatchObject({ EcrId, EcrOwnerId: await cloud.uid('network') })
    expect(await network.refused('Vpc', 'DeleteVirtualBorderRouter', { RegionId, VbrId })).toMatchObject({
      httpStatus: 400,
      code: 'InvalidStatus.vbrAttatchToEcr',
    })
    await network.call('ExpressConnectRouter', 'DetachExpressConnectRouterChildInstance', child)
    await note()
    await cloud.step()
    await note()
    expect(states).toEqual(['', 'Attaching', 'Attached', 'Detaching', ''])
    expect(await shown()).toMatchObject({ EcrId: '', EcrOwnerId: '' })
    await network.call('Vpc', 'DeleteVirtualBorderRouter', { RegionId, VbrId })
  })
})

const ECR = 'ExpressConnectRouter'

describe('a step at an Express Connect Router that was made to fail', () => {
  it('leaves a VPC that was being attached free to go', async () => {
    await cloud.latency({ afterMs: 1000 })
    const network = cloud.as('network')
    const EcrId = await router()
    const { VpcId } = await network.call('Vpc', 'CreateVpc', { RegionId })
    await cloud.advance('1s')
    await cloud.fault({ match: { action: 'CreateExpressConnectRouterAssociation' }, effect: { transition: 'fail' } })
    await network.call(ECR, 'CreateExpressConnectRouterAssociation', { EcrId, VpcId, AssociationRegionId: RegionId })
    expect((await network.refused('Vpc', 'DeleteVpc', { RegionId, VpcId })).code).toBe('DependencyViolation.CloudServiceResource')
    await cloud.advance('1s')
    await network.call('Vpc', 'DeleteVpc', { RegionId, VpcId })
  })

  it('leaves a VBR that was being detached where it was, and says so', async () => {
    const network = cloud.as('network')
    const EcrId = await router()
    const VbrId = await vbr()
    const child = { EcrId, ChildInstanceId: VbrId, ChildInstanceType: 'VBR' }
    const attach = () => network.call(ECR, 'AttachExpressConnectRouterChildInstance', { ...child, ChildInstanceRegionId: RegionId })
    await cloud.fault({ match: { action: 'AttachExpressConnectRouterChildInstance' }, times: 1, effect: { transition: 'fail' } })
    await cloud.fault({ match: { action: 'DetachExpressConnectRouterChildInstance' }, effect: { transition: 'fail' } })
    await attach()
    expect(await shown()).toMatchObject({ EcrId: '', EcrAttatchStatus: '' })
    await attach()
    await network.call(ECR, 'DetachExpressConnectRouterChildInstance', child)
    expect(await shown()).toMatchObject({ EcrId, EcrAttatchStatus: 'Attached' })
    const refused = await network.refused('Vpc', 'DeleteVirtualBorderRouter', { RegionId, VbrId })
    expect(refused.code).toBe('InvalidStatus.vbrAttatchToEcr')
  })
})

describe('a network that is granted to an Express Connect Router of another account', () => {
  const grantsOf = async (alias: string, EcrId: string, more: object = {}) =>
    (await cloud.as(alias).call(ECR, 'DescribeInstanceGrantedToExpressConnectRouter', { EcrId, ...more })).TotalCount

  it('takes its grants with it, on both sides, and no others', async () => {
    const network = cloud.as('network')
    const made = await cloud.as('partner').call(ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn: 45104 })
    const EcrId = made.EcrId as string
    const EcrOwnerAliUid = await cloud.uid('partner')
    const grant = (InstanceType: string, InstanceId: string) =>
      network.call(ECR, 'GrantInstanceToExpressConnectRouter', {
        EcrId,
        EcrOwnerAliUid,
        InstanceType,
        InstanceId,
        InstanceRegionId: RegionId,
      })
    const [VpcId, kept] = [
      (await network.call('Vpc', 'CreateVpc', { RegionId })).VpcId,
      (await network.call('Vpc', 'CreateVpc', { RegionId })).VpcId,
    ]
    const VbrId = await vbr()
    await grant('VPC', VpcId)
    await grant('VPC', kept)
    await grant('VBR', VbrId)
    const seen = async () => [await grantsOf('partner', EcrId), await grantsOf('network', EcrId, { CallerType: 'OTHER' })]
    expect(await seen()).toEqual([3, 3])
    await network.refused('Vpc', 'DeleteVpc', { RegionId, VpcId, DryRun: true })
    expect(await seen()).toEqual([3, 3])
    await network.call('Vpc', 'DeleteVpc', { RegionId, VpcId })
    expect(await seen()).toEqual([2, 2])
    await network.call('Vpc', 'DeleteVirtualBorderRouter', { RegionId, VbrId })
    expect(await seen()).toEqual([1, 1])
    expect(await grantsOf('partner', EcrId, { InstanceId: kept })).toBe(1)
  })
})
