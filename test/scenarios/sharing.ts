/** Words that the stories of sharing are told in. */

import { expect } from 'vitest'
import { letters } from '../../src/world/index.js'
import type { As, testCloud } from '../cloud.js'

export type Cloud = Awaited<ReturnType<typeof testCloud>>
// biome-ignore lint/suspicious/noExplicitAny: tests read answers as the wire has them
export type Row = Record<string, any>
type Given = Record<string, unknown>

export const rs = 'ResourceSharing'
export const rm = 'ResourceManager'
export const RegionId = 'cn-hangzhou'
const others = { ResourceOwner: 'OtherAccounts' }
const self = { ResourceOwner: 'Self' }

/** Ids that the template grows. */
const planted = (of: string, prefix: string, length: number) => prefix + letters(`42/default/seed/${of}`, length, 'mixed')
export const directory = planted('directory', 'rd-', 6)
export const rootFolder = planted('folder/Root', 'r-', 6)
export const core = planted('folder/Core', 'fd-', 10)
export const workloads = planted('folder/Workloads', 'fd-', 10)
export const uids = {
  management: '1000000000000001',
  network: '1000000000000002',
  prod: '1000000000000003',
  dev: '1000000000000004',
  partner: '2000000000000001',
  intl: '3000000000000001',
} as const
export type Alias = keyof typeof uids

/** Windows of services, as the samples have them. */
export const window = (beginAtTime: string, endAtTime: string, timezone: string) =>
  JSON.stringify({ timeRange: { timeRangeType: 'timeRange', beginAtTime, timezone, endAtTime } })

