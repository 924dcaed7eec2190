/** What each account sees of a share: its owner, a principal, one reached through a folder, a stranger, and those above them. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testCloud } from '../cloud.js'
import { type Alias, type Cloud, RegionId, type Row, rs, type Story, storyOf, uids, workloads } from './sharing.js'

let cloud: Cloud
let story: Story
let share: string
let vSwitch: string
const others = { ResourceOwner: 'OtherAccounts' }
const self = { ResourceOwner: 'Self' }
const { network, prod, dev, partner } = uids
const arn = 'acs:ecs:cn-hangzhou:1000000000000002:image/m-network1'
const permission = 'AliyunRSDefaultPermissionImage'

/** `network` shares a vSwitch and an image with `prod` by its id, with the folder of `dev`, and with `partner` as a guest. */
beforeEach(async () => {
  cloud = await testCloud()
  story = storyOf(cloud)
  vSwitch = (await story.vSwitch('network')).id
  // `prod` is beside the folder, so that its own id alone reaches it; `management` may look at all of the directory.
  const { Folder } = await story.manage('CreateFolder', { FolderName: 'Apart' })
  await story.move(prod, Folder.FolderId)
  share = await story.share('network', {
    ResourceShareName: 'shared',
    AllowExternalTargets: true,
    Resources: [{ ResourceType: 'VSwitch', ResourceId: vSwitch }, story.image('network')],
    Targets: [prod, workloads, partner],
    Tag: [{ Key: 'team', Value: 'net' }],
  })
  await story.answer('partner', 'Accept', share)
})
afterEach(() => cloud.close())

const viewpoints: readonly (readonly [string, Alias, boolean])[] = [
  ['a principal', 'prod', true],
  ['a principal through its folder', 'dev', true],
  ['a guest', 'partner', true],
  ['a stranger', 'intl', false],
  ['the management account', 'management', false],
]

