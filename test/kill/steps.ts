/**
 * ECRs that a kill meets in the middle of a step. Each is in a world of its own, where steps take an hour and nobody else moves
 * the clock, so that it is known what has to be there afterwards.
 */

import { expect } from 'vitest'
import type { HttpClient, Parameters, Reply, signer } from './signed.js'

type Sign = ReturnType<typeof signer>
const ECR = 'ExpressConnectRouter'
const RegionId = 'cn-hangzhou'
const [network, prod] = ['1000000000000002', '1000000000000003']
const hour = { by: '1h' }

interface Step {
  readonly attaching: boolean
  readonly action: string
  readonly parameters: Parameters
  reply?: Reply
  /** Whether the clock was moved on behind it. */
  settled: 'no' | 'asked' | 'yes'
}

/** An ECR of `network` that takes a VPC of `prod` in and lets it out, for ever. */
export interface Stepper {
  readonly world: string
  readonly router: { readonly EcrId: string }
  readonly granted: Parameters
  count: number
  /** The association that is there, when all has settled. */
  associationId: string | undefined
  last?: Step
}

const clock = ({ world }: Pick<Stepper, 'world'>) => `/admin/v1/worlds/${world}/clock/advance`

async function asked(client: HttpClient, sign: Sign, key: string, action: string, parameters: Parameters, product = ECR) {
  const reply = await client.send(sign(key, product as typeof ECR, action, parameters))
  expect(reply.status, `${action}: ${JSON.stringify(reply.body)}`).toBe(200)
  return reply.body
}

export async function makeStepper(client: HttpClient, sign: Sign, world: string): Promise<Stepper> {
  await client.admin('POST', '/admin/v1/worlds', { name: world })
  const [ours, theirs] = [`local-network-${world}`, `local-prod-${world}`]
  const { EcrId } = await asked(client, sign, ours, 'CreateExpressConnectRouter', { AlibabaSideAsn: 65000 })
  const { VpcId } = await asked(client, sign, theirs, 'CreateVpc', { RegionId, CidrBlock: '10.0.0.0/8' }, 'Vpc')
  const granted = { EcrId, EcrOwnerAliUid: network, InstanceId: VpcId, InstanceType: 'VPC', InstanceRegionId: RegionId }
  await asked(client, sign, theirs, 'GrantInstanceToExpressConnectRouter', granted)
  await client.admin('PUT', `/admin/v1/worlds/${world}/transitions`, { mode: { after: hour.by } })
  return { world, router: { EcrId }, granted, count: 0, associationId: undefined }
}

/** Begins one step after the other, each when the last has settled, until the server is gone. */
export async function takeSteps(client: HttpClient, sign: Sign, stepper: Stepper, stop: () => boolean): Promise<void> {
  const { router, granted } = stepper
  while (!stop()) {
    const attaching = stepper.associationId === undefined
    const ClientToken = `step-${stepper.count++}`
    const what = attaching
      ? { VpcId: granted.InstanceId, VpcOwnerId: prod, AssociationRegionId: RegionId }
      : { AssociationId: stepper.associationId }
    const action = attaching ? 'CreateExpressConnectRouterAssociation' : 'DeleteExpressConnectRouterAssociation'
    const step: Step = { attaching, action, parameters: { ...router, ...what, ClientToken }, settled: 'no' }
    stepper.last = step
    const sent = sign(`local-network-${stepper.world}`, ECR, action, step.parameters)
    const reply = await client.send(sent).catch(() => undefined)
    if (!reply) return
    if (reply.status !== 200) throw new Error(`${action} was refused: ${JSON.stringify(reply.body)}`)
    step.reply = reply
    // Most of the time a step runs, so that most kills come then.
    for (const Name of ['edge', 'core', 'rim']) {
      const meanwhile = sign(`local-network-${stepper.world}`, ECR, 'ModifyExpressConnectRouter', { ...router, Name })
      const refused = await client.send(meanwhile).catch(() => undefined)
      if (!refused) return
      if (refused.body.Code !== 'Conflict.Lock') throw new Error(`not locked: ${JSON.stringify(refused.body)}`)
    }
    step.settled = 'asked'
    const moved = await client.admin('POST', clock(stepper), hour).catch(() => undefined)
    if (!moved) return
    step.settled = 'yes'
    stepper.associationId = attaching ? reply.body.AssociationId : undefined
  }
}

/** After a restart: the step runs as it did, all of it or nothing, and its lock goes when its hour is over. Answers whether it ran. */
export async function expectUnlocks(client: HttpClient, sign: Sign, stepper: Stepper): Promise<boolean> {
  const { world, router, granted, last } = stepper
  const [ours, theirs] = [`local-network-${world}`, `local-prod-${world}`]
  const statusOf = async () => (await asked(client, sign, ours, 'DescribeExpressConnectRouter', router)).EcrList[0].Status as string
  const rows = async (): Promise<{ AssociationId: string; Status: string }[]> =>
    (await asked(client, sign, ours, 'DescribeExpressConnectRouterAssociation', router)).AssociationList
  const refusal = async (key: string, action: string, parameters: Parameters) =>
    (await client.send(sign(key, ECR, action, parameters))).body.Code
  if (!last) return false

  const status = await statusOf()
  const [running, resting] = last.attaching ? ['ASSOCIATING', 'CREATING'] : ['DISSOCIATING', 'DISSOCIATING']
  const locked = status !== 'ACTIVE'
  if (last.reply && last.settled === 'no') expect(status, 'the step was answered, and is lost').toBe(running)
  if (last.settled === 'yes') expect(status).toBe('ACTIVE')
  if (locked) {
    expect([status, (await rows()).map((row) => row.Status)]).toEqual([running, [resting]])
    expect(await refusal(ours, 'ModifyExpressConnectRouter', { ...router, Name: 'core' })).toBe('Conflict.Lock')
    // INVARIANT: the ECR, what it has and the mark of that in the other account are of one step.
    expect(await refusal(theirs, 'RevokeInstanceFromExpressConnectRouter', granted)).toBe('Conflict.Lock')
  }
  // What a client does that never heard an answer, and what one does that asks twice.
  const again = await asked(client, sign, ours, last.action, last.parameters)
  if (last.reply) expect(again.AssociationId).toBe(last.reply.body.AssociationId)

  await client.admin('POST', clock(stepper), hour)
  expect(await statusOf(), 'the lock outlives its step').toBe('ACTIVE')
  expect(await rows()).toMatchObject(last.attaching ? [{ AssociationId: again.AssociationId, Status: 'ACTIVE' }] : [])
  await asked(client, sign, ours, 'ModifyExpressConnectRouter', { ...router, Name: `core-${stepper.count}` })
  for (const action of ['RevokeInstanceFromExpressConnectRouter', 'GrantInstanceToExpressConnectRouter'])
    await asked(client, sign, theirs, action, granted)
  stepper.associationId = last.attaching ? again.AssociationId : undefined
  return locked
}
