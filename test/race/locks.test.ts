/**
 * Locks of ECRs: no step begins while another one of the same ECR runs, and no lock outlives its step, however many call at once.
 * CROSSGRANT_TEST_SEED repeats the choices of the callers; when each of them comes is up to the machine.
 */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Latency } from '../../src/world/index.js'
import { postgres } from '../postgres-server.js'
import { type Arena, coreArena, processArena, raceIn, tallyOf, times } from './arena.js'
import { type Choice, ECR, historyOf, RegionId, stageIn } from './router-callers.js'
import type { Op } from './router-model.js'

const server = await postgres()
afterAll(() => server?.stop())
const seed = process.env.CROSSGRANT_TEST_SEED ?? String(Date.now())

/** `calls`: of each caller in a history; where a call costs more, fewer. */
const places: readonly { where: string; skip: boolean; calls: number; open: () => Promise<Arena> }[] = [
  { where: 'one process, SQLite in memory', skip: false, calls: 9, open: () => coreArena('memory') },
  { where: 'one process, SQLite in a file', skip: false, calls: 9, open: () => coreArena('folder') },
  {
    where: `four processes on one PostgreSQL${server ? '' : ' (skipped: needs PostgreSQL)'}`,
    skip: !server,
    calls: 5,
    open: () => processArena(server?.url ?? '', 4, 'locks'),
  },
]
const latencies: readonly [name: string, latency: Latency][] = [
  ['instant', 'instant'],
  ['after', { afterMs: 15 }],
  ['manual', 'manual'],
]

const router = 'ecr-0'
const plain =
  (op: Op): Choice =>
  () =>
    op
const someAssociation =
  (kind: 'dissociate' | 'prefixes', of = router): Choice =>
  ({ associations }) => {
    const id = associations[Math.floor(associations.length * 0.7)]
    return id === undefined ? undefined : { kind, router: of, id }
  }
const looks: readonly Choice[] = [plain({ kind: 'status', router }), plain({ kind: 'list', router })]
const ownVpcs: readonly Choice[] = ['vpc-0', 'vpc-1', 'vpc-2'].map((node) => plain({ kind: 'associate', router, node }))

const mixes: readonly { about: string; choices: readonly Choice[] }[] = [
  {
    about: 'calls of one ECR of every kind',
    choices: [
      ...looks,
      ...ownVpcs,
      someAssociation('dissociate'),
      someAssociation('prefixes'),
      plain({ kind: 'rename', router, name: 'core' }),
      plain({ kind: 'rename', router, name: 'edge' }),
      plain({ kind: 'attach', router, node: 'vbr-0' }),
      plain({ kind: 'detach', router, node: 'vbr-0' }),
    ],
  },
  {
    about: 'grants of an instance, and two ECRs that want it',
    choices: [
      ...looks,
      ...[router, 'ecr-1'].flatMap((of) => [
        ...['their-vpc', 'their-vbr'].flatMap((node) => [
          plain({ kind: 'grant', router: of, node }),
          plain({ kind: 'grant', router: of, node }),
          plain({ kind: 'revoke', router: of, node }),
        ]),
        plain({ kind: 'associate', router: of, node: 'their-vpc' }),
        plain({ kind: 'attach', router: of, node: 'their-vbr' }),
        plain({ kind: 'detach', router: of, node: 'their-vbr' }),
        someAssociation('dissociate', of),
        someAssociation('prefixes', of),
      ]),
    ],
  },
  {
    about: 'a deletion by force among associations',
    choices: [
      ...looks,
      ...ownVpcs,
      ...ownVpcs.map((_, i) => plain({ kind: 'associate', router: 'ecr-1', node: `vpc-${i}` })),
      plain({ kind: 'associate', router, node: 'their-tr' }),
      plain({ kind: 'grant', router, node: 'their-vpc' }),
      plain({ kind: 'associate', router, node: 'their-vpc' }),
      someAssociation('dissociate'),
      plain({ kind: 'delete', router }),
      plain({ kind: 'forceDelete', router }),
      plain({ kind: 'cenAttach', router }),
    ],
  },
  {
    about: 'attachments by CEN among calls of the ECR',
    choices: [
      ...looks,
      plain({ kind: 'associate', router, node: 'their-tr' }),
      plain({ kind: 'associate', router, node: 'their-tr' }),
      plain({ kind: 'associate', router, node: 'vpc-0' }),
      ...[0, 1, 2].map(() => plain({ kind: 'cenAttach', router })),
      ...[0, 1].map(
        (): Choice =>
          ({ attachments }) => {
            const id = attachments.at(-1)
            return id === undefined ? undefined : { kind: 'cenDetach', router, id }
          },
      ),
      someAssociation('dissociate'),
      someAssociation('prefixes'),
      plain({ kind: 'rename', router, name: 'core' }),
    ],
  },
]

