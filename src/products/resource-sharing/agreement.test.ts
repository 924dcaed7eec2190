/** Whatever accounts do to each other, the lists of both sides and what can be used agree. */

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { testCloud } from '../../../test/cloud.js'
import { letters } from '../../world/index.js'

const rs = 'ResourceSharing'
const directory = 'ResourceManager'
const RegionId = 'cn-hangzhou'
const planted = (of: string, prefix: string, length: number) => prefix + letters(`42/default/seed/${of}`, length, 'mixed')
const folders = ['Root', 'Core', 'Workloads'].map((name) =>
  name === 'Root' ? planted(`folder/${name}`, 'r-', 6) : planted(`folder/${name}`, 'fd-', 10),
)
const uids = ['1000000000000001', '1000000000000002', '1000000000000003', '1000000000000004', '2000000000000001']
const aliases = ['management', 'network', 'prod', 'dev', 'partner']
const principals = [...uids, ...folders, planted('directory', 'rd-', 6), 'ecs.aliyuncs.com']
const owners = ['network', 'partner'] as const

type Row = Readonly<Record<string, string>>
type Cloud = Awaited<ReturnType<typeof testCloud>>

const owner = fc.constantFrom(...owners)
const nth = fc.nat(9)
const principal = fc.constantFrom(...principals)
const action = fc.oneof(
  { weight: 3, arbitrary: fc.record({ does: fc.constant('create' as const), owner, principal, open: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('associate' as const), nth, principal, resource: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('disassociate' as const), nth, principal, resource: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constantFrom('accept' as const, 'reject' as const), nth }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constantFrom('delete' as const, 'leave' as const), nth }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('wait' as const), by: fc.constantFrom('1s', '2d', '4d', '8d') }) },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('latency' as const),
      latency: fc.constantFrom('instant' as const, 'manual' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('step' as const) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constantFrom('remove' as const, 'join' as const), nth }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('move' as const), nth, folder: fc.constantFrom(...folders) }) },
)
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never

async function vSwitchOf(cloud: Cloud, alias: string): Promise<string> {
  const { VpcId } = await cloud.as(alias).call('Vpc', 'CreateVpc', { RegionId, CidrBlock: '10.0.0.0/8' })
  const vSwitch = { RegionId, VpcId, ZoneId: 'cn-hangzhou-h', CidrBlock: '10.1.0.0/16' }
  return (await cloud.as(alias).call('Vpc', 'CreateVSwitch', vSwitch)).VSwitchId
}

async function join(cloud: Cloud, alias: string, TargetEntity: string): Promise<void> {
  const invitation = { TargetEntity, TargetType: 'Account' }
  const { body } = await cloud.as('management.admin').answer(directory, 'InviteAccountToResourceDirectory', invitation)
  const { HandshakeId } = (body.Handshake ?? {}) as Row
  if (HandshakeId) await cloud.as(alias).call(directory, 'AcceptHandshake', { HandshakeId })
}

/** Does it, refused or not. `shares`: owner and id of each share made so far. */
async function perform(cloud: Cloud, given: Action, shares: [string, string][], vSwitches: Record<string, string>): Promise<void> {
  const at = 'nth' in given && shares.length > 0 ? shares[given.nth % shares.length] : undefined
  const resourcesOf = (alias: string) => [{ ResourceType: 'VSwitch', ResourceId: vSwitches[alias] }]
  switch (given.does) {
    case 'create': {
      const asked = { Targets: [given.principal], Resources: resourcesOf(given.owner), AllowExternalTargets: given.open }
      const answer = await cloud.as(given.owner).answer(rs, 'CreateResourceShare', { ResourceShareName: 'core', ...asked })
      const made = answer.body.ResourceShare as Row | undefined
      if (made?.ResourceShareId) shares.push([given.owner, made.ResourceShareId])
      return
    }
    case 'associate':
    case 'disassociate': {
      const what = given.resource && at ? { Resources: resourcesOf(at[0]) } : { Targets: [given.principal] }
      const operation = given.does === 'associate' ? 'AssociateResourceShare' : 'DisassociateResourceShare'
      if (at) await cloud.as(at[0]).answer(rs, operation, { ResourceShareId: at[1], ...what })
      return
    }
    case 'accept':
    case 'reject': {
      const receiver = cloud.as(aliases[given.nth % aliases.length] as string)
      const { ResourceShareInvitations } = await receiver.call(rs, 'ListResourceShareInvitations')
      const operation = given.does === 'accept' ? 'AcceptResourceShareInvitation' : 'RejectResourceShareInvitation'
      for (const { ResourceShareInvitationId } of ResourceShareInvitations.slice(0, 2))
        await receiver.answer(rs, operation, { ResourceShareInvitationId })
      return
    }
    case 'delete':
      if (at) await cloud.as(at[0]).answer(rs, 'DeleteResourceShare', { ResourceShareId: at[1] })
      return
    case 'leave':
      for (const alias of aliases)
        if (at)
          await cloud.as(alias).answer(rs, 'DisassociateResourceShare', { ResourceOwner: 'OtherAccounts', ResourceShareId: at[1] })
      return
    case 'remove':
    case 'join': {
      const AccountId = uids[given.nth % uids.length] as string
      if (given.does === 'remove') {
        await cloud.as('management.admin').answer(directory, 'UpdateAccount', { AccountId, NewAccountType: 'CloudAccount' })
        await cloud.as('management.admin').answer(directory, 'RemoveCloudAccount', { AccountId })
      } else await join(cloud, aliases[given.nth % aliases.length] as string, AccountId)
      return
    }
    case 'move': {
      const to = { AccountId: uids[given.nth % uids.length], DestinationFolderId: given.folder }
      await cloud.as('management.admin').answer(directory, 'MoveAccount', to)
      return
    }
    case 'wait':
      await cloud.advance(given.by)
      return
    case 'latency':
      await cloud.latency(given.latency)
      return
    default:
      await cloud.step()
  }
}

