import { createRequire } from 'node:module'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestServer, testServer } from '../server.js'
import { configOf, keyOf, runtime } from './connect.js'

const require = createRequire(import.meta.url)
const { default: ApiClient, $OpenApiUtil } = require('@alicloud/openapi-core') as typeof import('@alicloud/openapi-core')

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())

/** The answer of Resource Sharing as XML, without declaration and request id. */
async function asXml(action: string, query: Record<string, string> = {}): Promise<string> {
  const client = new ApiClient(await configOf(server, keyOf('network')))
  const params = new $OpenApiUtil.Params({
    ...{ action, version: '2020-01-10', protocol: 'HTTP', pathname: '/', method: 'POST', authType: 'AK' },
    ...{ style: 'RPC', reqBodyType: 'formData', bodyType: 'string' },
  })
  const request = new $OpenApiUtil.OpenApiRequest({ query: { ...query, Format: 'XML' } })
  const { body } = (await client.callApi(params, request, runtime)) as { body: string }
  return body.replace(/^<\?xml[^>]*\?>\s*/, '').replace(/<RequestId>[0-9A-F-]+<\/RequestId>/, '')
}
const inRoot = (members: string) => new RegExp(`^<OperationResponse>${members}</OperationResponse>$`)

test('lists are their element repeated, lists in lists too, and empty ones leave nothing', async () => {
  const tags = { 'Tag.1.Key': 'team', 'Tag.1.Value': 'a', 'Tag.2.Key': 'env' }
  for (const ResourceShareName of ['plain', 'tagged'])
    await asXml('CreateResourceShare', { ResourceShareName, ...(ResourceShareName === 'tagged' ? tags : {}) })
  const tagged = await asXml('ListResourceShares', { ResourceOwner: 'Self', ResourceShareName: 'tagged' })
  expect(tagged).toMatch(
    inRoot('<ResourceShares>.*<Tags><Key>team</Key><Value>a</Value></Tags><Tags><Key>env</Key><Value/></Tags></ResourceShares>'),
  )
  const both = await asXml('ListResourceShares', { ResourceOwner: 'Self' })
  expect(both.match(/<ResourceShares>/g)).toHaveLength(2)
  expect(await asXml('ListResourceShares', { ResourceOwner: 'Self', ResourceShareName: 'none' })).toMatch(/^<OperationResponse\/?>/)
})

test('a list with a wrapper of its own keeps it', async () => {
  const [, id] = /<ResourceShareId>(rs-\w+)</.exec(
    await asXml('CreateResourceShare', { ResourceShareName: 'wrapped', 'Tag.1.Key': 'b', 'Tag.2.Key': 'a' }),
  ) as unknown as [string, string]
  const listed = await asXml('ListTagResources', { RegionId: 'cn-hangzhou', ResourceType: 'ResourceShare', 'ResourceId.1': id })
  const entry = (key: string) =>
    `<TagResource><ResourceId>${id}</ResourceId><ResourceType>ResourceShare</ResourceType><TagKey>${key}</TagKey><TagValue/></TagResource>`
  expect(listed).toMatch(inRoot(`<TagResources>${entry('a')}${entry('b')}</TagResources>`))
})

test('an empty text is an empty element, and a policy is escaped text', async () => {
  const shown = await asXml('GetPermission', { PermissionName: 'AliyunRSDefaultPermissionVSwitch' })
  expect(shown).toContain(
    '<Permission>{"Effect":"Allow","Action":["vpc:DescribeVSwitches","vpc:DescribeVSwitchAttributes"]}</Permission>',
  )
  const [, id] = /<ResourceShareId>(rs-\w+)</.exec(
    await asXml('CreateResourceShare', { ResourceShareName: 'core' }),
  ) as unknown as [string, string]
  const associated = await asXml('AssociateResourceShare', { ResourceShareId: id, 'Targets.1': '1000000000000003' })
  expect(associated).toMatch(inRoot('<ResourceShareAssociations>.*<AssociationStatusMessage/>.*</ResourceShareAssociations>'))
})
