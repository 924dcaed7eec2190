import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Caller, variants } from './clients/connect.js'
import { type TestServer, testServer } from './server.js'

const RegionId = 'cn-hangzhou'
let server: TestServer
/** A world for each test alone. */
let world: string
let worlds = 0
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  worlds += 1
  world = `w${worlds}`
  await admin('POST', '/worlds', { name: world })
})

interface Told {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers as the wire has them
  readonly body: any
}

async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Told> {
  const answer = await fetch(`${server.url}${path}`, {
    method,
    headers: { ...(method === 'GET' ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return { status: answer.status, body: await answer.json() }
}
/** The body of a request of the admin API that has to succeed. */
async function admin(method: string, path: string, body?: unknown) {
  const told = await ask(method, `/admin/v1${path}`, body)
  expect(told.status, JSON.stringify(told.body)).toBe(200)
  return told.body
}
/** What it refused, which always has a code, a message and a hint. */
async function refused(method: string, path: string, body?: unknown): Promise<{ status: number; code: string; hint: string }> {
  const { status, body: told } = await ask(method, `/admin/v1${path}`, body)
  expect(told).toEqual({
    error: { code: expect.any(String), message: expect.any(String), hint: expect.any(String), docs: '/admin/v1/model' },
  })
  return { status, code: told.error.code, hint: told.error.hint }
}
const inWorld = (method: string, path: string, body?: unknown) => admin(method, `/worlds/${world}${path}`, body)

function as(alias: string, suffix = `-${world}`): Promise<Caller> {
  const [client] = variants as [(typeof variants)[number]]
  return client.connect(server, { accessKeyId: `local-${alias}${suffix}`, accessKeySecret: 'local-secret' })
}
const newVpc = { RegionId, CidrBlock: '10.0.0.0/16' }

describe('worlds', () => {
  test('are made, listed, read, changed and removed', async () => {
    const made = await admin('POST', '/worlds', { name: 'made', template: 'two-accounts', seed: 7, settings: { enforce: 'soft' } })
    expect(made).toMatchObject({ world: 'made', template: 'two-accounts', seed: 7, latency: 'instant', faults: [] })
    expect(made.settings).toMatchObject({ enforce: 'soft', crossAccountVbr: true })
    expect((await admin('GET', '/worlds')).worlds).toEqual(expect.arrayContaining(['default', 'made', world]))
    const changed = await admin('PATCH', '/worlds/made', { settings: { crossAccountVbr: false, quotas: { 'vpc.vpcs': 1 } } })
    expect(changed.settings).toMatchObject({ enforce: 'soft', crossAccountVbr: false, quotas: { 'vpc.vpcs': 1 } })
    expect(await admin('GET', '/worlds/made')).toEqual(changed)
    const { accounts } = await admin('GET', '/accounts?world=made')
    const keys = { rootKey: 'local-owner-made', adminKey: 'local-owner.admin-made' }
    expect(accounts[0]).toMatchObject({ alias: 'owner', uid: '1000000000000001', ...keys })

    // What is not named stays, each limit for itself.
    const more = await admin('PATCH', '/worlds/made', { settings: { quotas: { 'ram.users': 2 } } })
    expect(more.settings).toMatchObject({ crossAccountVbr: false, quotas: { 'vpc.vpcs': 1, 'ram.users': 2 } })
    expect(await admin('DELETE', '/worlds/made')).toEqual({ world: 'made', removed: true })
    expect((await admin('GET', '/worlds')).worlds).not.toContain('made')
    const stranger = await (await as('owner', '-made')).refused('Sts', 'GetCallerIdentity')
    expect(stranger.code).toBe('InvalidAccessKeyId.NotFound')
  })

  test('are isolated: the key alone says in which one a call is', async () => {
    const { VpcId } = await (await as('network')).call('Vpc', 'CreateVpc', newVpc)
    const seen = async (suffix?: string) => {
      const { Vpcs } = await (await as('network', suffix)).call('Vpc', 'DescribeVpcs', { RegionId })
      return Vpcs.Vpc.map((vpc: { VpcId: string }) => vpc.VpcId)
    }
    expect(await seen()).toEqual([VpcId])
    expect(await seen('')).toEqual([])
  })

  test('are as new after a reset: no resource, fault, request or moved clock is left, and ids begin again', async () => {
    const network = await as('network')
    const first = await network.call('Vpc', 'CreateVpc', newVpc)
    await inWorld('POST', '/faults', { match: { action: 'CreateVpc' }, effect: { error: 'Throttling.User' } })
    await inWorld('POST', '/clock/advance', { by: '7d' })
    await inWorld('PUT', '/transitions', { mode: 'manual' })
    const before = await inWorld('GET', '')
    const after = await admin('POST', '/reset', { world })
    expect(after).toMatchObject({
      world,
      faults: [],
      latency: 'instant',
      clock: { mode: 'running', offsetMs: 0 },
      seed: before.seed,
    })
    expect((await inWorld('GET', '/requests')).requests).toEqual([])
    expect((await network.call('Vpc', 'DescribeVpcs', { RegionId })).TotalCount).toBe(0)
    expect((await network.call('Vpc', 'CreateVpc', newVpc)).VpcId).toBe(first.VpcId)
  })

  test('are refused with what to do instead', async () => {
    expect(await refused('POST', '/worlds', { name: world })).toMatchObject({ status: 409, code: 'WorldExists' })
    expect(await refused('POST', '/worlds', { name: 'Not A Name' })).toMatchObject({ status: 400, code: 'InvalidName' })
    expect(await refused('POST', '/worlds', {})).toMatchObject({ status: 400, code: 'InvalidMember' })
    expect(await refused('POST', '/worlds', { name: 'x', template: 'huge' })).toMatchObject({ status: 404 })
    expect(await refused('DELETE', '/worlds/default')).toMatchObject({ status: 409, code: 'WorldNeeded' })
    const unknown = await refused('GET', '/worlds/nowhere')
    expect(unknown).toMatchObject({ status: 404, code: 'NotFound' })
    expect(unknown.hint).toContain('default')
  })

  test.each([
    ['POST', '/worlds', { name: 'typo', sed: 1 }],
    ['PATCH', '', { setings: {} }],
    ['PATCH', '', { settings: { enforced: 'on' } }],
    ['PATCH', '', { settings: { quotas: { 'vpc.vpc': 1 } } }],
    ['PATCH', '', { settings: { choices: { 'vpc.connection': 'Allocated' } } }],
    ['POST', '/worlds', { name: 'typo', settings: { quotas: { __proto__: 1, constructor: 1 } } }],
    ['POST', '/clock/advance', { by: '1h', and: 1 }],
    ['POST', '/clock/set', { to: '2026-01-01T00:00:00Z', at: 1 }],
    ['POST', '/clock/freeze', { at: '2026-01-01T00:00:00Z' }],
    ['POST', '/clock/resume', { at: '2026-01-01T00:00:00Z' }],
    ['PUT', '/transitions', { mode: { afterwards: '3s' } }],
    ['POST', '/faults', { match: { acton: 'CreateVpc' }, effect: { latencyMs: 1 } }],
    ['POST', '/faults', { effect: { eror: 'x' } }],
  ])('take no member that nobody reads: %s %s %j', async (method, path, body) => {
    const told = await refused(method, path === '/worlds' ? path : `/worlds/${world}${path}`, body)
    expect(told).toMatchObject({ status: 400, code: 'UnknownMember' })
  })
})

describe('the clock', () => {
  const now = async () => (await inWorld('GET', '/clock')).now as string

  test('runs, stands still, is moved and set', async () => {
    expect(await inWorld('GET', '/clock')).toMatchObject({ world, mode: 'running' })
    const frozen = await inWorld('POST', '/clock/freeze')
    expect(frozen).toMatchObject({ world, mode: 'frozen' })
    expect(await now()).toBe(frozen.now)
    expect(await inWorld('POST', '/clock/set', { to: '2026-03-01T12:00:00Z' })).toMatchObject({ now: '2026-03-01T12:00:00.000Z' })
    for (const [by, then] of [
      ['96h', '2026-03-05T12:00:00.000Z'],
      ['250ms', '2026-03-05T12:00:00.250Z'],
      ['PT1H30M', '2026-03-05T13:30:00.250Z'],
      ['P1D', '2026-03-06T13:30:00.250Z'],
    ])
      expect((await inWorld('POST', '/clock/advance', { by })).now).toBe(then)
    expect(await inWorld('POST', '/clock/resume')).toMatchObject({ mode: 'running' })
    expect((await now()).slice(0, 10)).toBe('2026-03-06')
  })

  test('is that of calls: an invitation expires when it is moved, in this world only', async () => {
    const share = { ResourceShareName: 'outside', AllowExternalTargets: true, Targets: ['2000000000000001'] }
    await (await as('network')).call('ResourceSharing', 'CreateResourceShare', share)
    const statuses = async () => {
      const { ResourceShareInvitations } = await (await as('partner')).call('ResourceSharing', 'ListResourceShareInvitations')
      return ResourceShareInvitations.map(({ Status }: { Status: string }) => Status)
    }
    expect(await statuses()).toEqual(['Pending'])
    await admin('POST', '/worlds/default/clock/advance', { by: '1ms' })
    await inWorld('POST', '/clock/advance', { by: '8d' })
    expect(await statuses()).toEqual(['Expired'])
  })

  test.each([
    ['advance', { by: 'soon' }],
    ['advance', { by: 3 }],
    ['advance', {}],
    ['set', { to: 'tomorrow' }],
    ['set', { to: '2026-13-01T00:00:00Z' }],
  ])('is not moved by what is no time: %s %j', async (how, body) => {
    const told = await refused('POST', `/worlds/${world}/clock/${how}`, body)
    expect(told).toMatchObject({ status: 400, code: 'InvalidMember' })
  })
})

describe('transitions', () => {
  const status = async (VpcId: string) =>
    (await (await as('network')).call('Vpc', 'DescribeVpcAttribute', { RegionId, VpcId })).Status as string
  const vpc = async () => (await (await as('network')).call('Vpc', 'CreateVpc', newVpc)).VpcId as string

  test('are instant at first: the next read shows the end', async () => {
    expect(await inWorld('GET', '/transitions')).toEqual({ world, mode: 'instant', pending: [] })
    expect(await status(await vpc())).toBe('Available')
  })

  test('after a time settle when the clock has passed it, and advance tells what became due', async () => {
    await inWorld('POST', '/clock/freeze')
    expect(await inWorld('PUT', '/transitions', { mode: { after: '3s' } })).toMatchObject({ mode: { after: '3s' } })
    const VpcId = await vpc()
    expect(await status(VpcId)).toBe('Pending')
    const { pending } = await inWorld('GET', '/transitions')
    expect(pending).toMatchObject([{ operation: 'CreateVpc' }])
    expect(await inWorld('POST', '/clock/advance', { by: '2s' })).toMatchObject({ due: [] })
    expect(await status(VpcId)).toBe('Pending')
    expect(await inWorld('POST', '/clock/advance', { by: '1s' })).toMatchObject({ due: [{ id: pending[0].id }] })
    expect(await status(VpcId)).toBe('Available')
    expect((await inWorld('GET', '/transitions')).pending).toEqual([])
  })

  test('that are realistic take as long as those of the product do', async () => {
    await inWorld('POST', '/clock/freeze')
    expect(await inWorld('PUT', '/transitions', { mode: 'realistic' })).toMatchObject({ mode: 'realistic' })
    const VpcId = await vpc()
    const network = await as('network')
    const ECR = 'ExpressConnectRouter'
    const { EcrId } = await network.call(ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn: 65_000 })
    const modes = { EcrId, TransitModeList: [{ RegionId, Mode: 'NearBy' }] }
    await network.call(ECR, 'ModifyExpressConnectRouterInterRegionTransitMode', modes)
    const router = async () => (await network.call(ECR, 'DescribeExpressConnectRouter', { EcrId })).EcrList[0].Status
    expect([await router(), await status(VpcId)]).toEqual(['UPDATING', 'Pending'])
    await inWorld('POST', '/clock/advance', { by: '400ms' })
    expect([await router(), await status(VpcId)]).toEqual(['ACTIVE', 'Pending'])
    await inWorld('POST', '/clock/advance', { by: '600ms' })
    expect(await status(VpcId)).toBe('Available')
  })

  test('by hand settle one by one, or all together', async () => {
    await inWorld('PUT', '/transitions', { mode: 'manual' })
    const [first, second, third] = [await vpc(), await vpc(), await vpc()]
    const { pending } = await inWorld('GET', '/transitions')
    expect(pending).toHaveLength(3)
    await inWorld('POST', '/clock/advance', { by: '30d' })
    expect(await status(first)).toBe('Pending')
    const oldest = pending.find(({ rows }: { rows: { key: string[] }[] }) => rows.some(({ key }) => key.includes(first)))
    expect((await inWorld('POST', `/transitions/${oldest.id}/step`)).stepped).toMatchObject([{ id: oldest.id }])
    expect([await status(first), await status(second)]).toEqual(['Available', 'Pending'])
    expect((await inWorld('POST', '/transitions/all/step')).stepped).toHaveLength(2)
    expect([await status(second), await status(third)]).toEqual(['Available', 'Available'])
    expect(await refused('POST', `/worlds/${world}/transitions/${oldest.id}/step`)).toMatchObject({ status: 404 })
    expect(await refused('PUT', `/worlds/${world}/transitions`, { mode: 'never' })).toMatchObject({ code: 'InvalidMember' })
  })
})

describe('fault rules', () => {
  test('are added, listed and removed, each under an id of its own', async () => {
    const effect = { latencyMs: 0 }
    const { rule } = await inWorld('POST', '/faults', { match: { product: 'Vpc' }, effect })
    expect(rule).toEqual({ id: 'fault-1', match: { product: 'Vpc' }, effect })
    await inWorld('POST', '/faults', { match: { account: '1000000000000002' }, times: 2, after: 1, probability: 0.5, effect })
    expect((await inWorld('GET', '/faults')).faults.map(({ id }: { id: string }) => id)).toEqual(['fault-1', 'fault-2'])
    expect((await inWorld('DELETE', '/faults/fault-1')).faults).toHaveLength(1)
    expect(await refused('DELETE', `/worlds/${world}/faults/fault-1`)).toMatchObject({ status: 404 })
    expect(await inWorld('DELETE', '/faults')).toEqual({ world, faults: [] })
  })

  test('answer with an error that the operation declares, as often as they say, and on its record', async () => {
    const network = await as('network')
    const rule = { match: { action: 'CreateVpc' }, after: 1, times: 1, effect: { error: 'QuotaExceeded.Vpc' } }
    await inWorld('POST', '/faults', rule)
    await network.call('Vpc', 'CreateVpc', newVpc)
    const refusal = await network.refused('Vpc', 'CreateVpc', newVpc)
    expect(refusal.code).toBe('QuotaExceeded.Vpc')
    expect(await inWorld('GET', `/requests/${String(refusal.body.RequestId)}`)).toMatchObject({ faults: ['fault-1'] })
    await network.call('Vpc', 'CreateVpc', newVpc)
  })

  test('are refused when no operation that they match declares the error', async () => {
    const rule = { match: { action: 'CreateVpc' }, effect: { error: 'ResourceNotFound.EcrId' } }
    expect(await refused('POST', `/worlds/${world}/faults`, rule)).toMatchObject({ status: 400, code: 'ErrorNotDeclared' })
    await inWorld('POST', '/faults', { ...rule, match: { product: 'ExpressConnectRouter' } })
    await inWorld('POST', '/faults', { match: {}, effect: { error: 'ServiceUnavailable' } })
    for (const bad of [{ effect: { latencyMs: -1 } }, { times: 0, effect: {} }, { after: -1, effect: {} }])
      expect(await refused('POST', `/worlds/${world}/faults`, { match: {}, ...bad })).toMatchObject({ code: 'InvalidMember' })
    for (const match of [{ action: 'CreateVcp' }, { product: 'vpc' }, { product: 'Ram', action: 'CreateVpc' }])
      expect(await refused('POST', `/worlds/${world}/faults`, { match, effect: { latencyMs: 1 } })).toMatchObject({
        status: 400,
        code: 'NothingMatched',
      })
    expect(await refused('POST', `/worlds/${world}/faults`, { match: {} })).toMatchObject({ code: 'InvalidMember' })
  })

  test('delay an answer by the real clock', async () => {
    await inWorld('POST', '/faults', { match: { action: 'DescribeVpcs' }, effect: { latencyMs: 60 } })
    const before = performance.now()
    await (await as('network')).call('Vpc', 'DescribeVpcs', { RegionId })
    expect(performance.now() - before).toBeGreaterThanOrEqual(59)
  })

  test('cut the connection before the call takes effect, or after it did', async () => {
    const network = await as('network')
    const vpcs = async () => (await network.call('Vpc', 'DescribeVpcs', { RegionId })).TotalCount as number
    for (const [dropConnection, left] of [
      ['before', 0],
      ['after', 1],
    ] as const) {
      await inWorld('POST', '/faults', { match: { action: 'CreateVpc' }, times: 1, effect: { dropConnection } })
      await expect(network.call('Vpc', 'CreateVpc', newVpc)).rejects.toThrow(/socket hang up|ECONNRESET|closed/)
      expect(await vpcs()).toBe(left)
      await inWorld('DELETE', '/faults')
    }
  })

  test('keep what a call starts from ever settling, or make it fail', async () => {
    const network = await as('network')
    await inWorld('POST', '/faults', { match: { action: 'CreateVpc' }, times: 1, effect: { transition: 'hang' } })
    const { VpcId } = await network.call('Vpc', 'CreateVpc', newVpc)
    await inWorld('POST', '/clock/advance', { by: '30d' })
    expect(await network.call('Vpc', 'DescribeVpcAttribute', { RegionId, VpcId })).toMatchObject({ Status: 'Pending' })
    expect((await inWorld('GET', '/transitions')).pending).toHaveLength(1)

    await inWorld('POST', '/faults', { match: { action: 'CreateResourceShare' }, effect: { transition: 'fail' } })
    const share = { ResourceShareName: 'fails', Targets: ['1000000000000003'] }
    const { ResourceShare } = await network.call('ResourceSharing', 'CreateResourceShare', share)
    const filter = { AssociationType: 'Target', ResourceShareIds: [ResourceShare.ResourceShareId] }
    const { ResourceShareAssociations } = await network.call('ResourceSharing', 'ListResourceShareAssociations', filter)
    expect(ResourceShareAssociations).toMatchObject([{ AssociationStatus: 'Failed' }])
  })
})

describe('requests', () => {
  test('are kept with who asked, what was decided and what changed, newest first', async () => {
    const network = await as('network')
    await inWorld('POST', '/clock/set', { to: '2026-05-01T00:00:00Z' })
    const { VpcId } = await network.call('Vpc', 'CreateVpc', newVpc)
    await inWorld('POST', '/clock/advance', { by: '1s' })
    const refusal = await network.refused('Vpc', 'CreateVpc', { RegionId, CidrBlock: 'nonsense' })
    const { requests } = await inWorld('GET', '/requests?limit=2')
    expect(requests).toMatchObject([
      { eventName: 'CreateVpc', requestId: refusal.body.RequestId, errorCode: refusal.code, httpStatus: 400, stateChange: [] },
      { eventName: 'CreateVpc', serviceName: 'Vpc', acsRegion: RegionId, httpStatus: 200, responseElements: { VpcId } },
    ])
    expect(requests[1]).toMatchObject({ world, eventRW: 'Write', requestParameters: newVpc })
    expect(requests[1].userIdentity).toMatchObject({ type: 'root-account', accountId: '1000000000000002' })
    expect(requests[1].stateChange).toEqual(expect.arrayContaining([expect.objectContaining({ key: [VpcId], change: 'put' })]))
    expect((await inWorld('GET', '/requests?limit=1')).requests).toHaveLength(1)
    const id = String(refusal.body.RequestId)
    expect(await inWorld('GET', `/requests/${id}`)).toEqual(requests[0])
    expect(await refused('GET', `/worlds/default/requests/${id}`)).toMatchObject({ status: 404, code: 'NotFound' })
    expect(await refused('GET', `/worlds/${world}/requests/none`)).toMatchObject({ status: 404, code: 'NotFound' })
    expect(await refused('GET', `/worlds/${world}/requests?limit=-1`)).toMatchObject({ status: 400 })
  })

  test('of one account are those that it made and those of others that concern it', async () => {
    const network = await as('network')
    const { ResourceShare } = await network.call('ResourceSharing', 'CreateResourceShare', { ResourceShareName: 'x' })
    const { ResourceShareId } = ResourceShare
    await network.call('ResourceSharing', 'AssociateResourceShare', { ResourceShareId, Targets: ['1000000000000003'] })
    const namesFor = async (account: string) =>
      (await inWorld('GET', `/requests?account=${account}`)).requests.map(({ eventName }: { eventName: string }) => eventName)
    expect(await namesFor('network')).toEqual(['AssociateResourceShare', 'CreateResourceShare'])
    expect(await namesFor('prod')).toEqual(['AssociateResourceShare'])
    expect(await namesFor('1000000000000003')).toEqual(['AssociateResourceShare'])
    expect(await namesFor('dev')).toEqual([])
    expect(await refused('GET', `/worlds/${world}/requests?account=nobody`)).toMatchObject({ status: 404, code: 'NotFound' })
  })

  test('keep no secret', async () => {
    const network = await as('network')
    await network.call('Ram', 'CreateUser', { UserName: 'alice' })
    const { AccessKey } = await network.call('Ram', 'CreateAccessKey', { UserName: 'alice' })
    const { requests } = await inWorld('GET', '/requests')
    expect(JSON.stringify(requests)).toContain(AccessKey.AccessKeyId)
    expect(JSON.stringify(requests)).not.toContain(AccessKey.AccessKeySecret)
  })
})

test('the model declares every operation with its parameters, errors and permissions', async () => {
  const { products } = await admin('GET', '/model')
  const sharing = products.find(({ product }: { product: string }) => product === 'ResourceSharing')
  expect(sharing).toMatchObject({ version: '2020-01-10' })
  expect(sharing.operations).toHaveLength(25)
  const create = sharing.operations.find(({ name }: { name: string }) => name === 'CreateResourceShare')
  expect(create.implemented).toBe(true)
  const name = create.parameters.find(({ path }: { path: string }) => path === 'ResourceShareName')
  expect(name).toMatchObject({ type: 'string', required: true })
  const error = { httpStatus: 409, code: 'ShareWithYourself', message: 'You cannot share resources with yourself.' }
  expect(create.errors).toEqual(expect.arrayContaining([error]))
  expect(create.ram).toMatchObject({ action: 'resourcesharing:CreateResourceShare', level: 'create', resources: ['*'] })
})

test('coverage counts operations and declared errors of each product', async () => {
  const { products } = await admin('GET', '/coverage')
  const ecr = products.find(({ product }: { product: string }) => product === 'ExpressConnectRouter')
  expect(ecr).toMatchObject({ version: '2023-09-01', declared: 38 })
  expect(ecr.implemented).toBe(ecr.operations.filter(({ implemented }: { implemented: boolean }) => implemented).length)
  expect(ecr.errorsReached).toBeLessThanOrEqual(ecr.errorsDeclared)
})
