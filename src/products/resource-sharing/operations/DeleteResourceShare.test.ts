import { afterEach, beforeEach, expect, it } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'
import operation from './DeleteResourceShare.js'

let cloud: Awaited<ReturnType<typeof testCloud>>
beforeEach(async () => {
  cloud = await testCloud()
})
afterEach(() => cloud.close())

const rs = 'ResourceSharing'
type Given = Record<string, unknown>
async function share(parameters: Given = {}): Promise<string> {
  const { ResourceShare } = await cloud.as('network').call(rs, 'CreateResourceShare', { ResourceShareName: 'core', ...parameters })
  return ResourceShare.ResourceShareId
}
async function refusal(parameters: Given, alias = 'network'): Promise<string> {
  const { code, httpStatus, message } = await cloud.as(alias).refused(rs, 'DeleteResourceShare', parameters)
  expect([httpStatus, message]).toEqual(operation.errors[code])
  return code
}
async function status(id: string): Promise<string> {
  const { ResourceShares } = await cloud
    .as('network')
    .call(rs, 'ListResourceShares', { ResourceOwner: 'Self', ResourceShareIds: [id] })
  return ResourceShares[0]?.ResourceShareStatus
}

it('a share is Deleting until its deletion settles, then Deleted, with its resources free for other shares', async () => {
  const service = 'ecs.aliyuncs.com'
  const held = {
    AllowExternalTargets: true,
    Resources: [{ ResourceType: 'CapacityReservation', ResourceId: 'crp-network1' }],
    Targets: [service],
  }
  const id = await share(held)
  await cloud.latency('manual')
  await cloud.as('network').call(rs, 'DeleteResourceShare', { ResourceShareId: id })
  expect(await status(id)).toBe('Deleting')
  await cloud.step()
  expect(await status(id)).toBe('Deleted')
  await cloud.latency('instant')
  await share(held)
})

it('a deletion that fails leaves the share Active and its principals in it', async () => {
  const id = await share({ Resources: [{ ResourceType: 'Image', ResourceId: 'm-network1' }], Targets: ['1000000000000003'] })
  await cloud.fault({ match: { action: 'DeleteResourceShare' }, effect: { transition: 'fail' } })
  await cloud.as('network').call(rs, 'DeleteResourceShare', { ResourceShareId: id })
  await cloud.clearFaults()
  expect(await status(id)).toBe('Active')
  const { SharedResources } = await cloud.as('prod').call(rs, 'ListSharedResources', { ResourceOwner: 'OtherAccounts' })
  expect(SharedResources).toHaveLength(1)
  await cloud.as('network').call(rs, 'DeleteResourceShare', { ResourceShareId: id })
  expect(await status(id)).toBe('Deleted')
})

it('a share is not named, or malformed', async () => {
  expect(await refusal({})).toBe('MissingParameter.ResourceShareId')
  expect(await refusal({ ResourceShareId: 'core' })).toBe('InvalidParameter.ResourceShareId')
})

it('a share of another account (EntityNotExists.ResourceShare), or one deleted before (ResourceShareStatusMismatchAction)', async () => {
  const id = await share()
  expect(await refusal({ ResourceShareId: id }, 'prod')).toBe('EntityNotExists.ResourceShare')
  await cloud.as('network').call(rs, 'DeleteResourceShare', { ResourceShareId: id })
  expect(await refusal({ ResourceShareId: id })).toBe('ResourceShareStatusMismatchAction')
  await cloud.advance('73h')
  expect(await refusal({ ResourceShareId: id })).toBe('EntityNotExists.ResourceShare')
})

it.each(['manual' as const, { afterMs: 5000 }])(
  'an association still runs (DeleteResourceShareConflict), transitions %o',
  async (latency) => {
    const id = await share()
    await cloud.latency(latency)
    await cloud.as('network').call(rs, 'AssociateResourceShare', { ResourceShareId: id, Targets: ['1000000000000003'] })
    expect(await refusal({ ResourceShareId: id })).toBe('DeleteResourceShareConflict')
    await (latency === 'manual' ? cloud.step() : cloud.advance('5s'))
    await cloud.as('network').call(rs, 'DeleteResourceShare', { ResourceShareId: id })
  },
)

it('waiting for an invitee is no unfinished task', async () => {
  await cloud.latency('manual')
  const id = await share({ AllowExternalTargets: true, Targets: ['2000000000000001'] })
  await cloud.as('network').call(rs, 'DeleteResourceShare', { ResourceShareId: id })
})

it('a deleted share waits for nobody: its invitations are cancelled, count no more, and those invited do not see it', async () => {
  await cloud.settings({ quotas: { 'resourcesharing.pendingInvitations': 1 } })
  const open = { AllowExternalTargets: true, Targets: ['2000000000000001', '1000000000000003'] }
  const id = await share(open)
  await cloud.as('network').call(rs, 'DeleteResourceShare', { ResourceShareId: id })
  const { ResourceShareInvitations } = await cloud.as('partner').call(rs, 'ListResourceShareInvitations')
  expect(ResourceShareInvitations).toMatchObject([{ ResourceShareId: id, Status: 'Cancelled' }])
  const seen = async (alias: string) =>
    (await cloud.as(alias).call(rs, 'ListResourceShares', { ResourceOwner: 'OtherAccounts' })).ResourceShares
  expect(await seen('partner')).toEqual([])
  expect(await seen('prod')).toMatchObject([{ ResourceShareId: id, ResourceShareStatus: 'Deleted' }])
  await share(open)
})

it('a parameter that no code names is malformed only by a fault rule (InvalidParameter)', async () => {
  await cloud.fault({ match: { action: 'DeleteResourceShare' }, effect: { error: 'InvalidParameter' } })
  expect(await refusal({ ResourceShareId: 'rs-1' })).toBe('InvalidParameter')
})
