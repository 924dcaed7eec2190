import { afterAll, describe, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const cloud = await testCloud()
afterAll(() => cloud.close())
const admin = cloud.as('network.admin')
const network = await cloud.uid('network')
const ServiceName = 'ecr.aliyuncs.com'
const RoleName = 'AliyunServiceRoleForECR'

async function refusal(action: string, parameters: object, as = admin) {
  const { httpStatus, code, message } = await as.refused('ResourceManager', action, { ...parameters })
  return [httpStatus, code, message]
}
const create = (as = admin) => as.call('ResourceManager', 'CreateServiceLinkedRole', { ServiceName })
const remove = async (as = admin, name = RoleName) =>
  (await as.call('ResourceManager', 'DeleteServiceLinkedRole', { RoleName: name })).DeletionTaskId as string
const status = (DeletionTaskId: string, as = admin) =>
  as.call('ResourceManager', 'GetServiceLinkedRoleDeletionStatus', { DeletionTaskId })

test('the role of a service is made with its policy, trusted by the service alone, and goes again', async () => {
  const { Role } = await create()
  expect(Role).toMatchObject({
    RoleName,
    Arn: `acs:ram::${network}:role/${RoleName}`,
    RolePrincipalName: `${RoleName}@role.${network}.onaliyunservice.com`,
    IsServiceLinkedRole: true,
  })
  expect(JSON.parse(Role.AssumeRolePolicyDocument).Statement[0].Principal).toEqual({ Service: [ServiceName] })
  expect((await admin.call('Ram', 'ListPoliciesForRole', { RoleName })).Policies.Policy).toMatchObject([
    { PolicyName: 'AliyunServiceRolePolicyForECR', PolicyType: 'System' },
  ])
  expect((await admin.refused('Sts', 'AssumeRole', { RoleArn: Role.Arn, RoleSessionName: 'story' })).code).toBe('NoPermission')
  expect(await refusal('CreateServiceLinkedRole', { ServiceName })).toEqual([
    409,
    'EntityAlreadyExists.Role',
    'The role already exists.',
  ])
  const task = await remove()
  expect(task).toMatch(/^task\/acs-service-role\/ecr\.aliyuncs\.com\/AliyunServiceRoleForECR\/[0-9]{8}-([0-9]{4}-){3}[0-9]{12}$/)
  expect(await status(task)).toMatchObject({ Status: 'SUCCEEDED' })
  expect((await admin.refused('Ram', 'GetRole', { RoleName })).code).toBe('EntityNotExist.Role')
  expect(await refusal('DeleteServiceLinkedRole', { RoleName })).toEqual([404, 'EntityNotExist.Role', 'The role does not exist.'])
})

test('a role that its service needs stays, and the task says for what (FAILED)', async () => {
  const management = cloud.as('management.admin')
  const name = 'AliyunServiceRoleForResourceSharing'
  const told = await status(await remove(management, name), management)
  expect(told).toMatchObject({ Status: 'FAILED', Reason: { RoleUsages: { RoleUsage: [{ Region: 'global' }] } } })
  expect(told.Reason.Message).toContain('in use by resourcesharing.aliyuncs.com')
  await management.call('Ram', 'GetRole', { RoleName: name })
})

test('while deletions take time the task is under way (IN_PROGRESS)', async () => {
  await create()
  await cloud.latency('manual')
  const task = await remove()
  expect((await status(task)).Status).toBe('IN_PROGRESS')
  await cloud.step()
  expect((await status(task)).Status).toBe('SUCCEEDED')
  await cloud.latency('instant')
})

test('a deletion that is made to fail leaves the role (INTERNAL_ERROR)', async () => {
  await create()
  await cloud.fault({ match: { action: 'DeleteServiceLinkedRole' }, effect: { transition: 'fail' } })
  expect((await status(await remove())).Status).toBe('INTERNAL_ERROR')
  await cloud.clearFaults()
  await admin.call('Ram', 'GetRole', { RoleName })
  await remove()
})

test('the right to it is one of RAM, and can be given for one service', async () => {
  const ram = (action: string, parameters: object) => admin.call('Ram', action, { ...parameters })
  const Condition = { StringEquals: { 'ram:ServiceName': ServiceName } }
  const Action = ['ram:CreateServiceLinkedRole', 'ram:DeleteServiceLinkedRole']
  const PolicyDocument = JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action, Resource: '*', Condition }] })
  await ram('CreateUser', { UserName: 'ann' })
  await ram('CreatePolicy', { PolicyName: 'ecr-role', PolicyDocument })
  await ram('AttachPolicyToUser', { PolicyType: 'Custom', PolicyName: 'ecr-role', UserName: 'ann' })
  const { AccessKey } = await admin.call('Ram', 'CreateAccessKey', { UserName: 'ann' })
  const ann = cloud.withKey({ accessKeyId: AccessKey.AccessKeyId })
  await create(ann)
  await remove(ann)
  for (const name of ['resourcemanager.aliyuncs.com', 'resourcesharing.aliyuncs.com'])
    expect((await refusal('CreateServiceLinkedRole', { ServiceName: name }, ann))[1]).toBe('NoPermission')
})

