import { afterEach, beforeEach, expect, it } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const rm = 'ResourceManager'

let cloud: Awaited<ReturnType<typeof testCloud>>
beforeEach(async () => {
  cloud = await testCloud()
})
afterEach(() => cloud.close())

it('a directory with members, or with folders beside Root, stays', async () => {
  const management = cloud.as('management.admin')
  expect(await management.refused(rm, 'DestroyResourceDirectory')).toMatchObject({
    httpStatus: 409,
    code: 'DeleteConflict.ResourceDirectory.Account',
  })
  for (const alias of ['network', 'prod', 'dev']) {
    const AccountId = await cloud.uid(alias)
    await management.call(rm, 'UpdateAccount', { AccountId, NewAccountType: 'CloudAccount' })
    await management.call(rm, 'RemoveCloudAccount', { AccountId })
  }
  expect(await management.refused(rm, 'DestroyResourceDirectory')).toMatchObject({
    httpStatus: 409,
    code: 'DeleteConflict.ResourceDirectory.Folder',
  })
  for (const { FolderId } of (await management.call(rm, 'ListFoldersForParent')).Folders.Folder)
    await management.call(rm, 'DeleteFolder', { FolderId })
  await management.call(rm, 'DestroyResourceDirectory')
  expect((await management.refused(rm, 'GetResourceDirectory')).code).toBe('ResourceDirectoryNotInUse')
  expect((await management.refused(rm, 'DestroyResourceDirectory')).code).toBe('EntityNotExists.ResourceDirectory')
})

it('the next directory of the account begins with nothing: sharing is off, and no control policy or invitation is left', async () => {
  const partner = cloud.as('partner')
  await partner.call(rm, 'InitResourceDirectory')
  await partner.call('ResourceSharing', 'EnableSharingWithResourceDirectory')
  expect(await partner.call('ResourceSharing', 'CheckSharingWithResourceDirectoryStatus')).toMatchObject({
    EnableSharingWithRd: true,
  })
  await partner.call(rm, 'EnableControlPolicy')
  const { ControlPolicy } = await partner.call(rm, 'CreateControlPolicy', {
    PolicyName: 'no-vpc',
    EffectScope: 'RAM',
    PolicyDocument: '{"Version":"1","Statement":[{"Effect":"Deny","Action":"vpc:CreateVpc","Resource":"*"}]}',
  })
  await partner.call(rm, 'DestroyResourceDirectory')
  await partner.call(rm, 'InitResourceDirectory')
  expect(await partner.call('ResourceSharing', 'CheckSharingWithResourceDirectoryStatus')).toMatchObject({
    EnableSharingWithRd: false,
  })
  expect((await partner.call(rm, 'GetResourceDirectory')).ResourceDirectory.ControlPolicyStatus).toBe('Disabled')
  expect((await partner.refused(rm, 'GetControlPolicy', { PolicyId: ControlPolicy.PolicyId })).code).toBe(
    'EntityNotExists.ControlPolicy',
  )
})

it('an invitation into a directory that is gone cannot be accepted', async () => {
  const two = await testCloud({ template: 'two-accounts' })
  await two.settings({ choices: { 'resourcemanager.legalEntity': 'any' } })
  const owner = two.as('owner')
  await owner.call(rm, 'InitResourceDirectory')
  const invited = { TargetEntity: await two.uid('partner'), TargetType: 'Account' }
  const { Handshake } = await owner.call(rm, 'InviteAccountToResourceDirectory', invited)
  await owner.call(rm, 'DestroyResourceDirectory')
  const refused = await two.as('partner').refused(rm, 'AcceptHandshake', { HandshakeId: Handshake.HandshakeId })
  expect(refused.code).toBe('SpecifiedResourceDirectoryNotExists')
  await two.close()
})

it('members do not destroy it', async () => {
  expect((await cloud.as('prod').refused(rm, 'DestroyResourceDirectory')).code).toBe('EntityNotExists.ResourceDirectory')
})