/** A list as a whole; read entry by entry it is the same. */
async function listed(cloud: Cloud, alias: string, operation: string, given: Record<string, unknown>): Promise<Row[]> {
  const rowsOf = (answer: object) => Object.values(answer).find(Array.isArray) as Row[]
  const whole = rowsOf(await cloud.as(alias).call(rs, operation, { ...given, MaxResults: 100 }))
  const single: Row[] = []
  let NextToken: string | undefined
  do {
    const page = await cloud.as(alias).call(rs, operation, { ...given, MaxResults: 1, ...(NextToken ? { NextToken } : {}) })
    single.push(...rowsOf(page))
    NextToken = page.NextToken
  } while (NextToken)
  expect(single).toEqual(whole)
  return whole
}

async function expectAgreement(cloud: Cloud, vSwitches: Record<string, string>): Promise<void> {
  for (const [i, alias] of aliases.entries()) {
    const others = { ResourceOwner: 'OtherAccounts' }
    const { VSwitches } = await cloud.as(alias).call('Vpc', 'DescribeVSwitches', { RegionId })
    const seen = (VSwitches.VSwitch as Row[]).map(({ VSwitchId }) => VSwitchId).filter((id) => id !== vSwitches[alias])
    const shared = await listed(cloud, alias, 'ListSharedResources', others)
    expect(new Set(seen)).toEqual(new Set(shared.map(({ ResourceId }) => ResourceId)))
    for (const VSwitchId of Object.values(vSwitches).filter((id) => id !== vSwitches[alias])) {
      const { status } = await cloud.as(alias).answer('Vpc', 'DescribeVSwitchAttributes', { RegionId, VSwitchId })
      expect(status === 200).toBe(seen.includes(VSwitchId))
    }
    const shares = await listed(cloud, alias, 'ListResourceShares', others)
    expect(shares.map(({ ResourceShareOwner }) => ResourceShareOwner)).not.toContain(uids[i])
    const active = shares.filter(({ ResourceShareStatus }) => ResourceShareStatus === 'Active')
    const targets = await listed(cloud, alias, 'ListSharedTargets', others)
    expect(new Set(targets.map(({ ResourceShareId }) => ResourceShareId))).toEqual(
      new Set(active.map(({ ResourceShareId }) => ResourceShareId)),
    )
  }
  for (const alias of owners) {
    const records = await listed(cloud, alias, 'ListResourceShareAssociations', { AssociationType: 'Target' })
    const associated = records.filter(({ AssociationStatus }) => AssociationStatus === 'Associated')
    const targets = await listed(cloud, alias, 'ListSharedTargets', { ResourceOwner: 'Self' })
    const pairs = (rows: Row[]) =>
      new Set(rows.map(({ ResourceShareId, EntityId, TargetId }) => `${ResourceShareId} ${EntityId ?? TargetId}`))
    expect(pairs(targets)).toEqual(pairs(associated))
  }
}

it('lists of both sides, what can be used, and pages of every size agree', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 25 }), async (actions) => {
      const cloud = await testCloud()
      // The partner is of another company, and may join all the same.
      await cloud.settings({ choices: { 'resourcemanager.legalEntity': 'any' } })
      try {
        const vSwitches: Record<string, string> = {}
        for (const alias of owners) vSwitches[alias] = await vSwitchOf(cloud, alias)
        const shares: [string, string][] = []
        for (const [i, each] of actions.entries()) {
          await perform(cloud, each, shares, vSwitches)
          if (i % 4 === 3 || i === actions.length - 1) await expectAgreement(cloud, vSwitches)
        }
      } finally {
        await cloud.close()
      }
    }),
    { numRuns: 15 },
  )
})
