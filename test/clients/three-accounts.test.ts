import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Clients, clientsOf, variants } from './connect.js'
import { ThreeAccounts } from './three-accounts.js'

const later = variants.map((variant) => ({ ...variant, pace: 'in 25 seconds', latency: { afterMs: 25_000 } }) as const)
const atOnce = variants.slice(2, 3).map((variant) => ({ ...variant, pace: 'at once', latency: 'instant' }) as const)
const each = [...later, ...atOnce]

describe.each(each)('three accounts and one ECR, through $name, where steps settle $pace', ({ latency, ...variant }) => {
  let clients: Clients
  let world: ThreeAccounts
  beforeAll(async () => {
    clients = await clientsOf(variant)
    const { worlds } = clients.server.core
    await worlds.freeze('default')
    await worlds.setLatency('default', latency)
    const [hub, spoke, outside] = await Promise.all(['network', 'prod', 'partner'].map((alias) => clients.as(alias)))
    if (!hub || !spoke || !outside) throw new Error('no callers')
    world = new ThreeAccounts({ hub, spoke, outside }, () => worlds.advance('default', 10_000))
  })
  afterAll(() => clients.close())

  test('are built, joined, changed and torn down, each step waited for as clients wait', async () => {
    await world.build()
    await world.join()
    await world.change()
    await world.tearDown()
    if (latency === 'instant') return
    const seen = (what: string) => [...(world.seen.get(what) ?? [])]
    expect(seen('VPC')).toEqual(['Pending', 'Available'])
    expect(seen('attachment')).toEqual(['Attaching', 'Attached'])
    expect(seen('association: outside')).toEqual(['CREATING', 'ACTIVE'])
    expect(seen('association: transitRouter')).toEqual(['CREATING', 'INACTIVE', 'ACTIVE'])
    expect(seen('child instance')).toEqual(['CREATING', 'ACTIVE'])
    expect(seen('ECR')).toEqual(['UPDATING', 'ACTIVE'])
  })
})
