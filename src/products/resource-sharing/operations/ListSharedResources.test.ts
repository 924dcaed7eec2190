import { afterEach, beforeEach, expect, it } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'
import operation from './ListSharedResources.js'

let cloud: Awaited<ReturnType<typeof testCloud>>
beforeEach(async () => {
  cloud = await testCloud()
})
afterEach(() => cloud.close())

const rs = 'ResourceSharing'
const image = { ResourceType: 'Image', ResourceId: 'm-network1' }
const snapshot = { ResourceType: 'Snapshot', ResourceId: 's-network1' }
const imageArn = 'acs:ecs:cn-hangzhou:1000000000000002:image/m-network1'
const prod = '1000000000000003'
const dev = '1000000000000004'
type Given = Record<string, unknown>
async function share(parameters: Given, alias = 'network'): Promise<string> {
  const given = { ResourceShareName: 'core', ...parameters }
  return (await cloud.as(alias).call(rs, 'CreateResourceShare', given)).ResourceShare.ResourceShareId
}
async function list(alias: string, parameters: Given): Promise<Given[]> {
  return (await cloud.as(alias).call(rs, 'ListSharedResources', parameters)).SharedResources
}
async function refusal(parameters: Given): Promise<string> {
  const { code, httpStatus, message } = await cloud.as('network').refused(rs, 'ListSharedResources', parameters)
  expect([httpStatus, message]).toEqual(operation.errors[code])
  return code
}
const mine = { ResourceOwner: 'Self' }
const others = { ResourceOwner: 'OtherAccounts' }
const idsOf = (rows: Given[]) => rows.map(({ ResourceId }) => ResourceId).sort()

it('the owner sees an entry for each share, principals see whether they can use the resource', async () => {
  const id = await share({ Resources: [image], Targets: [prod] })
  await share({ Resources: [image] })
  expect(await list('network', mine)).toHaveLength(2)
  const [own] = await list('network', { ...mine, ResourceShareIds: [id] })
  const shown = {
    CreateTime: '2026-01-01T00:00:00.000Z',
    ResourceArn: imageArn,
    ResourceId: 'm-network1',
    ResourceShareId: id,
    ResourceType: 'Image',
    UpdateTime: '2026-01-01T00:00:00.000Z',
  }
  expect(own).toEqual(shown)
  expect(await list('prod', others)).toEqual([{ ...shown, ResourceStatus: 'Available', ResourceStatusMessage: '' }])
  expect(await list('dev', others)).toEqual([])
})

it('a resource that principals cannot reach says so, once it is in a share that they are in', async () => {
  const id = await share({ Resources: [{ ResourceType: 'ElasticityAssurance', ResourceId: 'eap-network1' }], Targets: [prod] })
  expect(await list('prod', others)).toMatchObject([{ ResourceStatus: 'Available' }])
  await cloud.as('network').call(rs, 'DeleteResourceShare', { ResourceShareId: id })
  expect(await list('prod', others)).toEqual([])
})

it('each filter narrows the list, on both sides', async () => {
  const first = await share({ Resources: [image, snapshot], Targets: [prod] })
  const second = await share({ Resources: [image], Targets: [dev] })
  await share({ Resources: [{ ResourceType: 'Image', ResourceId: 'm-dev1' }], Targets: [prod] }, 'dev')
  expect(idsOf(await list('network', { ...mine, ResourceType: 'Snapshot' }))).toEqual(['s-network1'])
  expect(idsOf(await list('network', { ...mine, ResourceIds: ['m-network1'] }))).toEqual(['m-network1', 'm-network1'])
  expect(idsOf(await list('network', { ...mine, ResourceArns: [imageArn], ResourceShareIds: [second] }))).toEqual(['m-network1'])
  expect(idsOf(await list('network', { ...mine, Target: prod }))).toEqual(['m-network1', 's-network1'])
  expect(idsOf(await list('network', { ...mine, Target: '1000000000000001' }))).toEqual([])
  expect(idsOf(await list('prod', others))).toEqual(['m-dev1', 'm-network1', 's-network1'])
  expect(idsOf(await list('prod', { ...others, Target: dev }))).toEqual(['m-dev1'])
  expect(idsOf(await list('prod', { ...others, ResourceShareIds: [first, second] }))).toEqual(['m-network1', 's-network1'])
  expect(idsOf(await list('prod', { ...others, ResourceType: 'Image' }))).toEqual(['m-dev1', 'm-network1'])
  expect(idsOf(await list('prod', { ...others, ResourceIds: ['s-network1', 'm-dev1'] }))).toEqual(['m-dev1', 's-network1'])
})

it('pages over several shares neither repeat nor skip, while shares come and the one just read goes', async () => {
  const kinds = ['Image/m', 'Snapshot/s', 'PublicIpAddressPool/pippool', 'KMSInstance/kst', 'DeploymentSet/ds'].map((kind) =>
    kind.split('/'),
  )
  for (const alias of ['network', 'dev'])
    await share(
      { Resources: kinds.map(([ResourceType, prefix]) => ({ ResourceType, ResourceId: `${prefix}-${alias}1` })), Targets: [prod] },
      alias,
    )
  const all = idsOf(await list('prod', others))
  expect(all).toHaveLength(10)
  const found: string[] = []
  let NextToken: string | undefined
  for (let n = 0; n < 10 && (n === 0 || NextToken !== undefined); n += 1) {
    const page = await cloud
      .as('prod')
      .call(rs, 'ListSharedResources', { ...others, MaxResults: 3, ...(NextToken === undefined ? {} : { NextToken }) })
    found.push(...page.SharedResources.map(({ ResourceId }: Given) => ResourceId))
    expect(page.NextToken?.length ?? 0).toBeLessThanOrEqual(256)
    NextToken = page.NextToken
    await share({ Targets: [prod] }, 'management')
  }
  expect(found.sort()).toEqual(all)
})

