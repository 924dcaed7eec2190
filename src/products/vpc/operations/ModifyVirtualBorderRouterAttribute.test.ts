import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const RegionId = 'cn-hangzhou'
const ECR = 'ExpressConnectRouter'
const addresses = { LocalGatewayIp: '10.0.0.1', PeerGatewayIp: '10.0.0.2', PeeringSubnetMask: '255.255.255.252' }
let cloud: Awaited<ReturnType<typeof testCloud>>
let PhysicalConnectionId: string

beforeEach(async () => {
  cloud = await testCloud()
  PhysicalConnectionId = await lineOf('network')
})
afterEach(() => cloud.close())

const call = (alias: string, action: string, more: object) => cloud.as(alias).call('Vpc', action, { RegionId, ...more })
const refused = (alias: string, action: string, more: object) => cloud.as(alias).refused('Vpc', action, { RegionId, ...more })
const modify = 'ModifyVirtualBorderRouterAttribute'

async function lineOf(alias: string): Promise<string> {
  const line = { RegionId, AccessPointId: 'ap-1', LineOperator: 'CT', bandwidth: 100 }
  return (await cloud.as(alias).call('Vpc', 'CreatePhysicalConnection', line)).PhysicalConnectionId
}
async function vbr(VlanId = 10, more: object = addresses): Promise<string> {
  return (await call('network', 'CreateVirtualBorderRouter', { PhysicalConnectionId, VlanId, ...more })).VbrId
}
const vbrOfProd = async (VlanId = 10) => vbr(VlanId, { VbrOwnerId: await cloud.uid('prod') })
async function shown(alias: string, VbrId: string) {
  const asked = { Filter: [{ Key: 'VbrId', Value: [VbrId] }], IncludeCrossAccountVbr: true }
  return (await call(alias, 'DescribeVirtualBorderRouters', asked)).VirtualBorderRouterSet.VirtualBorderRouterType[0]
}

describe('a VBR for another account', () => {
  it('is unconfirmed until its owner gives the addresses (MissingParameter)', async () => {
    const VbrId = await vbrOfProd()
    expect(await shown('prod', VbrId)).toMatchObject({ Status: 'unconfirmed' })
    expect((await refused('prod', modify, { VbrId, Name: 'mine' })).code).toBe('MissingParameter')
    await call('prod', modify, { VbrId, ...addresses, Name: 'mine' })
    expect(await shown('network', VbrId)).toMatchObject({ Status: 'active', Name: 'mine', ...addresses })
  })
  it('joins no ECR before it is confirmed (OperationFailed.RejectedByEcYaochi)', async () => {
    const VbrId = await vbrOfProd()
    const { EcrId } = await cloud.as('prod').call(ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn: 65000 })
    const node = { EcrId, ChildInstanceId: VbrId, ChildInstanceType: 'VBR', ChildInstanceRegionId: RegionId }
    expect((await cloud.as('prod').refused(ECR, 'AttachExpressConnectRouterChildInstance', node)).code).toBe(
      'OperationFailed.RejectedByEcYaochi',
    )
    await call('prod', modify, { VbrId, ...addresses })
    await cloud.as('prod').call(ECR, 'AttachExpressConnectRouterChildInstance', node)
  })
  it.each([
    ['network', 'LocalGatewayIp', '10.0.0.5', 'Forbidden.LocalGatewayIpNotAllowedByCaller'],
    ['network', 'PeerGatewayIp', '10.0.0.5', 'Forbidden.PeerGatewayIpNotAllowedByCaller'],
    ['network', 'PeeringSubnetMask', '255.255.255.0', 'Forbidden.PeeringSubnetMaskNotAllowedByCaller'],
    ['network', 'Name', 'theirs', 'Forbidden.NameNotAllowedByCaller'],
    ['network', 'Description', 'theirs', 'Forbidden.DescriptionNotAllowedByCaller'],
    ['prod', 'VlanId', 11, 'Forbidden.VlanIdNotAllowedByCaller'],
    ['prod', 'CircuitCode', 'other', 'Forbidden.CircuitCodeNotAllowedByCaller'],
  ])('%s does not decide about its %s', async (alias, name, value, code) => {
    const VbrId = await vbrOfProd()
    expect(await refused(alias, modify, { VbrId, [name]: value })).toMatchObject({ httpStatus: 403, code })
  })
  it('gets another VLAN from the owner of the line, and is unknown to everybody else (InvalidVbrId.NotFound)', async () => {
    const VbrId = await vbrOfProd()
    await call('network', modify, { VbrId, VlanId: 11, CircuitCode: 'c' })
    expect(await shown('prod', VbrId)).toMatchObject({ VlanId: 11, CircuitCode: 'c', Status: 'unconfirmed' })
    await vbr(10)
    expect((await refused('dev', modify, { VbrId, Name: 'x' })).code).toBe('InvalidVbrId.NotFound')
  })
})

