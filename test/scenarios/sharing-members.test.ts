/** Who belongs to a directory changes, and what is shared follows, with no call by the owner. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testCloud } from '../cloud.js'
import { type Cloud, core, directory, rm, rootFolder, type Story, storyOf, uids, workloads } from './sharing.js'

let cloud: Cloud
let story: Story
beforeEach(async () => {
  cloud = await testCloud()
  story = storyOf(cloud)
})
afterEach(() => cloud.close())

/** A vSwitch of `network` that these principals are given. */
async function given(...Targets: string[]) {
  const vSwitch = await story.vSwitch('network')
  return { vSwitch, share: await story.share('network', { Resources: [vSwitch.named], Targets }) }
}

describe('an account that joins', () => {
  it.each([
    ['the directory', directory],
    ['Root', rootFolder],
    ['its folder', workloads],
  ])('by being made there has what %s is shared at once', async (_, principal) => {
    const { vSwitch } = await given(principal)
    const made = await story.newMember(workloads)
    expect(await story.uses(made, vSwitch)).toBe(true)
  })

  it('by an invitation has it from its acceptance on, and receives no invitation to a share', async () => {
    const { vSwitch } = await given(workloads)
    expect(await story.uses('partner', vSwitch)).toBe(false)
    await story.join('partner', workloads)
    expect(await story.uses('partner', vSwitch)).toBe(true)
    expect(await story.invitations('partner')).toEqual([])
  })

  it('next to the folder that is shared to has nothing', async () => {
    const { vSwitch } = await given(workloads)
    expect(await story.uses(await story.newMember(core), vSwitch)).toBe(false)
  })

  it('while it has an invitation open may still answer it, and what it accepted before goes on', async () => {
    const vSwitch = await story.vSwitch('network')
    const share = await story.share('network', { Resources: [vSwitch.named], Targets: [uids.partner], AllowExternalTargets: true })
    await story.join('partner')
    expect(await story.uses('partner', vSwitch)).toBe(false)
    await story.answer('partner', 'Accept', share)
    expect(await story.uses('partner', vSwitch)).toBe(true)
    expect(await story.statuses('network', 'Target', share)).toEqual([`${uids.partner} Associated`])
  })

  it('while it has an invitation open needs no acceptance when the owner names it again: that cancels the invitation', async () => {
    const vSwitch = await story.vSwitch('network')
    const share = await story.share('network', { Resources: [vSwitch.named], Targets: [uids.partner], AllowExternalTargets: true })
    await story.join('partner')
    await story.change('network', 'Associate', share, { Targets: [uids.partner] })
    expect(await story.uses('partner', vSwitch)).toBe(true)
    expect(await story.invitations('partner')).toMatchObject([{ Status: 'Cancelled' }])
    expect(await story.records('network', 'Target')).toMatchObject([{ External: false, AssociationStatus: 'Associated' }])
  })
})

describe('a member that moves', () => {
  it('from folder to folder follows the membership in both directions', async () => {
    const { vSwitch } = await given(workloads)
    expect(await story.uses('prod', vSwitch)).toBe(true)
    await story.move(uids.prod, core)
    expect(await story.uses('prod', vSwitch)).toBe(false)
    expect(await story.uses('dev', vSwitch)).toBe(true)
    await story.move(uids.prod, workloads)
    expect(await story.uses('prod', vSwitch)).toBe(true)
  })

  it('into a subfolder, however deep, keeps what the folders above are shared', async () => {
    const { vSwitch } = await given(workloads)
    let ParentFolderId = core
    for (const FolderName of ['one', 'two']) {
      const { Folder } = await story.manage('CreateFolder', { ParentFolderId, FolderName })
      ParentFolderId = Folder.FolderId
    }
    await story.move(uids.prod, ParentFolderId)
    expect(await story.uses('prod', vSwitch)).toBe(false)
    const below = await given(core)
    expect(await story.vSwitchesSeen('prod')).toEqual([below.vSwitch.id])
    // The owner is in that folder, too, and no principal of its own.
    expect(await story.sharesReaching('network')).toEqual([])
  })

  it('keeps what its own id and the directory are shared', async () => {
    const { vSwitch } = await given(uids.prod)
    const whole = await given(directory)
    await story.move(uids.prod, core)
    expect((await story.vSwitchesSeen('prod')).sort()).toEqual([vSwitch.id, whole.vSwitch.id].sort())
  })
})

