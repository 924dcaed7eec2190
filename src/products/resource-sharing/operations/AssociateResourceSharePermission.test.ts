import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const rs = 'ResourceSharing'
const pool = { ResourceType: 'IpamPool', ResourceId: 'ipam-pool-network1' }
const kms = 'AliyunRSDefaultPermissionKMSInstance'
const kmsReadWrite = 'AliyunRSPermissionKMSInstanceReadWrite'
const poolPermission = 'AliyunRSDefaultPermissionIpamPool'

let cloud: Awaited<ReturnType<typeof testCloud>>
let id: string
beforeEach(async () => {
  cloud = await testCloud()
  id = await share()
})
afterEach(() => cloud.close())

const network = () => cloud.as('network')
async function share(parameters: object = {}): Promise<string> {
  const { ResourceShare } = await network().call(rs, 'CreateResourceShare', { ResourceShareName: 'core', ...parameters })
  return ResourceShare.ResourceShareId
}
const attach = (PermissionName: string, more = {}) =>
  network().call(rs, 'AssociateResourceSharePermission', { ResourceShareId: id, PermissionName, ...more })
const detach = (PermissionName: string, more = {}) =>
  network().call(rs, 'DisassociateResourceSharePermission', { ResourceShareId: id, PermissionName, ...more })
async function attached(of = id): Promise<string[]> {
  const given = { ResourceOwner: 'Self', ResourceShareId: of }
  const { Permissions } = await network().call(rs, 'ListResourceSharePermissions', given)
  return Permissions.map((each: Record<string, string>) => `${each.ResourceType} ${each.PermissionName} ${each.PermissionVersion}`)
}

describe('attaching a permission', () => {
  it('needs no resource of the type, and takes the default version', async () => {
    await attach(kms)
    expect(await attached()).toEqual([`KMSInstance ${kms} v2`])
  })

  it('is kept when resources of the type come', async () => {
    await attach(kmsReadWrite)
    const Resources = [{ ResourceType: 'KMSInstance', ResourceId: 'kst-network1' }]
    await network().call(rs, 'AssociateResourceShare', { ResourceShareId: id, Resources })
    expect(await attached()).toEqual([`KMSInstance ${kmsReadWrite} v1`])
  })

  it('does not swap another one of the type (EntityAlreadyExists.Permission)', async () => {
    await attach(kms)
    for (const more of [{}, { Replace: false }]) {
      const given = { ResourceShareId: id, PermissionName: kmsReadWrite, ...more }
      expect(await network().refused(rs, 'AssociateResourceSharePermission', given)).toMatchObject({
        httpStatus: 409,
        code: 'EntityAlreadyExists.Permission',
      })
    }
    expect(await attached()).toEqual([`KMSInstance ${kms} v2`])
  })

  it('swaps it when asked to, while the share holds resources, and leaves other types alone', async () => {
    const Resources = [pool, { ResourceType: 'KMSInstance', ResourceId: 'kst-network1' }]
    await network().call(rs, 'AssociateResourceShare', { ResourceShareId: id, Resources })
    await attach(kmsReadWrite, { Replace: true })
    expect(await attached()).toEqual([`IpamPool ${poolPermission} v1`, `KMSInstance ${kmsReadWrite} v1`])
    await attach(kms, { Replace: true })
    expect(await attached()).toContain(`KMSInstance ${kms} v2`)
  })

  it('shows in the filter of ListResourceShares', async () => {
    await attach(kms)
    const given = { ResourceOwner: 'Self', PermissionName: kms }
    expect((await network().call(rs, 'ListResourceShares', given)).ResourceShares).toHaveLength(1)
  })
})

describe('detaching a permission', () => {
  it('leaves the type without one, until a resource of it comes', async () => {
    await attach(poolPermission)
    await detach(poolPermission)
    expect(await attached()).toEqual([])
    await network().call(rs, 'AssociateResourceShare', { ResourceShareId: id, Resources: [pool] })
    expect(await attached()).toEqual([`IpamPool ${poolPermission} v1`])
  })

  it('is refused while the share holds resources of the type (DisassociateConflict.Permission), and not after', async () => {
    await network().call(rs, 'AssociateResourceShare', { ResourceShareId: id, Resources: [pool] })
    const given = { ResourceShareId: id, PermissionName: poolPermission }
    expect(await network().refused(rs, 'DisassociateResourceSharePermission', given)).toMatchObject({
      httpStatus: 409,
      code: 'DisassociateConflict.Permission',
    })
    await network().call(rs, 'DisassociateResourceShare', { ResourceShareId: id, Resources: [pool] })
    // A permission outlives the resources that it came with.
    expect(await attached()).toEqual([`IpamPool ${poolPermission} v1`])
    await detach(poolPermission)
    expect(await attached()).toEqual([])
  })

  it('of one that the share does not carry is refused (EntityNotExists.Permission)', async () => {
    await attach(kms)
    for (const PermissionName of [kmsReadWrite, poolPermission]) {
      const given = { ResourceShareId: id, PermissionName }
      expect(await network().refused(rs, 'DisassociateResourceSharePermission', given)).toMatchObject({
        httpStatus: 404,
        code: 'EntityNotExists.Permission',
      })
    }
  })
})

describe.each(['AssociateResourceSharePermission', 'DisassociateResourceSharePermission'])('%s is refused', (operation) => {
  it.each([
    ['without a share', { ResourceShareId: undefined }, 400, 'MissingParameter.ResourceShareId'],
    ['for a malformed share', { ResourceShareId: 'core' }, 400, 'InvalidParameter.ResourceShareId'],
    ['for an unknown share', { ResourceShareId: 'rs-none' }, 404, 'EntityNotExists.ResourceShare'],
    ['without a permission', { PermissionName: undefined }, 400, 'MissingParameter.PermissionName'],
    ['with an empty permission', { PermissionName: '' }, 400, 'MissingParameter.PermissionName'],
    ['for an unknown permission', { PermissionName: 'AliyunRSDefaultPermissionNone' }, 404, 'EntityNotExists.Permission'],
  ])('%s', async (_when, parameters, httpStatus, code) => {
    const given = { ResourceShareId: id, PermissionName: kms, ...parameters }
    expect(await network().refused(rs, operation, given)).toMatchObject({ httpStatus, code })
  })

  it('to other accounts, principals included, and in another region (EntityNotExists.ResourceShare)', async () => {
    const shared = await share({ Targets: [await cloud.uid('prod')] })
    const given = { ResourceShareId: shared, PermissionName: kms }
    const { code } = await cloud.as('prod').refused(rs, operation, given)
    const far = await network().refused(rs, operation, given, { region: 'cn-beijing' })
    expect([code, far.code]).toEqual(['EntityNotExists.ResourceShare', 'EntityNotExists.ResourceShare'])
  })

  it('for a deleted share (ResourceShareStatusMismatchAction)', async () => {
    await network().call(rs, 'DeleteResourceShare', { ResourceShareId: id })
    const { httpStatus, code } = await network().refused(rs, operation, { ResourceShareId: id, PermissionName: kms })
    expect([httpStatus, code]).toEqual([409, 'ResourceShareStatusMismatchAction'])
  })
})

it('Replace that is neither true nor false is refused (InvalidParameter)', async () => {
  const given = { ResourceShareId: id, PermissionName: kms, Replace: 'maybe' }
  expect((await network().refused(rs, 'AssociateResourceSharePermission', given)).code).toBe('InvalidParameter')
})
