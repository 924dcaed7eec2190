import { afterAll, beforeAll, expect, it } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const rs = 'ResourceSharing'
const vSwitch = 'AliyunRSDefaultPermissionVSwitch'
const kms = 'AliyunRSDefaultPermissionKMSInstance'
const at = '2020-12-07T07:39:01.818Z'
const library = { DefaultPermission: true, DefaultVersion: true, PermissionVersion: 'v1', CreateTime: at, UpdateTime: at }

// Nothing here changes anything, so one world does for all.
let cloud: Awaited<ReturnType<typeof testCloud>>
beforeAll(async () => {
  cloud = await testCloud()
})
afterAll(() => cloud.close())

const call = (operation: string, parameters: object = {}) => cloud.as('partner').call(rs, operation, { ...parameters })
const refused = (operation: string, parameters: object = {}) => cloud.as('partner').refused(rs, operation, { ...parameters })
const names = ({ Permissions }: { Permissions: { PermissionName: string }[] }) =>
  Permissions.map(({ PermissionName }) => PermissionName)

it('the library is listed in the order of types, for anyone, at the default versions', async () => {
  const { Permissions } = await call('ListPermissions')
  const types = Permissions.map(({ ResourceType }: { ResourceType: string }) => ResourceType)
  expect(types).toEqual(types.toSorted())
  expect(new Set(types).size).toBe(14)
  expect(Permissions.at(-1)).toEqual({ ...library, PermissionName: vSwitch, ResourceType: 'VSwitch' })
})

it('a type narrows it; the type of KMS instances has two permissions, one of them the default', async () => {
  expect(names(await call('ListPermissions', { ResourceType: 'VSwitch' }))).toEqual([vSwitch])
  expect((await call('ListPermissions', { ResourceType: 'KMSInstance' })).Permissions).toMatchObject([
    { PermissionName: kms, PermissionVersion: 'v2', DefaultPermission: true },
    { PermissionName: 'AliyunRSPermissionKMSInstanceReadWrite', PermissionVersion: 'v1', DefaultPermission: false },
  ])
})

it('pages of every size together are the library', async () => {
  const whole = names(await call('ListPermissions', { MaxResults: 100 }))
  expect(whole).toHaveLength(15)
  for (const MaxResults of [1, 4, 14, 15]) {
    const found: string[] = []
    let NextToken: string | undefined
    do {
      const page = await call('ListPermissions', { MaxResults, ...(NextToken ? { NextToken } : {}) })
      found.push(...names(page))
      NextToken = page.NextToken
    } while (NextToken)
    expect(found).toEqual(whole)
  }
})

it('the versions of a permission are listed, the default one marked, in pages', async () => {
  const { Permissions } = await call('ListPermissionVersions', { PermissionName: kms })
  expect(Permissions).toMatchObject([
    { PermissionVersion: 'v1', DefaultVersion: false, DefaultPermission: true, ResourceType: 'KMSInstance' },
    { PermissionVersion: 'v2', DefaultVersion: true },
  ])
  const { NextToken } = await call('ListPermissionVersions', { PermissionName: kms, MaxResults: 1 })
  const second = await call('ListPermissionVersions', { PermissionName: kms, MaxResults: 1, NextToken })
  expect(second.Permissions).toMatchObject([{ PermissionVersion: 'v2' }])
  expect(second).not.toHaveProperty('NextToken')
})

it('a permission shows what it allows, as a fragment of a policy', async () => {
  expect((await call('GetPermission', { PermissionName: vSwitch })).Permission).toEqual({
    ...library,
    PermissionName: vSwitch,
    ResourceType: 'VSwitch',
    Permission: '{"Effect":"Allow","Action":["vpc:DescribeVSwitches","vpc:DescribeVSwitchAttributes"]}',
  })
})

it('a permission shows the default version, or the one asked for', async () => {
  const { Permission } = await call('GetPermission', { PermissionName: kms })
  expect(Permission).toMatchObject({ PermissionVersion: 'v2', DefaultVersion: true })
  const older = await call('GetPermission', { PermissionName: kms, PermissionVersion: 'v1' })
  expect(older.Permission).toMatchObject({ PermissionVersion: 'v1', DefaultVersion: false })
})

it('a permission whose actions nobody published names none', async () => {
  const { Permission } = await call('GetPermission', { PermissionName: 'AliyunRSDefaultPermissionROSTemplate' })
  expect(JSON.parse(Permission.Permission)).toEqual({ Effect: 'Allow', Action: [] })
})

const pages = [
  ['with an empty page', { MaxResults: 0 }, 'InvalidParameter.MaxResults'],
  ['with a page that is no number', { MaxResults: 'all' }, 'InvalidParameter.MaxResults'],
  ['with a token of its own making', { NextToken: 'TGlzdA' }, 'InvalidParameter.NextToken'],
  ['with a token too long', { NextToken: 'x'.repeat(257) }, 'InvalidParameter.NextToken.Length'],
] as const

it.each([...pages, ['for an unknown type', { ResourceType: 'Vpc' }, 'InvalidParameter.ResourceType'] as const])(
  'ListPermissions is refused %s',
  async (_when, parameters, code) => {
    expect(await refused('ListPermissions', parameters)).toMatchObject({ httpStatus: 400, code })
  },
)

it.each([...pages, ['without a permission', { PermissionName: undefined }, 'MissingParameter.PermissionName'] as const])(
  'ListPermissionVersions is refused %s',
  async (_when, parameters, code) => {
    expect(await refused('ListPermissionVersions', { PermissionName: kms, ...parameters })).toMatchObject({ httpStatus: 400, code })
  },
)

it.each(['ListPermissionVersions', 'GetPermission'])(
  '%s of an unknown permission is refused (EntityNotExists.Permission)',
  async (operation) => {
    expect(await refused(operation, { PermissionName: 'AliyunRSDefaultPermissionNone' })).toMatchObject({
      httpStatus: 404,
      code: 'EntityNotExists.Permission',
      message: 'The resource share permission does not exist.',
    })
  },
)

it('a permission that is not named, or a version that it has not, is refused', async () => {
  expect((await refused('GetPermission')).code).toBe('MissingParameter.PermissionName')
  for (const PermissionVersion of ['v2', 'one', ''])
    expect((await refused('GetPermission', { PermissionName: vSwitch, PermissionVersion })).code).toBe(
      'InvalidParameter.PermissionVersion',
    )
})

it('the token of one list leads nowhere in another (InvalidParameter.NextToken)', async () => {
  const { NextToken } = await call('ListPermissions', { MaxResults: 1 })
  expect((await refused('ListPermissionVersions', { PermissionName: kms, NextToken })).code).toBe('InvalidParameter.NextToken')
})
