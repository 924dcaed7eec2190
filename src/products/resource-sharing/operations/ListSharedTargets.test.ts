import { afterEach, beforeEach, expect, it } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'
import operation from './ListSharedTargets.js'

let cloud: Awaited<ReturnType<typeof testCloud>>
beforeEach(async () => {
  cloud = await testCloud()
})
afterEach(() => cloud.close())

const rs = 'ResourceSharing'
const image = { ResourceType: 'Image', ResourceId: 'm-network1' }
const imageArn = 'acs:ecs:cn-hangzhou:1000000000000002:image/m-network1'
const [network, prod, dev, partner] = ['1000000000000002', '1000000000000003', '1000000000000004', '2000000000000001']
type Given = Record<string, unknown>
async function share(parameters: Given, alias = 'network'): Promise<string> {
  const given = { ResourceShareName: 'core', ...parameters }
  return (await cloud.as(alias).call(rs, 'CreateResourceShare', given)).ResourceShare.ResourceShareId
}
async function list(alias: string, parameters: Given): Promise<Given[]> {
  return (await cloud.as(alias).call(rs, 'ListSharedTargets', parameters)).SharedTargets
}
async function refusal(parameters: Given): Promise<string> {
  const { code, httpStatus, message } = await cloud.as('network').refused(rs, 'ListSharedTargets', parameters)
  expect([httpStatus, message]).toEqual(operation.errors[code])
  return code
}
const mine = { ResourceOwner: 'Self' }
const others = { ResourceOwner: 'OtherAccounts' }
const idsOf = (rows: Given[]) => rows.map(({ TargetId }) => TargetId).sort()

it('the owner sees principals that take part, with the window of a service; not those who were only invited', async () => {
  const window = '{"timeRange":{"timeRangeType":"day"}}'
  const service = 'ecs.aliyuncs.com'
  const id = await share({
    AllowExternalTargets: true,
    Targets: [prod, partner, service],
    TargetProperties: [{ TargetId: service, Property: window }],
  })
  const rows = await list('network', mine)
  expect(idsOf(rows)).toEqual([prod, service])
  expect(rows.find(({ TargetId }) => TargetId === service)).toEqual({
    CreateTime: '2026-01-01T00:00:00.000Z',
    External: true,
    ResourceShareId: id,
    TargetId: service,
    TargetProperty: window,
    UpdateTime: '2026-01-01T00:00:00.000Z',
  })
})

it('a principal sees the owner of each share that it takes part in', async () => {
  const first = await share({ Resources: [image], Targets: [prod] })
  await share({ Targets: [prod] }, 'dev')
  expect(idsOf(await list('prod', others))).toEqual([network, dev])
  expect(await list('prod', { ...others, Targets: [network] })).toMatchObject([
    { TargetId: network, ResourceShareId: first, External: false },
  ])
  expect(idsOf(await list('prod', { ...others, ResourceId: 'm-network1' }))).toEqual([network])
  expect(idsOf(await list('prod', { ...others, ResourceShareIds: [first] }))).toEqual([network])
})

it('each filter narrows the list', async () => {
  const first = await share({ Resources: [image], Targets: [prod] })
  await share({ Targets: [dev] })
  expect(idsOf(await list('network', { ...mine, ResourceType: 'Image' }))).toEqual([prod])
  expect(idsOf(await list('network', { ...mine, ResourceType: 'Snapshot' }))).toEqual([])
  expect(idsOf(await list('network', { ...mine, ResourceId: 'm-network1' }))).toEqual([prod])
  expect(idsOf(await list('network', { ...mine, ResourceArn: imageArn }))).toEqual([prod])
  expect(idsOf(await list('network', { ...mine, ResourceArn: 'acs:ecs:cn-hangzhou:1000000000000003:image/m-network1' }))).toEqual(
    [],
  )
  expect(idsOf(await list('network', { ...mine, Targets: [dev, partner] }))).toEqual([dev])
  expect(idsOf(await list('network', { ...mine, ResourceShareIds: [first], Targets: [dev] }))).toEqual([])
})

it('principals are listed newest first, whatever narrows the list', async () => {
  const id = await share({ AllowExternalTargets: true })
  const joining = [prod, 'ecs.aliyuncs.com', '1000000000000001', dev]
  for (const target of joining) {
    await cloud.as('network').call(rs, 'AssociateResourceShare', { ResourceShareId: id, Targets: [target] })
    await cloud.advance('1m')
  }
  const newestFirst = [...joining].reverse()
  for (const filter of [{}, { ResourceShareIds: [id] }])
    expect((await list('network', { ...mine, ...filter })).map(({ TargetId }) => TargetId)).toEqual(newestFirst)
  const shares = [id]
  for (let i = 0; i < 3; i++) {
    shares.unshift(await share({ Targets: [prod] }))
    await cloud.advance('1m')
  }
  const ofProd = await list('network', { ...mine, Targets: [prod] })
  expect(ofProd.map(({ ResourceShareId }) => ResourceShareId)).toEqual(shares)
})