export function storyOf(cloud: Cloud) {
  const as = (who: string): As => (/^\d/.test(who) ? cloud.withKey({ accessKeyId: `local-${who}` }) : cloud.as(who))
  const call = (who: string, action: string, given: Given = {}) => as(who).call(rs, action, given)
  const manage = (action: string, given: Given = {}) => as('management.admin').call(rm, action, given)

  const listOf = async (who: string, action: string, given: Given): Promise<Row[]> => {
    const answer = await call(who, action, { MaxResults: 100, ...given })
    return Object.values(answer).find(Array.isArray) as Row[]
  }
  const records = (who: string, type: 'Resource' | 'Target', given: Given = {}) =>
    listOf(who, 'ListResourceShareAssociations', { AssociationType: type, ...given })

  const story = {
    call,
    manage,
    records,
    listOf,
    refusal: async (who: string, action: string, given: Given = {}) => {
      const { httpStatus, code } = await as(who).refused(rs, action, given)
      return `${httpStatus} ${code}`
    },
    share: async (who: string, given: Given = {}): Promise<string> =>
      (await call(who, 'CreateResourceShare', { ResourceShareName: 'core', ...given })).ResourceShare.ResourceShareId,
    change: async (who: string, action: 'Associate' | 'Disassociate', ResourceShareId: string, given: Given): Promise<Row[]> =>
      (await call(who, `${action}ResourceShare`, { ResourceShareId, ...given })).ResourceShareAssociations,
    statuses: async (who: string, type: 'Resource' | 'Target', ResourceShareId: string): Promise<string[]> =>
      (await records(who, type, { ResourceShareIds: [ResourceShareId] })).map((row) => `${row.EntityId} ${row.AssociationStatus}`),

    image: (alias: string) => ({ ResourceType: 'Image', ResourceId: `m-${alias}1` }),
    vSwitch: async (alias: string) => {
      const owner = as(alias)
      const { VpcId } = await owner.call('Vpc', 'CreateVpc', { RegionId, CidrBlock: '10.0.0.0/8' })
      const given = { RegionId, VpcId, ZoneId: 'cn-hangzhou-h', CidrBlock: '10.1.0.0/16' }
      const { VSwitchId } = await owner.call('Vpc', 'CreateVSwitch', given)
      return { id: VSwitchId as string, vpc: VpcId as string, named: { ResourceType: 'VSwitch', ResourceId: VSwitchId } }
    },

    sharesOf: async (who: string, given: Given = {}): Promise<string[]> =>
      (await listOf(who, 'ListResourceShares', { ...self, ...given })).map(
        (row) => `${row.ResourceShareId} ${row.ResourceShareStatus}`,
      ),
    sharesReaching: async (who: string, given: Given = {}): Promise<string[]> =>
      (await listOf(who, 'ListResourceShares', { ...others, ...given })).map(
        (row) => `${row.ResourceShareId} ${row.ResourceShareStatus}`,
      ),
    resourcesReaching: async (who: string, given: Given = {}): Promise<string[]> =>
      (await listOf(who, 'ListSharedResources', { ...others, ...given })).map(({ ResourceId }) => ResourceId),
    ownersReaching: async (who: string, given: Given = {}): Promise<string[]> =>
      (await listOf(who, 'ListSharedTargets', { ...others, ...given })).map(({ TargetId }) => TargetId),
    sharedBy: async (who: string, given: Given = {}): Promise<string[]> =>
      (await listOf(who, 'ListSharedResources', { ...self, ...given })).map(({ ResourceId }) => ResourceId),
    sharedTo: async (who: string, given: Given = {}): Promise<string[]> =>
      (await listOf(who, 'ListSharedTargets', { ...self, ...given })).map(({ TargetId }) => TargetId),
    vSwitchesSeen: async (who: string): Promise<string[]> => {
      const { VSwitches } = await as(who).call('Vpc', 'DescribeVSwitches', { RegionId })
      return VSwitches.VSwitch.map(({ VSwitchId }: Row) => VSwitchId)
    },
    /** Whether the account can make something in a vSwitch, and reads of it what lists of sharing tell: all of them agree. */
    uses: async (who: string, vSwitch: { id: string; vpc: string }): Promise<boolean> => {
      const seen = (await story.vSwitchesSeen(who)).includes(vSwitch.id)
      expect((await story.resourcesReaching(who)).includes(vSwitch.id)).toBe(seen)
      expect((await story.sharesReaching(who, { ResourceShareStatus: 'Active' })).length > 0).toBe(seen)
      expect((await story.ownersReaching(who)).length > 0).toBe(seen)
      const group = await as(who).answer('Ecs', 'CreateSecurityGroup', { RegionId, VpcId: vSwitch.vpc })
      const given = { RegionId, VSwitchId: vSwitch.id, SecurityGroupIds: [group.body.SecurityGroupId ?? 'sg-bp1none'] }
      const { status } = await as(who).answer('Ecs', 'CreateNetworkInterface', given)
      expect(status === 200, `${who} makes an interface`).toBe(seen)
      return seen
    },

    invitations: (who: string, given: Given = {}) => listOf(who, 'ListResourceShareInvitations', given),
    answer: async (who: string, action: 'Accept' | 'Reject', ResourceShareId: string): Promise<Row> => {
      const [invitation] = await story.invitations(who, { ResourceShareIds: [ResourceShareId] })
      const ResourceShareInvitationId = invitation?.ResourceShareInvitationId
      return (await call(who, `${action}ResourceShareInvitation`, { ResourceShareInvitationId })).ResourceShareInvitation
    },

    remove: async (alias: Alias) => {
      await manage('UpdateAccount', { AccountId: uids[alias], NewAccountType: 'CloudAccount' })
      await manage('RemoveCloudAccount', { AccountId: uids[alias] })
    },
    move: (AccountId: string, DestinationFolderId: string) => manage('MoveAccount', { AccountId, DestinationFolderId }),
    /** By handshake; companies do not count. `folder`: where it goes. */
    join: async (alias: Alias, ParentFolderId?: string) => {
      await cloud.settings({ choices: { 'resourcemanager.legalEntity': 'any' } })
      const { Handshake } = await as('management').call('ResourceDirectoryMaster', 'InviteAccountToResourceDirectory', {
        TargetEntity: uids[alias],
        TargetType: 'Account',
        ...(ParentFolderId ? { ParentFolderId } : {}),
      })
      await as(alias).call(rm, 'AcceptHandshake', { HandshakeId: Handshake.HandshakeId })
    },
    newMember: async (ParentFolderId?: string): Promise<string> => {
      const given = { DisplayName: 'made', ...(ParentFolderId ? { ParentFolderId } : {}) }
      return (await manage('CreateResourceAccount', given)).Account.AccountId
    },
  }
  return story
}
export type Story = ReturnType<typeof storyOf>
