import { afterAll, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const cloud = await testCloud()
afterAll(() => cloud.close())
const admin = cloud.as('network.admin')

const trust =
  '{"Version":"1",  "Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"ecs.aliyuncs.com"}}]}'

test('a new role is told with its ARN, its id and its trust policy', async () => {
  const network = await cloud.uid('network')
  const { Role } = await admin.call('Ram', 'CreateRole', {
    RoleName: 'ECSAdmin',
    AssumeRolePolicyDocument: trust,
    Description: 'For instances.',
    MaxSessionDuration: 7200,
  })
  expect(Role).toEqual({
    RoleId: expect.stringMatching(/^3[0-9]{17}$/),
    RoleName: 'ECSAdmin',
    Arn: `acs:ram::${network}:role/ECSAdmin`,
    Description: 'For instances.',
    AssumeRolePolicyDocument: trust,
    MaxSessionDuration: 7200,
    CreateDate: '2026-01-01T00:00:00Z',
  })
})

test('sessions last an hour unless said otherwise', async () => {
  const { Role } = await admin.call('Ram', 'CreateRole', { RoleName: 'hour', AssumeRolePolicyDocument: trust })
  expect(Role.MaxSessionDuration).toBe(3600)
})

test('a trust policy that cannot be read is refused (MalformedPolicyDocument)', async () => {
  const permission = { Version: '1', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }
  for (const AssumeRolePolicyDocument of ['nobody', JSON.stringify(permission)]) {
    const { httpStatus, code } = await admin.refused('Ram', 'CreateRole', { RoleName: 'bad', AssumeRolePolicyDocument })
    expect([httpStatus, code]).toEqual([400, 'MalformedPolicyDocument'])
  }
})

test('a second role of one name is refused (EntityAlreadyExists.Role)', async () => {
  await admin.call('Ram', 'CreateRole', { RoleName: 'twin', AssumeRolePolicyDocument: trust })
  const { httpStatus, code } = await admin.refused('Ram', 'CreateRole', { RoleName: 'twin', AssumeRolePolicyDocument: trust })
  expect([httpStatus, code]).toEqual([409, 'EntityAlreadyExists.Role'])
})

test('one role more than the account may have is refused (LimitExceeded.Role)', async () => {
  await cloud.settings({ quotas: { 'ram.roles': 1 } })
  const dev = cloud.as('intl.admin')
  await dev.call('Ram', 'CreateRole', { RoleName: 'first', AssumeRolePolicyDocument: trust })
  const { httpStatus, code } = await dev.refused('Ram', 'CreateRole', { RoleName: 'second', AssumeRolePolicyDocument: trust })
  expect([httpStatus, code]).toEqual([409, 'LimitExceeded.Role'])
})