describe.each(viewpoints)('%s', (_, alias, reached) => {
  it(`${reached ? 'sees what reaches it' : 'sees nothing'}, in each list of what others share`, async () => {
    expect(await story.sharesReaching(alias)).toEqual(reached ? [`${share} Active`] : [])
    expect((await story.resourcesReaching(alias)).sort()).toEqual(reached ? ['m-network1', vSwitch].sort() : [])
    expect(await story.ownersReaching(alias)).toEqual(reached ? [network] : [])
    if (!reached) return
    const [row] = await story.listOf(alias, 'ListResourceShares', others)
    expect(row).toMatchObject({ ResourceShareOwner: network, ResourceShareName: 'shared', ResourceShareStatus: 'Active' })
    expect(row).not.toHaveProperty('Tags')
    expect(row).not.toHaveProperty('ResourceGroupId')
    expect(await story.listOf(alias, 'ListSharedResources', others)).toMatchObject([
      { ResourceStatus: 'Available', ResourceStatusMessage: '' },
      { ResourceStatus: 'Available', ResourceStatusMessage: '' },
    ])
    expect(await story.listOf(alias, 'ListSharedTargets', others)).toMatchObject([
      { ResourceShareId: share, TargetId: network, External: alias === 'partner' },
    ])
  })

  it('is asked in vain for what it owns', async () => {
    expect([await story.sharesOf(alias), await story.sharedBy(alias), await story.sharedTo(alias)]).toEqual([[], [], []])
    expect([await story.records(alias, 'Resource'), await story.records(alias, 'Target')]).toEqual([[], []])
    const ids = { ResourceShareIds: [share] }
    expect([await story.sharesOf(alias, ids), await story.records(alias, 'Target', ids)]).toEqual([[], []])
  })

  it('does not find the share where it would change it', async () => {
    const id = { ResourceShareId: share }
    for (const [action, given] of [
      ['UpdateResourceShare', { ResourceShareName: 'mine' }],
      ['DeleteResourceShare', {}],
      ['AssociateResourceShare', { Targets: [uids[alias === 'dev' ? 'management' : 'dev']] }],
      ['DisassociateResourceShare', { Targets: [prod] }],
      ['AssociateResourceSharePermission', { PermissionName: permission }],
      ['DisassociateResourceSharePermission', { PermissionName: permission }],
    ] as const)
      expect(await story.refusal(alias, action, { ...id, ...given }), action).toBe('404 EntityNotExists.ResourceShare')
    const tagged = { RegionId, ResourceType: 'ResourceShare', ResourceId: [share] }
    expect(await story.refusal(alias, 'TagResources', { ...tagged, Tag: [{ Key: 'a', Value: 'b' }] })).toMatch(
      /^400 InvalidResourceId.NotFound/,
    )
    expect(await story.refusal(alias, 'UntagResources', { ...tagged, All: true })).toMatch(/^400 InvalidResourceId.NotFound/)
    expect(await story.refusal(alias, 'ListTagResources', tagged)).toMatch(/^400 InvalidResourceId.NotFound/)
    const group = { ResourceRegionId: RegionId, ResourceId: share, ResourceType: 'ResourceShare', ResourceGroupId: 'rg-aek2' }
    expect(await story.refusal(alias, 'ChangeResourceGroup', group)).toMatch(/^400 /)
  })

  it(`${reached ? 'is told' : 'is not told'} its permissions, as one that others share`, async () => {
    const asked = { ResourceShareId: share }
    if (reached) {
      const rows = await story.listOf(alias, 'ListResourceSharePermissions', { ...asked, ...others })
      expect(rows.map(({ PermissionName }) => PermissionName)).toContain(permission)
    } else
      expect(await story.refusal(alias, 'ListResourceSharePermissions', { ...asked, ...others })).toBe(
        '404 EntityNotExists.ResourceShare',
      )
    expect(await story.refusal(alias, 'ListResourceSharePermissions', { ...asked, ...self })).toBe(
      '404 EntityNotExists.ResourceShare',
    )
  })

  it('leaves it only as a guest', async () => {
    const leaving = { ResourceShareId: share, ...others }
    if (alias === 'partner') {
      expect(await story.change('partner', 'Disassociate', share, others)).toMatchObject([{ EntityId: partner }])
      expect(await story.sharesReaching('partner')).toEqual([])
      return
    }
    expect(await story.refusal(alias, 'DisassociateResourceShare', leaving)).toBe(
      reached ? '409 LeavingFailed.Account' : '404 EntityNotExists.ResourceShare',
    )
  })

  it('sees invitations that it received, no others', async () => {
    expect((await story.invitations(alias)).map(({ Status }) => Status)).toEqual(alias === 'partner' ? ['Accepted'] : [])
    const [theirs] = await story.invitations('partner')
    const ids = { ResourceShareInvitationIds: [theirs?.ResourceShareInvitationId] }
    expect(await story.invitations(alias, ids)).toHaveLength(alias === 'partner' ? 1 : 0)
    expect(await story.invitations(alias, { ResourceShareIds: [share] })).toHaveLength(alias === 'partner' ? 1 : 0)
    if (alias === 'partner') return
    const named = { ResourceShareInvitationId: theirs?.ResourceShareInvitationId }
    for (const action of ['AcceptResourceShareInvitation', 'RejectResourceShareInvitation'])
      expect(await story.refusal(alias, action, named)).toBe('409 EntityNotExists.ResourceShareInvitation')
  })
})

