import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestServer, testServer } from '../server.js'
import { configOf, keyOf, openApiCoreRefusal, uids } from './connect.js'

// The package that the vendor generates for RAM: what it cannot read, or places elsewhere than we look, fails here.
const require = createRequire(import.meta.url)
const Ram = require('@alicloud/ram20150501') as typeof import('@alicloud/ram20150501')
const Vpc = require('@alicloud/vpc20160428') as typeof import('@alicloud/vpc20160428')

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())
const ramOf = async (alias: string) => new Ram.default(await configOf(server, keyOf(alias), 'http'))
const trust = (account: string) =>
  JSON.stringify({
    Version: '1',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { RAM: [`acs:ram::${account}:root`] } }],
  })
const allow = (Action: string) => JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] })

describe('the generated package of RAM', () => {
  test('gives a user what its group has, and takes it again', async () => {
    const ram = await ramOf('network')
    const [userName, groupName] = ['ann', 'readers']
    await ram.createUser(new Ram.CreateUserRequest({ userName }))
    const made = await ram.createGroup(new Ram.CreateGroupRequest({ groupName, comments: 'look only' }))
    expect(made.body?.group).toMatchObject({ groupName, comments: 'look only', groupId: expect.stringMatching(/^g-/) })
    await ram.addUserToGroup(new Ram.AddUserToGroupRequest({ userName, groupName }))
    const policy = { policyType: 'System', policyName: 'ReadOnlyAccess' }
    await ram.attachPolicyToGroup(new Ram.AttachPolicyToGroupRequest({ ...policy, groupName }))
    const { body } = await ram.createAccessKey(new Ram.CreateAccessKeyRequest({ userName }))
    const { accessKeyId = '', accessKeySecret = '' } = body?.accessKey ?? {}
    const vpc = new Vpc.default(await configOf(server, { accessKeyId, accessKeySecret }, 'http'))
    const describeVpcs = () => vpc.describeVpcs(new Vpc.DescribeVpcsRequest({ regionId: 'cn-hangzhou' }))
    expect((await describeVpcs()).statusCode).toBe(200)
    const users = await ram.listUsersForGroup(new Ram.ListUsersForGroupRequest({ groupName }))
    expect(users.body?.users?.user).toMatchObject([{ userName, joinDate: expect.any(String) }])
    const groups = await ram.listGroupsForUser(new Ram.ListGroupsForUserRequest({ userName }))
    expect(groups.body?.groups?.group).toMatchObject([{ groupName }])
    const policies = await ram.listPoliciesForGroup(new Ram.ListPoliciesForGroupRequest({ groupName }))
    expect(policies.body?.policies?.policy).toMatchObject([policy])
    await ram.updateGroup(new Ram.UpdateGroupRequest({ groupName, newGroupName: 'lookers' }))
    expect((await ram.getGroup(new Ram.GetGroupRequest({ groupName: 'lookers' }))).body?.group?.groupName).toBe('lookers')
    expect((await ram.listGroups(new Ram.ListGroupsRequest({ maxItems: 5 }))).body?.groups?.group).toHaveLength(1)
    await ram.removeUserFromGroup(new Ram.RemoveUserFromGroupRequest({ userName, groupName: 'lookers' }))
    const refused = await describeVpcs().then(() => expect.fail('was not refused'), openApiCoreRefusal)
    expect(refused).toMatchObject({ httpStatus: 403, code: 'Forbidden.RAM' })
    const detail = refused.body.AccessDeniedDetail as { EncodedDiagnosticMessage: string }
    const decoded = await ram.decodeDiagnosticMessage(
      new Ram.DecodeDiagnosticMessageRequest({ encodedDiagnosticMessage: detail.EncodedDiagnosticMessage }),
    )
    expect(decoded.body?.decodedDiagnosticMessage).toMatchObject({ explicitDeny: false, authAction: 'vpc:DescribeVpcs' })
    await ram.detachPolicyFromGroup(new Ram.DetachPolicyFromGroupRequest({ ...policy, groupName: 'lookers' }))
    await ram.deleteGroup(new Ram.DeleteGroupRequest({ groupName: 'lookers' }))
  })

  test('keeps versions of a policy', async () => {
    const ram = await ramOf('network')
    const [policyName, policyType] = ['versioned', 'Custom']
    const tag = [new Ram.CreatePolicyRequestTag({ key: 'team', value: 'core' })]
    await ram.createPolicy(new Ram.CreatePolicyRequest({ policyName, policyDocument: allow('vpc:*'), tag }))
    const second = await ram.createPolicyVersion(
      new Ram.CreatePolicyVersionRequest({ policyName, policyDocument: allow('ecs:*'), setAsDefault: true }),
    )
    expect(second.body?.policyVersion).toMatchObject({ versionId: 'v2', isDefaultVersion: true })
    await ram.setDefaultPolicyVersion(new Ram.SetDefaultPolicyVersionRequest({ policyName, versionId: 'v1' }))
    const listed = await ram.listPolicyVersions(new Ram.ListPolicyVersionsRequest({ policyName, policyType }))
    expect(listed.body?.policyVersions?.policyVersion).toMatchObject([
      { versionId: 'v2', isDefaultVersion: false },
      { versionId: 'v1', isDefaultVersion: true, policyDocument: allow('vpc:*') },
    ])
    const one = await ram.getPolicyVersion(new Ram.GetPolicyVersionRequest({ policyName, policyType, versionId: 'v2' }))
    expect(one.body?.policyVersion?.policyDocument).toBe(allow('ecs:*'))
    const described = await ram.updatePolicyDescription(
      new Ram.UpdatePolicyDescriptionRequest({ policyName, newDescription: 'two of them' }),
    )
    expect(described.body?.policy).toMatchObject({ description: 'two of them', defaultVersion: 'v1' })
    const entities = await ram.listEntitiesForPolicy(
      new Ram.ListEntitiesForPolicyRequest({ policyName: 'AdministratorAccess', policyType: 'System' }),
    )
    expect(entities.body?.users?.user).toMatchObject([{ userName: 'admin' }])
    await ram.deletePolicyVersion(new Ram.DeletePolicyVersionRequest({ policyName, versionId: 'v2' }))
    await ram.deletePolicy(new Ram.DeletePolicyRequest({ policyName, cascadingDelete: true }))
  })

  test('tags a role, and reads the tags', async () => {
    const ram = await ramOf('network')
    const [resourceType, resourceNames] = ['role', ['tagged']]
    await ram.createRole(new Ram.CreateRoleRequest({ roleName: 'tagged', assumeRolePolicyDocument: trust(uids.partner) }))
    const tag = [new Ram.TagResourcesRequestTag({ key: 'team', value: 'core' })]
    await ram.tagResources(new Ram.TagResourcesRequest({ resourceType, resourceNames, tag }))
    const read = () => ram.listTagResources(new Ram.ListTagResourcesRequest({ resourceType, resourceNames }))
    expect((await read()).body?.tagResources).toMatchObject([
      { resourceName: 'tagged', resourceType, tagKey: 'team', tagValue: 'core' },
    ])
    await ram.untagResources(new Ram.UntagResourcesRequest({ resourceType, resourceNames, tagKeys: ['team'] }))
    expect((await read()).body?.tagResources).toEqual([])
    const updated = await ram.updateRole(
      new Ram.UpdateRoleRequest({ roleName: 'tagged', newMaxSessionDuration: 7200, newDescription: 'longer' }),
    )
    expect(updated.body?.role).toMatchObject({ maxSessionDuration: 7200, description: 'longer' })
  })

  test('takes a user away with all that it has, as tools force it', async () => {
    const ram = await ramOf('prod')
    const userName = 'bob'
    await ram.createUser(new Ram.CreateUserRequest({ userName }))
    await ram.createLoginProfile(new Ram.CreateLoginProfileRequest({ userName, password: 'Long-enough-1', MFABindRequired: true }))
    expect((await ram.getLoginProfile(new Ram.GetLoginProfileRequest({ userName }))).body?.loginProfile).toMatchObject({
      userName,
      MFABindRequired: true,
      passwordResetRequired: false,
    })
    await ram.updateUser(new Ram.UpdateUserRequest({ userName, newUserName: 'bert', newEmail: 'bert@example.com' }))
    const device = await ram.createVirtualMFADevice(new Ram.CreateVirtualMFADeviceRequest({ virtualMFADeviceName: 'phone' }))
    const serialNumber = device.body?.virtualMFADevice?.serialNumber as string
    expect(serialNumber).toBe(`acs:ram::${uids.prod}:mfa/phone`)
    const unbind = ram.unbindMFADevice(new Ram.UnbindMFADeviceRequest({ userName: 'bert' }))
    await expect(unbind).rejects.toMatchObject({ code: 'EntityNotExist.User.MFADevice', statusCode: 404 })
    const early = ram.deleteUser(new Ram.DeleteUserRequest({ userName: 'bert' }))
    await expect(early).rejects.toMatchObject({ code: 'DeleteConflict.User.LoginProfile', statusCode: 409 })
    await ram.deleteLoginProfile(new Ram.DeleteLoginProfileRequest({ userName: 'bert' }))
    await ram.deleteUser(new Ram.DeleteUserRequest({ userName: 'bert' }))
    expect((await ram.listVirtualMFADevices()).body?.virtualMFADevices?.virtualMFADevice).toMatchObject([{ serialNumber }])
    await ram.deleteVirtualMFADevice(new Ram.DeleteVirtualMFADeviceRequest({ serialNumber }))
  })

  test('sets how users sign in', async () => {
    const ram = await ramOf('dev')
    await ram.setAccountAlias(new Ram.SetAccountAliasRequest({ accountAlias: 'example-dev' }))
    expect((await ram.getAccountAlias()).body?.accountAlias).toBe('example-dev')
    await ram.clearAccountAlias()
    const rules = await ram.setPasswordPolicy(new Ram.SetPasswordPolicyRequest({ minimumPasswordLength: 12, requireNumbers: true }))
    expect(rules.body?.passwordPolicy).toMatchObject({ minimumPasswordLength: 12, requireNumbers: true, requireSymbols: false })
    expect((await ram.getPasswordPolicy()).body?.passwordPolicy?.minimumPasswordLength).toBe(12)
    await ram.setSecurityPreference(new Ram.SetSecurityPreferenceRequest({ loginSessionDuration: 8, enableSaveMFATicket: true }))
    expect((await ram.getSecurityPreference()).body?.securityPreference?.loginProfilePreference).toMatchObject({
      loginSessionDuration: 8,
      enableSaveMFATicket: true,
      loginNetworkMasks: '',
    })
  })
})
