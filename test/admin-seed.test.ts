import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { variants } from './clients/connect.js'
import { type TestServer, testServer } from './server.js'

let server: TestServer
let world: string
let worlds = 0
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  worlds += 1
  world = `w${worlds}`
  expect((await admin('POST', '/worlds', { name: world })).status).toBe(200)
})

async function admin(method: string, path: string, body?: unknown) {
  const answer = await fetch(`${server.url}/admin/v1${path}`, {
    method,
    headers: method === 'GET' ? {} : { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers as the wire has them
  return { status: answer.status, body: (await answer.json()) as any }
}
const seed = (content: unknown) => admin('POST', `/worlds/${world}/seed`, content)
function as(alias: string) {
  const [client] = variants as [(typeof variants)[number]]
  return client.connect(server, { accessKeyId: `local-${alias}-${world}`, accessKeySecret: 'local-secret' })
}
async function shared(alias: string, resource: { ResourceType: string; ResourceId: string }, target: string) {
  const owner = await as(alias)
  return owner.call('ResourceSharing', 'CreateResourceShare', {
    ResourceShareName: 'seeded',
    AllowExternalTargets: true,
    Resources: [resource],
    Targets: [target],
  })
}
const golden = { account: 'network', type: 'Image', id: 'm-golden' }

describe('a seed', () => {
  test('makes resources exist, so that they can be shared', async () => {
    expect((await seed({ resources: [golden] })).body).toEqual({ world, put: { resources: 1 } })
    await shared('network', { ResourceType: 'Image', ResourceId: 'm-golden' }, '1000000000000003')
    const prod = await as('prod')
    const { SharedResources } = await prod.call('ResourceSharing', 'ListSharedResources', { ResourceOwner: 'OtherAccounts' })
    expect(SharedResources).toMatchObject([{ ResourceId: 'm-golden', ResourceStatus: 'Available' }])
  })

  test('can be put again, and lets principals find a resource otherwise, or gone', async () => {
    await seed({ resources: [golden] })
    await shared('network', { ResourceType: 'Image', ResourceId: 'm-golden' }, '1000000000000003')
    const prod = await as('prod')
    const statuses = async () =>
      (await prod.call('ResourceSharing', 'ListSharedResources', { ResourceOwner: 'OtherAccounts' })).SharedResources.map(
        (each: { ResourceStatus: string }) => each.ResourceStatus,
      )
    await seed({ resources: [{ ...golden, state: 'LimitExceeded' }] })
    expect(await statuses()).toEqual(['LimitExceeded'])
    await seed({ resources: [{ ...golden, state: 'Gone' }] })
    expect(await statuses()).toEqual(['Unavailable'])
    await seed({ resources: [golden] })
    expect(await statuses()).toEqual(['Available'])
  })

  test.each([
    ['a list that nobody knows', { resouces: [] }, 'Lists: resources, bgpRoutes.'],
    ['what is no list', { resources: golden }, 'Write one item'],
    ['an account that is not there', { resources: [{ ...golden, account: 'nobody' }] }, 'Accounts: management, network'],
    ['no account', { resources: [{ type: 'Image', id: 'm-1' }] }, 'Accounts: management'],
    ['a member that nobody reads', { resources: [{ ...golden, stat: 'Gone' }] }, 'Members: account, type, id, region, state.'],
    ['a type that cannot be shared', { resources: [{ ...golden, type: 'Picture' }] }, 'One of VSwitch'],
    ['no id', { resources: [{ account: 'network', type: 'Image' }] }, 'Letters, digits'],
    ['an id that is none', { resources: [{ ...golden, id: 'a/b' }] }, 'Nothing of the seed was put.'],
  ])('with %s is refused as a whole', async (_, content, hint) => {
    const good = { ...golden, id: 'm-beside' }
    const lists = content as { resources?: unknown }
    const mixed = Array.isArray(lists.resources) ? { resources: [good, ...lists.resources] } : content
    const { status, body } = await seed(mixed)
    expect([status, body.error.code]).toEqual([400, 'SeedUnusable'])
    expect(body.error.hint).toContain(hint)
    const network = await as('network')
    await expect(
      network.call('ResourceSharing', 'CreateResourceShare', {
        ResourceShareName: 'nothing',
        Resources: [{ ResourceType: 'Image', ResourceId: 'm-beside' }],
      }),
    ).rejects.toMatchObject({ code: 'InvalidParameter.Resources' })
  })
})

describe('an account that is made', () => {
  test('stands outside of the directory, with keys as the others have, and can be shared with', async () => {
    const { body } = await admin('POST', '/accounts', { world, alias: 'auditor', uid: '2000000000000009', legalEntity: 'Auditors' })
    expect(body).toEqual({
      world,
      account: {
        alias: 'auditor',
        uid: '2000000000000009',
        site: 'domestic',
        rootKey: `local-auditor-${world}`,
        adminKey: `local-auditor.admin-${world}`,
      },
    })
    expect((await admin('GET', `/accounts?world=${world}`)).body.accounts).toHaveLength(7)
    await shared('network', { ResourceType: 'Image', ResourceId: 'm-network1' }, '2000000000000009')
    const auditor = await as('auditor')
    const told = await auditor.call('ResourceSharing', 'ListResourceShareInvitations', {})
    expect(told.ResourceShareInvitations).toHaveLength(1)
    const admins = await as('auditor.admin')
    expect(await admins.call('Sts', 'GetCallerIdentity', {})).toMatchObject({ AccountId: '2000000000000009' })
  })

  test('needs an alias and an id of its own', async () => {
    const told = async (body: object) => {
      const { status, body: answer } = await admin('POST', '/accounts', { world, ...body })
      return [status, answer.error.code]
    }
    expect(await told({ alias: 'network', uid: '2000000000000009' })).toEqual([409, 'AccountExists'])
    expect(await told({ alias: 'auditor', uid: '1000000000000002' })).toEqual([409, 'AccountExists'])
    expect(await told({ alias: 'Audit or', uid: '2000000000000009' })).toEqual([400, 'InvalidMember'])
    expect(await told({ alias: 'auditor', uid: 'abc' })).toEqual([400, 'InvalidMember'])
    expect(await told({ alias: 'auditor', uid: '2000000000000009', site: 'moon' })).toEqual([400, 'InvalidMember'])
    expect((await admin('GET', `/accounts?world=${world}`)).body.accounts).toHaveLength(6)
  })
})