describe('a change of a VBR', () => {
  it('shows, and leaves the rest as it is', async () => {
    const VbrId = await vbr()
    await call('network', modify, {
      VbrId,
      Bandwidth: 20,
      MinTxInterval: 300,
      DetectMultiplier: 5,
      SitelinkEnable: true,
      Mtu: 1500,
    })
    expect(await shown('network', VbrId)).toMatchObject({
      ...addresses,
      Bandwidth: 20,
      MinTxInterval: 300,
      MinRxInterval: 1000,
      DetectMultiplier: 5,
      SitelinkEnable: true,
      Mtu: 1500,
      Status: 'active',
    })
  })
  it.each([
    [{ MinTxInterval: 100 }, 'IllegalParam.MinTxInterval'],
    [{ MinRxInterval: 2000 }, 'IllegalParam.MinRxInterval'],
    [{ DetectMultiplier: 2 }, 'IllegalParam.DetectMultiplier'],
    [{ VlanId: 3000 }, 'InvalidVlanId.Malformed'],
    [{ VlanId: 20 }, 'InvalidVlanId.Used'],
    [{ VlanId: 0 }, 'OperationFailed.VlanIdInUse'],
    [{ LocalGatewayIp: '10.0.0' }, 'InvalidIp.Malformed'],
    [{ PeeringSubnetMask: '255.0.0.0' }, 'InvalidPeeringSubnetMask.Malformed'],
    [{ PeerGatewayIp: '10.0.9.2' }, 'InvalidIp.NotSameSubnet'],
    [{ Bandwidth: 1000 }, 'InvalidParameter'],
    [{ Mtu: 9000 }, 'IllegalParam.Mtu'],
    [{ Mtu: 8500 }, 'IncorrectStatus.VirtualBorderRouter'],
    [{ Name: 'http://x' }, 'InvalidName.Malformed'],
    [{ Description: 'http://x' }, 'InvalidDescription.Malformed'],
  ])('to %j is refused (%s)', async (more, code) => {
    const VbrId = await vbr()
    await vbr(20)
    expect((await refused('network', modify, { VbrId, ...more })).code).toBe(code)
  })
  it('of the MTU is one of all VBRs of its ECR, and ends with the attachment', async () => {
    const { EcrId } = await cloud.as('network').call(ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn: 65000 })
    const ids = [await vbr(1), await vbr(2)]
    for (const ChildInstanceId of ids) {
      const node = { EcrId, ChildInstanceId, ChildInstanceType: 'VBR', ChildInstanceRegionId: RegionId }
      await cloud.as('network').call(ECR, 'AttachExpressConnectRouterChildInstance', node)
    }
    await call('network', modify, { VbrId: ids[0], Mtu: 8500 })
    expect(await shown('network', ids[1] as string)).toMatchObject({ Mtu: 8500, EcrId, EcrAttatchStatus: 'Attached' })
    const leave = { EcrId, ChildInstanceId: ids[1], ChildInstanceType: 'VBR' }
    await cloud.as('network').call(ECR, 'DetachExpressConnectRouterChildInstance', leave)
    expect(await shown('network', ids[1] as string)).toMatchObject({ Mtu: 1500, EcrId: '', EcrOwnerId: '', EcrAttatchStatus: '' })
  })
})

