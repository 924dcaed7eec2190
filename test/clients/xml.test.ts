import { createRequire } from 'node:module'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestServer, testServer } from '../server.js'
import { configOf, keyOf, openApiCoreRefusal, runtime } from './connect.js'

const require = createRequire(import.meta.url)
const { default: ApiClient, $OpenApiUtil } = require('@alicloud/openapi-core') as typeof import('@alicloud/openapi-core')

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())

/** A call that asks for XML, its answer as text. Of this client's two signatures only V3 comes with a reader of XML refusals. */
async function asXml(action: string, query: Record<string, string> = {}) {
  const client = new ApiClient(await configOf(server, keyOf('network')))
  const params = new $OpenApiUtil.Params({
    ...{ action, version: '2015-04-01', protocol: 'HTTP', pathname: '/', method: 'POST', authType: 'AK' },
    ...{ style: 'RPC', reqBodyType: 'formData', bodyType: 'string' },
  })
  const request = new $OpenApiUtil.OpenApiRequest({ query: { ...query, Format: 'XML' } })
  return (await client.callApi(params, request, runtime)) as { body: string; headers: Record<string, string> }
}

test('an answer in XML has the operation as root and its members as elements', async () => {
  const { body, headers } = await asXml('GetCallerIdentity')
  expect(headers['content-type']).toBe('text/xml;charset=utf-8')
  expect(body).toMatch(/^<\?xml version=["']1\.0["'] encoding=["']UTF-8["']\s*\?>\s*<GetCallerIdentityResponse>/)
  expect(body).toContain(`<RequestId>${headers['x-acs-request-id']}</RequestId>`)
  expect(body).toContain('<Arn>acs:ram::1000000000000002:root</Arn>')
  expect(body.trimEnd()).toMatch(/<\/GetCallerIdentityResponse>$/)
})

test('a refusal in XML is read by the client as one in JSON is', async () => {
  const refused = await asXml('AssumeRole', { RoleArn: 'nonsense', RoleSessionName: 'alice' }).then(
    ({ body }) => expect.fail(`was not refused: ${body}`),
    openApiCoreRefusal,
  )
  expect(refused).toMatchObject({ httpStatus: 400, code: 'InvalidParameter.RoleArn' })
  expect(refused.body).toMatchObject({
    Message: 'The parameter RoleArn is wrongly formed.',
    HostId: server.endpoint,
    Recommend: `${server.url}/console/e/${String(refused.body.RequestId)}`,
  })
})
