/**
 * One story of sharing, which a program of each language goes through with the vendor's packages of the products: what it has to
 * see. The steps are named in the programs; each tells the answer in the names of the API, as its package models it.
 */

import { beforeAll, describe, expect, test } from 'vitest'
import { letters } from '../../src/world/index.js'
import { testServer } from '../server.js'
import { uids } from './connect.js'
import { outputOf } from './languages.js'
import { joinsRouter, listsGrants, type Saw, type Start, type Told } from './router-story.js'

// What a template grows follows from the seed of the world, 42, and from what it is of.
const folder = `fd-${letters('42/default/seed/folder/Workloads', 10, 'mixed')}`
const directory = `rd-${letters('42/default/seed/directory', 6, 'mixed')}`
const inside = [uids.prod, folder, directory]

/**
 * The tests of one language: its program runs once for each scheme. `withoutNewer`: its packages end before tags of shares and
 * Express Connect Routers. `withoutRouter`: what joins one is told by another program.
 */
export function sharesThrough(
  program: Start,
  { withoutNewer = false, withoutRouter = false }: { withoutNewer?: boolean; withoutRouter?: boolean } = {},
): void {
  describe.each(['http', 'https'])('over %s', (scheme) => {
    let saw: Saw
    let pages: string
    beforeAll(async () => {
      const server = await testServer()
      try {
        const story = { OWNER: uids.network, MEMBER: uids.prod, OUTSIDE: uids.partner, FOLDER: folder, DIRECTORY: directory }
        const { env, ...rest } = await program(await server.authority())
        const started = { ...rest, env: { ...env, ...story } }
        saw = JSON.parse(await outputOf(started, server, scheme.toUpperCase())) as Saw
        pages = `${server.url}/console/e/`
      } finally {
        await server.close()
      }
    })
    const answer = (step: string) => {
      expect(saw[step], step).toMatchObject({ status: 200 })
      return saw[step]?.answer
    }
    // Printed by Go, an answer of today's packages has no empty lists.
    const listed = (step: string, name: string) => answer(step)[name] ?? []
    const refusal = (step: string) => saw[step] as Told
    const vSwitches = (step: string) => answer(step).VSwitches.VSwitch.map(({ VSwitchId }: { VSwitchId: string }) => VSwitchId)
    const statuses = (step: string): Record<string, string> => {
      const rows = answer(step).ResourceShareAssociations as { EntityId: string; AssociationStatus: string }[]
      return Object.fromEntries(rows.map(({ EntityId, AssociationStatus }) => [EntityId, AssociationStatus]))
    }
    const externals = (step: string): Record<string, boolean> => {
      const rows = answer(step).SharedTargets as { TargetId: string; External: boolean }[]
      return Object.fromEntries(rows.map(({ TargetId, External }) => [TargetId, External]))
    }
    const shareId = () => answer('share').ResourceShare.ResourceShareId as string
    const vSwitchId = () => answer('vSwitch').VSwitchId as string

    test('a network and a share of it come back in the classes of their packages', () => {
      const Arn = `acs:ram::${uids.network}:root`
      expect(answer('identity')).toMatchObject({ IdentityType: 'Account', AccountId: uids.network, Arn })
      expect(answer('share').ResourceShare).toMatchObject({
        ResourceShareId: expect.stringMatching(/^rs-/),
        ResourceShareName: 'story',
        ResourceShareOwner: uids.network,
        ResourceShareStatus: 'Active',
        AllowExternalTargets: true,
        CreateTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      })
      const target = { AssociationType: 'Target', EntityType: 'Account', AssociationStatus: 'Associating' }
      expect(answer('associated').ResourceShareAssociations).toMatchObject([
        { AssociationType: 'Resource', EntityId: vSwitchId(), EntityType: 'VSwitch', AssociationStatus: 'Associating' },
        ...[...inside, uids.partner].map((EntityId) => ({ ...target, EntityId, ResourceShareId: shareId() })),
      ])
    })

    test('sharing with the directory is on, and the regions are named in the language asked for', () => {
      expect(answer('sharing with the directory')).toMatchObject({ EnableSharingWithRd: true })
      const { Regions } = answer('regions')
      expect(Regions).toContainEqual(expect.objectContaining({ RegionId: 'cn-hangzhou', LocalName: 'China (Hangzhou)' }))
    })

    test('its owner lists what is in the share, and who uses it: an account, a folder, a directory, not yet who is only invited', () => {
      const resource = { EntityId: vSwitchId(), EntityType: 'VSwitch', AssociationStatus: 'Associated', ResourceShareName: 'story' }
      expect(answer('owner: resources of the share').ResourceShareAssociations).toMatchObject([resource])
      expect(statuses('owner: principals of the share')).toEqual({ ...each(inside, 'Associated'), [uids.partner]: 'Associating' })
      expect(answer('owner: shared resources').SharedResources).toMatchObject([
        { ResourceId: vSwitchId(), ResourceType: 'VSwitch', ResourceShareId: shareId() },
      ])
      expect(externals('owner: shared targets')).toEqual(each(inside, false))
    })

    test('a member of the directory uses it uninvited, and so does another one by its folder', () => {
      expect(answer('member: shares').ResourceShares).toMatchObject([
        { ResourceShareId: shareId(), ResourceShareOwner: uids.network, ResourceShareStatus: 'Active', AllowExternalTargets: true },
      ])
      expect(listed('member: invitations', 'ResourceShareInvitations')).toEqual([])
      for (const step of ['member: shared resources', 'colleague: shared resources'])
        expect(answer(step).SharedResources).toMatchObject([{ ResourceId: vSwitchId(), ResourceType: 'VSwitch' }])
      const owners = answer('member: shared targets').SharedTargets
      expect(new Set(owners.map(({ TargetId }: { TargetId: string }) => TargetId))).toEqual(new Set([uids.network]))
      const { TotalCount, VSwitches } = answer('member: vSwitches')
      expect(TotalCount).toBe(1)
      const seen = { VSwitchId: vSwitchId(), CidrBlock: '10.0.1.0/24', OwnerId: Number(uids.network), IsDefault: false }
      expect(VSwitches.VSwitch).toMatchObject([seen])
      // The Java package that Maven has is from before ShareType.
      expect([undefined, 'Sharing']).toContain(VSwitches.VSwitch[0].ShareType)
    })

    test('an account outside is invited, uses it once it accepted, no longer once it left, and may reject the next invitation', () => {
      expect(listed('outside, invited: shared resources', 'SharedResources')).toEqual([])
      const invitation = { ResourceShareId: shareId(), SenderAccountId: uids.network, ReceiverAccountId: uids.partner }
      expect(answer('outside: invitations').ResourceShareInvitations).toMatchObject([{ ...invitation, Status: 'Pending' }])
      expect(answer('outside: accepts').ResourceShareInvitation).toMatchObject({ ...invitation, Status: 'Accepted' })
      expect(refusal('outside: accepts again')).toMatchObject({ status: 409, code: 'InvitationStatus.AlreadyAccepted' })
      expect(answer('outside, accepted: shared resources').SharedResources).toMatchObject([{ ResourceId: vSwitchId() }])
      expect(vSwitches('outside, accepted: vSwitches')).toEqual([vSwitchId()])
      expect(externals('owner, outside accepted: shared targets')).toEqual({ ...each(inside, false), [uids.partner]: true })
      expect(answer('outside: leaves').ResourceShareAssociations).toMatchObject([
        { EntityId: uids.partner, AssociationStatus: 'Disassociating' },
      ])
      expect(vSwitches('outside, gone: vSwitches')).toEqual([])
      const rejected = answer('outside: rejects').ResourceShareInvitation
      expect(rejected).toMatchObject({ ...invitation, Status: 'Rejected' })
      const both = answer('outside: both invitations').ResourceShareInvitations as { Status: string }[]
      expect(both.map(({ Status }) => Status).sort()).toEqual(['Accepted', 'Pending'])
    })

    test('what may be done with it is read from its permission, which stays while it is in use', () => {
      const permission = { PermissionName: 'AliyunRSDefaultPermissionVSwitch', ResourceType: 'VSwitch', DefaultPermission: true }
      expect(answer('permissions').Permissions).toContainEqual(expect.objectContaining(permission))
      const { Permission } = answer('permission')
      expect(Permission).toMatchObject({ ...permission, PermissionVersion: 'v1', DefaultVersion: true })
      expect(JSON.parse(Permission.Permission)).toMatchObject({ Effect: 'Allow' })
      expect(answer('versions').Permissions).toMatchObject([{ PermissionVersion: 'v1', DefaultVersion: true }])
      answer('permission associated')
      expect(answer('permissions of the share').Permissions).toMatchObject([permission])
      expect(refusal('permission in use')).toMatchObject({ status: 409, code: 'DisassociateConflict.Permission' })
    })

    test('its owner takes it back, and the share is gone once it is deleted', () => {
      const back = answer('owner: takes it back').ResourceShareAssociations
      expect(back).toMatchObject(inside.map((EntityId) => ({ EntityId, AssociationStatus: 'Disassociating' })))
      expect(vSwitches('member, removed: vSwitches')).toEqual([])
      expect(statuses('owner: principals afterwards')).toEqual({
        ...each(inside, 'Disassociated'),
        [uids.partner]: 'Failed',
      })
      answer('owner: deletes the share')
      expect(refusal('the share is gone')).toMatchObject({ status: 409, code: 'ResourceShareStatusMismatchAction' })
    })

    test.each([
      ['a share without a name', 'no name', 400, 'MissingParameter.ResourceShareName', 'You must specify ResourceShareName.'],
      [
        'a share that is not there',
        'no such share',
        404,
        'EntityNotExists.ResourceShare',
        'The resource share does not exist in the current account.',
      ],
      ['sharing with oneself', 'itself', 409, 'ShareWithYourself', 'You cannot share resources with yourself.'],
      ['a principal that cannot be one', 'no principal', 400, 'InvalidParameter.Targets', 'The Targets is invalid.'],
    ])('%s is refused by status, code, message, and a page that says why', (_what, step, status, code, message) => {
      const refused = refusal(step)
      expect(refused).toMatchObject({ status, code })
      // The cores of some languages put the code before the message, and the id of the request behind it.
      expect(refused.message).toContain(message)
      expect(refused.requestId).toMatch(/^[0-9A-F]{8}-([0-9A-F]{4}-){3}[0-9A-F]{12}$/)
      expect(refused.recommend).toBe(`${pages}${refused.requestId}`)
    })

    test('a user without a policy is refused, and is told what was denied to whom', () => {
      expect(refusal('no policy')).toMatchObject({
        status: 403,
        code: 'NoPermission',
        denied: {
          AuthAction: 'resourcesharing:AssociateResourceShare',
          AuthPrincipalType: 'SubUser',
          AuthPrincipalOwnerId: uids.network,
          NoPermissionType: 'ImplicitDeny',
        },
      })
    })

    if (withoutNewer) return
    test('tags of a share are put, taken off and listed', () => {
      answer('tagged')
      answer('untagged')
      const { TagResource } = answer('tags').TagResources
      const tag = { ResourceId: shareId(), TagKey: 'team', TagValue: 'core' }
      expect(TagResource).toMatchObject([tag])
    })

    listsGrants({ answer, refusal })
    if (!withoutRouter) joinsRouter({ answer, refusal })
  })
}

function each<T>(names: readonly string[], value: T): Record<string, T> {
  return Object.fromEntries(names.map((name) => [name, value]))
}
