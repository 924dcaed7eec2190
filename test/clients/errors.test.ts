import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Caller, type Clients, clientsOf, keyOf, variants } from './connect.js'

const RegionId = 'cn-hangzhou'
const missing = { RegionId, VpcId: 'vpc-000000000000000000000' }

describe.each(variants)('a refusal through $name', (variant) => {
  let clients: Clients
  let network: Caller
  beforeAll(async () => {
    clients = await clientsOf(variant)
    network = await clients.as('network')
  })
  afterAll(() => clients.close())

  test('carries five texts, and links to a page that names the code, says why and what to do', async () => {
    const partner = await clients.as('partner')
    const { ResourceShare } = await partner.call('ResourceSharing', 'CreateResourceShare', { ResourceShareName: 'theirs' })
    const share = { ResourceShareId: ResourceShare.ResourceShareId, ResourceShareName: 'mine' }
    const { code, httpStatus, body } = await network.refused('ResourceSharing', 'UpdateResourceShare', share)
    expect({ code, httpStatus }).toEqual({ code: 'EntityNotExists.ResourceShare', httpStatus: 404 })
    expect(body).toEqual({
      RequestId: expect.stringMatching(/^[0-9A-F]{8}-([0-9A-F]{4}-){3}[0-9A-F]{12}$/),
      Message: 'The resource share does not exist in the current account.',
      Recommend: `${clients.server.url}/console/e/${String(body.RequestId)}`,
      HostId: clients.server.endpoint,
      Code: code,
    })
    const page = await fetch(String(body.Recommend))
    expect({ status: page.status, type: page.headers.get('content-type') }).toEqual({
      status: 200,
      type: 'text/html; charset=utf-8',
    })
    const text = await page.text()
    expect(text).toContain(code)
    expect(text).toContain(share.ResourceShareId)
    expect(text).toMatch(/<h2>Why<\/h2><p>[^<]{10,}/)
  })

  test('of a signature with a wrong secret tells the string that was to be signed', async () => {
    const stranger = await clients.with({ ...keyOf('network'), accessKeySecret: 'guessed' })
    const { httpStatus, code, body } = await stranger.refused('Vpc', 'DescribeVpcs', { RegionId })
    expect({ httpStatus, code }).toEqual({ httpStatus: 400, code: 'SignatureDoesNotMatch' })
    const [said, stringToSign = ''] = String(body.Message).split('server string to sign is:')
    expect(said).toBe('Specified signature is not matched with our calculation. ')
    expect(stringToSign).toMatch(
      variant.name.includes('V3')
        ? /^ACS3-HMAC-SHA256\n[0-9a-f]{64}$/
        : /^(GET|POST)&%2F&AccessKeyId%3Dlocal-network%26Action%3DDescribeVpcs%26.*Version%3D2016-04-28$/,
    )
  })

  test('of a key that no world has is a 404 whatever its secret (InvalidAccessKeyId.NotFound)', async () => {
    const stranger = await clients.with({ accessKeyId: 'LTAIexample', accessKeySecret: 'x' })
    const refusal = await stranger.refused('Vpc', 'DescribeVpcs', { RegionId })
    expect(refusal).toMatchObject({ httpStatus: 404, code: 'InvalidAccessKeyId.NotFound' })
  })

  test('meets a nonce that was used already, and a request that was signed long ago', async () => {
    const once = { nonce: `only-once-${variant.name.length}` }
    await network.call('Vpc', 'DescribeVpcs', { RegionId }, once)
    const replayed = await network.refused('Vpc', 'DescribeVpcs', { RegionId }, once)
    expect(replayed).toMatchObject({ httpStatus: 400, code: 'SignatureNonceUsed' })
    const old = await network.refused('Vpc', 'DescribeVpcs', { RegionId }, { timestamp: '2020-01-01T00:00:00Z' })
    expect(old).toMatchObject({ httpStatus: 400, code: 'InvalidTimeStamp.Expired' })
    const garbled = await network.refused('Vpc', 'DescribeVpcs', { RegionId }, { timestamp: 'yesterday' })
    expect(garbled).toMatchObject({ httpStatus: 400, code: 'InvalidTimeStamp.Format' })
  })

  test('tells an operation that nobody has from one that is not offered here', async () => {
    const unknown = await network.refused('ResourceSharing', 'DeleteEverything')
    expect(unknown).toMatchObject({ httpStatus: 404, code: 'InvalidAction.NotFound' })
    // Clients take a 404, or NotFound anywhere in the text, for "gone", and go on as if nothing were wrong.
    const later = await network.refused('Ecs', 'DescribeInstances', { RegionId })
    expect(later).toMatchObject({ httpStatus: 400, code: 'OperationNotOffered' })
    expect(JSON.stringify(later.body)).not.toContain('NotFound')
    expect(later.body.Message).toContain('Ecs DescribeInstances')
  })

  test('that a fault rule asks for looks like any other (Throttling.User)', async () => {
    await clients.server.core.worlds.setFaults('default', () => [
      { id: 'fault-1', match: { action: 'DescribeVpcAttribute' }, effect: { error: 'Throttling.User' }, times: 1 },
    ])
    const refusal = await network.refused('Vpc', 'DescribeVpcAttribute', missing)
    expect(refusal).toMatchObject({ httpStatus: 400, code: 'Throttling.User' })
    expect((await network.refused('Vpc', 'DescribeVpcAttribute', missing)).code).not.toBe('Throttling.User')
  })
})
