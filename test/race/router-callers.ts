/** Callers that change ECRs all at once, and what they were told. */

import { expect } from 'vitest'
import type { Latency } from '../../src/world/index.js'
import { stream } from '../../src/world/random.js'
import type { Reply } from '../kill/signed.js'
import { type Arena, type Race, raceIn, times } from './arena.js'
import { called, keyOfState, newRouter, type Op, passes, type State, startsStep, stepSettled, type Told } from './router-model.js'
import { explain, type Happening } from './serial.js'

export const ECR = 'ExpressConnectRouter'
export const RegionId = 'cn-hangzhou'
const network = '1000000000000002'
const prod = '1000000000000003'

/** Accounts with something to fight about: `network` has two ECRs, `prod` lends instances and has a transit router. */
export async function stageIn(arena: Arena, name: string, latency: Latency) {
  const race = await raceIn(arena, name)
  const { call } = race
  const routers = await Promise.all(
    times(2, (i) => call('network', ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn: 65000 + i, Name: `ecr-${i}` })),
  )
  const idOf = new Map(routers.map(({ EcrId }, i) => [`ecr-${i}`, EcrId as string]))
  const vpc = async (alias: string, node: string) => {
    idOf.set(node, (await call(alias, 'Vpc', 'CreateVpc', { RegionId, CidrBlock: '10.0.0.0/16' })).VpcId)
  }
  const vbr = async (alias: string, node: string) => {
    const line = { RegionId, AccessPointId: 'ap-cn-hangzhou-yh-C', LineOperator: 'CT', PeerLocation: 'Hangzhou' }
    const { PhysicalConnectionId } = await call(alias, 'Vpc', 'CreatePhysicalConnection', line)
    const side = { LocalGatewayIp: '10.0.0.1', PeerGatewayIp: '10.0.0.2', PeeringSubnetMask: '255.255.255.252' }
    const made = await call(alias, 'Vpc', 'CreateVirtualBorderRouter', { RegionId, PhysicalConnectionId, VlanId: 100, ...side })
    idOf.set(node, made.VbrId)
  }
  const transitRouter = async () => {
    const { CenId } = await call('prod', 'Cbn', 'CreateCen')
    idOf.set('their-tr', (await call('prod', 'Cbn', 'CreateTransitRouter', { CenId, RegionId })).TransitRouterId)
    const granted = { CenId, CenOwnerId: prod, InstanceId: idOf.get('ecr-0'), InstanceType: 'ECR' }
    await call('network', 'Cbn', 'GrantInstanceToTransitRouter', granted)
  }
  await Promise.all([
    ...['vpc-0', 'vpc-1', 'vpc-2'].map((node) => vpc('network', node)),
    vpc('prod', 'their-vpc'),
    vbr('network', 'vbr-0'),
    vbr('prod', 'their-vbr'),
    transitRouter(),
  ])
  await arena.setLatency(name, latency)
  return { race, name, latency, idOf: (node: string) => idOf.get(node) as string }
}
type Stage = Awaited<ReturnType<typeof stageIn>>

/** What a stage begins with: nobody has granted a VPC or VBR yet. */
const opening: State = { routers: { 'ecr-0': newRouter('ecr-0', true), 'ecr-1': newRouter('ecr-1') }, kept: {} }

