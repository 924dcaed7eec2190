/** Sharing, told from both accounts. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testCloud } from '../../../test/cloud.js'
import { letters } from '../../world/index.js'

let cloud: Awaited<ReturnType<typeof testCloud>>
beforeEach(async () => {
  cloud = await testCloud()
})
afterEach(() => cloud.close())

const rs = 'ResourceSharing'

/** Ids that a template grows follow from the seed of the world, 42, and from what they are of. */
const planted = (of: string, prefix: string, length: number) => prefix + letters(`42/default/seed/${of}`, length, 'mixed')
const directory = planted('directory', 'rd-', 6)
const rootFolder = planted('folder/Root', 'r-', 6)
const workloads = planted('folder/Workloads', 'fd-', 10)

async function vSwitchOf(alias: string): Promise<string> {
  const owner = cloud.as(alias)
  const { VpcId } = await owner.call('Vpc', 'CreateVpc', { RegionId: 'cn-hangzhou', CidrBlock: '10.0.0.0/8' })
  const { VSwitchId } = await owner.call('Vpc', 'CreateVSwitch', {
    RegionId: 'cn-hangzhou',
    VpcId,
    ZoneId: 'cn-hangzhou-h',
    CidrBlock: '10.1.0.0/16',
  })
  return VSwitchId
}

async function shareOf(alias: string, parameters: object = {}): Promise<string> {
  const { ResourceShare } = await cloud.as(alias).call(rs, 'CreateResourceShare', { ResourceShareName: 'core', ...parameters })
  return ResourceShare.ResourceShareId
}

async function vSwitchesSeenBy(alias: string): Promise<string[]> {
  const { VSwitches } = await cloud.as(alias).call('Vpc', 'DescribeVSwitches', { RegionId: 'cn-hangzhou' })
  return VSwitches.VSwitch.map(({ VSwitchId }: { VSwitchId: string }) => VSwitchId)
}

async function statusOfTarget(alias: string, shareId: string, target: string): Promise<string | undefined> {
  const { ResourceShareAssociations } = await cloud
    .as(alias)
    .call(rs, 'ListResourceShareAssociations', { AssociationType: 'Target', ResourceShareIds: [shareId], Target: target })
  return ResourceShareAssociations[0]?.AssociationStatus
}

async function sharesReaching(alias: string): Promise<{ ResourceShareId: string; ResourceShareStatus: string }[]> {
  const { ResourceShares } = await cloud.as(alias).call(rs, 'ListResourceShares', { ResourceOwner: 'OtherAccounts' })
  return ResourceShares
}

async function resourcesReaching(alias: string): Promise<string[]> {
  const { SharedResources } = await cloud.as(alias).call(rs, 'ListSharedResources', { ResourceOwner: 'OtherAccounts' })
  return SharedResources.map(({ ResourceId }: { ResourceId: string }) => ResourceId)
}

async function onlyInvitationOf(alias: string): Promise<{ ResourceShareInvitationId: string; Status: string }> {
  const { ResourceShareInvitations } = await cloud.as(alias).call(rs, 'ListResourceShareInvitations')
  expect(ResourceShareInvitations).toHaveLength(1)
  return ResourceShareInvitations[0]
}

