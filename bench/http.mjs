// Reads: signed and authorized, against bare node:http. Writes: durable AssociateResourceShare, against the same rows written by
// raw SQLite with a shared commit.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { signV1, signV3 } from '../dist/wire/sign.js'
import { bytesOf, load, median } from './load.mjs'
import { rawWrites } from './raw-sqlite.mjs'
import { startBare, startCrossgrant } from './server.mjs'

const admin = { accessKeyId: 'local-network.admin', accessKeySecret: 'local-secret' }
let nonce = 0
const moment = () => ({ now: new Date(), nonce: `bench-${process.pid}-${nonce++}` })

async function call(port, sign, version, action, parameters, key = admin) {
  const query = Object.entries({ RegionId: 'cn-hangzhou', ...parameters }).map(([name, value]) => [name, String(value)])
  const request = sign({ host: `127.0.0.1:${port}`, action, version, query }, key, moment())
  const answer = await fetch(`http://127.0.0.1:${port}${request.target}`, {
    method: 'POST',
    headers: request.headers.filter(([name]) => name !== 'host'),
  })
  const body = await answer.json()
  if (!answer.ok) throw new Error(`${action}: ${JSON.stringify(body)}`)
  return body
}

const prepared = (port, sign, version, action, parameterSets, key = admin) =>
  parameterSets.map((parameters) => {
    const query = Object.entries({ RegionId: 'cn-hangzhou', ...parameters }).map(([name, value]) => [name, String(value)])
    return bytesOf(sign({ host: `127.0.0.1:${port}`, action, version, query }, key, moment()))
  })

/** The caller is a RAM user with 20 policies of 5 statements each; the last one allows. */
async function wellGuardedUser(port) {
  const ram = (action, parameters) => call(port, signV3, '2015-05-01', action, parameters)
  await ram('CreateUser', { UserName: 'reader' })
  const attach = async (name, statements) => {
    await ram('CreatePolicy', { PolicyName: name, PolicyDocument: JSON.stringify({ Version: '1', Statement: statements }) })
    await ram('AttachPolicyToUser', { PolicyType: 'Custom', PolicyName: name, UserName: 'reader' })
  }
  for (let i = 0; i < 9; i++)
    await attach(
      `other-${i}`,
      Array.from({ length: 10 }, (_, j) => ({
        Effect: 'Allow',
        Action: [`service${i}:Get${j}*`, `service${i}:List${j}`],
        Resource: `acs:service${i}:*:*:thing/${j}/*`,
      })),
    )
  await attach('sharing', [
    ...Array.from({ length: 9 }, (_, j) => ({ Effect: 'Allow', Action: `vpc:Describe${j}`, Resource: '*' })),
    { Effect: 'Allow', Action: 'resourcesharing:*', Resource: '*', Condition: { IpAddress: { 'acs:SourceIp': '127.0.0.0/8' } } },
  ])
  const { AccessKey } = await ram('CreateAccessKey', { UserName: 'reader' })
  return { accessKeyId: AccessKey.AccessKeyId, accessKeySecret: AccessKey.AccessKeySecret }
}

const connections = 32

/** As `load`, with the processor time that the server took for each request, in microseconds. */
async function measure(server, requests) {
  const before = server.cpu()
  const measured = await load({ port: server.port, connections, requests })
  return { ...measured, cpuUs: ((server.cpu() - before) / requests.length) * 1e6 }
}

