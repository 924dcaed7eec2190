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
