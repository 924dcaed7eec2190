import { afterAll, describe, expect, test } from 'vitest'
import { testCloud } from '../../../test/cloud.js'

const cloud = await testCloud()
afterAll(() => cloud.close())
const admin = cloud.as('network.admin')
const ram = (action: string, parameters: object = {}) => admin.call('Ram', action, { ...parameters })
async function refusal(action: string, parameters: object) {
  const { httpStatus, code, message } = await admin.refused('Ram', action, { ...parameters })
  return [httpStatus, code, message]
}
const noUser = [404, 'EntityNotExist.User', 'The user does not exist.']
const noGroup = [404, 'EntityNotExist.Group', 'The group does not exist.']

/** A user in a group, and what signs as the user. */
async function member(UserName: string, GroupName: string) {
  await ram('CreateUser', { UserName })
  await ram('CreateGroup', { GroupName })
  await ram('AddUserToGroup', { UserName, GroupName })
  const { AccessKey } = await ram('CreateAccessKey', { UserName })
  return cloud.withKey({ accessKeyId: AccessKey.AccessKeyId })
}
const readOnly = { PolicyType: 'System', PolicyName: 'ReadOnlyAccess' }
const list = ['ResourceSharing', 'ListResourceShares', { ResourceOwner: 'Self' }] as const

describe('the policies of a group', () => {
  test('hold for who is in it, from the call after, and no longer than that', async () => {
    const user = await member('ann', 'readers')
    await user.refused(...list)
    await ram('AttachPolicyToGroup', { ...readOnly, GroupName: 'readers' })
    await user.call(...list)
    await ram('RemoveUserFromGroup', { UserName: 'ann', GroupName: 'readers' })
    const { body } = await user.refused(...list)
    expect(body.AccessDeniedDetail).toMatchObject({ NoPermissionType: 'ImplicitDeny' })
    await ram('AddUserToGroup', { UserName: 'ann', GroupName: 'readers' })
    await user.call(...list)
    await ram('DetachPolicyFromGroup', { ...readOnly, GroupName: 'readers' })
    await user.refused(...list)
  })

  test('deny what the policies of the user allow', async () => {
    const user = await member('bob', 'barred')
    await ram('AttachPolicyToUser', { PolicyType: 'System', PolicyName: 'AdministratorAccess', UserName: 'bob' })
    await user.call(...list)
    const Statement = [{ Effect: 'Deny', Action: 'resourcesharing:*', Resource: '*' }]
    await ram('CreatePolicy', { PolicyName: 'no-sharing', PolicyDocument: JSON.stringify({ Version: '1', Statement }) })
    await ram('AttachPolicyToGroup', { PolicyType: 'Custom', PolicyName: 'no-sharing', GroupName: 'barred' })
    const { body } = await user.refused(...list)
    expect(body.AccessDeniedDetail).toMatchObject({ NoPermissionType: 'ExplicitDeny' })
    const [record] = await cloud.requests()
    expect(JSON.stringify(record)).toContain('no-sharing')
    await ram('UpdateGroup', { GroupName: 'barred', NewGroupName: 'shut-out' })
    await user.refused(...list)
    expect((await ram('ListPoliciesForGroup', { GroupName: 'shut-out' })).Policies.Policy).toMatchObject([
      { PolicyName: 'no-sharing', PolicyType: 'Custom', DefaultVersion: 'v1', AttachDate: '2026-01-01T00:00:00Z' },
    ])
    await ram('DetachPolicyFromGroup', { PolicyType: 'Custom', PolicyName: 'no-sharing', GroupName: 'shut-out' })
    await user.call(...list)
  })
})

test('a group is created, told, changed, listed and deleted', async () => {
  const { Group } = await ram('CreateGroup', { GroupName: 'crew', Comments: 'first' })
  expect(Group).toMatchObject({ GroupName: 'crew', Comments: 'first', CreateDate: '2026-01-01T00:00:00Z' })
  expect(Group.GroupId).toMatch(/^g-[A-Za-z0-9]{16}$/)
  await ram('CreateUser', { UserName: 'cleo', DisplayName: 'Cleo' })
  await ram('AddUserToGroup', { UserName: 'cleo', GroupName: 'crew' })
  const changed = await ram('UpdateGroup', { GroupName: 'crew', NewGroupName: 'core', NewComments: 'second' })
  expect(changed.Group).toMatchObject({ GroupId: Group.GroupId, GroupName: 'core', Comments: 'second' })
  expect((await ram('UpdateGroup', { GroupName: 'core' })).Group.Comments).toBe('second')
  expect((await ram('UpdateGroup', { GroupName: 'core', NewComments: '' })).Group.Comments).toBe('')
  expect((await ram('GetGroup', { GroupName: 'core' })).Group).toMatchObject({ GroupId: Group.GroupId })
  expect(await refusal('GetGroup', { GroupName: 'crew' })).toEqual(noGroup)
  expect((await ram('ListUsersForGroup', { GroupName: 'core' })).Users.User).toEqual([
    { UserName: 'cleo', DisplayName: 'Cleo', JoinDate: '2026-01-01T00:00:00Z' },
  ])
  expect((await ram('ListGroupsForUser', { UserName: 'cleo' })).Groups.Group).toEqual([
    { GroupId: Group.GroupId, GroupName: 'core', Comments: '', JoinDate: '2026-01-01T00:00:00Z' },
  ])
  await ram('RemoveUserFromGroup', { UserName: 'cleo', GroupName: 'core' })
  await ram('DeleteGroup', { GroupName: 'core' })
  expect(await refusal('DeleteGroup', { GroupName: 'core' })).toEqual(noGroup)
})

