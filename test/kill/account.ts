/** Holds a restarted server to account for what was answered before it was killed. */

import { expect } from 'vitest'
import { idIn, prodUid, type Round, type Sent } from './load.js'
import type { HttpClient, Parameters, ProductName, Reply, signer } from './signed.js'

type Sign = ReturnType<typeof signer>
type Body = Reply['body']
interface Named {
  readonly name: string
  readonly id: string
}
/** What a region holds. */
interface Holding {
  readonly vpc: readonly Named[]
  readonly vSwitch: readonly Named[]
  readonly share: readonly Named[]
  readonly router: readonly Named[]
  /** `<share> <entity>`, once for each record. */
  readonly associations: readonly string[]
  /** `<ECR> <instance>`, as either side tells them. */
  readonly grantsGiven: readonly string[]
  readonly grantsReceived: readonly string[]
}

async function ask(client: HttpClient, sign: Sign, key: string, product: ProductName, action: string, parameters: Parameters) {
  const reply = await client.send(sign(key, product, action, parameters))
  expect(reply.status, `${action}: ${JSON.stringify(reply.body)}`).toBe(200)
  return reply.body
}

export async function holdingOf(client: HttpClient, sign: Sign, { region, sent }: Round): Promise<Holding> {
  const asked = (key: string, product: ProductName, action: string, parameters: Parameters) =>
    ask(client, sign, key, product, action, parameters)
  const numbered = async (action: string, rows: (body: Body) => Parameters[]) => {
    const all: Parameters[] = []
    for (let PageNumber = 1; ; PageNumber++) {
      const body = await asked('local-network', 'Vpc', action, { RegionId: region, PageSize: 50, PageNumber })
      all.push(...rows(body))
      if (all.length >= body.TotalCount) return all
    }
  }
  const paged = async (key: string, product: ProductName, action: string, parameters: Parameters, list: string) => {
    const all: Parameters[] = []
    let NextToken: string | undefined
    do {
      const body = await asked(key, product, action, { ...parameters, MaxResults: 100, NextToken })
      all.push(...body[list])
      NextToken = body.NextToken
    } while (NextToken)
    return all
  }
  const named = (rows: readonly Parameters[], name: string, id: string): Named[] =>
    rows.map((row) => ({ name: String(row[name]), id: String(row[id]) }))
  const sharing = 'ResourceSharing'
  const self = { RegionId: region, ResourceOwner: 'Self' }
  const associationsOf = (AssociationType: string) =>
    paged(
      'local-network',
      sharing,
      'ListResourceShareAssociations',
      { RegionId: region, AssociationType },
      'ResourceShareAssociations',
    )
  const ECR = 'ExpressConnectRouter'
  const grantsOf = async (key: string, CallerType?: string) => {
    const routers = new Set(sent.filter(({ kind, reply }) => kind === 'grant' && reply).map(({ parameters }) => parameters.EcrId))
    const action = 'DescribeInstanceGrantedToExpressConnectRouter'
    const lists = [...routers].map((EcrId) => paged(key, ECR, action, { EcrId, CallerType }, 'EcrGrantedInstanceList'))
    return (await Promise.all(lists)).flat().map(({ EcrId, NodeId }) => `${EcrId} ${NodeId}`)
  }
  const [vpcs, vSwitches, shares, resources, targets, routers, grantsGiven, grantsReceived] = await Promise.all([
    numbered('DescribeVpcs', ({ Vpcs }) => Vpcs.Vpc),
    numbered('DescribeVSwitches', ({ VSwitches }) => VSwitches.VSwitch),
    paged('local-network', sharing, 'ListResourceShares', self, 'ResourceShares'),
    associationsOf('Resource'),
    associationsOf('Target'),
    Promise.all(
      sent
        .filter(({ kind }) => kind === 'router')
        .map(({ parameters: { Name } }) => paged('local-prod', ECR, 'DescribeExpressConnectRouter', { Name }, 'EcrList')),
    ),
    grantsOf('local-network', 'OTHER'),
    grantsOf('local-prod'),
  ])
  return {
    vpc: named(vpcs, 'VpcName', 'VpcId'),
    vSwitch: named(vSwitches, 'VSwitchName', 'VSwitchId'),
    share: named(shares, 'ResourceShareName', 'ResourceShareId'),
    router: named(routers.flat(), 'Name', 'EcrId'),
    associations: [...resources, ...targets].map(({ ResourceShareId, EntityId }) => `${ResourceShareId} ${EntityId}`),
    grantsGiven,
    grantsReceived,
  }
}

