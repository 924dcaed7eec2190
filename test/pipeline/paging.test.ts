/** Pages: whose they are, and that they neither repeat nor skip while the list changes. */

import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { testCloud } from '../cloud.js'

const RS = 'ResourceSharing'
const ECR = 'ExpressConnectRouter'

let cloud: Awaited<ReturnType<typeof testCloud>>
beforeEach(async () => {
  cloud = await testCloud()
})
afterEach(() => cloud.close())

const token = (text: string) => Buffer.from(text).toString('base64url')

test('a page token serves its operation, its account and its world, and nobody else', async () => {
  for (const alias of ['network', 'prod'])
    for (const name of ['a', 'b']) await cloud.as(alias).call(RS, 'CreateResourceShare', { ResourceShareName: name })
  const page = { ResourceOwner: 'Self', MaxResults: 1 }
  const { NextToken } = await cloud.as('network').call(RS, 'ListResourceShares', page)
  expect((await cloud.as('network').call(RS, 'ListResourceShares', { ...page, NextToken })).ResourceShares).toHaveLength(1)
  const code = 'InvalidParameter.NextToken'
  expect((await cloud.as('prod').refused(RS, 'ListResourceShares', { ...page, NextToken })).code).toBe(code)
  expect((await cloud.as('network').refused(RS, 'ListSharedResources', { ...page, NextToken })).code).toBe(code)
  expect((await cloud.as('network').refused(RS, 'ListResourceShareInvitations', { NextToken })).code).toBe(code)
  // Another key of the account is the same account.
  await cloud.as('network.admin').call(RS, 'ListResourceShares', { ...page, NextToken })
})

const lists = [
  [RS, 'ListResourceShares', { ResourceOwner: 'Self' }, 'NextToken'],
  [RS, 'ListResourceShares', { ResourceOwner: 'OtherAccounts' }, 'NextToken'],
  [RS, 'ListResourceShareAssociations', { AssociationType: 'Target' }, 'NextToken'],
  [RS, 'ListResourceShareInvitations', {}, 'NextToken'],
  [RS, 'ListSharedResources', { ResourceOwner: 'Self' }, 'NextToken'],
  [RS, 'ListSharedTargets', { ResourceOwner: 'OtherAccounts' }, 'NextToken'],
  [ECR, 'DescribeExpressConnectRouter', {}, 'NextToken'],
  ['Ram', 'ListUsers', {}, 'Marker'],
  ['Ram', 'ListRoles', {}, 'Marker'],
] as const

test.each(lists)('%s %s with %j refuses a token that was made up, whatever is in it', async (product, action, parameters, name) => {
  const account = await cloud.uid('network')
  const own = `${action}&${account}&2&`
  for (const made of [
    'x',
    '!',
    token('x'),
    token(own),
    token(`${own}x`),
    token(`${own}9~~x`),
    token(`${own}\u0000\uffff`),
    token(`${own}/1/2/3`),
    `${token(own)}=`,
  ]) {
    const { status, body } = await cloud.as('network').answer(product, action, { ...parameters, [name]: made })
    expect(status, `${made}: ${JSON.stringify(body)}`).toBeLessThan(500)
  }
})

interface Listed {
  readonly ids: readonly string[]
  readonly next: string | undefined
}
/** How to fill a list, take from it and read a page of it. */
interface Subject {
  readonly name: string
  add(n: number): Promise<string>
  remove(id: string): Promise<void>
  page(size: number, next: string | undefined): Promise<Listed>
}

function subjects(): readonly Subject[] {
  const network = cloud.as('network')
  return [
    {
      name: 'resource shares',
      add: async (n) =>
        (await network.call(RS, 'CreateResourceShare', { ResourceShareName: `s${n}` })).ResourceShare.ResourceShareId,
      remove: (ResourceShareId) => network.call(RS, 'DeleteResourceShare', { ResourceShareId }),
      async page(MaxResults, NextToken) {
        const body = await network.call(RS, 'ListResourceShares', {
          ResourceOwner: 'Self',
          ResourceShareStatus: 'Active',
          MaxResults,
          NextToken,
        })
        return { ids: body.ResourceShares.map((each: { ResourceShareId: string }) => each.ResourceShareId), next: body.NextToken }
      },
    },
    {
      name: 'ECRs',
      add: async (n) => (await network.call(ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn: 4_200_000_000 + n })).EcrId,
      remove: (EcrId) => network.call(ECR, 'DeleteExpressConnectRouter', { EcrId }),
      async page(MaxResults, NextToken) {
        const body = await network.call(ECR, 'DescribeExpressConnectRouter', { MaxResults, NextToken })
        return { ids: body.EcrList.map((each: { EcrId: string }) => each.EcrId), next: body.NextToken }
      },
    },
    {
      name: 'users',
      add: async (n) => (await network.call('Ram', 'CreateUser', { UserName: `u${(n * 7919) % 1000}-${n}` })).User.UserName,
      remove: (UserName) => network.call('Ram', 'DeleteUser', { UserName }),
      async page(MaxItems, Marker) {
        const body = await network.call('Ram', 'ListUsers', { MaxItems, Marker })
        return { ids: body.Users.User.map((each: { UserName: string }) => each.UserName), next: body.Marker }
      },
    },
  ]
}

/** Between two pages: something is added or taken away, or time passes. */
const change = fc.oneof(
  fc.record({ what: fc.constant('add' as const) }),
  fc.record({ what: fc.constant('remove' as const), which: fc.nat(40) }),
  fc.record({ what: fc.constant('wait' as const), ms: fc.nat(2000) }),
)
const plan = fc.record({
  first: fc.integer({ min: 0, max: 12 }),
  pages: fc.array(fc.record({ size: fc.integer({ min: 1, max: 5 }), changes: fc.array(change, { maxLength: 3 }) }), {
    minLength: 4,
    maxLength: 16,
  }),
})

test.each([0, 1, 2])('pages neither repeat nor skip what was there all along (list %i)', async (which) => {
  const quotas = { 'resourcesharing.resourceShares': 100_000, 'expressconnectrouter.ecrsPerAccount': 100_000, 'ram.users': 100_000 }
  await cloud.settings({ quotas })
  const subject = subjects()[which] as Subject
  let count = 0
  const property = fc.asyncProperty(plan, async ({ first, pages }) => {
    const there: string[] = []
    for (let i = 0; i < first; i++) there.push(await subject.add(count++))
    const steady = new Set(there)
    const seen: string[] = []
    let next: string | undefined
    let turn = 0
    do {
      const { size, changes } = pages[turn++ % pages.length] as (typeof pages)[number]
      const page = await subject.page(size, next)
      expect(page.ids.length).toBeLessThanOrEqual(size)
      seen.push(...page.ids)
      next = page.next
      for (const each of turn > pages.length ? [] : changes) {
        if (each.what === 'add') there.push(await subject.add(count++))
        if (each.what === 'wait') await cloud.cloud.advance(each.ms)
        const id = each.what === 'remove' ? there[each.which] : undefined
        if (id === undefined) continue
        await subject.remove(id)
        there.splice(there.indexOf(id), 1)
        steady.delete(id)
      }
    } while (next)
    expect(new Set(seen).size, 'a row came twice').toBe(seen.length)
    expect(
      [...steady].filter((id) => !seen.includes(id)),
      'a row was skipped',
    ).toEqual([])
    for (const id of there) await subject.remove(id)
  })
  // A failure tells the seed.
  await fc.assert(property, { numRuns: 40, seed: Number(process.env.CROSSGRANT_TEST_SEED) || Date.now() % 2 ** 31 })
})