/** The request that an operation of the model is: by whom, and what it says. */
function requestOf(op: Op, { idOf }: Pick<Stage, 'idOf'>): Parameters<Race['answer']> {
  const EcrId = idOf(op.router)
  const theirs = (node: string, member: string) => (node.startsWith('their-') ? { [member]: prod } : {})
  switch (op.kind) {
    case 'status':
      return ['network', ECR, 'DescribeExpressConnectRouter', { EcrId }]
    case 'list':
      return ['network', ECR, 'DescribeExpressConnectRouterAssociation', { EcrId, MaxResults: 100 }]
    case 'rename':
      return ['network', ECR, 'ModifyExpressConnectRouter', { EcrId, Name: op.name }]
    case 'delete':
      return ['network', ECR, 'DeleteExpressConnectRouter', { EcrId }]
    case 'forceDelete':
      return ['network', ECR, 'ForceDeleteExpressConnectRouter', { EcrId }]
    case 'associate': {
      const isTransitRouter = op.node.includes('tr')
      const node = { [isTransitRouter ? 'TransitRouterId' : 'VpcId']: idOf(op.node) }
      const owner = theirs(op.node, isTransitRouter ? 'TransitRouterOwnerId' : 'VpcOwnerId')
      return ['network', ECR, 'CreateExpressConnectRouterAssociation', { EcrId, AssociationRegionId: RegionId, ...node, ...owner }]
    }
    case 'dissociate':
      return ['network', ECR, 'DeleteExpressConnectRouterAssociation', { EcrId, AssociationId: op.id }]
    case 'prefixes': {
      const given = { EcrId, AssociationId: op.id, AllowedPrefixes: ['10.0.0.0/8'] }
      return ['network', ECR, 'ModifyExpressConnectRouterAssociationAllowedPrefix', given]
    }
    case 'attach': {
      const child = { ChildInstanceId: idOf(op.node), ChildInstanceType: 'VBR', ChildInstanceRegionId: RegionId }
      const given = { EcrId, ...child, ...theirs(op.node, 'ChildInstanceOwnerId') }
      return ['network', ECR, 'AttachExpressConnectRouterChildInstance', given]
    }
    case 'detach': {
      const child = { ChildInstanceId: idOf(op.node), ChildInstanceType: 'VBR' }
      return ['network', ECR, 'DetachExpressConnectRouterChildInstance', { EcrId, ...child }]
    }
    case 'grant':
    case 'revoke': {
      const InstanceType = op.node.includes('vpc') ? 'VPC' : 'VBR'
      const given = { EcrId, EcrOwnerAliUid: network, InstanceId: idOf(op.node), InstanceType, InstanceRegionId: RegionId }
      const action = op.kind === 'grant' ? 'GrantInstanceToExpressConnectRouter' : 'RevokeInstanceFromExpressConnectRouter'
      return ['prod', ECR, action, given]
    }
    case 'cenAttach': {
      const given = { EcrId, EcrOwnerId: network, TransitRouterId: idOf('their-tr'), RegionId }
      return ['prod', 'Cbn', 'CreateTransitRouterEcrAttachment', given]
    }
    case 'cenDetach':
      return ['prod', 'Cbn', 'DeleteTransitRouterEcrAttachment', { TransitRouterAttachmentId: op.id }]
  }
}

/** What an answer says, in the words of the model. */
function toldBy(op: Op, { status, body }: Reply): Told {
  if (status !== 200) return { code: String(body.Code), says: '' }
  const says = (): string => {
    if (op.kind === 'status') return body.EcrList[0] ? `${body.EcrList[0].Status} ${body.EcrList[0].Name}` : 'gone'
    if (op.kind === 'list')
      return (body.AssociationList as { AssociationId: string; Status: string }[])
        .map(({ AssociationId, Status }) => `${AssociationId} ${Status}`)
        .sort()
        .join(', ')
    return body.AssociationId ?? body.TransitRouterAttachmentId ?? ''
  }
  return { code: 'OK', says: says() }
}

interface Heard {
  readonly op: Op
  readonly token: string | undefined
  readonly told: Told
  readonly from: number
  readonly to: number
}

/** Something to do that depends on what is known: ids of associations of an ECR, and of attachments. */
export type Choice = (known: {
  readonly associations: readonly string[]
  readonly attachments: readonly string[]
}) => Op | undefined