const nameOf = ({ parameters }: Sent) =>
  String(parameters.VpcName ?? parameters.VSwitchName ?? parameters.ResourceShareName ?? parameters.Name)

/** Every answered call of the round is there once, and nothing is there that nobody asked for. */
export function expectHeld({ sent }: Round, holding: Holding): void {
  const answered = sent.filter(({ reply }) => reply)
  for (const kind of ['vpc', 'vSwitch', 'share', 'router'] as const) {
    const found = holding[kind].map(({ name, id }) => `${name} ${id}`).sort()
    expect(new Set(holding[kind].map(({ name }) => name)).size, `a ${kind} is there twice`).toBe(found.length)
    const promised = answered
      .filter((each) => each.kind === kind)
      .map((each) => `${nameOf(each)} ${idIn(each, each.reply as Reply)}`)
    expect(
      promised.filter((each) => !found.includes(each)),
      `answered, and lost`,
    ).toEqual([])
    const asked = sent.filter((each) => each.kind === kind).map(nameOf)
    expect(
      holding[kind].map(({ name }) => name).filter((name) => !asked.includes(name)),
      `nobody asked for this ${kind}`,
    ).toEqual([])
  }
  for (const list of [holding.associations, holding.grantsGiven, holding.grantsReceived])
    expect(new Set(list).size, 'a record is there twice').toBe(list.length)
  for (const { parameters } of answered.filter(({ kind }) => kind === 'association')) {
    const [{ ResourceId }] = parameters.Resources as [{ ResourceId: string }]
    for (const entity of [ResourceId, prodUid]) expect(holding.associations).toContain(`${parameters.ResourceShareId} ${entity}`)
  }
  // INVARIANT: a grant is two rows of two accounts; one alone would be half of an effect.
  expect([...holding.grantsGiven].sort()).toEqual([...holding.grantsReceived].sort())
  for (const { parameters } of answered.filter(({ kind }) => kind === 'grant'))
    expect(holding.grantsGiven).toContain(`${parameters.EcrId} ${parameters.InstanceId}`)
}

/** Each answered call has its record, whose nonce was committed with it. */
export async function expectRecorded(client: HttpClient, answered: readonly Sent[]): Promise<void> {
  await Promise.all(
    answered.map(async ({ action, reply }) => {
      const record = await client.admin('GET', `/admin/v1/worlds/default/requests/${reply?.body.RequestId}`)
      expect(record).toMatchObject({ eventName: action, httpStatus: 200, eventRW: 'Write' })
    }),
  )
}

/** The very same bytes, sent once more, are refused. */
export async function expectNoncesUsed(client: HttpClient, answered: readonly Sent[]): Promise<void> {
  const replies = await Promise.all(answered.map(({ request }) => client.send(request)))
  expect(replies.filter(({ body }) => body.Code !== 'SignatureNonceUsed')).toEqual([])
}

/** What a client does that never heard an answer, and what one does that asks twice: a new request with the same token. */
export async function expectRepeatable(client: HttpClient, sign: Sign, calls: readonly Sent[]): Promise<void> {
  await Promise.all(
    calls.map(async (call) => {
      const { key, product, action, parameters, kind, reply } = call
      // A share carries no token, so that asking again would rightly make another one.
      if (kind === 'share') return
      const again = await client.send(sign(key, product, action, parameters))
      expect(again.status, `${action}: ${JSON.stringify(again.body)}`).toBe(200)
      if (reply) expect(idIn(call, again)).toBe(idIn(call, reply))
    }),
  )
}