describe('a VBR is terminated and recovered', () => {
  it('one state after the other, each at its time', async () => {
    const VbrId = await vbr()
    await cloud.latency({ afterMs: 1000 })
    await call('network', 'TerminateVirtualBorderRouter', { VbrId })
    expect(await shown('network', VbrId)).toMatchObject({ Status: 'terminating' })
    expect((await refused('network', 'RecoverVirtualBorderRouter', { VbrId })).code).toBe(
      'InvalidOperation.OperationNotAllowedInState',
    )
    expect((await refused('network', 'DeleteVirtualBorderRouter', { VbrId })).code).toBe(
      'InvalidOperation.OperationNotAllowedInState',
    )
    await cloud.advance('1s')
    expect(await shown('network', VbrId)).toMatchObject({ Status: 'terminated', TerminationTime: '2026-01-01T00:00:00Z' })
    expect((await refused('network', 'TerminateVirtualBorderRouter', { VbrId })).code).toBe(
      'InvalidOperation.OperationNotAllowedInState',
    )
    expect((await refused('network', modify, { VbrId, Name: 'x' })).code).toBe('IncorrectStatus.VirtualBorderRouter')
    await call('network', 'RecoverVirtualBorderRouter', { VbrId })
    expect(await shown('network', VbrId)).toMatchObject({ Status: 'recovering' })
    await cloud.advance('1s')
    expect(await shown('network', VbrId)).toMatchObject({ Status: 'active', RecoveryTime: '2026-01-01T00:00:01Z' })
  })
  it('by the owner of its line alone', async () => {
    const VbrId = await vbrOfProd()
    await call('prod', modify, { VbrId, ...addresses })
    expect(await refused('prod', 'TerminateVirtualBorderRouter', { VbrId })).toMatchObject({
      httpStatus: 403,
      code: 'Forbidden.OperationTerminateNotAllowedByUser',
    })
    expect((await refused('dev', 'TerminateVirtualBorderRouter', { VbrId })).code).toBe('InvalidVbrId.NotFound')
    await call('network', 'TerminateVirtualBorderRouter', { VbrId })
    expect(await shown('prod', VbrId)).toMatchObject({ Status: 'terminated' })
    expect((await refused('prod', 'RecoverVirtualBorderRouter', { VbrId })).code).toBe('Forbidden.OperationRecoverNotAllowedByUser')
    await call('network', 'RecoverVirtualBorderRouter', { VbrId })
    expect(await shown('prod', VbrId)).toMatchObject({ Status: 'active' })
    expect((await refused('dev', 'RecoverVirtualBorderRouter', { VbrId })).code).toBe('InvalidVbrId.NotFound')
  })
  it('and keeps its VLAN for seven days (InvalidVlanId.Used, OperationFailed.VlanIdAlreadyInUse)', async () => {
    const VbrId = await vbr(10)
    await call('network', 'TerminateVirtualBorderRouter', { VbrId })
    const again = { PhysicalConnectionId, VlanId: 10, ...addresses }
    expect((await refused('network', 'CreateVirtualBorderRouter', again)).code).toBe('InvalidVlanId.Used')
    await cloud.advance('7d')
    const next = await vbr(10)
    expect((await refused('network', 'RecoverVirtualBorderRouter', { VbrId })).code).toBe('OperationFailed.VlanIdAlreadyInUse')
    await call('network', 'DeleteVirtualBorderRouter', { VbrId })
    expect((await refused('network', 'CreateVirtualBorderRouter', again)).code).toBe('InvalidVlanId.Used')
    expect(await shown('network', next)).toMatchObject({ Status: 'active' })
  })
})
