/** Many callers at the same moment: no limit is overrun, nothing happens twice, nobody waits for ever. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { postgres } from '../postgres-server.js'
import { type Arena, coreArena, processArena, type Race, raceIn, tallyOf, times } from './arena.js'

const server = await postgres()
afterAll(() => server?.stop())

const RS = 'ResourceSharing'
const ECR = 'ExpressConnectRouter'
const RegionId = 'cn-hangzhou'
const network = '1000000000000002'
const prod = '1000000000000003'
const partner = '2000000000000001'

const newShare = (race: Race, name: string, more: object = {}): Promise<string> =>
  race
    .call('network', RS, 'CreateResourceShare', { ResourceShareName: name, ...more })
    .then((body) => body.ResourceShare.ResourceShareId)
const newVpc = (race: Race, alias = 'network'): Promise<string> =>
  race.call(alias, 'Vpc', 'CreateVpc', { RegionId, CidrBlock: '10.0.0.0/16' }).then((body) => body.VpcId)
const newVSwitch = (race: Race, VpcId: string, i: number): Promise<string> =>
  race
    .call('network', 'Vpc', 'CreateVSwitch', { RegionId, VpcId, ZoneId: 'cn-hangzhou-h', CidrBlock: `10.0.${i}.0/24` })
    .then((body) => body.VSwitchId)
const newRouter = (race: Race, alias: string, AlibabaSideAsn: number): Promise<string> =>
  race.call(alias, ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn }).then((body) => body.EcrId)
const inShare = (ResourceShareId: string, id: string, ...Targets: string[]) => ({
  ResourceShareId,
  Resources: [{ ResourceType: 'VSwitch', ResourceId: id }],
  Targets,
})

const places: readonly { where: string; skip: boolean; open: () => Promise<Arena> }[] = [
  { where: 'one process, SQLite in memory', skip: false, open: () => coreArena('memory') },
  { where: 'one process, SQLite in a file', skip: false, open: () => coreArena('folder') },
  {
    where: `four processes on one PostgreSQL${server ? '' : ' (skipped: needs PostgreSQL)'}`,
    skip: !server,
    open: () => processArena(server?.url ?? '', 4),
  },
]

describe.each(places)('with $where', ({ skip, open }) => {
  let arena: Arena
  beforeAll(async () => {
    if (!skip) arena = await open()
  })
  afterAll(() => arena?.close())
  const race =
    (name: string, run: (race: Race) => Promise<void>, options: Parameters<typeof raceIn>[2] = {}) =>
    async () =>
      run(await raceIn(arena, name, options))

  test.skipIf(skip)(
    'forty callers make exactly as many shares as an account may have',
    race(
      'shares',
      async ({ tally, call }) => {
        const calls = times(40, (i) => ['network', RS, 'CreateResourceShare', { ResourceShareName: `s${i}` }] as const)
        expect(await tally(calls)).toEqual({ OK: 5, 'QuotaExceeded.ResourceShare.Count': 35 })
        expect((await call('network', RS, 'ListResourceShares', { ResourceOwner: 'Self' })).ResourceShares).toHaveLength(5)
      },
      { quotas: { 'resourcesharing.resourceShares': 5 } },
    ),
  )

  test.skipIf(skip)(
    'forty callers make exactly as many ECRs as an account may have',
    race(
      'routers',
      async ({ tally, call }) => {
        const calls = times(40, (i) => ['network', ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn: 64512 + i }] as const)
        expect(await tally(calls)).toEqual({ OK: 5, 'QuotaExceeded.EcrCountPerUser': 35 })
        expect((await call('network', ECR, 'DescribeExpressConnectRouter')).TotalCount).toBe(5)
      },
      { quotas: { 'expressconnectrouter.ecrsPerAccount': 5 } },
    ),
  )

  test.skipIf(skip)(
    'callers that put resources into two shares stop at the limit of the account',
    race(
      'resources',
      async (it) => {
        const VpcId = await newVpc(it)
        const vSwitches = await Promise.all(times(15, (i) => newVSwitch(it, VpcId, i)))
        const shares = [await newShare(it, 'a'), await newShare(it, 'b')]
        const calls = shares.flatMap((id) =>
          vSwitches.map((each) => ['network', RS, 'AssociateResourceShare', inShare(id, each)] as const),
        )
        expect(await it.tally(calls)).toEqual({ OK: 10, 'QuotaExceeded.SharedResource.Count': 20 })
        const listed = await it.call('network', RS, 'ListResourceShareAssociations', {
          AssociationType: 'Resource',
          MaxResults: 100,
        })
        expect(listed.ResourceShareAssociations).toHaveLength(10)
      },
      { quotas: { 'resourcesharing.sharedResources': 10 } },
    ),
  )

  test.skipIf(skip)(
    'callers that invite stop at the limit of unanswered invitations',
    race(
      'invitations',
      async (it) => {
        const shares = await Promise.all(times(12, (i) => newShare(it, `s${i}`, { AllowExternalTargets: true })))
        const calls = shares.map(
          (ResourceShareId) => ['network', RS, 'AssociateResourceShare', { ResourceShareId, Targets: [partner] }] as const,
        )
        expect(await it.tally(calls)).toEqual({ OK: 3, 'QuotaExceeded.PendingInvitations': 9 })
        expect((await it.call('partner', RS, 'ListResourceShareInvitations')).ResourceShareInvitations).toHaveLength(3)
      },
      { quotas: { 'resourcesharing.pendingInvitations': 3 } },
    ),
  )

  test.skipIf(skip)(
    'twenty callers make two access keys of a user, no more',
    race('keys', async ({ tally, call }) => {
      await call('prod', 'Ram', 'CreateUser', { UserName: 'alice' })
      const calls = times(20, () => ['prod', 'Ram', 'CreateAccessKey', { UserName: 'alice' }] as const)
      expect(await tally(calls)).toEqual({ OK: 2, 'LimitExceeded.User.AccessKey': 18 })
      expect((await call('prod', 'Ram', 'ListAccessKeys', { UserName: 'alice' })).AccessKeys.AccessKey).toHaveLength(2)
    }),
  )

  test.skipIf(skip)(
    'fifty callers that associate the same resource and principal make one record of each',
    race('associations', async (it) => {
      const vSwitch = await newVSwitch(it, await newVpc(it), 1)
      const share = await newShare(it, 'one')
      const calls = times(50, () => ['network', RS, 'AssociateResourceShare', inShare(share, vSwitch, prod)] as const)
      expect(await it.tally(calls)).toEqual({ OK: 50 })
      for (const AssociationType of ['Resource', 'Target'])
        expect(
          (await it.call('network', RS, 'ListResourceShareAssociations', { AssociationType })).ResourceShareAssociations,
        ).toHaveLength(1)
      expect((await it.call('prod', 'Vpc', 'DescribeVSwitches', { RegionId })).TotalCount).toBe(1)
    }),
  )

  test.skipIf(skip)(
    'fifty callers with one ClientToken have one effect and are all told of it',
    race('tokens', async ({ answer, call }) => {
      const parameters = { RegionId, CidrBlock: '10.0.0.0/16', ClientToken: 'the-same' }
      const replies = await Promise.all(times(50, () => answer('network', 'Vpc', 'CreateVpc', parameters)))
      expect(tallyOf(replies)).toEqual({ OK: 50 })
      expect(new Set(replies.map(({ body }) => body.VpcId)).size).toBe(1)
      expect(new Set(replies.map(({ body }) => body.RequestId)).size).toBe(50)
      expect((await call('network', 'Vpc', 'DescribeVpcs', { RegionId })).TotalCount).toBe(1)
    }),
  )

  test.skipIf(skip)(
    'of twenty copies of one signed request, sent at once, one takes effect',
    race('nonces', async ({ sign, call }) => {
      // Without a token, and with one: a copy is no repetition by its client, whatever token it carries.
      for (const ClientToken of [undefined, 'again']) {
        const request = sign('network', 'Vpc', 'CreateVpc', { RegionId, CidrBlock: '10.0.0.0/16', ClientToken })
        const replies = await Promise.all(times(20, () => arena.send(request)))
        expect(tallyOf(replies)).toEqual({ OK: 1, SignatureNonceUsed: 19 })
      }
      expect((await call('network', 'Vpc', 'DescribeVpcs', { RegionId })).TotalCount).toBe(2)
    }),
  )

  test.skipIf(skip)(
    'thirty callers that want the same ASN get one ECR',
    race('asns', async ({ tally, call }) => {
      const calls = times(30, () => ['network', ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn: 45104 }] as const)
      expect(await tally(calls)).toEqual({ OK: 1, 'Conflict.ASNOfECR': 29 })
      expect((await call('network', ECR, 'DescribeExpressConnectRouter')).TotalCount).toBe(1)
    }),
  )

  test.skipIf(skip)(
    'of ten changes of one ECR at the same moment one passes, and the others meet its lock',
    race(
      'locks',
      async (it) => {
        const EcrId = await newRouter(it, 'network', 45104)
        const vpcs = await Promise.all(times(5, () => newVpc(it)))
        const calls = vpcs.flatMap((VpcId) =>
          times(
            2,
            () =>
              ['network', ECR, 'CreateExpressConnectRouterAssociation', { EcrId, VpcId, AssociationRegionId: RegionId }] as const,
          ),
        )
        expect(await it.tally(calls)).toEqual({ OK: 1, 'Conflict.Lock': 9 })
        const { TotalCount } = await it.call('network', ECR, 'DescribeExpressConnectRouterAssociation', { EcrId })
        expect(TotalCount).toBe(1)
      },
      { latency: 'manual' },
    ),
  )

  test.skipIf(skip)(
    'grants and associations in both directions at once all finish',
    race('opposite', async (it) => {
      const [ours, theirs] = [await newRouter(it, 'network', 45104), await newRouter(it, 'prod', 45104)]
      const grant = (InstanceId: string, EcrId: string, EcrOwnerAliUid: string) => ({
        ...{ EcrId, EcrOwnerAliUid, InstanceId, InstanceType: 'VPC', InstanceRegionId: RegionId },
      })
      const action = 'GrantInstanceToExpressConnectRouter'
      const vpcs = await Promise.all(times(8, async () => [await newVpc(it), await newVpc(it, 'prod')] as const))
      const grants = vpcs.flatMap(([a, b]) => [
        ['network', ECR, action, grant(a, theirs, prod)] as const,
        ['prod', ECR, action, grant(b, ours, network)] as const,
      ])
      const shares = await Promise.all(
        times(8, async (i) => [
          (await it.call('network', RS, 'CreateResourceShare', { ResourceShareName: `n${i}` })).ResourceShare.ResourceShareId,
          (await it.call('prod', RS, 'CreateResourceShare', { ResourceShareName: `p${i}` })).ResourceShare.ResourceShareId,
        ]),
      )
      const associations = shares.flatMap(([a, b]) => [
        ['network', RS, 'AssociateResourceShare', { ResourceShareId: a, Targets: [prod] }] as const,
        ['prod', RS, 'AssociateResourceShare', { ResourceShareId: b, Targets: [network] }] as const,
      ])
      const calls = times(3, () => [...grants, ...associations]).flat()
      expect(await it.tally(calls)).toEqual({ OK: calls.length })
      const granted = 'DescribeInstanceGrantedToExpressConnectRouter'
      expect((await it.call('network', ECR, granted, { EcrId: ours })).TotalCount).toBe(8)
      expect((await it.call('prod', ECR, granted, { EcrId: theirs })).TotalCount).toBe(8)
    }),
    20_000,
  )
})
