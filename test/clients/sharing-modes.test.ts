import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Caller, type Clients, clientsOf, uids, variants } from './connect.js'

const SHARING = 'ResourceSharing'
const DIRECTORY = 'ResourceManager'

/** Each way of sharing that there is, between two accounts of a directory and others outside of it. */
describe.each(variants)('every mode of sharing through $name', (variant) => {
  let clients: Clients
  let network: Caller
  let rootFolderId: string
  beforeAll(async () => {
    clients = await clientsOf(variant)
    network = await clients.as('network')
    const { ResourceDirectory } = await network.call(DIRECTORY, 'GetResourceDirectory')
    rootFolderId = ResourceDirectory.RootFolderId
  })
  afterAll(() => clients.close())

  const image = { ResourceType: 'Image', ResourceId: 'm-network1' }
  async function share(Targets: readonly string[], more: Record<string, unknown> = {}): Promise<string> {
    const asked = { ResourceShareName: 'mode', Resources: [image], Targets, ...more }
    return (await network.call(SHARING, 'CreateResourceShare', asked)).ResourceShare.ResourceShareId
  }
  async function seenBy(alias: string, ResourceShareId: string): Promise<string[]> {
    const filter = { ResourceOwner: 'OtherAccounts', ResourceShareIds: [ResourceShareId] }
    const { SharedResources } = await (await clients.as(alias)).call(SHARING, 'ListSharedResources', filter)
    return SharedResources.map(({ ResourceId }: { ResourceId: string }) => ResourceId)
  }
  const viewers = ['management', 'prod', 'dev', 'partner', 'intl']
  async function whoSees(ResourceShareId: string): Promise<string[]> {
    const seen = await Promise.all(viewers.map((alias) => seenBy(alias, ResourceShareId)))
    return viewers.filter((_, i) => (seen[i] as string[]).length > 0)
  }
  async function target(ResourceShareId: string) {
    const { SharedTargets } = await network.call(SHARING, 'ListSharedTargets', {
      ResourceOwner: 'Self',
      ResourceShareIds: [ResourceShareId],
    })
    return SharedTargets[0]
  }
  const end = (ResourceShareId: string) => network.call(SHARING, 'DeleteResourceShare', { ResourceShareId })

  test('a member, and nobody beside it', async () => {
    const id = await share([uids.prod])
    expect(await whoSees(id)).toEqual(['prod'])
    expect(await target(id)).toMatchObject({ TargetId: uids.prod, External: false })
    await end(id)
    expect(await whoSees(id)).toEqual([])
  })

  test('a folder, with what is below it, as its members come and go', async () => {
    const management = await clients.as('management.admin')
    const made = async (FolderName: string, ParentFolderId: string) =>
      (await management.call(DIRECTORY, 'CreateFolder', { FolderName, ParentFolderId })).Folder.FolderId as string
    const above = await made('Shared', rootFolderId)
    const below = await made('Below', above)
    const { Account } = await management.call(DIRECTORY, 'GetAccount', { AccountId: uids.dev })
    const id = await share([above])
    expect(await whoSees(id)).toEqual([])
    await management.call(DIRECTORY, 'MoveAccount', { AccountId: uids.dev, DestinationFolderId: below })
    expect(await whoSees(id)).toEqual(['dev'])
    await management.call(DIRECTORY, 'MoveAccount', { AccountId: uids.dev, DestinationFolderId: Account.FolderId })
    expect(await whoSees(id)).toEqual([])
    await end(id)
    for (const FolderId of [below, above]) await management.call(DIRECTORY, 'DeleteFolder', { FolderId })
  })

  test('the whole directory, without the management account', async () => {
    const { ResourceDirectory } = await network.call(DIRECTORY, 'GetResourceDirectory')
    const id = await share([ResourceDirectory.ResourceDirectoryId])
    expect(await whoSees(id)).toEqual(['prod', 'dev'])
    await end(id)
  })

  test('an account outside, once it has accepted', async () => {
    const id = await share([uids.partner], { AllowExternalTargets: true })
    expect(await whoSees(id)).toEqual([])
    const partner = await clients.as('partner')
    const { ResourceShareInvitations } = await partner.call(SHARING, 'ListResourceShareInvitations', { ResourceShareIds: [id] })
    const [{ ResourceShareInvitationId }] = ResourceShareInvitations
    await partner.call(SHARING, 'AcceptResourceShareInvitation', { ResourceShareInvitationId })
    expect(await whoSees(id)).toEqual(['partner'])
    expect(await target(id)).toMatchObject({ TargetId: uids.partner, External: true })
    await partner.call(SHARING, 'DisassociateResourceShare', { ResourceShareId: id, ResourceOwner: 'OtherAccounts' })
    expect(await whoSees(id)).toEqual([])
    await end(id)
  })

  test('a service, with the hours in which it may use what is shared', async () => {
    const service = 'ecs.aliyuncs.com'
    const Property = '{"timeRange":{"timeRangeType":"timeRange","beginAtTime":"00:00","timezone":"UTC+8","endAtTime":"19:59"}}'
    const id = await share([service], {
      AllowExternalTargets: true,
      Resources: [{ ResourceType: 'CapacityReservation', ResourceId: 'crp-network1' }],
      TargetProperties: [{ TargetId: service, Property }],
    })
    expect(await target(id)).toMatchObject({ TargetId: service, TargetProperty: Property })
    expect(await whoSees(id)).toEqual([])
    await end(id)
  })

  test.each([
    ['itself', uids.network, true, [409, 'ShareWithYourself']],
    ['an account outside, from a share that stays inside', uids.partner, false, [400, 'InvalidTarget']],
    ['an account of the other site', uids.intl, true, [409, 'InvalidTarget.SiteMismatch']],
    ['an account that is not there', '2999999999999999', true, [400, 'InvalidParameter.Targets']],
  ])('not %s', async (_, Target, AllowExternalTargets, told) => {
    const refused = await network.refused(SHARING, 'CreateResourceShare', {
      ResourceShareName: 'mode',
      AllowExternalTargets,
      Targets: [Target],
    })
    expect([refused.httpStatus, refused.code]).toEqual(told)
  })

  test('not an account of another directory', async () => {
    const partner = await clients.as('partner')
    await partner.call(DIRECTORY, 'InitResourceDirectory')
    const asked = { ResourceShareName: 'mode', AllowExternalTargets: true, Targets: [uids.partner] }
    const refused = await network.refused(SHARING, 'CreateResourceShare', asked)
    expect([refused.httpStatus, refused.code]).toEqual([400, 'InvalidTarget'])
    await partner.call(DIRECTORY, 'DestroyResourceDirectory')
  })
})
