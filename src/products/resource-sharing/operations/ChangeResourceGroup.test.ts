import { afterEach, beforeEach, expect, it } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const rs = 'ResourceSharing'
let cloud: Awaited<ReturnType<typeof testCloud>>
let [id, group] = ['', '']
beforeEach(async () => {
  cloud = await testCloud()
  id = (await network().call(rs, 'CreateResourceShare', { ResourceShareName: 'core' })).ResourceShare.ResourceShareId
  group = await groupOf('network')
})
afterEach(() => cloud.close())

const network = () => cloud.as('network')
async function groupOf(alias: string): Promise<string> {
  const given = { Name: 'project', DisplayName: 'project' }
  return (await cloud.as(alias).call('ResourceManager', 'CreateResourceGroup', given)).ResourceGroup.Id
}
const move = (more = {}) => ({ ResourceId: id, ResourceGroupId: group, ResourceRegionId: 'cn-hangzhou', ...more })
async function groupShown(): Promise<string> {
  const given = { ResourceOwner: 'Self', ResourceShareIds: [id] }
  return (await network().call(rs, 'ListResourceShares', given)).ResourceShares[0].ResourceGroupId
}

it('a share moves to another group, and back to the default one', async () => {
  const before = await groupShown()
  await network().call(rs, 'ChangeResourceGroup', move())
  expect(await groupShown()).toBe(group)
  const given = { ResourceOwner: 'Self', ResourceGroupId: group }
  expect((await network().call(rs, 'ListResourceShares', given)).ResourceShares).toHaveLength(1)
  await network().call(rs, 'ChangeResourceGroup', move({ ResourceGroupId: before }))
  expect(await groupShown()).toBe(before)
})

it.each(['ResourceId', 'ResourceGroupId', 'ResourceRegionId'])('%s is needed (MissingParameter)', async (name) => {
  for (const value of [undefined, ''])
    expect(await network().refused(rs, 'ChangeResourceGroup', move({ [name]: value }))).toMatchObject({
      httpStatus: 400,
      code: `MissingParameter.${name}`,
      message: `The ${name} parameters that are required for processing this request are missing`,
    })
})

it('a share that is not there for the caller cannot be moved (ResourceNotFound)', async () => {
  const gone = { httpStatus: 400, code: 'ResourceNotFound' }
  const theirs = move({ ResourceGroupId: await groupOf('prod') })
  expect(await cloud.as('prod').refused(rs, 'ChangeResourceGroup', theirs)).toMatchObject(gone)
  expect(await network().refused(rs, 'ChangeResourceGroup', move({ ResourceId: 'core' }))).toMatchObject(gone)
  expect(await network().refused(rs, 'ChangeResourceGroup', move({ ResourceRegionId: 'cn-beijing' }))).toMatchObject(gone)
  await network().call(rs, 'DeleteResourceShare', { ResourceShareId: id })
  expect(await network().refused(rs, 'ChangeResourceGroup', move())).toMatchObject(gone)
})

it('a share moves to no group that its owner has not (InvalidResourceGroup)', async () => {
  for (const ResourceGroupId of ['rg-none', 'project', await groupOf('prod')])
    expect(await network().refused(rs, 'ChangeResourceGroup', move({ ResourceGroupId }))).toMatchObject({
      httpStatus: 400,
      code: 'InvalidResourceGroup',
    })
  const given = { ResourceShareName: 'other', ResourceGroupId: 'rg-none' }
  expect((await network().refused(rs, 'CreateResourceShare', given)).code).toBe('InvalidParameter')
})

it('a user without a policy moves nothing (NoPermission.ChangeResourceGroup)', async () => {
  await network().call('Ram', 'CreateUser', { UserName: 'nobody' })
  const { AccessKey } = await network().call('Ram', 'CreateAccessKey', { UserName: 'nobody' })
  const nobody = cloud.withKey({ accessKeyId: AccessKey.AccessKeyId })
  expect(await nobody.refused(rs, 'ChangeResourceGroup', move())).toMatchObject({
    httpStatus: 400,
    code: 'NoPermission.ChangeResourceGroup',
  })
})
