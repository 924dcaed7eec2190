/**
 * Whatever accounts do, in whatever order: each is shown what the facts say and nothing else. Random moves in a random directory,
 * followed by every question of every account; the answers are compared with a slow model that was written from the facts.
 */

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Call, type Move, moves, type Turn } from './visibility/move.js'
import { play } from './visibility/moves.js'
import { Probing } from './visibility/probes.js'
import { openStage, type Stage } from './visibility/stage.js'

const seed = Number(process.env.CROSSGRANT_TEST_SEED ?? Date.now() % 2 ** 31)
/** More of them for a longer search. */
const worlds = Number(process.env.CROSSGRANT_TEST_WORLDS ?? 8)
const probesAtLeast = 10_000
const limitMs = 20_000 + worlds * 7_500

async function turn({ core, sweep }: Stage, { world, by, latency, taken }: Turn): Promise<void> {
  if (world === 'advance') await core.worlds.advance('default', by ?? 0)
  if (world === 'latency')
    await core.worlds.setLatency('default', typeof latency === 'number' ? { afterMs: latency } : (latency ?? 'instant'))
  if (world === 'step') await core.worlds.step('default')
  if (world === 'sweep') await sweep()
  taken()
}

/** Makes the call; refused or taken, as the model says. */
async function make(stage: Stage, { key, product, action, given, region, verdict, taken }: Call, { fault }: Move): Promise<void> {
  const { core } = stage
  if (fault) await core.worlds.setFaults('default', () => [{ id: 'fault-1', match: { action }, effect: { transition: fault } }])
  const { status, body } = await stage.answer(key, product, action, given, region)
  if (fault) await core.worlds.setFaults('default', () => [])
  const told = status === 200 ? 'taken' : String(body.Code)
  const about = `${action} ${JSON.stringify(given)} by ${key} in ${region}: ${JSON.stringify(body)}`
  expect((verdict ?? 'taken').split('|'), about).toContain(told)
  if (status !== 200) return
  if (action === 'InviteAccountToResourceDirectory') await accept(stage, given.TargetEntity as string, body)
  taken(body)
  await learnInvitations(stage)
}

async function accept({ answer, history }: Stage, uid: string, body: Readonly<Record<string, unknown>>): Promise<void> {
  const invited = history.accounts.find((account) => account.uid === uid)?.key ?? ''
  const { HandshakeId } = body.Handshake as { HandshakeId: string }
  const { status } = await answer(`${invited}.admin`, 'ResourceManager', 'AcceptHandshake', { HandshakeId }, 'cn-hangzhou')
  expect(status).toBe(200)
}

/** Ids of invitations are told to their receivers only. */
async function learnInvitations({ answer, history }: Stage): Promise<void> {
  for (const invitation of history.invitations.filter(({ id }) => id === '')) {
    const { key } = history.accounts.find(({ uid }) => uid === invitation.receiver) ?? { key: '' }
    const given = { ResourceShareIds: [invitation.share.id], MaxResults: 100 }
    const { body } = await answer(key, 'ResourceSharing', 'ListResourceShareInvitations', given, invitation.share.region)
    const ids = (body.ResourceShareInvitations as Record<string, string>[]).map((row) => row.ResourceShareInvitationId ?? '')
    const fresh = ids.filter((id) => !history.invitations.some((each) => each.id === id))
    expect(fresh, 'one new invitation').toHaveLength(1)
    invitation.id = fresh[0] as string
  }
}

/** Plays a world to its end; what was done so far is told with what went wrong. */
async function playWorld(moves: readonly Move[], mostPending: number, tell: (probing: Probing, log: readonly string[]) => void) {
  const stage = await openStage(mostPending)
  const probing = new Probing(stage)
  const log: string[] = []
  try {
    for (const [i, each] of moves.entries()) {
      const played = play(stage.history, each)
      if (!played) continue
      log.push(textOf(played, each))
      if ('world' in played) await turn(stage, played)
      else await make(stage, played, each)
      const changed = 'world' in played ? played.world !== 'latency' : played.verdict === undefined
      await probing.everything(i, changed)
    }
  } catch (error) {
    if (error instanceof Error) error.message += `\n\nAfter these moves, the last one included:\n${log.join('\n')}\n`
    throw error
  } finally {
    tell(probing, log)
    await stage.close()
  }
}

function textOf(played: Call | Turn, { fault }: Move): string {
  if ('world' in played) return `${played.world} ${played.by ?? played.latency ?? ''}`
  const { key, action, given, region, verdict } = played
  return `${key} ${region} ${action} ${JSON.stringify(given)} ${fault ?? ''} -> ${verdict ?? 'taken'}`
}

it('each account is shown its own and what is shared with it, and nothing else', {
  timeout: 100_000 + worlds * 10_000,
}, async () => {
  let probes = 0
  let made = 0
  const began = performance.now()
  const playing = fc.asyncProperty(moves, fc.nat(3), (given, n) =>
    playWorld(given, n === 0 ? 2 : 20, ({ count }, log) => {
      probes += count
      made += log.length
    }),
  )
  console.log(`played with CROSSGRANT_TEST_SEED=${seed}`)
  // Whatever is left of the time when one world went wrong goes into making it smaller.
  await fc.assert(playing, { seed, numRuns: worlds, interruptAfterTimeLimit: limitMs })
  const seconds = (performance.now() - began) / 1000
  console.log(`${probes} probes after ${made} moves in ${worlds} worlds, ${Math.round(probes / seconds)} a second`)
  expect(probes).toBeGreaterThan(probesAtLeast)
})
