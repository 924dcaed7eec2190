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
const document = (Effect: string, Action: string) =>
  JSON.stringify({ Version: '1', Statement: [{ Effect, Action, Resource: '*' }] })
const noVersion = [404, 'EntityNotExist.Policy.Version', 'The policy version does not exist.']
const noPolicy = [404, 'EntityNotExist.Policy', 'The policy does not exist.']

async function policy(PolicyName: string, PolicyDocument = document('Allow', 'vpc:*')) {
  await ram('CreatePolicy', { PolicyName, PolicyDocument })
  return (parameters: object = {}) =>
    ram('CreatePolicyVersion', { PolicyName, PolicyDocument: document('Allow', 'ecs:*'), ...parameters })
}
async function versionsOf(PolicyName: string, PolicyType = 'Custom') {
  const { PolicyVersions } = await ram('ListPolicyVersions', { PolicyName, PolicyType })
  return PolicyVersions.PolicyVersion.map(
    (version: { VersionId: string; IsDefaultVersion: boolean }) =>
      `${version.VersionId}${version.IsDefaultVersion ? ' in force' : ''}`,
  )
}

test('the version in force decides, from the call after', async () => {
  await policy('sharing', document('Allow', 'resourcesharing:List*'))
  await ram('CreateUser', { UserName: 'vera' })
  await ram('AttachPolicyToUser', { PolicyType: 'Custom', PolicyName: 'sharing', UserName: 'vera' })
  const { AccessKey } = await ram('CreateAccessKey', { UserName: 'vera' })
  const vera = cloud.withKey({ accessKeyId: AccessKey.AccessKeyId })
  const list = ['ResourceSharing', 'ListResourceShares', { ResourceOwner: 'Self' }] as const
  await vera.call(...list)
  const other = { PolicyName: 'sharing', PolicyDocument: document('Allow', 'vpc:*') }
  const { PolicyVersion } = await ram('CreatePolicyVersion', other)
  expect(PolicyVersion).toMatchObject({ VersionId: 'v2', IsDefaultVersion: false, PolicyDocument: other.PolicyDocument })
  await vera.call(...list)
  await ram('SetDefaultPolicyVersion', { PolicyName: 'sharing', VersionId: 'v2' })
  await vera.refused(...list)
  await ram('SetDefaultPolicyVersion', { PolicyName: 'sharing', VersionId: 'v1' })
  await vera.call(...list)
  await ram('CreatePolicyVersion', { ...other, SetAsDefault: true })
  await vera.refused(...list)
  expect(await versionsOf('sharing')).toEqual(['v3 in force', 'v2', 'v1'])
})

test('a version is told with its document, the one in force by GetPolicy too', async () => {
  const add = await policy('told')
  await cloud.advance('1h')
  await add({ SetAsDefault: true })
  const Named = { PolicyName: 'told', PolicyType: 'Custom' }
  const first = { VersionId: 'v1', IsDefaultVersion: false, PolicyDocument: document('Allow', 'vpc:*') }
  const second = { VersionId: 'v2', IsDefaultVersion: true, PolicyDocument: document('Allow', 'ecs:*') }
  expect((await ram('GetPolicyVersion', { ...Named, VersionId: 'v1' })).PolicyVersion).toMatchObject(first)
  expect((await ram('GetPolicyVersion', { ...Named, VersionId: 'v2' })).PolicyVersion).toMatchObject(second)
  const { Policy, DefaultPolicyVersion } = await ram('GetPolicy', Named)
  expect(Policy).toMatchObject({ DefaultVersion: 'v2', CreateDate: '2026-01-01T00:00:00Z', UpdateDate: '2026-01-01T01:00:00Z' })
  expect(DefaultPolicyVersion).toEqual({ ...second, CreateDate: '2026-01-01T01:00:00Z' })
  await ram('SetDefaultPolicyVersion', { PolicyName: 'told', VersionId: 'v1' })
  const back = await ram('GetPolicy', Named)
  expect(back.DefaultPolicyVersion).toEqual({ ...first, IsDefaultVersion: true, CreateDate: '2026-01-01T00:00:00Z' })
})