export async function reads(rounds = 3, count = 12_000) {
  const home = mkdtempSync(join(tmpdir(), 'crossgrant-bench-'))
  const [bare, server] = [await startBare(), await startCrossgrant(join(home, 'state'), home)]
  const key = await wellGuardedUser(server.port)
  const { ResourceShare } = await call(server.port, signV3, '2020-01-10', 'CreateResourceShare', { ResourceShareName: 'bench' })
  const parameters = { ResourceOwner: 'Self', 'ResourceShareIds.1': ResourceShare.ResourceShareId }
  const kinds = { V3: signV3, V1: signV1 }
  const results = { bare: [], V3: [], V1: [] }
  for (let round = 0; round <= rounds; round++) {
    const hello = Array.from({ length: count }, () =>
      Buffer.from(`POST / HTTP/1.1\r\nhost: 127.0.0.1:${bare.port}\r\ncontent-length: 0\r\n\r\n`),
    )
    const measured = { bare: await measure(bare, hello) }
    for (const [kind, sign] of Object.entries(kinds)) {
      const requests = prepared(server.port, sign, '2020-01-10', 'ListResourceShares', Array(count).fill(parameters), key)
      measured[kind] = await measure(server, requests)
      if (measured[kind].refused > 0) throw new Error(`refused: ${measured[kind].sample}`)
    }
    // The first round warms up.
    if (round > 0) for (const kind of Object.keys(results)) results[kind].push(measured[kind])
  }
  await bare.stop()
  await server.stop()
  rmSync(home, { recursive: true, force: true })
  const ratio = (kind) => median(results[kind].map(({ perSecond }, i) => perSecond / results.bare[i].perSecond))
  const figures = (kind) =>
    Object.fromEntries(['perSecond', 'p99', 'cpuUs'].map((name) => [name, median(results[kind].map((each) => each[name]))]))
  return { bare: figures('bare'), V3: { ...figures('V3'), ratio: ratio('V3') }, V1: { ...figures('V1'), ratio: ratio('V1') } }
}

export async function writes(rounds = 3) {
  const home = mkdtempSync(join(tmpdir(), 'crossgrant-bench-'))
  const server = await startCrossgrant(join(home, 'state'), home)
  const { port } = server
  const vpc = (action, parameters) => call(port, signV3, '2016-04-28', action, parameters)
  const sharing = (action, parameters) => call(port, signV3, '2020-01-10', action, parameters)
  // Enough calls for a steady state: the limits are the world's to set, and a call costs the same whatever they are.
  const settings = { quotas: { 'resourcesharing.resourceShares': 1_000_000, 'resourcesharing.sharedResources': 1_000_000 } }
  const changed = await fetch(`http://127.0.0.1:${port}/admin/v1/worlds/default`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ settings }),
  })
  if (!changed.ok) throw new Error(await changed.text())
  const { VpcId } = await vpc('CreateVpc', { CidrBlock: '10.0.0.0/8' })
  const perRound = 40
  const switches = []
  for (let i = 0; i < perRound; i++)
    switches.push((await vpc('CreateVSwitch', { VpcId, ZoneId: 'cn-hangzhou-h', CidrBlock: `10.${i}.0.0/24` })).VSwitchId)
  const ratios = []
  const ours = []
  const raw = []
  for (let round = 0; round <= rounds; round++) {
    // Every call is another pair of share and vSwitch.
    const shares = []
    for (let i = 0; i < 125; i++)
      shares.push((await sharing('CreateResourceShare', { ResourceShareName: `b${round}-${i}` })).ResourceShare.ResourceShareId)
    const pairs = shares.flatMap((ResourceShareId) =>
      switches.map((id) => ({ ResourceShareId, 'Resources.1.ResourceType': 'VSwitch', 'Resources.1.ResourceId': id })),
    )
    const measured = await measure(server, prepared(port, signV3, '2020-01-10', 'AssociateResourceShare', pairs))
    if (measured.refused > 0) throw new Error(`refused ${measured.refused}: ${measured.sample}`)
    const peer = await rawWrites(join(home, `raw-${round}`), { calls: pairs.length, connections })
    if (round > 0) {
      ours.push(measured)
      raw.push(peer)
      ratios.push(measured.perSecond / peer)
    }
  }
  await server.stop()
  rmSync(home, { recursive: true, force: true })
  return {
    perSecond: median(ours.map((each) => each.perSecond)),
    p99: median(ours.map((each) => each.p99)),
    cpuUs: median(ours.map((each) => each.cpuUs)),
    raw: median(raw),
    ratio: median(ratios),
  }
}
