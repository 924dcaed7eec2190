import { afterEach, beforeEach, expect, it } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'
import operation from './ListResourceShareAssociations.js'

let cloud: Awaited<ReturnType<typeof testCloud>>
beforeEach(async () => {
  cloud = await testCloud()
})
afterEach(() => cloud.close())

const rs = 'ResourceSharing'
const imageArn = 'acs:ecs:cn-hangzhou:1000000000000002:image/m-network1'
const prod = '1000000000000003'
const partner = '2000000000000001'
type Given = Record<string, unknown>
async function share(parameters: Given = {}): Promise<string> {
  const given = { ResourceShareName: 'core', ResourceArns: [imageArn], Targets: [prod], ...parameters }
  return (await cloud.as('network').call(rs, 'CreateResourceShare', given)).ResourceShare.ResourceShareId
}
async function list(parameters: Given, alias = 'network'): Promise<Given[]> {
  return (await cloud.as(alias).call(rs, 'ListResourceShareAssociations', parameters)).ResourceShareAssociations
}
async function refusal(parameters: Given): Promise<string> {
  const { code, httpStatus, message } = await cloud.as('network').refused(rs, 'ListResourceShareAssociations', parameters)
  expect([httpStatus, message]).toEqual(operation.errors[code])
  return code
}
const resources = { AssociationType: 'Resource' }
const targets = { AssociationType: 'Target' }

it('a record tells share, entity, state and times', async () => {
  const id = await share()
  expect(await list(resources)).toEqual([
    {
      AssociationFailedDetails: [],
      AssociationStatus: 'Associated',
      AssociationStatusMessage: '',
      AssociationType: 'Resource',
      CreateTime: '2026-01-01T00:00:00.000Z',
      EntityId: 'm-network1',
      EntityType: 'Image',
      External: false,
      ResourceArn: imageArn,
      ResourceShareId: id,
      ResourceShareName: 'core',
      UpdateTime: '2026-01-01T00:00:00.000Z',
    },
  ])
  expect(await list(targets)).toMatchObject([{ EntityId: prod, EntityType: 'Account', External: false }])
  expect(await list(resources, 'prod')).toEqual([])
})

it('the time of an update is when the transition settled', async () => {
  await cloud.latency({ afterMs: 1100 })
  await share()
  expect(await list(resources)).toMatchObject([{ AssociationStatus: 'Associating', UpdateTime: '2026-01-01T00:00:00.000Z' }])
  await cloud.advance('2s')
  expect(await list(resources)).toMatchObject([{ AssociationStatus: 'Associated', UpdateTime: '2026-01-01T00:00:01.100Z' }])
})

it('each filter narrows the list, alone and together', async () => {
  const first = await share()
  await cloud.advance('1m')
  const second = await share({ AllowExternalTargets: true, Targets: [prod, partner] })
  const idsOf = async (parameters: Given) =>
    (await list(parameters)).map(({ ResourceShareId, EntityId }) => [ResourceShareId, EntityId])
  expect(await idsOf({ ...resources, ResourceId: 'm-network1' })).toEqual([
    [second, 'm-network1'],
    [first, 'm-network1'],
  ])
  expect(await idsOf({ ...resources, ResourceArn: imageArn, ResourceShareIds: [first] })).toEqual([[first, 'm-network1']])
  expect(await idsOf({ ...resources, ResourceArn: 'acs:ecs:cn-hangzhou:1000000000000009:image/m-network1' })).toEqual([])
  expect(await idsOf({ ...targets, Target: prod })).toEqual([
    [second, prod],
    [first, prod],
  ])
  expect(await idsOf({ ...targets, Target: partner, ResourceShareIds: [first, second] })).toEqual([[second, partner]])
  expect(await idsOf({ ...targets, AssociationStatus: 'Associating' })).toEqual([[second, partner]])
  expect((await idsOf({ ...targets, ResourceShareIds: [second] })).length).toBe(2)
  expect(await idsOf({ ...targets, ResourceShareIds: ['rs-none'] })).toEqual([])
})

it('pages go on where the last one ended, and their tokens fit', async () => {
  const Targets = ['1000000000000001', prod, '1000000000000004']
  const ids = [await share({ Targets }), await share({ Targets })]
  for (const filter of [{}, { ResourceShareIds: ids }]) {
    const found: unknown[] = []
    let NextToken: string | undefined
    do {
      const given = { ...targets, ...filter, MaxResults: 2, ...(NextToken === undefined ? {} : { NextToken }) }
      const page = await cloud.as('network').call(rs, 'ListResourceShareAssociations', given)
      expect(page.NextToken?.length ?? 0).toBeLessThanOrEqual(256)
      found.push(...page.ResourceShareAssociations.map(({ EntityId, ResourceShareId }: Given) => `${ResourceShareId} ${EntityId}`))
      NextToken = page.NextToken
    } while (NextToken !== undefined)
    expect(found).toHaveLength(6)
    expect(new Set(found).size).toBe(6)
  }
})

