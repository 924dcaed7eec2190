import { afterAll, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const cloud = await testCloud()
afterAll(() => cloud.close())
const admin = cloud.as('network.admin')

const trust =
  '{"Version":"1",  "Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"ecs.aliyuncs.com"}}]}'

test('a role goes once its policies are gone (DeleteConflict.Role.Policy)', async () => {
  const readOnly = { PolicyType: 'System', PolicyName: 'ReadOnlyAccess', RoleName: 'reader' }
  await admin.call('Ram', 'CreateRole', { RoleName: 'reader', AssumeRolePolicyDocument: trust })
  await admin.call('Ram', 'AttachPolicyToRole', readOnly)
  const { httpStatus, code } = await admin.refused('Ram', 'DeleteRole', { RoleName: 'reader' })
  expect([httpStatus, code]).toEqual([409, 'DeleteConflict.Role.Policy'])
  await admin.call('Ram', 'DetachPolicyFromRole', readOnly)
  await admin.call('Ram', 'DeleteRole', { RoleName: 'reader' })
  expect((await admin.refused('Ram', 'GetRole', { RoleName: 'reader' })).code).toBe('EntityNotExist.Role')
})

test('a role that there is not is refused (EntityNotExist.Role)', async () => {
  expect((await admin.refused('Ram', 'DeleteRole', { RoleName: 'none' })).code).toBe('EntityNotExist.Role')
})