describe('a member that leaves', () => {
  it.each([
    ['the directory', directory],
    ['its folder', workloads],
    ['its own id', uids.prod],
  ])('loses at once what %s was shared', async (_, principal) => {
    const { vSwitch, share } = await given(principal)
    expect(await story.uses('prod', vSwitch)).toBe(true)
    await story.remove('prod')
    expect(await story.uses('prod', vSwitch)).toBe(false)
    expect(await story.sharesReaching('prod')).toEqual([])
    const [record] = await story.records('network', 'Target', { ResourceShareIds: [share] })
    expect(record?.AssociationStatus).toBe(principal === uids.prod ? 'Disassociated' : 'Associated')
    expect(await story.sharedTo('network')).toEqual(principal === uids.prod ? [] : [principal])
  })

  it('keeps the network interfaces that it has, and makes no new ones', async () => {
    const { vSwitch } = await given(workloads)
    await story.uses('prod', vSwitch)
    const interfaces = async () => {
      const { NetworkInterfaceSets } = await cloud.as('prod').call('Ecs', 'DescribeNetworkInterfaces', { RegionId: 'cn-hangzhou' })
      return NetworkInterfaceSets.NetworkInterfaceSet
    }
    expect(await interfaces()).toHaveLength(1)
    await story.remove('prod')
    expect(await interfaces()).toHaveLength(1)
    expect(await story.uses('prod', vSwitch)).toBe(false)
  })

  it('and comes back is not given again what it had by its own id, while its folder reaches it again', async () => {
    const mine = await given(uids.prod)
    const folder = await given(workloads)
    await story.remove('prod')
    await story.join('prod', workloads)
    expect(await story.vSwitchesSeen('prod')).toEqual([folder.vSwitch.id])
    expect(await story.statuses('network', 'Target', mine.share)).toEqual([`${uids.prod} Disassociated`])
    await story.change('network', 'Associate', mine.share, { Targets: [uids.prod] })
    expect((await story.vSwitchesSeen('prod')).sort()).toEqual([mine.vSwitch.id, folder.vSwitch.id].sort())
  })

  it('is outside from then on: the owner may only invite it, and it may leave by itself', async () => {
    const vSwitch = await story.vSwitch('network')
    const open = { Resources: [vSwitch.named], Targets: [uids.prod], AllowExternalTargets: true }
    const share = await story.share('network', open)
    await story.remove('prod')
    await cloud.advance('1h')
    await story.change('network', 'Associate', share, { Targets: [uids.prod] })
    expect(await story.uses('prod', vSwitch)).toBe(false)
    expect(await story.sharesReaching('prod')).toEqual([`${share} Pending`])
    await story.answer('prod', 'Accept', share)
    expect(await story.uses('prod', vSwitch)).toBe(true)
    expect(await story.records('network', 'Target')).toMatchObject([
      { EntityId: uids.prod, External: true, AssociationStatus: 'Associated', CreateTime: '2026-01-01T01:00:00.000Z' },
    ])
    await story.change('prod', 'Disassociate', share, { ResourceOwner: 'OtherAccounts' })
    expect(await story.uses('prod', vSwitch)).toBe(false)
  })

  it('a share for inside only does not take it again (InvalidTarget)', async () => {
    const { share } = await given(uids.prod)
    await story.remove('prod')
    const again = { ResourceShareId: share, Targets: [uids.prod] }
    expect(await story.refusal('network', 'AssociateResourceShare', again)).toBe('400 InvalidTarget')
    expect(await story.refusal('network', 'DisassociateResourceShare', again)).toBe('400 DisassociateInvalid')
  })

  it('by being deleted has no association left', async () => {
    const made = await story.newMember(workloads)
    const { vSwitch, share } = await given(made, workloads)
    // It only looks: what an account has made has to be ended before it can be deleted.
    expect(await story.vSwitchesSeen(made)).toEqual([vSwitch.id])
    await story.manage('SetMemberDeletionPermission', { Status: 'Enabled' })
    await story.manage('CheckAccountDelete', { AccountId: made })
    await story.manage('DeleteAccount', { AccountId: made })
    expect(await story.sharedTo('network', { ResourceShareIds: [share] })).toEqual([workloads])
    expect(await story.statuses('network', 'Target', share)).toContain(`${made} Disassociated`)
    expect(await story.uses('dev', vSwitch)).toBe(true)
  })

  it('its record is purged like any other, 72 hours after it left', async () => {
    const { share } = await given(uids.prod)
    await cloud.advance('10h')
    await story.remove('prod')
    const [record] = await story.records('network', 'Target')
    expect(record).toMatchObject({ CreateTime: '2026-01-01T00:00:00.000Z', UpdateTime: '2026-01-01T10:00:00.000Z' })
    await cloud.advance('72h')
    expect(await story.statuses('network', 'Target', share)).toHaveLength(1)
    await cloud.advance('1s')
    expect(await story.statuses('network', 'Target', share)).toEqual([])
  })
})

