/**
 * Nothing acknowledged is lost: the program, under load, is killed at random moments and started again on the same state.
 * CROSSGRANT_TEST_KILLS says how often (10); CROSSGRANT_TEST_SEED repeats a run as far as its choices go.
 */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { stream } from '../../src/world/random.js'
import { postgres } from '../postgres-server.js'
import { expectHeld, expectNoncesUsed, expectRecorded, expectRepeatable, holdingOf } from './account.js'
import { load, type Round, roomy } from './load.js'
import { ensureBuilt, killWhileStarting, ownDatabase, type ServerProcess, startProcess } from './process.js'
import { type HttpClient, httpClient, signer } from './signed.js'
import { expectUnlocks, makeStepper, type Stepper, takeSteps } from './steps.js'

const kills = Number(process.env.CROSSGRANT_TEST_KILLS ?? 10)
const seed = process.env.CROSSGRANT_TEST_SEED ?? String(Date.now())
const server = await postgres()
const folder = mkdtempSync(join(tmpdir(), 'crossgrant-kill-'))
ensureBuilt()

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await server?.stop()
})

/** Starts, loads, kills, starts again and looks, so many times. */
async function killed(persist: string, name: string): Promise<{ answered: number; unheard: number; midStep: number }> {
  const place = { persist, folder }
  const sign = signer(`${name}-${seed}`)
  const next = stream(`${seed}/${name}/kills`)
  const rounds: Round[] = []
  let running: ServerProcess = await startProcess(place)
  const first = httpClient(running.port)
  await first.admin('PATCH', '/admin/v1/worlds/default', { settings: { quotas: roomy } })
  const steppers = await Promise.all([0, 1].map((i) => makeStepper(first, sign, `step-${i}`)))
  first.close()
  let midStep = 0
  for (let round = 0; round < kills; round++) {
    const client = httpClient(running.port)
    let over = false
    const [calls, steps] = [counting(client, 2), counting(client, 1)]
    const loading = load(calls.client, sign, round, seed, 8, () => over)
    const stepping = Promise.all(steppers.map((stepper) => takeSteps(steps.client, sign, stepper, () => over)))
    const wait = new Promise<void>((due) => setTimeout(due, 60 + (next() % 240)))
    // On a machine that has no time for it, the kill waits for the first answers. A refusal ends the load early, and is told below.
    await Promise.race([Promise.all([wait, calls.answered, steps.answered]), loading, stepping])
    await running.kill()
    over = true
    rounds.push(await loading)
    await stepping
    client.close()
    if (next() % 8 === 0) await killWhileStarting(place, next() % 400)
    running = await startProcess(place)
    await look(running, sign, rounds.at(-1) as Round)
    midStep += await lookAtSteps(running, sign, steppers)
  }
  await lookAtAll(running, sign, rounds)
  expect(await running.stop()).toBe(0)
  const all = rounds.flatMap(({ sent }) => sent)
  return { answered: all.filter(({ reply }) => reply).length, unheard: all.filter(({ reply }) => !reply).length, midStep }
}

/** Answers how many ECRs the kill met in the middle of a step. */
async function lookAtSteps(running: ServerProcess, sign: ReturnType<typeof signer>, steppers: readonly Stepper[]): Promise<number> {
  const client = httpClient(running.port)
  try {
    const locked = await Promise.all(steppers.map((stepper) => expectUnlocks(client, sign, stepper)))
    return locked.filter(Boolean).length
  } finally {
    client.close()
  }
}

/** The same client, and when it has heard so many answers. */
function counting(client: HttpClient, enough: number): { client: HttpClient; answered: Promise<void> } {
  let heard = 0
  let told = () => {}
  const answered = new Promise<void>((tell) => {
    told = tell
  })
  const send: HttpClient['send'] = async (request) => {
    const reply = await client.send(request)
    if (++heard === enough) told()
    return reply
  }
  return { client: { ...client, send }, answered }
}

async function look(running: ServerProcess, sign: ReturnType<typeof signer>, round: Round): Promise<void> {
  const client = httpClient(running.port)
  const answered = round.sent.filter(({ reply }) => reply)
  // The last ones before the kill are those at risk.
  const atRisk = answered.slice(-40)
  try {
    expectHeld(round, await holdingOf(client, sign, round))
    await Promise.all([expectRecorded(client, atRisk), expectNoncesUsed(client, atRisk.slice(-10))])
    await expectRepeatable(client, sign, [...round.sent.filter(({ reply }) => !reply), ...atRisk.slice(-10)])
    expectHeld(round, await holdingOf(client, sign, round))
  } finally {
    client.close()
  }
}

/** Kills of later rounds took nothing from earlier ones. */
async function lookAtAll(running: ServerProcess, sign: ReturnType<typeof signer>, rounds: readonly Round[]): Promise<void> {
  const client = httpClient(running.port)
  for (const round of rounds) expectHeld(round, await holdingOf(client, sign, round))
  client.close()
}

const limit = 60_000 + kills * 5000

// Both at once: each waits for its processes more than it works.
describe.concurrent('killed at random moments', () => {
  test('SQLite: what was answered before a kill is there after it, once', { timeout: limit }, async () => {
    const { answered, unheard, midStep } = await killed(join(folder, 'state'), 'sqlite')
    console.log(
      `killed ${kills} times on SQLite, seed ${seed}: ${answered} calls answered, ${unheard} not, ${midStep} ECRs mid-step`,
    )
    expect(answered).toBeGreaterThan(kills)
    expect(midStep).toBeGreaterThanOrEqual(Math.min(1, kills >> 3))
  })

  test.skipIf(!server)(
    `PostgreSQL: what was answered before a kill is there after it, once${server ? '' : ' (skipped: needs PostgreSQL)'}`,
    { timeout: limit },
    async () => {
      const database = await ownDatabase(server?.url ?? '', `crossgrant_kill_${process.pid}`)
      try {
        const { answered, unheard, midStep } = await killed(database.url, 'postgres')
        console.log(
          `killed ${kills} times on PostgreSQL, seed ${seed}: ${answered} calls answered, ${unheard} not, ${midStep} ECRs mid-step`,
        )
        expect(answered).toBeGreaterThan(kills)
        expect(midStep).toBeGreaterThanOrEqual(Math.min(1, kills >> 3))
      } finally {
        await database.drop()
      }
    },
  )
})