/** One history: so many callers, each of which does so many things one after the other, chosen at random. */
export async function historyOf(stage: Stage, choices: readonly Choice[], { seed, calls, callers = 8 }: Doing): Promise<void> {
  const { race, latency, name } = stage
  const next = stream(`${seed}/${name}`)
  const pick = <T>(items: readonly T[]): T => items[next() % items.length] as T
  const heard: Heard[] = []
  const steps: Happening<State>[] = []
  const tokenOf = new Map<string, string>()
  const known = { associations: [] as string[], attachments: [] as string[] }
  let count = 0
  /** When the clock was moved by as much as a step takes. */
  let movedAt = { from: Number.POSITIVE_INFINITY, to: Number.POSITIVE_INFINITY }

  const send = async (op: Op, token: string | undefined): Promise<Told> => {
    const [alias, product, action, parameters] = requestOf(op, stage)
    const from = Date.now()
    const reply = await race.answer(alias, product, action, { ...parameters, ClientToken: token })
    const told = toldBy(op, reply)
    heard.push({ op, token, told, from, to: Date.now() })
    if (token !== undefined) tokenOf.set(reply.body.RequestId, token)
    if (told.code === 'OK' && op.kind === 'associate') known.associations.push(told.says)
    if (told.code === 'OK' && op.kind === 'cenAttach') known.attachments.push(told.says)
    return told
  }
  /** Settles what runs, and is told of it by the request that began it. Several may do so at once: each step settles once. */
  const step = async () => {
    const from = Date.now()
    const stepped = await race.arena.step(name)
    const to = Date.now()
    // The answer of the call that began it may still be on its way.
    for (const id of stepped) {
      const token = () => tokenOf.get(id) ?? 'unheard'
      steps.push({ name: `${id} settled`, from, to, apply: (state) => stepSettled(state, token()) })
    }
  }
  const caller = async () => {
    for (let i = 0; i < calls; i++) {
      const op = pick(choices)(known)
      if (!op) continue
      const isRead = op.kind === 'status' || op.kind === 'list'
      const token = isRead ? undefined : `token-${count++}`
      let told = await send(op, token)
      // Some ask twice, as a client does that gave up waiting; some try again until the lock is gone, with the same token.
      if (!isRead && next() % 8 === 0) told = await send(op, token)
      for (let again = next() % 3; again > 0 && passes(told.code); again--) told = await send(op, token)
      if (latency === 'manual' && next() % 3 === 0) await step()
    }
  }
  await Promise.all(times(callers, caller))
  await settleAll()
  const ecrs = Object.keys(opening.routers)
  for (const router of ecrs) for (const kind of ['status', 'list'] as const) await send({ kind, router }, undefined)
  for (const { op, told } of heard.slice(-2 * ecrs.length))
    if (op.kind === 'status') expect(told.says, `${op.router} is locked for ever`).toMatch(/^(ACTIVE .*|gone)$/)

  const history = [...heard.map(callHappening), ...(latency === 'manual' ? steps : clockSteps())]
  const { explained, order, stuck } = explain(opening, history, keyOfState)
  expect(explained, `seed ${seed}: after\n${order.join('\n')}\nnone of these fits:\n${stuck.join('\n')}`).toBe(true)

  async function settleAll() {
    if (latency === 'manual') await step()
    if (typeof latency !== 'object') return
    const from = Date.now()
    await race.arena.advance(name, latency.afterMs)
    movedAt = { from, to: Date.now() }
  }

  function callHappening({ op, token, told, from, to }: Heard): Happening<State> {
    const what = `${from}-${to} ${JSON.stringify(op)} ${token ?? ''} ${told.code} ${told.says}`
    return { name: what, from, to, apply: (state) => called(state, op, token, told, latency === 'instant') }
  }

  /** With a clock, what a call began settles so long after it, and at no other time. */
  function clockSteps(): Happening<State>[] {
    if (typeof latency !== 'object') return []
    const begun = new Map<string, Heard[]>()
    for (const each of heard) {
      if (each.token === undefined || each.told.code !== 'OK' || !startsStep(each.op)) continue
      begun.set(each.token, [...(begun.get(each.token) ?? []), each])
    }
    return [...begun].map(([token, all]) => {
      const due = (at: number) => at + latency.afterMs
      // What was not yet due when the clock was moved became due by that.
      const from = Math.min(due(Math.min(...all.map((each) => each.from))), movedAt.from)
      const to = Math.min(due(Math.max(...all.map((each) => each.to))), movedAt.to)
      return { name: `${token} settled`, from, to, apply: (state) => stepSettled(state, token) }
    })
  }
}
interface Doing {
  readonly seed: string
  /** Of each caller. */
  readonly calls: number
  readonly callers?: number
}