describe('an owner that leaves its directory', () => {
  const targets = [directory, workloads, uids.prod, uids.partner]
  async function left() {
    const vSwitch = await story.vSwitch('network')
    const share = await story.share('network', { Resources: [vSwitch.named], Targets: targets, AllowExternalTargets: true })
    await story.answer('partner', 'Accept', share)
    await cloud.advance('1h')
    await story.remove('network')
    return { vSwitch, share }
  }

  it('keeps its share Active, and ends what was inside: for accounts, folders and the directory alike, in every list', async () => {
    const { vSwitch, share } = await left()
    expect(await story.sharesOf('network')).toEqual([`${share} Active`])
    expect((await story.statuses('network', 'Target', share)).sort()).toEqual(
      [
        `${directory} Disassociated`,
        `${workloads} Disassociated`,
        `${uids.prod} Disassociated`,
        `${uids.partner} Associated`,
      ].sort(),
    )
    expect(await story.sharedTo('network')).toEqual([uids.partner])
    expect(await story.sharedTo('network', { ResourceShareIds: [share] })).toEqual([uids.partner])
    expect(await story.sharedTo('network', { Targets: [uids.prod] })).toEqual([])
    expect(await story.sharedBy('network', { Target: uids.prod })).toEqual([])
    expect(await story.sharedBy('network', { Target: uids.partner })).toEqual([vSwitch.id])
    for (const alias of ['prod', 'dev', 'management']) {
      expect(await story.uses(alias, vSwitch)).toBe(false)
      expect(await story.sharesReaching(alias)).toEqual([])
    }
    const [record] = await story.records('network', 'Target', { Target: uids.prod })
    expect(record).toMatchObject({ UpdateTime: '2026-01-01T01:00:00.000Z', AssociationStatusMessage: '' })
  })

  it('goes on sharing with those whom it invited', async () => {
    const { vSwitch } = await left()
    expect(await story.uses('partner', vSwitch)).toBe(true)
  })

  it('gets none of it back by coming back, and may share with all of them anew', async () => {
    const { vSwitch, share } = await left()
    await cloud.advance('1h')
    await story.join('network', core)
    expect(await story.uses('prod', vSwitch)).toBe(false)
    expect(await story.sharedTo('network')).toEqual([uids.partner])
    const records = await story.change('network', 'Associate', share, { Targets: [directory, workloads, uids.prod] })
    expect(records.map(({ AssociationStatus }) => AssociationStatus)).toEqual(['Associating', 'Associating', 'Associating'])
    expect(await story.uses('prod', vSwitch)).toBe(true)
    expect(await story.uses('dev', vSwitch)).toBe(true)
    expect(await story.records('network', 'Target', { Target: uids.prod })).toMatchObject([
      { AssociationStatus: 'Associated', CreateTime: '2026-01-01T02:00:00.000Z', External: false },
    ])
  })

  it('has to invite its former neighbours, and can name no folder', async () => {
    const { vSwitch, share } = await left()
    const named = (target: string) => ({ ResourceShareId: share, Targets: [target] })
    expect(await story.refusal('network', 'AssociateResourceShare', named(workloads))).toBe('409 AccountNotInResourceDirectory')
    // Those are in a directory and the owner is in none: a member may be a guest of a standalone account.
    await story.change('network', 'Associate', share, { Targets: [uids.prod] })
    expect(await story.uses('prod', vSwitch)).toBe(false)
    await story.answer('prod', 'Accept', share)
    expect(await story.uses('prod', vSwitch)).toBe(true)
    expect(await story.refusal('network', 'DisassociateResourceShare', named(directory))).toBe('400 DisassociateInvalid')
  })

  it('and makes a directory of its own shares inside of that one', async () => {
    const { share } = await left()
    await cloud.as('network').call(rm, 'EnableResourceDirectory', { EnableMode: 'CurrentAccount' })
    await story.call('network', 'EnableSharingWithResourceDirectory')
    const own = (await cloud.as('network').call(rm, 'GetResourceDirectory')).ResourceDirectory.ResourceDirectoryId
    expect(await story.sharedTo('network')).toEqual([uids.partner])
    await story.change('network', 'Associate', share, { Targets: [own] })
    expect((await story.sharedTo('network')).sort()).toEqual([uids.partner, own].sort())
    const inOther = { ResourceShareId: share, Targets: [directory] }
    expect(await story.refusal('network', 'AssociateResourceShare', inOther)).toBe('400 InvalidTarget')
  })
})

