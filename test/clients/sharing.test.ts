import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Caller, type Clients, clientsOf, uids, variants } from './connect.js'

const SHARING = 'ResourceSharing'
const RegionId = 'cn-hangzhou'

describe.each(variants)('sharing a vSwitch through $name', (variant) => {
  let clients: Clients
  let network: Caller
  beforeAll(async () => {
    clients = await clientsOf(variant)
    network = await clients.as('network')
  })
  afterAll(() => clients.close())

  async function newVSwitch(): Promise<{ VpcId: string; VSwitchId: string }> {
    const { VpcId } = await network.call('Vpc', 'CreateVpc', { RegionId, CidrBlock: '10.0.0.0/16' })
    const subnet = { RegionId, VpcId, ZoneId: 'cn-hangzhou-b', CidrBlock: '10.0.1.0/24' }
    const { VSwitchId } = await network.call('Vpc', 'CreateVSwitch', subnet)
    return { VpcId, VSwitchId }
  }

  async function newShare(parameters: Record<string, unknown>): Promise<string> {
    const { ResourceShare } = await network.call(SHARING, 'CreateResourceShare', parameters)
    return ResourceShare.ResourceShareId
  }

  /** Status by entity, as the owner reads it. */
  async function associations(ResourceShareId: string): Promise<Record<string, string>> {
    const found: Record<string, string> = {}
    for (const AssociationType of ['Resource', 'Target']) {
      const filter = { AssociationType, ResourceShareIds: [ResourceShareId] }
      const { ResourceShareAssociations } = await network.call(SHARING, 'ListResourceShareAssociations', filter)
      for (const each of ResourceShareAssociations) found[each.EntityId] = each.AssociationStatus
    }
    return found
  }

  async function sharedWith(principal: Caller, ResourceShareId: string): Promise<string[]> {
    const filter = { ResourceOwner: 'OtherAccounts', ResourceShareIds: [ResourceShareId] }
    const { SharedResources } = await principal.call(SHARING, 'ListSharedResources', filter)
    return SharedResources.map(({ ResourceId }: { ResourceId: string }) => ResourceId)
  }

  async function vSwitchesSeenBy(principal: Caller, VpcId: string): Promise<string[]> {
    const { VSwitches } = await principal.call('Vpc', 'DescribeVSwitches', { RegionId, VpcId })
    return VSwitches.VSwitch.map(({ VSwitchId }: { VSwitchId: string }) => VSwitchId)
  }

  test('a member of the directory uses it at once, and no longer once it is taken back', async () => {
    const prod = await clients.as('prod')
    const { VpcId, VSwitchId } = await newVSwitch()
    const ResourceShareId = await newShare({ ResourceShareName: 'inside' })
    expect(await vSwitchesSeenBy(prod, VpcId)).toEqual([])

    const what = { ResourceShareId, Resources: [{ ResourceType: 'VSwitch', ResourceId: VSwitchId }], Targets: [uids.prod] }
    const answer = await network.call(SHARING, 'AssociateResourceShare', what)
    expect(answer.ResourceShareAssociations).toMatchObject([
      { AssociationType: 'Resource', EntityId: VSwitchId, EntityType: 'VSwitch', AssociationStatus: 'Associating' },
      { AssociationType: 'Target', EntityId: uids.prod, EntityType: 'Account', AssociationStatus: 'Associating' },
    ])
    expect(await associations(ResourceShareId)).toEqual({ [VSwitchId]: 'Associated', [uids.prod]: 'Associated' })

    expect(await sharedWith(prod, ResourceShareId)).toEqual([VSwitchId])
    expect(await vSwitchesSeenBy(prod, VpcId)).toEqual([VSwitchId])
    const seen = await prod.call('Vpc', 'DescribeVSwitchAttributes', { RegionId, VSwitchId })
    expect(seen).toMatchObject({ VSwitchId, VpcId, CidrBlock: '10.0.1.0/24' })
    expect(await vSwitchesSeenBy(await clients.as('dev'), VpcId)).toEqual([])

    const back = await network.call(SHARING, 'DisassociateResourceShare', { ResourceShareId, Targets: [uids.prod] })
    expect(back.ResourceShareAssociations).toMatchObject([{ EntityId: uids.prod, AssociationStatus: 'Disassociating' }])
    expect(await associations(ResourceShareId)).toEqual({ [VSwitchId]: 'Associated', [uids.prod]: 'Disassociated' })
    expect(await sharedWith(prod, ResourceShareId)).toEqual([])
    expect(await vSwitchesSeenBy(prod, VpcId)).toEqual([])
  })

  test('an account outside the directory is invited, and uses it from its acceptance on', async () => {
    const partner = await clients.as('partner')
    const { VpcId, VSwitchId } = await newVSwitch()
    const Resources = [{ ResourceType: 'VSwitch', ResourceId: VSwitchId }]
    const inside = await newShare({ ResourceShareName: 'inside-only', Resources })
    const refusal = await network.refused(SHARING, 'AssociateResourceShare', { ResourceShareId: inside, Targets: [uids.partner] })
    expect(refusal).toMatchObject({ httpStatus: 400, code: 'InvalidTarget' })

    const share = { ResourceShareName: 'outside', AllowExternalTargets: true, Resources, Targets: [uids.partner] }
    const ResourceShareId = await newShare(share)
    expect(await associations(ResourceShareId)).toEqual({ [VSwitchId]: 'Associated', [uids.partner]: 'Associating' })
    expect(await statusOf(network, ResourceShareId, 'Self')).toBe('Active')
    expect(await statusOf(partner, ResourceShareId, 'OtherAccounts')).toBe('Pending')
    expect(await sharedWith(partner, ResourceShareId)).toEqual([])
    expect(await vSwitchesSeenBy(partner, VpcId)).toEqual([])

    const { ResourceShareInvitations } = await partner.call(SHARING, 'ListResourceShareInvitations', {
      ResourceShareIds: [ResourceShareId],
    })
    expect(ResourceShareInvitations).toMatchObject([{ ResourceShareId, Status: 'Pending', SenderAccountId: uids.network }])
    const invitation = { ResourceShareInvitationId: ResourceShareInvitations[0].ResourceShareInvitationId }
    const accepted = await partner.call(SHARING, 'AcceptResourceShareInvitation', invitation)
    expect(accepted.ResourceShareInvitation).toMatchObject({ Status: 'Accepted', ReceiverAccountId: uids.partner })
    const again = await partner.refused(SHARING, 'AcceptResourceShareInvitation', invitation)
    expect(again).toMatchObject({ httpStatus: 409, code: 'InvitationStatus.AlreadyAccepted' })

    expect(await associations(ResourceShareId)).toEqual({ [VSwitchId]: 'Associated', [uids.partner]: 'Associated' })
    expect(await statusOf(partner, ResourceShareId, 'OtherAccounts')).toBe('Active')
    expect(await sharedWith(partner, ResourceShareId)).toEqual([VSwitchId])
    expect(await vSwitchesSeenBy(partner, VpcId)).toEqual([VSwitchId])

    await partner.call(SHARING, 'DisassociateResourceShare', { ResourceShareId, ResourceOwner: 'OtherAccounts' })
    expect(await associations(ResourceShareId)).toEqual({ [VSwitchId]: 'Associated', [uids.partner]: 'Disassociated' })
    expect(await vSwitchesSeenBy(partner, VpcId)).toEqual([])
  })

  async function statusOf(caller: Caller, ResourceShareId: string, ResourceOwner: string): Promise<string | undefined> {
    const filter = { ResourceOwner, ResourceShareIds: [ResourceShareId] }
    const { ResourceShares } = await caller.call(SHARING, 'ListResourceShares', filter)
    return ResourceShares[0]?.ResourceShareStatus
  }
})
