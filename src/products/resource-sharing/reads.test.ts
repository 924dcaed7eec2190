import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Client, clientOf } from '../../control/client.js'
import { type Core, openCore } from '../../main.js'
import { type AccountId, asAccountId } from '../../model/index.js'
import { lookupOf } from '../../pipeline/context.js'
import { letters } from '../../world/index.js'
import { isShared, mayUse, sharedWith } from './reads.js'
import { associations, received, tallies } from './tables.js'

const rs = 'ResourceSharing'
const network = asAccountId('1000000000000002')
const prod = asAccountId('1000000000000003')
const dev = asAccountId('1000000000000004')
const management = asAccountId('1000000000000001')
const partner = asAccountId('2000000000000001')
const workloads = `fd-${letters('42/default/seed/folder/Workloads', 10, 'mixed')}`
const service = 'ecs.aliyuncs.com'
const region = 'cn-hangzhou'
const see = 'vpc:DescribeVSwitches'

let core: Core
let owner: Client
let master: Client
let vSwitch: string
beforeEach(async () => {
  core = await openCore()
  await core.worlds.remove('default')
  await core.worlds.create('default', { clock: { mode: 'frozen', atMs: Date.UTC(2026, 0, 1) } })
  owner = clientOf(core.serve, { accessKeyId: 'local-network' })
  master = clientOf(core.serve, { accessKeyId: 'local-management.admin' })
  const { VpcId } = await owner.call('Vpc', 'CreateVpc', { RegionId: region, CidrBlock: '10.0.0.0/8' })
  const created = await owner.call('Vpc', 'CreateVSwitch', {
    RegionId: region,
    VpcId,
    ZoneId: 'cn-hangzhou-h',
    CidrBlock: '10.1.0.0/16',
  })
  vSwitch = created.VSwitchId as string
})
afterEach(() => core.close())

async function share(parameters: Record<string, unknown>): Promise<string> {
  const given = { ResourceShareName: 'core', Resources: [{ ResourceType: 'VSwitch', ResourceId: vSwitch }], ...parameters }
  const { ResourceShare } = await owner.call<{ ResourceShare: { ResourceShareId: string } }>(rs, 'CreateResourceShare', given)
  return ResourceShare.ResourceShareId
}
/** Takes a member out of the directory. */
async function remove(AccountId: AccountId): Promise<void> {
  await master.call('ResourceManager', 'UpdateAccount', { AccountId, NewAccountType: 'CloudAccount' })
  await master.call('ResourceManager', 'RemoveCloudAccount', { AccountId })
}
async function use(account: AccountId | string, action = see, resource = { owner: network, type: 'VSwitch', id: vSwitch }) {
  const now = await core.worlds.now('default')
  return core.store.read('default', (tx) => mayUse(lookupOf(tx), { account, action, resource, region, now }))
}
async function given(account: AccountId, action = see) {
  const now = await core.worlds.now('default')
  return core.store.read('default', (tx) => sharedWith(lookupOf(tx), account, { type: 'VSwitch', regionId: region, action, now }))
}

describe('mayUse', () => {
  it('an owner may do everything, a stranger nothing', async () => {
    expect((await use(network, 'vpc:DeleteVSwitch')).allowed).toBe(true)
    expect(await use(prod)).toMatchObject({ allowed: false, because: expect.stringContaining('shares') })
  })

  it('a principal may do what the permission names, and is told what it does not', async () => {
    const id = await share({ Targets: [prod] })
    expect(await use(prod)).toMatchObject({ allowed: true, because: expect.stringContaining(id) })
    expect(await use(prod, 'vpc:DeleteVSwitch')).toMatchObject({
      allowed: false,
      because: expect.stringContaining('does not name vpc:DeleteVSwitch'),
    })
    expect(await use(dev)).toMatchObject({ allowed: false, because: expect.stringContaining('does not name this account') })
  })

  it('an outside account may nothing before it accepts', async () => {
    const id = await share({ AllowExternalTargets: true, Targets: [partner] })
    expect(await use(partner)).toMatchObject({ allowed: false, because: expect.stringMatching(/Invitation i-\w+ .* not accepted/) })
    const receiver = clientOf(core.serve, { accessKeyId: 'local-partner' })
    const { ResourceShareInvitations } = await receiver.call<{ ResourceShareInvitations: Record<string, string>[] }>(
      rs,
      'ListResourceShareInvitations',
    )
    const [invitation] = ResourceShareInvitations
    await receiver.call(rs, 'AcceptResourceShareInvitation', { ResourceShareInvitationId: invitation?.ResourceShareInvitationId })
    expect((await use(partner)).allowed).toBe(true)
    await owner.call(rs, 'DeleteResourceShare', { ResourceShareId: id })
    expect((await use(partner)).allowed).toBe(false)
  })

  it('membership decides while somebody asks: who leaves the folder or the directory loses access', async () => {
    await share({ Targets: [workloads, prod] })
    expect([(await use(prod)).allowed, (await use(dev)).allowed, (await use(management)).allowed]).toEqual([true, true, false])
    const DestinationFolderId = `r-${letters('42/default/seed/folder/Root', 6, 'mixed')}`
    await master.call('ResourceManager', 'MoveAccount', { AccountId: dev, DestinationFolderId })
    expect((await use(dev)).allowed).toBe(false)
    await remove(prod)
    expect(await use(prod)).toMatchObject({
      allowed: false,
      because: `The association of ${prod} is Disassociated.`,
    })
  })

  it('an owner that leaves the directory ends what it shared inside of it, and its records say so', async () => {
    const id = await share({ Targets: [prod] })
    await remove(network)
    expect((await use(prod)).allowed).toBe(false)
    const list = { AssociationType: 'Target', ResourceShareIds: [id] }
    const { ResourceShareAssociations } = await owner.call(rs, 'ListResourceShareAssociations', list)
    expect(ResourceShareAssociations).toMatchObject([{ AssociationStatus: 'Disassociated' }])
  })

  it('a service may only within its time window, and what is published for the type', async () => {
    const TargetProperties = [
      {
        TargetId: service,
        Property: '{"timeRange":{"timeRangeType":"timeRange","beginAtTime":"09:00","endAtTime":"17:00","timezone":"UTC+0"}}',
      },
    ]
    const Resources = [{ ResourceType: 'CapacityReservation', ResourceId: 'crp-network1' }]
    await share({ AllowExternalTargets: true, Resources, Targets: [service], TargetProperties })
    const resource = { owner: network, type: 'CapacityReservation', id: 'crp-network1' }
    expect((await use(service, 'ecs:RunInstances', resource)).because).toContain('time window')
    await core.worlds.advance('default', 10 * 3_600_000)
    expect(await use(service, 'ecs:RunInstances', resource)).toMatchObject({
      allowed: false,
      because: expect.stringContaining('does not name'),
    })
  })
})