test('a system policy has the one version', async () => {
  expect(await versionsOf('ReadOnlyAccess', 'System')).toEqual(['v1 in force'])
  const named = { PolicyName: 'ReadOnlyAccess', PolicyType: 'System' }
  expect((await ram('GetPolicyVersion', { ...named, VersionId: 'v1' })).PolicyVersion.IsDefaultVersion).toBe(true)
  expect(await refusal('GetPolicyVersion', { ...named, VersionId: 'v2' })).toEqual(noVersion)
})

describe('a policy with as many versions as it may have', () => {
  test('gets no other (LimitExceeded.Policy.Version), unless the oldest that is not in force makes room', async () => {
    const add = await policy('many')
    for (const id of ['v2', 'v3', 'v4', 'v5']) expect((await add()).PolicyVersion.VersionId).toBe(id)
    const more = { PolicyName: 'many', PolicyDocument: document('Allow', 'ecs:*') }
    for (const RotateStrategy of [undefined, 'None'])
      expect(await refusal('CreatePolicyVersion', { ...more, RotateStrategy })).toEqual([
        409,
        'LimitExceeded.Policy.Version',
        'The count of policy version beyond the current limits.',
      ])
    const RotateStrategy = 'DeleteOldestNonDefaultVersionWhenLimitExceeded'
    expect((await add({ RotateStrategy, SetAsDefault: true })).PolicyVersion).toMatchObject({
      VersionId: 'v6',
      IsDefaultVersion: true,
    })
    expect(await versionsOf('many')).toEqual(['v6 in force', 'v5', 'v4', 'v3', 'v1'])
    await add({ RotateStrategy })
    expect(await versionsOf('many')).toEqual(['v7', 'v6 in force', 'v5', 'v4', 'v3'])
  })

  test('has five, or as many as the world says', async () => {
    const add = await policy('few')
    await cloud.settings({ quotas: { 'ram.versionsPerPolicy': 2 } })
    await add()
    expect((await refusal('CreatePolicyVersion', { PolicyName: 'few', PolicyDocument: document('Allow', '*') }))[1]).toBe(
      'LimitExceeded.Policy.Version',
    )
    await cloud.settings({ quotas: {} })
  })
})

describe('a version', () => {
  test('that is deleted is gone, and its number is not given again', async () => {
    const add = await policy('numbered')
    await add()
    await ram('DeletePolicyVersion', { PolicyName: 'numbered', VersionId: 'v2' })
    expect(await refusal('DeletePolicyVersion', { PolicyName: 'numbered', VersionId: 'v2' })).toEqual(noVersion)
    expect(await refusal('SetDefaultPolicyVersion', { PolicyName: 'numbered', VersionId: 'v2' })).toEqual(noVersion)
    expect((await add()).PolicyVersion.VersionId).toBe('v3')
  })

  test('in force cannot be deleted (DeleteConflict.Policy.Version.Default)', async () => {
    await policy('forced')
    expect(await refusal('DeletePolicyVersion', { PolicyName: 'forced', VersionId: 'v1' })).toEqual([
      409,
      'DeleteConflict.Policy.Version.Default',
      'The default policy version CAN NOT been deleted directly.',
    ])
    await ram('SetDefaultPolicyVersion', { PolicyName: 'forced', VersionId: 'v1' })
  })

  test('keeps its policy from being deleted (DeleteConflict.Policy.Version), unless it is to go as well', async () => {
    const add = await policy('kept')
    await add()
    expect(await refusal('DeletePolicy', { PolicyName: 'kept' })).toEqual([
      409,
      'DeleteConflict.Policy.Version',
      'The policy CAN NOT has any version except the default version.',
    ])
    await ram('DeletePolicy', { PolicyName: 'kept', CascadingDelete: true })
    await policy('kept')
    expect(await versionsOf('kept')).toEqual(['v1 in force'])
  })

  test('of a policy that does not exist is refused (EntityNotExist.Policy)', async () => {
    const named = { PolicyName: 'missing', PolicyType: 'Custom', VersionId: 'v1', PolicyDocument: document('Allow', '*') }
    const actions = [
      'CreatePolicyVersion',
      'GetPolicyVersion',
      'ListPolicyVersions',
      'DeletePolicyVersion',
      'SetDefaultPolicyVersion',
    ]
    for (const action of [...actions, 'UpdatePolicyDescription', 'ListEntitiesForPolicy'])
      expect(await refusal(action, named), action).toEqual(noPolicy)
  })

  test('has an id and a document of the published form', async () => {
    await policy('formed')
    const wrong = { PolicyName: 'formed', PolicyType: 'Custom', VersionId: '2' }
    for (const action of ['GetPolicyVersion', 'DeletePolicyVersion', 'SetDefaultPolicyVersion'])
      expect(await refusal(action, wrong)).toEqual([
        400,
        'InvalidParameter.VersionId.Format',
        'The format of the parameter - "VersionId" is incorrect.',
      ])
    const create = (PolicyDocument: string) => refusal('CreatePolicyVersion', { PolicyName: 'formed', PolicyDocument })
    expect((await create('{'))[1]).toBe('MalformedPolicyDocument')
    expect((await create(' '.repeat(6145)))[1]).toBe('InvalidParameter.PolicyDocument.Length')
  })
})

