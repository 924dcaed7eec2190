import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const RegionId = 'cn-hangzhou'
let cloud: Awaited<ReturnType<typeof testCloud>>
beforeEach(async () => {
  cloud = await testCloud()
  await cloud.settings({ choices: { 'vpc.physicalConnection': 'Allocated' } })
})
afterEach(() => cloud.close())

const call = (action: string, more: object = {}) => cloud.as('network').call('Vpc', action, { RegionId, ...more })
const refused = (action: string, more: object = {}) => cloud.as('network').refused('Vpc', action, { RegionId, ...more })
async function line(): Promise<{ PhysicalConnectionId: string }> {
  const { PhysicalConnectionId } = await call('CreatePhysicalConnection', {
    AccessPointId: 'ap-1',
    LineOperator: 'CT',
    bandwidth: 100,
  })
  return { PhysicalConnectionId }
}
async function shown({ PhysicalConnectionId }: { PhysicalConnectionId: string }) {
  const asked = { Filter: [{ Key: 'PhysicalConnectionId', Value: [PhysicalConnectionId] }], PageSize: 50 }
  return (await call('DescribePhysicalConnections', asked)).PhysicalConnectionSet.PhysicalConnectionType[0]
}
const status = async (pc: { PhysicalConnectionId: string }) => (await shown(pc))?.Status
const order = 'CreatePhysicalConnectionOccupancyOrder'

