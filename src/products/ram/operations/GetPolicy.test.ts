import { afterAll, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const cloud = await testCloud()
afterAll(() => cloud.close())
const admin = cloud.as('network.admin')

const document = '{ "Version":"1",\n  "Statement":[{"Effect":"Allow","Action":"vpc:Describe*","Resource":["*"]}] }'

test('the document comes back byte for byte, with the number of attachments', async () => {
  await admin.call('Ram', 'CreatePolicy', { PolicyName: 'read-vpcs', PolicyDocument: document })
  await admin.call('Ram', 'AttachPolicyToUser', { PolicyType: 'Custom', PolicyName: 'read-vpcs', UserName: 'admin' })
  const answer = await admin.call('Ram', 'GetPolicy', { PolicyType: 'Custom', PolicyName: 'read-vpcs' })
  expect(answer.Policy).toEqual({
    PolicyName: 'read-vpcs',
    PolicyType: 'Custom',
    Description: '',
    DefaultVersion: 'v1',
    CreateDate: '2026-01-01T00:00:00Z',
    UpdateDate: '2026-01-01T00:00:00Z',
    AttachmentCount: 1,
  })
  expect(answer.DefaultPolicyVersion).toEqual({
    VersionId: 'v1',
    IsDefaultVersion: true,
    PolicyDocument: document,
    CreateDate: '2026-01-01T00:00:00Z',
  })
})

test('system policies are told in every account', async () => {
  for (const PolicyName of ['AdministratorAccess', 'ReadOnlyAccess', 'AliyunSTSAssumeRoleAccess']) {
    const { Policy } = await cloud.as('partner').call('Ram', 'GetPolicy', { PolicyType: 'System', PolicyName })
    expect(Policy).toMatchObject({ PolicyName, PolicyType: 'System' })
  }
})

test('a policy of the other type is none (EntityNotExist.Policy)', async () => {
  const { httpStatus, code } = await admin.refused('Ram', 'GetPolicy', { PolicyType: 'Custom', PolicyName: 'AdministratorAccess' })
  expect([httpStatus, code]).toEqual([404, 'EntityNotExist.Policy'])
})