test('the description of a policy changes, or goes, and nothing else does', async () => {
  await ram('CreatePolicy', { PolicyName: 'described', PolicyDocument: document('Allow', '*'), Description: 'first' })
  const update = (NewDescription?: string) => ram('UpdatePolicyDescription', { PolicyName: 'described', NewDescription })
  expect((await update('second')).Policy).toMatchObject({ PolicyName: 'described', Description: 'second', DefaultVersion: 'v1' })
  expect((await update()).Policy.Description).toBe('second')
  expect((await update('')).Policy.Description).toBe('')
  const long = { PolicyName: 'described', NewDescription: 'a'.repeat(1025) }
  expect((await refusal('UpdatePolicyDescription', long)).slice(0, 2)).toEqual([400, 'InvalidParameter.NewDescription.Length'])
})

test('who has a policy is listed: users, groups and roles', async () => {
  const named = { PolicyType: 'Custom', PolicyName: 'spread' }
  await policy('spread')
  expect(await ram('ListEntitiesForPolicy', named)).toMatchObject({
    Users: { User: [] },
    Groups: { Group: [] },
    Roles: { Role: [] },
  })
  await ram('CreateUser', { UserName: 'u1' })
  await ram('CreateGroup', { GroupName: 'g1', Comments: 'one' })
  const trust =
    '{"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":["ecs.aliyuncs.com"]}}]}'
  const { Role } = await ram('CreateRole', { RoleName: 'r1', AssumeRolePolicyDocument: trust })
  await ram('AttachPolicyToUser', { ...named, UserName: 'u1' })
  await ram('AttachPolicyToGroup', { ...named, GroupName: 'g1' })
  await ram('AttachPolicyToRole', { ...named, RoleName: 'r1' })
  const { Users, Groups, Roles } = await ram('ListEntitiesForPolicy', named)
  const AttachDate = expect.stringMatching(/^2026-01-01T0[01]:00:00Z$/)
  expect(Users.User).toEqual([{ UserId: expect.any(String), UserName: 'u1', DisplayName: '', AttachDate }])
  expect(Groups.Group).toEqual([{ GroupName: 'g1', Comments: 'one', AttachDate }])
  expect(Roles.Role).toEqual([{ RoleId: Role.RoleId, RoleName: 'r1', Arn: Role.Arn, Description: '', AttachDate }])
  expect((await ram('GetPolicy', named)).Policy.AttachmentCount).toBe(3)
})