describe('sharedWith and isShared', () => {
  it('a resource that reaches an account in several ways is told once', async () => {
    await share({ Targets: [prod, workloads] })
    await share({ Targets: [prod] })
    expect(await given(prod)).toMatchObject([{ owner: network, resourceId: vSwitch }])
    expect(await given(prod, 'vpc:DeleteVSwitch')).toEqual([])
    expect(await given(partner)).toEqual([])
  })

  it('a resource is shared while it is in an Active share', async () => {
    const now = await core.worlds.now('default')
    const shared = () => core.store.read('default', (tx) => isShared(lookupOf(tx), network, { type: 'VSwitch', id: vSwitch, now }))
    expect(await shared()).toBe(false)
    const id = await share({})
    expect(await shared()).toBe(true)
    await owner.call(rs, 'DeleteResourceShare', { ResourceShareId: id })
    expect(await shared()).toBe(false)
  })
})

it('what quotas are compared with is what is there, whatever was done and undone', async () => {
  const images = { Resources: [{ ResourceType: 'Image', ResourceId: 'm-network1' }] }
  const snapshots = { Resources: [{ ResourceType: 'Snapshot', ResourceId: 's-network1' }] }
  const steps: (() => Promise<unknown>)[] = []
  for (let n = 0; n < 3; n += 1) steps.push(() => share(n === 1 ? {} : images))
  const ids: string[] = []
  for (const step of steps) ids.push((await step()) as string)
  const call = (action: string, ResourceShareId: string, parameters = {}) =>
    owner.call(rs, action, { ResourceShareId, ...parameters })
  const [first = '', second = '', third = ''] = ids
  await call('AssociateResourceShare', first, snapshots)
  await call('AssociateResourceShare', first, snapshots)
  await call('DisassociateResourceShare', first, images)
  await call('AssociateResourceShare', first, images)
  await core.worlds.setFaults('default', () => [{ id: 'f', match: { product: rs }, effect: { transition: 'fail' } }])
  await call('DisassociateResourceShare', first, snapshots)
  await call('AssociateResourceShare', second, snapshots)
  await call('DeleteResourceShare', second)
  await core.worlds.setFaults('default', () => [])
  await call('DeleteResourceShare', third)
  const found = await core.store.read('default', async (tx) => ({
    tallied: (await tx.everywhere(tallies)).map(({ row }) => [row.kind, row.count]),
    live: await tx.count(associations, network, 'live', ['Resource']),
  }))
  expect(found).toEqual({
    tallied: [
      ['resources', found.live],
      ['shares', 2],
    ],
    live: 3,
  })
})

it('very many shares hide nothing: of a principal, of a resource, of both', async () => {
  const empty = { Resources: undefined }
  for (let i = 0; i < 60; i++) await share({ ...(i % 20 === 0 ? {} : empty), Targets: [dev, workloads] })
  for (let i = 0; i < 55; i++) await share({ Targets: [dev] })
  const last = await share({ Targets: [prod] })
  expect(await given(prod)).toMatchObject([{ owner: network, resourceId: vSwitch }])
  expect(await given(dev)).toMatchObject([{ owner: network, resourceId: vSwitch }])
  expect(await given(management)).toEqual([])
  expect((await use(prod)).allowed).toBe(true)
  expect((await use(management)).allowed).toBe(false)
  await owner.call(rs, 'DeleteResourceShare', { ResourceShareId: last })
  expect((await use(prod)).allowed).toBe(true)
})

it('the side of the principal is told once, however often it was invited', async () => {
  const id = await share({ AllowExternalTargets: true, Targets: [partner] })
  for (let n = 0; n < 2; n += 1) {
    await core.worlds.advance('default', 8 * 24 * 3_600_000)
    await owner.call(rs, 'AssociateResourceShare', { ResourceShareId: id, Targets: [partner] })
  }
  const rows = await core.store.read('default', (tx) => tx.scan(received, partner, 'key', []))
  expect(rows).toHaveLength(1)
  await owner.call(rs, 'DisassociateResourceShare', { ResourceShareId: id, Targets: [partner] })
  expect(await core.store.read('default', (tx) => tx.scan(received, partner, 'key', []))).toEqual([])
})