it('pages go on where the last one ended', async () => {
  await share({ Targets: [prod, dev, '1000000000000001'] })
  const one = await cloud.as('network').call(rs, 'ListSharedTargets', { ...mine, MaxResults: 2 })
  const two = await cloud.as('network').call(rs, 'ListSharedTargets', { ...mine, MaxResults: 2, NextToken: one.NextToken })
  expect(idsOf([...one.SharedTargets, ...two.SharedTargets])).toEqual(['1000000000000001', prod, dev])
  expect(two).not.toHaveProperty('NextToken')
})

it.each(
  (
    [
      ['whose shares is not said', { ResourceOwner: undefined }, 'MissingParameter.ResourceOwner'],
      ['whose shares is unclear', { ResourceOwner: 'All' }, 'InvalidParameter.ResourceOwner'],
      ['the type cannot be shared', { ResourceType: 'Bucket' }, 'InvalidParameter.ResourceType'],
      ['the page size is too large', { MaxResults: 1000 }, 'InvalidParameter.MaxResults'],
      ['the token is none', { NextToken: 'abc' }, 'InvalidParameter.NextToken'],
      ['the token is too long', { NextToken: 'a'.repeat(257) }, 'InvalidParameter.NextToken.Length'],
      ['a share id is malformed', { ResourceShareIds: ['core'] }, 'InvalidParameter.ResourceShareIds'],
      ['a share id is given twice', { ResourceShareIds: ['rs-1', 'rs-1'] }, 'InvalidParameter.ResourceShareIds.Duplicate'],
      [
        'six share ids are given',
        { ResourceShareIds: [1, 2, 3, 4, 5, 6].map((n) => `rs-${n}`) },
        'InvalidParameter.ResourceShareIds.Length',
      ],
      ['a principal is malformed', { Targets: ['prod'] }, 'InvalidParameter.Targets'],
      ['a principal is given twice', { Targets: [prod, prod] }, 'InvalidParameter.Targets.Duplicate'],
      ['six principals are given', { Targets: ['1', '2', '3', '4', '5', '6'] }, 'InvalidParameter.Targets.Length'],
      ['the resource is malformed', { ResourceId: 'a b' }, 'InvalidParameter.ResourceId'],
      ['the ARN is malformed', { ResourceArn: 'image' }, 'InvalidParameter.ResourceArn'],
      [
        'the ARN is of a type that cannot be shared',
        { ResourceArn: 'acs:oss:cn-hangzhou:1:bucket/b' },
        'InvalidParameter.ResourceArn',
      ],
      ['the resource is given in both forms', { ResourceId: 'm-1', ResourceArn: imageArn }, 'InvalidParameter.ResourceConflict'],
    ] as [string, Given, string][]
  ).map(([title, parameters, code]) => ({ title, parameters, code })),
)('$title ($code)', async ({ parameters, code }) => {
  expect(await refusal({ ...mine, ...parameters })).toBe(code)
})

it('a parameter that no other code names is refused only by a fault rule (InvalidParameter)', async () => {
  await cloud.fault({ match: { action: 'ListSharedTargets' }, effect: { error: 'InvalidParameter' } })
  expect(await refusal(mine)).toBe('InvalidParameter')
})

it('principals of several shares, and shares of several principals, come newest first over all', async () => {
  const first = await share({ Targets: [prod] })
  await cloud.advance('1m')
  const second = await share({ Targets: [dev] })
  await cloud.advance('1m')
  await cloud.as('network').call(rs, 'AssociateResourceShare', { ResourceShareId: first, Targets: [dev] })
  await cloud.advance('1m')
  await cloud.as('network').call(rs, 'AssociateResourceShare', { ResourceShareId: second, Targets: [prod] })
  const inOrder = [`${second} ${prod}`, `${first} ${dev}`, `${second} ${dev}`, `${first} ${prod}`]
  for (const filter of [{ ResourceShareIds: [first, second] }, { Targets: [prod, dev] }, {}]) {
    const rows = await list('network', { ...mine, ...filter })
    expect(rows.map(({ ResourceShareId, TargetId }) => `${ResourceShareId} ${TargetId}`)).toEqual(inOrder)
  }
})