it('a share that ends while it is being paged is left out from there on, and the next ones follow', async () => {
  const first = await share({ Resources: [image, snapshot], Targets: [prod] })
  await cloud.advance('1m')
  const second = await share(
    {
      Resources: [
        { ResourceType: 'Image', ResourceId: 'm-dev1' },
        { ResourceType: 'Snapshot', ResourceId: 's-dev1' },
      ],
      Targets: [prod],
    },
    'dev',
  )
  const one = await cloud.as('prod').call(rs, 'ListSharedResources', { ...others, MaxResults: 1 })
  expect(one.SharedResources[0].ResourceShareId).toBe(second)
  await cloud.as('dev').call(rs, 'DisassociateResourceShare', { ResourceShareId: second, Targets: [prod] })
  const rest = await cloud.as('prod').call(rs, 'ListSharedResources', { ...others, NextToken: one.NextToken })
  expect(rest.SharedResources.map(({ ResourceShareId }: Given) => ResourceShareId)).toEqual([first, first])
})

it.each(
  (
    [
      ['whose resources is not said', { ResourceOwner: undefined }, 'MissingParameter.ResourceOwner'],
      ['whose resources is unclear', { ResourceOwner: 'All' }, 'InvalidParameter.ResourceOwner'],
      ['the type cannot be shared', { ResourceType: 'Bucket' }, 'InvalidParameter.ResourceType'],
      ['the page size is no number', { MaxResults: 'many' }, 'InvalidParameter.MaxResults'],
      ['the token is none', { NextToken: 'abc' }, 'InvalidParameter.NextToken'],
      ['the token is too long', { NextToken: 'a'.repeat(257) }, 'InvalidParameter.NextToken.Length'],
      ['a share id is malformed', { ResourceShareIds: ['core'] }, 'InvalidParameter.ResourceShareIds'],
      ['a share id is given twice', { ResourceShareIds: ['rs-1', 'rs-1'] }, 'InvalidParameter.ResourceShareIds.Duplicate'],
      [
        'six share ids are given',
        { ResourceShareIds: [1, 2, 3, 4, 5, 6].map((n) => `rs-${n}`) },
        'InvalidParameter.ResourceShareIds.Length',
      ],
      ['a resource id is malformed', { ResourceIds: ['a b'] }, 'InvalidParameter.ResourceIds'],
      ['a resource id is given twice', { ResourceIds: ['m-1', 'm-1'] }, 'InvalidParameter.ResourceIds.Duplicate'],
      [
        'six resource ids are given',
        { ResourceIds: [1, 2, 3, 4, 5, 6].map((n) => `m-${n}`) },
        'InvalidParameter.ResourceIds.Length',
      ],
      ['the principal is malformed', { Target: 'prod' }, 'InvalidParameter.Target'],
      ['an ARN is malformed', { ResourceArns: ['image'] }, 'InvalidParameter.ResourceArns'],
      [
        'an ARN is of a type that cannot be shared',
        { ResourceArns: ['acs:oss:cn-hangzhou:1:bucket/b'] },
        'InvalidParameter.ResourceArns',
      ],
      ['an ARN is given twice', { ResourceArns: [imageArn, imageArn] }, 'InvalidParameter.ResourceArns.Duplicate'],
      [
        'six ARNs are given',
        { ResourceArns: [1, 2, 3, 4, 5, 6].map((n) => `${imageArn}${n}`) },
        'InvalidParameter.ResourceArns.Length',
      ],
      [
        'a type that has ARNs only is asked for by id',
        { ResourceType: 'PolarDBBackupSet', ResourceIds: ['pbs-1'] },
        'NotSupport.ResourceType.ResourcesParameter',
      ],
      [
        'resources are given in both forms',
        { ResourceIds: ['m-1'], ResourceArns: [imageArn] },
        'InvalidParameter.ResourceConflict',
      ],
    ] as [string, Given, string][]
  ).map(([title, parameters, code]) => ({ title, parameters, code })),
)('$title ($code)', async ({ parameters, code }) => {
  expect(await refusal({ ...mine, ...parameters })).toBe(code)
})

it('a parameter that no other code names is refused only by a fault rule (InvalidParameter)', async () => {
  await cloud.fault({ match: { action: 'ListSharedResources' }, effect: { error: 'InvalidParameter' } })
  expect(await refusal(mine)).toBe('InvalidParameter')
})

it('resources that are named come newest first over all shares and resources', async () => {
  const pool = { ResourceType: 'PublicIpAddressPool', ResourceId: 'pippool-network1' }
  const ipam = { ResourceType: 'IpamPool', ResourceId: 'ipam-pool-network1' }
  const first = await share({ Resources: [pool] })
  await cloud.advance('1m')
  const second = await share({ Resources: [ipam] })
  await cloud.advance('1m')
  await cloud.as('network').call(rs, 'AssociateResourceShare', { ResourceShareId: first, Resources: [ipam] })
  await cloud.advance('1m')
  await cloud.as('network').call(rs, 'AssociateResourceShare', { ResourceShareId: second, Resources: [pool] })
  const both = [pool.ResourceId, ipam.ResourceId]
  const inOrder = [`${second} ${both[0]}`, `${first} ${both[1]}`, `${second} ${both[1]}`, `${first} ${both[0]}`]
  for (const filter of [{ ResourceShareIds: [first, second] }, { ResourceIds: both }, {}]) {
    const rows = await list('network', { ...mine, ...filter })
    expect(rows.map(({ ResourceShareId, ResourceId }) => `${ResourceShareId} ${ResourceId}`)).toEqual(inOrder)
  }
})
