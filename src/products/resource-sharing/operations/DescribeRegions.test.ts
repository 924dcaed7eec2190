import { afterAll, beforeAll, expect, it } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'
import { injectedErrors } from '../../../derive/ledger.js'

const rs = 'ResourceSharing'
let cloud: Awaited<ReturnType<typeof testCloud>>
beforeAll(async () => {
  cloud = await testCloud()
})
afterAll(() => cloud.close())
const describe = (parameters: object = {}) => cloud.as('dev').call(rs, 'DescribeRegions', { ...parameters })

it('all regions of the service are listed, in Chinese unless asked otherwise', async () => {
  const { Regions } = await describe()
  expect(Regions).toHaveLength(26)
  expect(Regions).toContainEqual(expect.objectContaining({ RegionId: 'cn-hangzhou', LocalName: '华东1（杭州）' }))
  for (const AcceptLanguage of ['zh-CN', '', 'fr-FR']) expect((await describe({ AcceptLanguage })).Regions).toEqual(Regions)
})

it('English names come when asked for', async () => {
  const { Regions } = await describe({ AcceptLanguage: 'en-US' })
  expect(Regions).toContainEqual(expect.objectContaining({ RegionId: 'cn-hangzhou', LocalName: 'China (Hangzhou)' }))
})

it('no endpoint leads away from this server', async () => {
  const { Regions } = await describe()
  for (const { RegionEndpoint } of Regions) expect(RegionEndpoint).not.toMatch(/aliyuncs\.com$/)
})

it.each(
  ['ChangeResourceGroup', 'ListPermissionVersions', 'ListTagResources', 'TagResources', 'UntagResources'].flatMap((operation) =>
    (injectedErrors[`${rs} ${operation}`] ?? []).map((code) => [operation, code] as const),
  ),
)('%s can be made to fail with %s', async (operation, error) => {
  const tagged = {
    RegionId: 'cn-hangzhou',
    ResourceType: 'ResourceShare',
    ResourceId: ['rs-none'],
    Tag: [{ Key: 'a' }],
    TagKey: ['a'],
  }
  const { ResourceId: _, ...rest } = tagged
  const moved = { ResourceId: 'rs-none', ResourceRegionId: 'cn-hangzhou', ResourceGroupId: 'rg-1', PermissionName: 'x' }
  await cloud.fault({ match: { action: operation }, effect: { error } })
  const { code } = await cloud.as('dev').refused(rs, operation, operation.includes('Tag') ? tagged : { ...rest, ...moved })
  await cloud.clearFaults()
  expect(code).toBe(error)
})
