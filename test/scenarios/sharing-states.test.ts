/** How shares, associations and invitations come, stand and go: every state and every edge between them, seen from both sides. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testCloud } from '../cloud.js'
import { type Cloud, directory, RegionId, type Row, type Story, storyOf, uids, workloads } from './sharing.js'

let cloud: Cloud
let story: Story
beforeEach(async () => {
  cloud = await testCloud()
  story = storyOf(cloud)
})
afterEach(() => cloud.close())

const { prod, dev, partner } = uids
const midnight = '2026-01-01T00:00:00.000Z'
const afterMinutes = (minutes: number, seconds = 0) => new Date(Date.UTC(2026, 0, 1, 0, minutes, seconds)).toISOString()
/** What was asked for fails, or never ends by itself. */
const faulty = (action: string, transition: 'fail' | 'hang') => cloud.fault({ match: { action }, effect: { transition } })
const onlyRecord = async (type: 'Resource' | 'Target') => (await story.records('network', type))[0] as Row

describe('a share', () => {
  it('is Active with the answer of its creation, though what is in it is still on its way', async () => {
    await cloud.latency('manual')
    const { ResourceShare } = await story.call('network', 'CreateResourceShare', {
      ResourceShareName: 'core',
      Resources: [story.image('network')],
      Targets: [prod],
    })
    expect(ResourceShare).toMatchObject({ ResourceShareStatus: 'Active', CreateTime: midnight, UpdateTime: midnight })
    expect(await story.sharesOf('network')).toEqual([`${ResourceShare.ResourceShareId} Active`])
    expect(await story.sharesReaching('prod')).toEqual([])
    await cloud.step()
    expect(await story.sharesReaching('prod')).toEqual([`${ResourceShare.ResourceShareId} Active`])
  })

  it('that is empty is Active, and can be deleted: Deleting with the answer, Deleted once that is through', async () => {
    await cloud.latency({ afterMs: 4000 })
    const share = await story.share('network')
    await story.call('network', 'DeleteResourceShare', { ResourceShareId: share })
    expect(await story.sharesOf('network')).toEqual([`${share} Deleting`])
    await cloud.advance('4s')
    expect(await story.sharesOf('network')).toEqual([`${share} Deleted`])
    const [row] = await story.listOf('network', 'ListResourceShares', { ResourceOwner: 'Self' })
    expect(row).toMatchObject({ CreateTime: midnight, UpdateTime: afterMinutes(0, 4) })
  })

  it('moves its UpdateTime when it is renamed, not when something is put into it or taken out', async () => {
    const share = await story.share('network')
    await cloud.advance('1m')
    await story.change('network', 'Associate', share, { Targets: [prod] })
    const shown = async () => (await story.listOf('network', 'ListResourceShares', { ResourceOwner: 'Self' }))[0]
    expect(await shown()).toMatchObject({ CreateTime: midnight, UpdateTime: midnight })
    const renamed = await story.call('network', 'UpdateResourceShare', { ResourceShareId: share, ResourceShareName: 'edge' })
    expect(renamed.ResourceShare).toMatchObject({ ResourceShareStatus: 'Active', UpdateTime: afterMinutes(1) })
    expect(await shown()).toMatchObject({ ResourceShareName: 'edge', CreateTime: midnight, UpdateTime: afterMinutes(1) })
  })

  it('leaves Active and ends all access before its deletion answers, however long that takes', async () => {
    const vSwitch = await story.vSwitch('network')
    const share = await story.share('network', { Resources: [vSwitch.named], Targets: [prod] })
    await cloud.latency('manual')
    expect(await story.uses('prod', vSwitch)).toBe(true)
    await story.call('network', 'DeleteResourceShare', { ResourceShareId: share })
    expect(await story.sharesOf('network')).toEqual([`${share} Deleting`])
    expect(await story.uses('prod', vSwitch)).toBe(false)
    expect(await story.statuses('network', 'Target', share)).toEqual([`${prod} Disassociating`])
    expect(await story.statuses('network', 'Resource', share)).toEqual([`${vSwitch.id} Disassociating`])
    expect(await story.sharedBy('network')).toEqual([])
    expect(await story.sharedTo('network')).toEqual([])
    await cloud.step()
    expect(await story.sharesOf('network')).toEqual([`${share} Deleted`])
    expect(await story.statuses('network', 'Target', share)).toEqual([])
    // The vSwitch itself stays.
    expect(await story.vSwitchesSeen('network')).toEqual([vSwitch.id])
  })

  it.each(['Deleting', 'Deleted'])('that is %s takes no change any more (ResourceShareStatusMismatchAction)', async (state) => {
    const share = await story.share('network', { Targets: [prod] })
    await cloud.latency('manual')
    await story.call('network', 'DeleteResourceShare', { ResourceShareId: share })
    if (state === 'Deleted') await cloud.step()
    for (const [action, given] of [
      ['AssociateResourceShare', { Targets: [dev] }],
      ['DisassociateResourceShare', { Targets: [prod] }],
      ['UpdateResourceShare', { ResourceShareName: 'edge' }],
      ['DeleteResourceShare', {}],
      ['AssociateResourceSharePermission', { PermissionName: 'AliyunRSDefaultPermissionImage' }],
    ] as const)
      expect(await story.refusal('network', action, { ResourceShareId: share, ...given }), action).toBe(
        '409 ResourceShareStatusMismatchAction',
      )
  })

  it('is Active again when its deletion fails, and its principals have their access back', async () => {
    const vSwitch = await story.vSwitch('network')
    const share = await story.share('network', { Resources: [vSwitch.named], Targets: [prod] })
    await faulty('DeleteResourceShare', 'fail')
    await cloud.latency('manual')
    await story.call('network', 'DeleteResourceShare', { ResourceShareId: share })
    expect(await story.sharesOf('network')).toEqual([`${share} Deleting`])
    expect(await story.uses('prod', vSwitch)).toBe(false)
    await cloud.step()
    expect(await story.sharesOf('network')).toEqual([`${share} Active`])
    expect(await story.uses('prod', vSwitch)).toBe(true)
    await cloud.clearFaults()
    await story.call('network', 'DeleteResourceShare', { ResourceShareId: share })
    await cloud.step()
    expect(await story.sharesOf('network')).toEqual([`${share} Deleted`])
  })

  it('that hangs in its deletion is Deleting until somebody steps it', async () => {
    const share = await story.share('network')
    await faulty('DeleteResourceShare', 'hang')
    await story.call('network', 'DeleteResourceShare', { ResourceShareId: share })
    await cloud.advance('30d')
    expect(await story.sharesOf('network')).toEqual([`${share} Deleting`])
    await cloud.step()
    expect(await story.sharesOf('network')).toEqual([`${share} Deleted`])
  })

  it('that is Deleted is listed to both sides without and with a filter, and gone after 72 hours, its records at once', async () => {
    const share = await story.share('network', { Resources: [story.image('network')], Targets: [prod] })
    await story.call('network', 'DeleteResourceShare', { ResourceShareId: share })
    const other = await story.share('network')
    expect(await story.records('network', 'Target')).toEqual([])
    expect(await story.records('network', 'Resource')).toEqual([])
    expect((await story.sharesOf('network')).sort()).toEqual([`${share} Deleted`, `${other} Active`].sort())
    expect(await story.sharesOf('network', { ResourceShareStatus: 'Deleted' })).toEqual([`${share} Deleted`])
    expect(await story.sharesReaching('prod')).toEqual([`${share} Deleted`])
    expect(await story.sharesReaching('prod', { ResourceShareStatus: 'Active' })).toEqual([])
    await cloud.advance('72h')
    expect(await story.sharesReaching('prod')).toEqual([`${share} Deleted`])
    await cloud.advance('1s')
    expect(await story.sharesReaching('prod')).toEqual([])
    expect(await story.sharesOf('network')).toEqual([`${other} Active`])
    expect(await story.refusal('network', 'DeleteResourceShare', { ResourceShareId: share })).toBe(
      '404 EntityNotExists.ResourceShare',
    )
  })

  it('cannot be deleted while an association or a removal runs (DeleteResourceShareConflict)', async () => {
    const share = await story.share('network')
    await cloud.latency('manual')
    const del = () => story.refusal('network', 'DeleteResourceShare', { ResourceShareId: share })
    await story.change('network', 'Associate', share, { Resources: [story.image('network')], Targets: [prod] })
    expect(await del()).toBe('409 DeleteResourceShareConflict')
    await cloud.step()
    await story.change('network', 'Disassociate', share, { Targets: [prod] })
    expect(await del()).toBe('409 DeleteResourceShareConflict')
    await cloud.step()
    await story.call('network', 'DeleteResourceShare', { ResourceShareId: share })
  })

  it('can be deleted while it waits for an invitee, since nothing runs; the invitation is cancelled', async () => {
    const share = await story.share('network', { Targets: [partner], AllowExternalTargets: true })
    await cloud.latency('manual')
    await story.call('network', 'DeleteResourceShare', { ResourceShareId: share })
    expect(await story.invitations('partner')).toMatchObject([{ Status: 'Cancelled' }])
    const { ResourceShareInvitationId } = (await story.invitations('partner'))[0] as Row
    expect(await story.refusal('partner', 'AcceptResourceShareInvitation', { ResourceShareInvitationId })).toBe(
      '409 EntityNotExists.ResourceShareInvitation',
    )
  })
})