describe('inside of the directory', () => {
  it('a member sees a shared vSwitch without accepting anything, and loses it when it is taken out', async () => {
    const vSwitch = await vSwitchOf('network')
    const share = await shareOf('network')
    const prod = await cloud.uid('prod')
    const parameters = { ResourceShareId: share, Resources: [{ ResourceType: 'VSwitch', ResourceId: vSwitch }], Targets: [prod] }
    expect(await vSwitchesSeenBy('prod')).toEqual([])

    const { ResourceShareAssociations } = await cloud.as('network').call(rs, 'AssociateResourceShare', parameters)
    expect(ResourceShareAssociations).toMatchObject([
      {
        AssociationType: 'Resource',
        EntityId: vSwitch,
        EntityType: 'VSwitch',
        AssociationStatus: 'Associating',
        AssociationStatusMessage: '',
      },
      { AssociationType: 'Target', EntityId: prod, EntityType: 'Account', AssociationStatus: 'Associating' },
    ])
    expect(await statusOfTarget('network', share, prod)).toBe('Associated')
    expect(await vSwitchesSeenBy('prod')).toEqual([vSwitch])
    expect(await vSwitchesSeenBy('dev')).toEqual([])
    expect(await resourcesReaching('prod')).toEqual([vSwitch])
    expect(await sharesReaching('prod')).toMatchObject([{ ResourceShareId: share, ResourceShareStatus: 'Active' }])
    expect((await cloud.as('prod').call(rs, 'ListResourceShareInvitations')).ResourceShareInvitations).toEqual([])

    const taken = await cloud.as('network').call(rs, 'DisassociateResourceShare', { ResourceShareId: share, Targets: [prod] })
    expect(taken.ResourceShareAssociations).toMatchObject([{ AssociationStatus: 'Disassociating', EntityId: prod }])
    expect(await statusOfTarget('network', share, prod)).toBe('Disassociated')
    expect(await vSwitchesSeenBy('prod')).toEqual([])
    expect(await sharesReaching('prod')).toEqual([])
  })

  it('a folder reaches its members, a directory all members, the management account neither', async () => {
    const vSwitch = await vSwitchOf('network')
    const share = await shareOf('network', { Resources: [{ ResourceType: 'VSwitch', ResourceId: vSwitch }], Targets: [workloads] })
    expect(await vSwitchesSeenBy('prod')).toEqual([vSwitch])
    expect(await vSwitchesSeenBy('dev')).toEqual([vSwitch])
    expect(await vSwitchesSeenBy('management')).toEqual([])
    expect(await sharesReaching('dev')).toMatchObject([{ ResourceShareId: share }])

    await cloud
      .as('network')
      .call(rs, 'AssociateResourceShare', { ResourceShareId: share, Targets: [await cloud.uid('prod'), directory] })
    // Reached under three names, listed once.
    expect(await sharesReaching('prod')).toHaveLength(1)
    expect(await resourcesReaching('prod')).toEqual([vSwitch])
    await cloud.as('network').call(rs, 'DisassociateResourceShare', { ResourceShareId: share, Targets: [workloads] })
    expect(await vSwitchesSeenBy('dev')).toEqual([vSwitch])
    await cloud.as('network').call(rs, 'DisassociateResourceShare', { ResourceShareId: share, Targets: [directory] })
    expect(await vSwitchesSeenBy('dev')).toEqual([])
    expect(await vSwitchesSeenBy('prod')).toEqual([vSwitch])
  })

  it('a principal of a folder in a root folder is reached as well, since folders reach into their subfolders', async () => {
    const vSwitch = await vSwitchOf('network')
    await shareOf('network', { Resources: [{ ResourceType: 'VSwitch', ResourceId: vSwitch }], Targets: [rootFolder] })
    expect(await vSwitchesSeenBy('prod')).toEqual([vSwitch])
  })

  it('a deleted share stops everything at once, stays listed for 72 hours and takes its records with it', async () => {
    const vSwitch = await vSwitchOf('network')
    const prod = await cloud.uid('prod')
    const share = await shareOf('network', { Resources: [{ ResourceType: 'VSwitch', ResourceId: vSwitch }], Targets: [prod] })
    await cloud.as('network').call(rs, 'DeleteResourceShare', { ResourceShareId: share })
    expect(await vSwitchesSeenBy('prod')).toEqual([])
    expect(await vSwitchesSeenBy('network')).toEqual([vSwitch])
    expect(await statusOfTarget('network', share, prod)).toBeUndefined()
    const own = async () =>
      (await cloud.as('network').call(rs, 'ListResourceShares', { ResourceOwner: 'Self', ResourceShareIds: [share] }))
        .ResourceShares
    expect(await own()).toMatchObject([{ ResourceShareStatus: 'Deleted' }])
    expect(await sharesReaching('prod')).toMatchObject([{ ResourceShareStatus: 'Deleted' }])
    await cloud.advance('73h')
    expect(await own()).toEqual([])
    expect(await sharesReaching('prod')).toEqual([])
  })

  it('a record that ended is listed for 72 hours, and an entity that is associated again takes it over', async () => {
    const share = await shareOf('network')
    const prod = await cloud.uid('prod')
    const change = (action: string) => cloud.as('network').call(rs, action, { ResourceShareId: share, Targets: [prod] })
    await change('AssociateResourceShare')
    await change('DisassociateResourceShare')
    await cloud.advance('72h')
    expect(await statusOfTarget('network', share, prod)).toBe('Disassociated')
    await change('AssociateResourceShare')
    const list = { AssociationType: 'Target', ResourceShareIds: [share] }
    const { ResourceShareAssociations } = await cloud.as('network').call(rs, 'ListResourceShareAssociations', list)
    expect(ResourceShareAssociations).toMatchObject([
      { EntityId: prod, AssociationStatus: 'Associated', CreateTime: '2026-01-04T00:00:00.000Z' },
    ])
    await change('DisassociateResourceShare')
    await cloud.advance('73h')
    expect(await statusOfTarget('network', share, prod)).toBeUndefined()
  })

  it('transitions take the time that the world gives them', async () => {
    const vSwitch = await vSwitchOf('network')
    await cloud.latency({ afterMs: 3000 })
    const prod = await cloud.uid('prod')
    const share = await shareOf('network', { Resources: [{ ResourceType: 'VSwitch', ResourceId: vSwitch }], Targets: [prod] })
    expect(await statusOfTarget('network', share, prod)).toBe('Associating')
    expect(await resourcesReaching('prod')).toEqual([])
    await cloud.advance('3s')
    expect(await statusOfTarget('network', share, prod)).toBe('Associated')
    expect(await resourcesReaching('prod')).toEqual([vSwitch])
    await cloud.as('network').call(rs, 'DeleteResourceShare', { ResourceShareId: share })
    const { ResourceShares } = await cloud.as('network').call(rs, 'ListResourceShares', { ResourceOwner: 'Self' })
    expect(ResourceShares).toMatchObject([{ ResourceShareStatus: 'Deleting' }])
    expect(await statusOfTarget('network', share, prod)).toBe('Disassociating')
  })
})