describe('refused', () => {
  test.each([
    [{ ServiceName: 'nothing.aliyuncs.com' }, 404, 'EntityNotExist.Service', 'The service does not exist.'],
    [
      { ServiceName, CustomSuffix: 'mine' },
      400,
      'InvalidParameter.CustomSuffix.NotAllowed',
      'Custom suffix is not allowed for this Service Linked Role.',
    ],
    [
      { ServiceName, CustomSuffix: 'a b' },
      400,
      'InvalidParameter.CustomSuffix.InvalidChars',
      'The parameter CustomSuffix contains invalid characters.',
    ],
    [
      { ServiceName, CustomSuffix: 'a'.repeat(65) },
      400,
      'InvalidParameter.CustomSuffix.Length',
      'The maximum length of the parameter CustomSuffix is exceeded.',
    ],
    [
      { ServiceName, Description: 'mine' },
      400,
      'InvalidParameter.Description.NotAllowed',
      'Custom description is not allowed for default service linked role.',
    ],
    [
      { ServiceName, Description: 'a'.repeat(1025) },
      400,
      'InvalidParameter.Description.Length',
      'The maximum length of the description is exceeded. It must not exceed 1024 characters.',
    ],
  ])('CreateServiceLinkedRole %o', async (parameters, httpStatus, code, message) => {
    expect(await refusal('CreateServiceLinkedRole', parameters)).toEqual([httpStatus, code, message])
  })

  test('deleting a role of the account so (EntityNotExist.ServiceLinkedRole)', async () => {
    const statement = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: ['ecs.aliyuncs.com'] } }
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '1', Statement: [statement] })
    await admin.call('Ram', 'CreateRole', { RoleName: 'own', AssumeRolePolicyDocument })
    expect(await refusal('DeleteServiceLinkedRole', { RoleName: 'own' })).toEqual([
      404,
      'EntityNotExist.ServiceLinkedRole',
      'This role exists but is not a Service Linked Role.',
    ])
  })

  test('asking after tasks that are none', async () => {
    const ask = (DeletionTaskId: string) => refusal('GetServiceLinkedRoleDeletionStatus', { DeletionTaskId })
    const length = 'The length of DeletionTaskId must be between 26 and 255 characters.'
    for (const id of ['task', 'a'.repeat(256)])
      expect(await ask(id)).toEqual([400, 'InvalidParameter.DeletionTaskId.Length', length])
    expect(await ask('a'.repeat(40))).toEqual([400, 'InvalidParameter.DeletionTaskId', 'The DeletionTaskId is invalid.'])
    const missing = [404, 'EntityNotExist.ServiceLinkedRole.DeletionTask', 'The deletion task for the given ID does not exist.']
    expect(await ask(`task/acs-service-role/${ServiceName}/${RoleName}/1234`)).toEqual(missing)
    await create()
    const task = await remove()
    expect(await refusal('GetServiceLinkedRoleDeletionStatus', { DeletionTaskId: task }, cloud.as('prod.admin'))).toEqual(missing)
  })
})