describe('an association', () => {
  const latencies = [
    ['at once', 'instant', async () => {}],
    ['when its time has come', { afterMs: 1100 }, () => cloud.advance('1100ms')],
    ['when it is stepped', 'manual', () => cloud.step()],
  ] as const

  it.each(latencies)('goes all the way round, each state settling %s', async (_, latency, pass) => {
    const vSwitch = await story.vSwitch('network')
    const share = await story.share('network')
    await cloud.latency(latency)
    const both = { Resources: [vSwitch.named], Targets: [prod] }
    const begun = await story.change('network', 'Associate', share, both)
    expect(begun).toMatchObject([
      { EntityId: vSwitch.id, EntityType: 'VSwitch', AssociationType: 'Resource', AssociationStatus: 'Associating' },
      { EntityId: prod, EntityType: 'Account', AssociationType: 'Target', AssociationStatus: 'Associating' },
    ])
    expect(begun[1]).not.toHaveProperty('ResourceArn')
    if (latency !== 'instant') {
      expect(await story.uses('prod', vSwitch)).toBe(false)
      expect(await story.statuses('network', 'Target', share)).toEqual([`${prod} Associating`])
      expect([await story.sharedBy('network'), await story.sharedTo('network')]).toEqual([[], []])
    }
    await pass()
    expect(await story.uses('prod', vSwitch)).toBe(true)
    expect(await story.statuses('network', 'Target', share)).toEqual([`${prod} Associated`])
    expect(await story.statuses('network', 'Resource', share)).toEqual([`${vSwitch.id} Associated`])
    expect([await story.sharedBy('network'), await story.sharedTo('network')]).toEqual([[vSwitch.id], [prod]])

    const ended = await story.change('network', 'Disassociate', share, both)
    expect(ended.map(({ AssociationStatus }) => AssociationStatus)).toEqual(['Disassociating', 'Disassociating'])
    expect(await story.uses('prod', vSwitch)).toBe(false)
    await pass()
    expect(await story.statuses('network', 'Target', share)).toEqual([`${prod} Disassociated`])

    await story.change('network', 'Associate', share, both)
    await pass()
    expect(await story.uses('prod', vSwitch)).toBe(true)
    expect(await story.records('network', 'Target')).toHaveLength(1)
  })

  it('keeps the time at which it was asked for, and moves the other with each state', async () => {
    const share = await story.share('network')
    await cloud.latency({ afterMs: 1000 })
    await story.change('network', 'Associate', share, { Targets: [prod] })
    expect(await onlyRecord('Target')).toMatchObject({ CreateTime: midnight, UpdateTime: midnight })
    await cloud.advance('1m')
    expect(await onlyRecord('Target')).toMatchObject({ CreateTime: midnight, UpdateTime: afterMinutes(0, 1) })
    await story.change('network', 'Disassociate', share, { Targets: [prod] })
    expect(await onlyRecord('Target')).toMatchObject({ CreateTime: midnight, UpdateTime: afterMinutes(1) })
    await cloud.advance('1m')
    expect(await onlyRecord('Target')).toMatchObject({ CreateTime: midnight, UpdateTime: afterMinutes(1, 1) })
    await story.change('network', 'Associate', share, { Targets: [prod] })
    expect(await onlyRecord('Target')).toMatchObject({ CreateTime: afterMinutes(2), UpdateTime: afterMinutes(2) })
  })

  it('is listed newest first, resources and principals alike, over all shares', async () => {
    const first = await story.share('network', { Targets: [prod] })
    await cloud.advance('1m')
    const second = await story.share('network', { Targets: [dev] })
    await cloud.advance('1m')
    await story.change('network', 'Associate', first, { Targets: [uids.management] })
    const order = (rows: Row[]) => rows.map((row) => row.EntityId ?? row.TargetId ?? row.ResourceShareId)
    expect(order(await story.records('network', 'Target'))).toEqual([uids.management, dev, prod])
    expect(order(await story.records('network', 'Target', { ResourceShareIds: [first, second] }))).toEqual([
      uids.management,
      dev,
      prod,
    ])
    expect(await story.sharedTo('network')).toEqual([uids.management, dev, prod])
    expect((await story.sharesOf('network')).map((each) => each.split(' ')[0])).toEqual([second, first])
    // What is associated anew is new.
    await story.change('network', 'Disassociate', first, { Targets: [prod] })
    await cloud.advance('1m')
    await story.change('network', 'Associate', first, { Targets: [prod] })
    expect(order(await story.records('network', 'Target'))).toEqual([prod, uids.management, dev])
  })

  it('that fails says so with the pairs that failed, to its owner only', async () => {
    const share = await story.share('network', { Resources: [story.image('network')] })
    await faulty('AssociateResourceShare', 'fail')
    const [answered] = await story.change('network', 'Associate', share, { Targets: [prod] })
    expect(answered).toMatchObject({ AssociationStatus: 'Associating', AssociationStatusMessage: '' })
    expect(await onlyRecord('Target')).toMatchObject({
      AssociationStatus: 'Failed',
      EntityType: 'Account',
      AssociationFailedDetails: [
        {
          EntityId: 'm-network1',
          EntityType: 'Image',
          OperationType: 'Associate',
          FailureReason: 'InternalError',
          ResourceArn: `acs:ecs:cn-hangzhou:${uids.network}:image/m-network1`,
        },
      ],
    })
    expect((await onlyRecord('Target')).AssociationStatusMessage).not.toBe('')
    expect(await story.sharesReaching('prod')).toEqual([])
    expect(await story.resourcesReaching('prod')).toEqual([])
    expect(await story.sharedTo('network')).toEqual([])
    expect((await onlyRecord('Resource')).AssociationStatus).toBe('Associated')
  })

  it('of a resource that fails names the principals of the pairs, without an ARN', async () => {
    const share = await story.share('network', { Targets: [prod] })
    await faulty('AssociateResourceShare', 'fail')
    await story.change('network', 'Associate', share, { Resources: [story.image('network')] })
    const { AssociationFailedDetails: details } = await onlyRecord('Resource')
    expect(details).toMatchObject([{ EntityId: prod, EntityType: 'Account', OperationType: 'Associate' }])
    expect(details[0]).not.toHaveProperty('ResourceArn')
  })

  it('that fails tells the kind of each principal, which records call an Account all of them', async () => {
    const Targets = [prod, workloads, directory]
    const share = await story.share('network', { Targets })
    await faulty('AssociateResourceShare', 'fail')
    await story.change('network', 'Associate', share, { Resources: [story.image('network')] })
    const { AssociationFailedDetails: details } = await onlyRecord('Resource')
    expect(details.map(({ EntityId, EntityType }: Row) => `${EntityId} ${EntityType}`).sort()).toEqual(
      [`${prod} Account`, `${workloads} Folder`, `${directory} ResourceDirectory`].sort(),
    )
    expect(new Set((await story.records('network', 'Target')).map(({ EntityType }) => EntityType))).toEqual(new Set(['Account']))
  })

  it('cannot be ended for several at once when one of them is none: nothing changes', async () => {
    const share = await story.share('network', { Targets: [prod] })
    const given = { ResourceShareId: share, Targets: [prod, dev] }
    expect(await story.refusal('network', 'DisassociateResourceShare', given)).toBe('400 DisassociateInvalid')
    expect(await story.statuses('network', 'Target', share)).toEqual([`${prod} Associated`])
  })

  it('that hangs is Associating until somebody steps it, and the share cannot be deleted until then', async () => {
    const share = await story.share('network')
    await faulty('AssociateResourceShare', 'hang')
    await story.change('network', 'Associate', share, { Targets: [prod] })
    await cloud.advance('30d')
    expect(await story.statuses('network', 'Target', share)).toEqual([`${prod} Associating`])
    expect(await story.refusal('network', 'DeleteResourceShare', { ResourceShareId: share })).toBe(
      '409 DeleteResourceShareConflict',
    )
    await cloud.step()
    expect(await story.statuses('network', 'Target', share)).toEqual([`${prod} Associated`])
  })

  it('that Failed is taken out or tried again, and is purged after 72 hours otherwise', async () => {
    const share = await story.share('network')
    await faulty('AssociateResourceShare', 'fail')
    await story.change('network', 'Associate', share, { Targets: [prod, dev, uids.management] })
    await cloud.clearFaults()
    await story.change('network', 'Disassociate', share, { Targets: [prod] })
    await story.change('network', 'Associate', share, { Targets: [dev] })
    expect((await story.statuses('network', 'Target', share)).sort()).toEqual(
      [`${prod} Disassociated`, `${dev} Associated`, `${uids.management} Failed`].sort(),
    )
    await cloud.advance('73h')
    expect(await story.statuses('network', 'Target', share)).toEqual([`${dev} Associated`])
  })

  it('whose removal fails stays in effect, shows Failed with Disassociate, and can be removed again', async () => {
    const vSwitch = await story.vSwitch('network')
    const share = await story.share('network', { Resources: [vSwitch.named], Targets: [prod] })
    await faulty('DisassociateResourceShare', 'fail')
    await cloud.latency('manual')
    await story.change('network', 'Disassociate', share, { Resources: [vSwitch.named] })
    expect(await onlyRecord('Resource')).toMatchObject({ AssociationStatus: 'Disassociating' })
    await cloud.step()
    expect(await onlyRecord('Resource')).toMatchObject({
      AssociationStatus: 'Failed',
      AssociationFailedDetails: [{ EntityId: prod, OperationType: 'Disassociate', FailureReason: 'UnsupportedOperation' }],
    })
    expect(await story.uses('prod', vSwitch)).toBe(true)
    await cloud.advance('73h')
    expect(await onlyRecord('Resource')).toMatchObject({ AssociationStatus: 'Associated' })
    await cloud.clearFaults()
    await story.change('network', 'Disassociate', share, { Resources: [vSwitch.named] })
    await cloud.step()
    expect(await story.vSwitchesSeen('prod')).toEqual([])
  })

  it('that is being made cannot be removed, one that is being removed cannot be made', async () => {
    const share = await story.share('network')
    await cloud.latency('manual')
    const refusal = (action: string) => story.refusal('network', action, { ResourceShareId: share, Targets: [prod] })
    expect(await refusal('DisassociateResourceShare')).toBe('400 DisassociateInvalid')
    await story.change('network', 'Associate', share, { Targets: [prod] })
    expect(await refusal('DisassociateResourceShare')).toBe('409 DisassociateConflict')
    await cloud.step()
    await story.change('network', 'Disassociate', share, { Targets: [prod] })
    expect(await refusal('AssociateResourceShare')).toBe('409 AssociateConflict')
    await cloud.step()
    expect(await refusal('DisassociateResourceShare')).toBe('400 DisassociateInvalid')
    await story.change('network', 'Associate', share, { Targets: [prod] })
  })

  it('that is repeated answers as it stands and changes nothing, in every state in which it may be', async () => {
    const share = await story.share('network')
    await cloud.latency('manual')
    const again = async () => (await story.change('network', 'Associate', share, { Targets: [prod] }))[0]?.AssociationStatus
    expect([await again(), await again()]).toEqual(['Associating', 'Associating'])
    await cloud.step()
    await cloud.advance('1m')
    expect(await again()).toBe('Associated')
    expect(await onlyRecord('Target')).toMatchObject({ CreateTime: midnight, UpdateTime: midnight })
  })

  it('that ended is purged 72 hours later, between the 48 and 96 of the documentation', async () => {
    const share = await story.share('network', { Targets: [prod] })
    await story.change('network', 'Disassociate', share, { Targets: [prod] })
    await cloud.advance('48h')
    expect(await story.statuses('network', 'Target', share)).toEqual([`${prod} Disassociated`])
    await cloud.advance('24h')
    expect(await story.statuses('network', 'Target', share)).toEqual([`${prod} Disassociated`])
    await cloud.advance('1s')
    expect(await story.statuses('network', 'Target', share)).toEqual([])
    expect(await story.sharesOf('network')).toEqual([`${share} Active`])
  })

  it('with one resource that is gone fails for that one only (Unavailable)', async () => {
    const share = await story.share('network', { Resources: [story.image('network')] })
    await cloud.cloud.worlds.seed('default', {
      resources: [{ account: 'network', type: 'Image', id: 'm-network1', state: 'Gone' }],
    })
    await story.change('network', 'Associate', share, { Targets: [prod] })
    expect(await onlyRecord('Target')).toMatchObject({
      AssociationStatus: 'Failed',
      AssociationFailedDetails: [{ EntityId: 'm-network1', FailureReason: 'Unavailable' }],
    })
  })
})

it('what is made in a vSwitch stays with its maker when sharing ends, and is deleted by it; the vSwitch and its VPC are not seen', async () => {
  const vSwitch = await story.vSwitch('network')
  const share = await story.share('network', { Resources: [vSwitch.named], Targets: [prod] })
  const account = cloud.as('prod')
  const vpcs = async () => (await account.call('Vpc', 'DescribeVpcs', { RegionId })).Vpcs.Vpc.map(({ VpcId }: Row) => VpcId)
  const interfaces = async () =>
    (await account.call('Ecs', 'DescribeNetworkInterfaces', { RegionId })).NetworkInterfaceSets.NetworkInterfaceSet
  expect(await story.uses('prod', vSwitch)).toBe(true)
  expect(await vpcs()).toEqual([vSwitch.vpc])
  await story.change('network', 'Disassociate', share, { Resources: [vSwitch.named] })
  expect(await story.vSwitchesSeen('prod')).toEqual([])
  expect(await vpcs()).toEqual([])
  const [made] = await interfaces()
  await account.call('Ecs', 'DeleteNetworkInterface', { RegionId, NetworkInterfaceId: made.NetworkInterfaceId })
  expect(await interfaces()).toEqual([])
})