describe('with an account outside of the directory', () => {
  const given = async () => {
    const vSwitch = await vSwitchOf('network')
    const partner = await cloud.uid('partner')
    const share = await shareOf('network', {
      AllowExternalTargets: true,
      Resources: [{ ResourceType: 'VSwitch', ResourceId: vSwitch }],
      Targets: [partner],
    })
    const invitation = await onlyInvitationOf('partner')
    return { vSwitch, partner, share, invitation: { ResourceShareInvitationId: invitation.ResourceShareInvitationId } }
  }

  it('nothing is shared before the invitation is accepted; later resources need no further one', async () => {
    const { vSwitch, partner, share, invitation } = await given()
    expect(await statusOfTarget('network', share, partner)).toBe('Associating')
    expect(await sharesReaching('partner')).toMatchObject([{ ResourceShareId: share, ResourceShareStatus: 'Pending' }])
    expect(await resourcesReaching('partner')).toEqual([])
    expect(await vSwitchesSeenBy('partner')).toEqual([])
    const owned = await cloud.as('network').call(rs, 'ListResourceShares', { ResourceOwner: 'Self' })
    expect(owned.ResourceShares).toMatchObject([{ ResourceShareStatus: 'Active' }])

    const accepted = await cloud.as('partner').call(rs, 'AcceptResourceShareInvitation', invitation)
    expect(accepted.ResourceShareInvitation).toMatchObject({
      Status: 'Accepted',
      SenderAccountId: await cloud.uid('network'),
      AcceptInvitationFailedDetails: [],
    })
    expect(await statusOfTarget('network', share, partner)).toBe('Associated')
    expect(await vSwitchesSeenBy('partner')).toEqual([vSwitch])

    const another = await vSwitchOf('network')
    await cloud
      .as('network')
      .call(rs, 'AssociateResourceShare', { ResourceShareId: share, Resources: [{ ResourceType: 'VSwitch', ResourceId: another }] })
    expect((await resourcesReaching('partner')).sort()).toEqual([vSwitch, another].sort())
    const { SharedTargets } = await cloud.as('partner').call(rs, 'ListSharedTargets', { ResourceOwner: 'OtherAccounts' })
    expect(SharedTargets).toMatchObject([{ TargetId: await cloud.uid('network'), External: true }])
  })

  it('a rejected invitation makes the association fail, and the owner can ask again', async () => {
    const { partner, share, invitation } = await given()
    const rejected = await cloud.as('partner').call(rs, 'RejectResourceShareInvitation', invitation)
    expect(rejected.ResourceShareInvitation.Status).toBe('Rejected')
    expect(await statusOfTarget('network', share, partner)).toBe('Failed')
    expect(await sharesReaching('partner')).toEqual([])
    await cloud.as('network').call(rs, 'AssociateResourceShare', { ResourceShareId: share, Targets: [partner] })
    expect(await statusOfTarget('network', share, partner)).toBe('Associating')
    const { ResourceShareInvitations } = await cloud.as('partner').call(rs, 'ListResourceShareInvitations')
    expect(ResourceShareInvitations.map(({ Status }: { Status: string }) => Status).sort()).toEqual(['Pending', 'Rejected'])
  })

  it('an invitation that nobody answers expires after 7 days', async () => {
    const { partner, share, invitation } = await given()
    await cloud.advance('167h')
    expect((await onlyInvitationOf('partner')).Status).toBe('Pending')
    await cloud.advance('1h')
    expect((await onlyInvitationOf('partner')).Status).toBe('Expired')
    expect(await statusOfTarget('network', share, partner)).toBe('Failed')
    expect((await cloud.as('partner').refused(rs, 'AcceptResourceShareInvitation', invitation)).code).toBe(
      'InvitationStatus.Expired',
    )
    expect(await sharesReaching('partner')).toEqual([])
  })

  it.each(['DisassociateResourceShare', 'DeleteResourceShare'])(
    'an owner that does not wait any longer cancels it (%s)',
    async (action) => {
      const { partner, share, invitation } = await given()
      await cloud
        .as('network')
        .call(rs, action, { ResourceShareId: share, ...(action === 'DeleteResourceShare' ? {} : { Targets: [partner] }) })
      expect((await onlyInvitationOf('partner')).Status).toBe('Cancelled')
      expect((await cloud.as('partner').refused(rs, 'AcceptResourceShareInvitation', invitation)).code).toBe(
        'EntityNotExists.ResourceShareInvitation',
      )
      expect(await resourcesReaching('partner')).toEqual([])
    },
  )

  it('a resource that cannot reach the invitee makes the acceptance fail, in the answer of the call', async () => {
    const { share, partner, invitation } = await given()
    await cloud.as('network').call(rs, 'AssociateResourceShare', {
      ResourceShareId: share,
      Resources: [{ ResourceType: 'ElasticityAssurance', ResourceId: 'eap-network2' }],
    })
    const { ResourceShareInvitation } = await cloud.as('partner').call(rs, 'AcceptResourceShareInvitation', invitation)
    expect(ResourceShareInvitation).toMatchObject({
      Status: 'AcceptFailed',
      AcceptInvitationFailedDetails: [
        {
          ResourceId: 'eap-network2',
          FailureReason: 'ZonalResourceInaccessible',
          Status: 'ZonalResourceInaccessible',
          OperationType: 'Associate',
        },
      ],
    })
    expect(await statusOfTarget('network', share, partner)).toBe('Failed')
    expect(await resourcesReaching('partner')).toEqual([])
  })

  it('a principal from outside leaves by itself, and its owner sees that it left', async () => {
    const { partner, share, invitation } = await given()
    await cloud.as('partner').call(rs, 'AcceptResourceShareInvitation', invitation)
    const left = await cloud
      .as('partner')
      .call(rs, 'DisassociateResourceShare', { ResourceShareId: share, ResourceOwner: 'OtherAccounts' })
    expect(left.ResourceShareAssociations).toMatchObject([{ EntityId: partner, AssociationStatus: 'Disassociating' }])
    expect(await statusOfTarget('network', share, partner)).toBe('Disassociated')
    expect(await vSwitchesSeenBy('partner')).toEqual([])
    expect(await sharesReaching('partner')).toEqual([])
  })

  it('an exit that fails is told on the invitation, and the share goes on', async () => {
    const { vSwitch, share, invitation } = await given()
    await cloud.as('partner').call(rs, 'AcceptResourceShareInvitation', invitation)
    await cloud.fault({ match: { action: 'DisassociateResourceShare' }, effect: { transition: 'fail' } })
    await cloud.as('partner').call(rs, 'DisassociateResourceShare', { ResourceShareId: share, ResourceOwner: 'OtherAccounts' })
    expect(await onlyInvitationOf('partner')).toMatchObject({
      InvitationFailedDetails: [{ ResourceId: vSwitch, OperationType: 'Disassociate', FailureReason: 'UnsupportedOperation' }],
    })
    expect(await vSwitchesSeenBy('partner')).toEqual([vSwitch])
  })

  it('two accounts that are in no directory share with each other by invitation', async () => {
    const image = [{ ResourceType: 'Image', ResourceId: 'm-partner1' }]
    await shareOf('partner', { AllowExternalTargets: true, Resources: image, Targets: [await cloud.uid('prod')] })
    const invitation = await onlyInvitationOf('prod')
    await cloud
      .as('prod')
      .call(rs, 'AcceptResourceShareInvitation', { ResourceShareInvitationId: invitation.ResourceShareInvitationId })
    expect(await resourcesReaching('prod')).toEqual(['m-partner1'])
  })

  it('a world that reads the page literally shows Pending to the owner too', async () => {
    await cloud.settings({ choices: { 'resourcesharing.ownerSeesPending': 'yes' } })
    await given()
    const owned = await cloud
      .as('network')
      .call(rs, 'ListResourceShares', { ResourceOwner: 'Self', ResourceShareStatus: 'Pending' })
    expect(owned.ResourceShares).toHaveLength(1)
  })
})
