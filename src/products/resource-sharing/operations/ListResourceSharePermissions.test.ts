import { afterEach, beforeEach, expect, it } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const rs = 'ResourceSharing'
const resources = [
  { ResourceType: 'PublicIpAddressPool', ResourceId: 'pippool-network1' },
  { ResourceType: 'IpamPool', ResourceId: 'ipam-pool-network1' },
  { ResourceType: 'IpamResourceDiscovery', ResourceId: 'ipam-res-disco-network1' },
]
let cloud: Awaited<ReturnType<typeof testCloud>>
beforeEach(async () => {
  cloud = await testCloud()
})
afterEach(() => cloud.close())

async function share(parameters: object = {}): Promise<string> {
  const given = { ResourceShareName: 'core', Resources: resources, ...parameters }
  return (await cloud.as('network').call(rs, 'CreateResourceShare', given)).ResourceShare.ResourceShareId
}
const list = (alias: string, ResourceShareId: string, ResourceOwner: string, more = {}) =>
  cloud.as(alias).call(rs, 'ListResourceSharePermissions', { ResourceOwner, ResourceShareId, ...more })
const unseen = (alias: string, ResourceShareId: string, ResourceOwner: string, region = 'cn-hangzhou') =>
  cloud.as(alias).refused(rs, 'ListResourceSharePermissions', { ResourceOwner, ResourceShareId }, { region })
const types = ({ Permissions }: { Permissions: { ResourceType: string }[] }) => Permissions.map(({ ResourceType }) => ResourceType)

it('the permissions of an own share come in the order of their types, each told in full', async () => {
  const answer = await list('network', await share(), 'Self')
  expect(types(answer)).toEqual(['IpamPool', 'IpamResourceDiscovery', 'PublicIpAddressPool'])
  expect(answer.Permissions[0]).toEqual({
    CreateTime: '2020-12-07T07:39:01.818Z',
    DefaultPermission: true,
    DefaultVersion: true,
    PermissionName: 'AliyunRSDefaultPermissionIpamPool',
    PermissionVersion: 'v1',
    ResourceType: 'IpamPool',
    UpdateTime: '2020-12-07T07:39:01.818Z',
  })
  expect(answer).not.toHaveProperty('NextToken')
})

it('they are read in pages', async () => {
  const id = await share()
  const first = await list('network', id, 'Self', { MaxResults: 2 })
  const second = await list('network', id, 'Self', { MaxResults: 2, NextToken: first.NextToken })
  expect([types(first), types(second)]).toEqual([['IpamPool', 'IpamResourceDiscovery'], ['PublicIpAddressPool']])
  expect(second).not.toHaveProperty('NextToken')
})

it('a share that has none gives an empty list', async () => {
  expect((await list('network', await share({ Resources: undefined }), 'Self')).Permissions).toEqual([])
})

it('principals see them as those of others, inside of the directory and outside of it', async () => {
  const Targets = [await cloud.uid('prod'), await cloud.uid('partner')]
  const id = await share({ AllowExternalTargets: true, Targets })
  for (const alias of ['prod', 'partner']) expect(types(await list(alias, id, 'OtherAccounts'))).toHaveLength(3)
})

it('each side asks with its own word, and strangers in vain (EntityNotExists.ResourceShare)', async () => {
  const id = await share({ Targets: [await cloud.uid('prod')] })
  const gone = { httpStatus: 404, code: 'EntityNotExists.ResourceShare' }
  expect(await unseen('network', id, 'OtherAccounts')).toMatchObject(gone)
  expect(await unseen('prod', id, 'Self')).toMatchObject(gone)
  expect(await unseen('dev', id, 'OtherAccounts')).toMatchObject(gone)
  expect(await unseen('network', 'rs-none', 'Self')).toMatchObject(gone)
  expect(await unseen('network', id, 'Self', 'cn-beijing')).toMatchObject(gone)
  expect(await unseen('prod', id, 'OtherAccounts', 'cn-beijing')).toMatchObject(gone)
})

it('a principal that was taken out no longer sees them', async () => {
  const Targets = [await cloud.uid('prod')]
  const id = await share({ Targets })
  await cloud.as('network').call(rs, 'DisassociateResourceShare', { ResourceShareId: id, Targets })
  expect((await unseen('prod', id, 'OtherAccounts')).code).toBe('EntityNotExists.ResourceShare')
})

it.each([
  ['without a share', { ResourceShareId: undefined }, 'MissingParameter.ResourceShareId'],
  ['with a malformed share', { ResourceShareId: 'core' }, 'InvalidParameter.ResourceShareId'],
  ['without saying whose share', { ResourceOwner: undefined }, 'MissingParameter.ResourceOwner'],
  ['when whose share is unclear', { ResourceOwner: 'Others' }, 'InvalidParameter.ResourceOwner'],
  ['with an empty page', { MaxResults: 0 }, 'InvalidParameter.MaxResults'],
  ['with a page too large', { MaxResults: 101 }, 'InvalidParameter.MaxResults'],
  ['with a token of its own making', { NextToken: 'TGlzdA' }, 'InvalidParameter.NextToken'],
  ['with a token too long', { NextToken: 'x'.repeat(257) }, 'InvalidParameter.NextToken.Length'],
])('a list is refused %s', async (_when, parameters, code) => {
  const given = { ResourceOwner: 'Self', ResourceShareId: 'rs-none', ...parameters }
  expect(await cloud.as('network').refused(rs, 'ListResourceSharePermissions', given)).toMatchObject({ httpStatus: 400, code })
})