describe('a directory that is destroyed', () => {
  async function destroyed() {
    const vSwitch = await story.vSwitch('management')
    const share = await story.share('management', { Resources: [vSwitch.named], Targets: [directory, rootFolder, uids.prod] })
    for (const alias of ['network', 'prod', 'dev'] as const) {
      expect(await story.uses(alias, vSwitch)).toBe(true)
      await story.remove(alias)
      expect(await story.uses(alias, vSwitch)).toBe(false)
    }
    for (const FolderId of [core, workloads]) await story.manage('DeleteFolder', { FolderId })
    await story.manage('DestroyResourceDirectory')
    return { vSwitch, share }
  }

  it('ends what its management account shared inside of it; the share stays', async () => {
    const { share } = await destroyed()
    expect(await story.sharesOf('management')).toEqual([`${share} Active`])
    expect(new Set((await story.records('management', 'Target')).map(({ AssociationStatus }) => AssociationStatus))).toEqual(
      new Set(['Disassociated']),
    )
    expect(await story.sharedTo('management')).toEqual([])
  })

  it('is nothing to the next one of the account, whose sharing is off again', async () => {
    const { share } = await destroyed()
    await story.manage('EnableResourceDirectory', { EnableMode: 'CurrentAccount' })
    const next = (await story.manage('GetResourceDirectory')).ResourceDirectory.ResourceDirectoryId
    const named = (target: string) => ({ ResourceShareId: share, Targets: [target] })
    expect(await story.refusal('management', 'AssociateResourceShare', named(next))).toBe(
      '409 NotEnableSharingWithResourceDirectory',
    )
    await story.call('management', 'EnableSharingWithResourceDirectory')
    expect(await story.refusal('management', 'AssociateResourceShare', named(directory))).toBe('400 InvalidTarget')
    await story.change('management', 'Associate', share, { Targets: [next] })
    expect(await story.sharedTo('management')).toEqual([next])
  })
})

describe('the management account', () => {
  it('as owner reaches all members, not itself', async () => {
    const vSwitch = await story.vSwitch('management')
    await story.share('management', { Resources: [vSwitch.named], Targets: [directory] })
    expect(await story.uses('network', vSwitch)).toBe(true)
    expect(await story.sharesReaching('management')).toEqual([])
  })

  it('as a principal is reached by its own id alone, without being asked', async () => {
    const { vSwitch } = await given(directory, rootFolder)
    expect(await story.uses('management', vSwitch)).toBe(false)
    const own = await given(uids.management)
    expect(await story.uses('management', own.vSwitch)).toBe(true)
    expect(await story.invitations('management')).toEqual([])
    const left = { ResourceShareId: own.share, ResourceOwner: 'OtherAccounts' }
    expect(await story.refusal('management', 'DisassociateResourceShare', left)).toBe('409 LeavingFailed.Account')
  })
})