describe.each(places)('with $where', ({ skip, calls, open }) => {
  let arena: Arena
  beforeAll(async () => {
    if (!skip) arena = await open()
  })
  afterAll(() => arena?.close())

  test.skipIf(skip)('of twelve associations started at once on one ECR all come to be, one after the other', async () => {
    await Promise.all(latencies.map(([name, latency]) => twelve(arena, name, latency)))
  })

  for (const [i, { about, choices }] of mixes.entries())
    test.skipIf(skip)(`${about}, at once: some order explains every answer`, async () => {
      const all = latencies.map(async ([name, latency]) =>
        historyOf(await stageIn(arena, `m${i}-${name}`, latency), choices, { seed, calls }),
      )
      await Promise.all(all)
    })
})

/** What Terraform does: each association is tried until it is not locked out any more. */
async function twelve(arena: Arena, latencyName: string, latency: Latency): Promise<void> {
  const name = `twelve-${latencyName}`
  const { answer, call } = await raceIn(arena, name, { quotas: { 'vpc.vpcs': 12 } })
  const { EcrId } = await call('network', ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn: 65000 })
  const vpcs = await Promise.all(
    times(12, async () => (await call('network', 'Vpc', 'CreateVpc', { RegionId, CidrBlock: '10.0.0.0/16' })).VpcId as string),
  )
  await arena.setLatency(name, latency)
  const made: string[] = []
  let left = vpcs
  for (let wave = 0; left.length > 0; wave++) {
    expect(wave, `${left.length} VPCs are locked out for ever`).toBeLessThan(400)
    const waiting = left
    const replies = await Promise.all(
      waiting.map((VpcId, i) => {
        // Tokens go round: one of a refused call means nothing, and may come with something else.
        const given = { EcrId, VpcId, AssociationRegionId: RegionId, ClientToken: `free-${wave > 0 ? `${made.length}-` : ''}${i}` }
        return answer('network', ECR, 'CreateExpressConnectRouterAssociation', given)
      }),
    )
    const tally = tallyOf(replies)
    if (latency === 'instant') expect(tally).toEqual({ OK: 12 })
    if (latency === 'manual') expect(tally).toEqual({ OK: 1, ...(left.length > 1 ? { 'Conflict.Lock': left.length - 1 } : {}) })
    expect((tally.OK ?? 0) + (tally['Conflict.Lock'] ?? 0)).toBe(replies.length)
    made.push(...replies.filter(({ status }) => status === 200).map(({ body }) => body.AssociationId))
    left = waiting.filter((_, i) => replies[i]?.status !== 200)
    if (latency === 'manual') await arena.step(name)
  }
  if (typeof latency === 'object') await arena.advance(name, latency.afterMs)
  const { AssociationList } = await call('network', ECR, 'DescribeExpressConnectRouterAssociation', { EcrId })
  const listed = AssociationList as { AssociationId: string; VpcId: string; Status: string }[]
  expect(listed.map(({ AssociationId }) => AssociationId).sort()).toEqual([...made].sort())
  expect(listed.map(({ VpcId }) => VpcId).sort()).toEqual([...vpcs].sort())
  expect(new Set(listed.map(({ Status }) => Status))).toEqual(new Set(['ACTIVE']))
  expect((await call('network', ECR, 'DescribeExpressConnectRouter', { EcrId })).EcrList[0].Status).toBe('ACTIVE')
}