describe('the owner', () => {
  it('sees all of it as its own, and nothing as of others', async () => {
    expect(await story.sharesOf('network')).toEqual([`${share} Active`])
    expect((await story.sharedBy('network')).sort()).toEqual(['m-network1', vSwitch].sort())
    expect((await story.sharedTo('network')).sort()).toEqual([prod, workloads, partner].sort())
    expect([await story.sharesReaching('network'), await story.resourcesReaching('network')]).toEqual([[], []])
    expect([await story.ownersReaching('network'), await story.invitations('network')]).toEqual([[], []])
    const [row] = await story.listOf('network', 'ListResourceShares', self)
    expect(row).toMatchObject({ Tags: [{ Key: 'team', Value: 'net' }], ResourceGroupId: expect.stringMatching(/^rg-/) })
    for (const resource of await story.listOf('network', 'ListSharedResources', self))
      expect(resource).not.toHaveProperty('ResourceStatus')
    const asOther = { ResourceShareId: share, ...others }
    for (const action of ['ListResourceSharePermissions', 'DisassociateResourceShare'])
      expect(await story.refusal('network', action, asOther)).toBe('404 EntityNotExists.ResourceShare')
  })

  it('sees who is outside of its directory, and the ARN of resources alone', async () => {
    const external = Object.fromEntries((await story.records('network', 'Target')).map((row) => [row.EntityId, row.External]))
    expect(external).toEqual({ [prod]: false, [workloads]: false, [partner]: true })
    for (const row of await story.records('network', 'Target')) expect(row).not.toHaveProperty('ResourceArn')
    for (const row of await story.records('network', 'Resource')) {
      expect(row.External).toBe(false)
      expect(row.ResourceArn).toContain(`:${network}:`)
    }
  })

  it.each([
    ['name', { ResourceShareName: 'shared' }, true],
    ['part of the name', { ResourceShareName: 'share' }, false],
    ['state', { ResourceShareStatus: 'Active' }, true],
    ['another state', { ResourceShareStatus: 'Deleted' }, false],
    ['permission', { PermissionName: permission }, true],
    ['another permission', { PermissionName: 'AliyunRSDefaultPermissionSnapshot' }, false],
    ['tag', { Tag: [{ Key: 'team', Value: 'net' }] }, true],
    ['key of a tag', { Tag: [{ Key: 'team' }] }, true],
    ['another tag', { Tag: [{ Key: 'team', Value: 'web' }] }, false],
    ['an unknown id', { ResourceShareIds: ['rs-000000000000'] }, false],
  ] as const)('finds it by %s', async (_, filter, found) => {
    expect(await story.sharesOf('network', { ...filter })).toEqual(found ? [`${share} Active`] : [])
    if (!('Tag' in filter)) expect(await story.sharesReaching('prod', { ...filter })).toEqual(found ? [`${share} Active`] : [])
    else
      expect(await story.refusal('prod', 'ListResourceShares', { ...others, ...filter })).toBe(
        '400 InvalidParameter.ResourceOwnerAndTag',
      )
  })

  it('filters what it shares and with whom, as principals filter what they receive', async () => {
    const image = { ResourceIds: ['m-network1'] }
    for (const [filter, ids] of [
      [image, ['m-network1']],
      [{ ResourceArns: [arn] }, ['m-network1']],
      [{ ResourceType: 'VSwitch' }, [vSwitch]],
      [{ ResourceType: 'Snapshot' }, []],
      [{ ResourceShareIds: [share], ...image }, ['m-network1']],
      [{ ResourceShareIds: ['rs-000000000000'] }, []],
    ] as const)
      for (const list of [story.sharedBy('network', { ...filter }), story.resourcesReaching('dev', { ...filter })])
        expect(await list).toEqual(ids)
    // By principal for the owner, by owner for the principal.
    expect(await story.sharedBy('network', { Target: workloads })).toHaveLength(2)
    expect(await story.sharedBy('network', { Target: dev })).toEqual([])
    expect(await story.resourcesReaching('dev', { Target: network })).toHaveLength(2)
    expect(await story.resourcesReaching('dev', { Target: partner })).toEqual([])
    for (const [filter, targets] of [
      [{ Targets: [prod, dev] }, [prod]],
      [{ Targets: [partner], ResourceId: vSwitch }, [partner]],
      [{ Targets: [partner], ResourceType: 'Snapshot' }, []],
      [{ Targets: [workloads], ResourceShareIds: [share] }, [workloads]],
    ] as const)
      expect(await story.sharedTo('network', { ...filter })).toEqual(targets)
    expect(await story.ownersReaching('dev', { Targets: [network], ResourceType: 'VSwitch', ResourceId: vSwitch })).toEqual([
      network,
    ])
    expect(await story.ownersReaching('dev', { Targets: [partner] })).toEqual([])
    expect(await story.ownersReaching('dev', { ResourceType: 'Snapshot' })).toEqual([])
  })

  it('filters its records by entity of the right kind only (ConflictedAssociationType)', async () => {
    const ids = (rows: Row[]) => rows.map(({ EntityId }) => EntityId)
    expect(ids(await story.records('network', 'Target', { Target: prod }))).toEqual([prod])
    expect(ids(await story.records('network', 'Resource', { ResourceId: vSwitch }))).toEqual([vSwitch])
    expect(ids(await story.records('network', 'Resource', { ResourceArn: arn }))).toEqual(['m-network1'])
    expect(ids(await story.records('network', 'Target', { AssociationStatus: 'Failed' }))).toEqual([])
    const list = (given: object) => story.refusal('network', 'ListResourceShareAssociations', { ...given })
    expect(await list({ AssociationType: 'Target', ResourceId: vSwitch })).toBe('400 ConflictedAssociationType')
    expect(await list({ AssociationType: 'Resource', Target: prod })).toBe('400 ConflictedAssociationType')
    expect(await list({ AssociationType: 'Resource', ResourceId: vSwitch, ResourceArn: arn })).toBe(
      '400 InvalidParameter.ResourceConflict',
    )
    expect(await list({})).toBe('400 MissingParameter.AssociationType')
  })
})