test('groups, and the users of one, are listed page by page', async () => {
  const own = cloud.as('partner.admin')
  const call = (action: string, parameters: object = {}) => own.call('Ram', action, { ...parameters })
  for (const GroupName of ['a', 'b', 'c']) await call('CreateGroup', { GroupName })
  const names: string[] = []
  let Marker: string | undefined
  do {
    const page = await call('ListGroups', { MaxItems: 2, ...(Marker ? { Marker } : {}) })
    names.push(...page.Groups.Group.map((group: { GroupName: string }) => group.GroupName))
    expect(page.IsTruncated).toBe(page.Marker !== undefined)
    Marker = page.Marker
  } while (Marker)
  expect(names).toEqual(['a', 'b', 'c'])
  for (const UserName of ['x', 'y']) {
    await call('CreateUser', { UserName })
    await call('AddUserToGroup', { UserName, GroupName: 'a' })
  }
  const first = await call('ListUsersForGroup', { GroupName: 'a', MaxItems: 1 })
  const second = await call('ListUsersForGroup', { GroupName: 'a', MaxItems: 1, Marker: first.Marker })
  expect([first, second].map(({ Users }) => Users.User[0].UserName)).toEqual(['x', 'y'])
  expect(second.IsTruncated).toBe(false)
})

describe('refused', () => {
  test('a second group of a name, by creating or by renaming (EntityAlreadyExists.Group)', async () => {
    const told = [409, 'EntityAlreadyExists.Group', 'The group does already EXIST.']
    await ram('CreateGroup', { GroupName: 'one' })
    await ram('CreateGroup', { GroupName: 'other' })
    expect(await refusal('CreateGroup', { GroupName: 'one' })).toEqual(told)
    expect(await refusal('UpdateGroup', { GroupName: 'other', NewGroupName: 'one' })).toEqual(told)
    await ram('UpdateGroup', { GroupName: 'one', NewGroupName: 'one' })
  })

  test('what is about a group that does not exist (EntityNotExist.Group)', async () => {
    await ram('CreateUser', { UserName: 'loner' })
    const GroupName = 'nothing'
    for (const action of ['GetGroup', 'UpdateGroup', 'DeleteGroup', 'ListUsersForGroup', 'ListPoliciesForGroup'])
      expect(await refusal(action, { GroupName }), action).toEqual(noGroup)
    for (const action of ['AddUserToGroup', 'RemoveUserFromGroup'])
      expect(await refusal(action, { GroupName, UserName: 'loner' }), action).toEqual(noGroup)
    for (const action of ['AttachPolicyToGroup', 'DetachPolicyFromGroup'])
      expect(await refusal(action, { ...readOnly, GroupName }), action).toEqual(noGroup)
  })

  test('what is about a user that does not exist (EntityNotExist.User)', async () => {
    await ram('CreateGroup', { GroupName: 'empty' })
    for (const action of ['AddUserToGroup', 'RemoveUserFromGroup'])
      expect(await refusal(action, { GroupName: 'empty', UserName: 'nobody' }), action).toEqual(noUser)
    expect(await refusal('ListGroupsForUser', { UserName: 'nobody' })).toEqual(noUser)
  })

  test('joining twice, leaving without having joined (EntityAlreadyExists.User.Group, EntityNotExist.User.Group)', async () => {
    await member('dora', 'doubles')
    const both = { UserName: 'dora', GroupName: 'doubles' }
    expect(await refusal('AddUserToGroup', both)).toEqual([
      409,
      'EntityAlreadyExists.User.Group',
      'The user has already joined the group.',
    ])
    await ram('RemoveUserFromGroup', both)
    expect(await refusal('RemoveUserFromGroup', both)).toEqual([
      404,
      'EntityNotExist.User.Group',
      'The user has not joined the group.',
    ])
  })

  test('attaching twice, detaching what is not attached, and policies that do not exist', async () => {
    await ram('CreateGroup', { GroupName: 'holders' })
    const both = { ...readOnly, GroupName: 'holders' }
    expect(await refusal('DetachPolicyFromGroup', both)).toEqual([
      404,
      'EntityNotExist.Group.Policy',
      'The indicate policy attached to the group does not exist.',
    ])
    await ram('AttachPolicyToGroup', both)
    expect(await refusal('AttachPolicyToGroup', both)).toEqual([
      409,
      'EntityAlreadyExists.Group.Policy',
      'The group has already been attached this policy.',
    ])
    for (const action of ['AttachPolicyToGroup', 'DetachPolicyFromGroup'])
      expect((await refusal(action, { ...both, PolicyName: 'missing' }))[1]).toBe('EntityNotExist.Policy')
  })

  test('deleting what is still held (DeleteConflict)', async () => {
    await member('emma', 'full')
    expect(await refusal('DeleteUser', { UserName: 'emma' })).toEqual([
      409,
      'DeleteConflict.User.Group',
      'The user CAN NOT be in any group while deleting the user.',
    ])
    expect(await refusal('DeleteGroup', { GroupName: 'full' })).toEqual([
      409,
      'DeleteConflict.Group.User',
      'The group CAN NOT has any user member while deleting the group.',
    ])
    await ram('RemoveUserFromGroup', { UserName: 'emma', GroupName: 'full' })
    const Statement = [{ Effect: 'Allow', Action: '*', Resource: '*' }]
    await ram('CreatePolicy', { PolicyName: 'held', PolicyDocument: JSON.stringify({ Version: '1', Statement }) })
    await ram('AttachPolicyToGroup', { PolicyType: 'Custom', PolicyName: 'held', GroupName: 'full' })
    expect(await refusal('DeleteGroup', { GroupName: 'full' })).toEqual([
      409,
      'DeleteConflict.Group.Policy',
      'The entity CAN NOT has any attached policy while deleting the group.',
    ])
    expect((await refusal('DeletePolicy', { PolicyName: 'held' }))[1]).toBe('DeleteConflict.Policy.Group')
  })

  test('more than the limits allow (LimitExceeded)', async () => {
    await member('finn', 'first')
    await ram('CreateGroup', { GroupName: 'second' })
    const groups = (await ram('ListGroups')).Groups.Group.length
    const quotas = {
      'ram.groups': groups,
      'ram.groupsPerUser': 1,
      'ram.systemPoliciesPerGroup': 1,
      'ram.customPoliciesPerGroup': 0,
    }
    await cloud.settings({ quotas })
    expect(await refusal('CreateGroup', { GroupName: 'third' })).toEqual([
      409,
      'LimitExceeded.Group',
      'The count of groups beyond the current limits.',
    ])
    expect(await refusal('AddUserToGroup', { UserName: 'finn', GroupName: 'second' })).toEqual([
      409,
      'LimitExceeded.User.Group',
      'The count of groups the target user joined beyond the current limits.',
    ])
    await ram('AttachPolicyToGroup', { ...readOnly, GroupName: 'first' })
    const more = { PolicyType: 'System', PolicyName: 'AdministratorAccess', GroupName: 'first' }
    expect(await refusal('AttachPolicyToGroup', more)).toEqual([
      409,
      'LimitExceeded.Group.Policy',
      'The policy count of the group beyond the current limits.',
    ])
    await cloud.settings({ quotas: {} })
  })

  const faults: [name: string, action: string, parameters: object, code: string][] = [
    ['a group name with a blank', 'CreateGroup', { GroupName: 'a b' }, 'InvalidParameter.GroupName.InvalidChars'],
    ['a group name of 65 characters', 'GetGroup', { GroupName: 'a'.repeat(65) }, 'InvalidParameter.GroupName.Length'],
    ['a long comment', 'CreateGroup', { GroupName: 'a', Comments: 'a'.repeat(129) }, 'InvalidParameter.Comments.Length'],
    [
      'a new name with a blank',
      'UpdateGroup',
      { GroupName: 'a', NewGroupName: 'a b' },
      'InvalidParameter.NewGroupName.InvalidChars',
    ],
    ['a long new name', 'UpdateGroup', { GroupName: 'a', NewGroupName: 'a'.repeat(65) }, 'InvalidParameter.NewGroupName.Length'],
    ['a long new comment', 'UpdateGroup', { GroupName: 'a', NewComments: 'a'.repeat(129) }, 'InvalidParameter.NewComments.Length'],
    ['no group name', 'AddUserToGroup', { UserName: 'a' }, 'MissingParameter'],
    [
      'a policy type of no kind',
      'AttachPolicyToGroup',
      { ...readOnly, PolicyType: 'Own', GroupName: 'a' },
      'InvalidParameter.PolicyType',
    ],
  ]
  for (const [name, action, parameters, code] of faults)
    test(`${name} (${code})`, async () => {
      expect((await refusal(action, parameters)).slice(0, 2)).toEqual([400, code])
    })
})