it.each(
  (
    [
      ['the kind of record is not said', { AssociationType: undefined }, 'MissingParameter.AssociationType'],
      ['the kind of record is none', { AssociationType: 'All' }, 'InvalidParameter.AssociationType'],
      ['the state is none', { AssociationStatus: 'Gone' }, 'InvalidParameter.AssociationStatus'],
      ['a page has no entry', { MaxResults: 0 }, 'InvalidParameter.MaxResults'],
      ['the token is none', { NextToken: 'abc' }, 'InvalidParameter.NextToken'],
      ['the token is too long', { NextToken: 'a'.repeat(257) }, 'InvalidParameter.NextToken.Length'],
      ['a share id is malformed', { ResourceShareIds: ['core'] }, 'InvalidParameter.ResourceShareIds'],
      ['a share id is given twice', { ResourceShareIds: ['rs-1', 'rs-1'] }, 'InvalidParameter.ResourceShareIds.Duplicate'],
      [
        'six share ids are given',
        { ResourceShareIds: [1, 2, 3, 4, 5, 6].map((n) => `rs-${n}`) },
        'InvalidParameter.ResourceShareIds.Length',
      ],
      ['the principal is malformed', { AssociationType: 'Target', Target: 'prod' }, 'InvalidParameter.Target'],
      ['the resource is malformed', { ResourceId: 'a b' }, 'InvalidParameter.ResourceId'],
      ['a principal is asked for among resources', { Target: prod }, 'ConflictedAssociationType'],
      [
        'a resource is asked for among principals',
        { AssociationType: 'Target', ResourceId: 'm-network1' },
        'ConflictedAssociationType',
      ],
      ['an ARN is asked for among principals', { AssociationType: 'Target', ResourceArn: imageArn }, 'ConflictedAssociationType'],
      ['the ARN is malformed', { ResourceArn: 'image' }, 'InvalidParameter.ResourceArn'],
      [
        'the ARN is of a type that cannot be shared',
        { ResourceArn: 'acs:oss:cn-hangzhou:1000000000000002:bucket/b' },
        'InvalidParameter.ResourceArn',
      ],
      [
        'a resource is given in both forms',
        { ResourceId: 'm-network1', ResourceArn: imageArn },
        'InvalidParameter.ResourceConflict',
      ],
    ] as [string, Given, string][]
  ).map(([title, parameters, code]) => ({ title, parameters, code })),
)('$title ($code)', async ({ parameters, code }) => {
  expect(await refusal({ ...resources, ...parameters })).toBe(code)
})

it('a parameter that no other code names is refused only by a fault rule (InvalidParameter)', async () => {
  await cloud.fault({ match: { action: 'ListResourceShareAssociations' }, effect: { error: 'InvalidParameter' } })
  expect(await refusal(resources)).toBe('InvalidParameter')
})

it('records of several shares come newest first over all, whole and in pages', async () => {
  const made: string[] = []
  for (let n = 0; n < 3; n += 1) {
    made.unshift(await share({ ResourceArns: undefined, Targets: undefined }))
    await cloud.advance('1m')
  }
  const [newest, middle, oldest] = made as [string, string, string]
  for (const [id, target] of [
    [newest, prod],
    [oldest, prod],
    [middle, prod],
    [oldest, '1000000000000004'],
  ]) {
    await cloud.as('network').call(rs, 'AssociateResourceShare', { ResourceShareId: id, Targets: [target] })
    await cloud.advance('1m')
  }
  const given = { ...targets, ResourceShareIds: [newest, oldest, middle] }
  const inOrder = [oldest, middle, oldest, newest]
  expect((await list(given)).map(({ ResourceShareId }) => ResourceShareId)).toEqual(inOrder)
  const single: unknown[] = []
  let NextToken: string | undefined
  do {
    const page = await cloud.as('network').call(rs, 'ListResourceShareAssociations', { ...given, MaxResults: 1, NextToken })
    single.push(...page.ResourceShareAssociations.map(({ ResourceShareId }: Given) => ResourceShareId))
    NextToken = page.NextToken
  } while (NextToken)
  expect(single).toEqual(inOrder)
})