describe('a physical connection', () => {
  it('goes the way that Terraform waits for: Allocated, Confirmed, Enabled, Terminated, gone', async () => {
    const pc = await line()
    expect(await status(pc)).toBe('Allocated')
    await call('ConfirmPhysicalConnection', pc)
    expect(await status(pc)).toBe('Confirmed')
    const { Data } = await call(order, { ...pc, AutoPay: true, InstanceChargeType: 'PrePaid', Period: 1, PricingCycle: 'Month' })
    expect(Data.OrderId).toMatch(/^\d+$/)
    expect(await shown(pc)).toMatchObject({ Status: 'Enabled', EnabledTime: '2026-01-01T00:00:00Z' })
    await call('TerminatePhysicalConnection', pc)
    expect(await status(pc)).toBe('Terminated')
    await call('DeletePhysicalConnection', pc)
    expect(await status(pc)).toBeUndefined()
  })
  it('shows each step while it takes its time', async () => {
    await cloud.latency({ afterMs: 1000 })
    const pc = await line()
    expect(await status(pc)).toBe('Allocating')
    expect((await refused('ConfirmPhysicalConnection', pc)).code).toBe('IncorrectStatus.PhysicalConnection')
    await cloud.advance('1s')
    await call('ConfirmPhysicalConnection', pc)
    await call('EnablePhysicalConnection', pc)
    expect(await status(pc)).toBe('Confirmed')
    expect((await refused('CancelPhysicalConnection', pc)).code).toBe('Forbidden.NotAllowedInState')
    await cloud.advance('1s')
    expect(await status(pc)).toBe('Enabled')
    await call('TerminatePhysicalConnection', pc)
    expect(await status(pc)).toBe('Terminating')
    await cloud.advance('1s')
    expect(await status(pc)).toBe('Terminated')
  })
  it('that is not open yet can be cancelled, and deleted then', async () => {
    const pc = await line()
    await call('CancelPhysicalConnection', pc)
    expect(await status(pc)).toBe('Canceled')
    expect((await refused('ModifyPhysicalConnectionAttribute', { ...pc, Name: 'x' })).code).toBe('InvalidStatus')
    await call('DeletePhysicalConnection', pc)
  })
  it('is not open before an order is paid', async () => {
    const pc = await line()
    expect((await refused(order, pc)).code).toBe('Forbidden.NotAllowedInState')
    await call('ConfirmPhysicalConnection', pc)
    await call(order, pc)
    expect(await status(pc)).toBe('Confirmed')
  })
  it('is not closed while VBRs are on it (Forbidden.VbrAttached)', async () => {
    const pc = await line()
    await call('ConfirmPhysicalConnection', pc)
    await call('EnablePhysicalConnection', pc)
    await call('CreateVirtualBorderRouter', { ...pc, VlanId: 1 })
    expect((await refused('TerminatePhysicalConnection', pc)).code).toBe('Forbidden.VbrAttached')
  })
  it.each([
    ['ConfirmPhysicalConnection', 400],
    ['EnablePhysicalConnection', 404],
    ['CancelPhysicalConnection', 404],
    ['TerminatePhysicalConnection', 404],
    [order, 404],
    ['ModifyPhysicalConnectionAttribute', 404],
  ])('of another account is unknown to %s (InvalidPhysicalConnectionId.NotFound)', async (action, httpStatus) => {
    const pc = await line()
    expect(await cloud.as('prod').refused('Vpc', action, { RegionId, ...pc })).toMatchObject({
      httpStatus,
      code: 'InvalidPhysicalConnectionId.NotFound',
    })
  })
  it.each([
    ['EnablePhysicalConnection', {}, 'Forbidden.NotAllowedInState'],
    ['TerminatePhysicalConnection', {}, 'Forbidden.NotAllowedInState'],
    [order, { Period: 10 }, 'InvalidPhysicalConnectionPeriod.Malformed'],
    [order, { PricingCycle: 'Week' }, 'InvalidPhysicalConnectionPricingCycle.Malformed'],
    [order, { InstanceChargeType: 'PostPaid' }, 'InvalidPhysicalConnectionChargeType.Malformed'],
    ['ModifyPhysicalConnectionAttribute', { bandwidth: 1 }, 'InvalidBandwidth'],
    ['ModifyPhysicalConnectionAttribute', { bandwidth: 500 }, 'InvalidStatus'],
    ['ModifyPhysicalConnectionAttribute', { LineOperator: 'XX' }, 'InvalidLineOperator.Malformd'],
    ['ModifyPhysicalConnectionAttribute', { PortType: 'XX' }, 'InvalidPortType.Malformd'],
    ['ModifyPhysicalConnectionAttribute', { Name: 'http://x' }, 'InvalidName.Malformed'],
    ['ModifyPhysicalConnectionAttribute', { Description: 'http://x' }, 'InvalidDescription.Malformed'],
  ])('that is Allocated refuses %s with %j (%s)', async (action, more, code) => {
    expect((await refused(action, { ...(await line()), ...more })).code).toBe(code)
  })
  it('is ordered for five years at most (InvalidPhysicalConnectionPeriod.Malformed)', async () => {
    const pc = await line()
    await call('ConfirmPhysicalConnection', pc)
    expect((await refused(order, { ...pc, PricingCycle: 'Year', Period: 6 })).code).toBe(
      'InvalidPhysicalConnectionPeriod.Malformed',
    )
  })
  it('takes changes, its size only while it is open', async () => {
    const pc = await line()
    await call('ModifyPhysicalConnectionAttribute', { ...pc, Name: 'a', CircuitCode: 'c', PeerLocation: 'p', LineOperator: 'CU' })
    expect(await shown(pc)).toMatchObject({ Name: 'a', CircuitCode: 'c', PeerLocation: 'p', LineOperator: 'CU', Bandwidth: 100 })
    await call('ConfirmPhysicalConnection', pc)
    await call('EnablePhysicalConnection', pc)
    const other = await line()
    const more = { bandwidth: 200, RedundantPhysicalConnectionId: other.PhysicalConnectionId }
    await call('ModifyPhysicalConnectionAttribute', { ...pc, ...more })
    expect(await shown(pc)).toMatchObject({ Bandwidth: 200, RedundantPhysicalConnectionId: other.PhysicalConnectionId })
    await call('CancelPhysicalConnection', other)
    const third = await line()
    await call('CancelPhysicalConnection', third)
    const change = { ...pc, RedundantPhysicalConnectionId: third.PhysicalConnectionId }
    expect((await refused('ModifyPhysicalConnectionAttribute', change)).code).toBe('InvalidRedundantPhysicalConnectionStatus')
    const unknown = { ...pc, RedundantPhysicalConnectionId: 'pc-0' }
    expect((await refused('ModifyPhysicalConnectionAttribute', unknown)).code).toBe('InvalidRedundantPhysicalConnection')
  })
})
