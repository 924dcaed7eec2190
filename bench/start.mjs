// Start to first answer, and memory when idle, against bare node:http.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { signV3 } from '../dist/wire/sign.js'
import { bytesOf, load, median } from './load.mjs'
import { startBare, startCrossgrant } from './server.mjs'

async function firstAnswer(start, request) {
  const server = await start()
  const { refused, sample } = await load({ port: server.port, connections: 1, requests: [request(server.port)] })
  if (refused > 0) throw new Error(`refused: ${sample}`)
  const ms = performance.now() - server.startedAt
  await new Promise((resolve) => setTimeout(resolve, 300))
  const memory = server.memory()
  await server.stop()
  return { ms, memory }
}

export async function starts(rounds = 7) {
  const home = mkdtempSync(join(tmpdir(), 'crossgrant-bench-'))
  const key = { accessKeyId: 'local-network', accessKeySecret: 'local-secret' }
  const identity = (port) =>
    bytesOf(
      signV3({ host: `127.0.0.1:${port}`, action: 'GetCallerIdentity', version: '2015-04-01' }, key, {
        now: new Date(),
        nonce: `start-${process.hrtime.bigint()}`,
      }),
    )
  const hello = (port) => Buffer.from(`POST / HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-length: 0\r\n\r\n`)
  const results = { bare: [], fresh: [], resumed: [] }
  for (let round = 0; round < rounds; round++) {
    const state = join(home, `state-${round}`)
    results.bare.push(await firstAnswer(startBare, hello))
    results.fresh.push(await firstAnswer(() => startCrossgrant(state, home), identity))
    results.resumed.push(await firstAnswer(() => startCrossgrant(state, home), identity))
  }
  rmSync(home, { recursive: true, force: true })
  const figures = (kind) => ({
    ms: median(results[kind].map((each) => each.ms)),
    memory: median(results[kind].map((each) => each.memory)),
  })
  return { bare: figures('bare'), fresh: figures('fresh'), resumed: figures('resumed') }
}