describe('a delegated administrator', () => {
  it('of resource sharing sees no more than any member: shares of others are their owners’', async () => {
    await story.manage('RegisterDelegatedAdministrator', { AccountId: dev, ServicePrincipal: 'resourcesharing.aliyuncs.com' })
    const { Folder } = await story.manage('CreateFolder', { FolderName: 'Away' })
    await story.move(dev, Folder.FolderId)
    expect([await story.sharesReaching('dev'), await story.sharesOf('dev')]).toEqual([[], []])
    expect(await story.refusal('dev', 'DeleteResourceShare', { ResourceShareId: share })).toBe('404 EntityNotExists.ResourceShare')
  })
})

describe('a resource that a principal receives', () => {
  it.each(['Unavailable', 'LimitExceeded', 'ZonalResourceInaccessible', 'Gone'])('tells that it is %s', async (state) => {
    const resources = [{ account: 'network', type: 'Image', id: 'm-network1', state }]
    await cloud.cloud.worlds.seed('default', { resources })
    const [row] = await story.listOf('dev', 'ListSharedResources', { ...others, ResourceType: 'Image' })
    expect(row).toMatchObject({ ResourceStatus: state === 'Gone' ? 'Unavailable' : state })
    expect(row?.ResourceStatusMessage).not.toBe('')
  })
})

it('a page token is good for its caller and its operation only', async () => {
  const first = await cloud.as('network').call(rs, 'ListSharedTargets', { ...self, MaxResults: 1 })
  expect(first.NextToken).toEqual(expect.any(String))
  const NextToken = first.NextToken
  const next = await cloud.as('network').call(rs, 'ListSharedTargets', { ...self, MaxResults: 100, NextToken })
  expect(next.SharedTargets).toHaveLength(2)
  expect(next).not.toHaveProperty('NextToken')
  for (const [who, action, given] of [
    ['network', 'ListSharedResources', self],
    ['network', 'ListResourceShareAssociations', { AssociationType: 'Target' }],
    ['prod', 'ListSharedTargets', self],
    ['dev', 'ListSharedTargets', others],
  ] as const)
    expect(await story.refusal(who, action, { ...given, NextToken })).toBe('400 InvalidParameter.NextToken')
})

it('everybody reads the library and the regions alike', async () => {
  const answers = await Promise.all(
    ['network', 'prod', 'partner', 'intl'].map(async (who) => [
      (await story.call(who, 'ListPermissions', { MaxResults: 100 })).Permissions,
      (await story.call(who, 'GetPermission', { PermissionName: permission })).Permission,
      (await story.call(who, 'DescribeRegions')).Regions,
    ]),
  )
  for (const answer of answers) expect(answer).toEqual(answers[0])
})
