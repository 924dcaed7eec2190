import { afterAll, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const cloud = await testCloud()
afterAll(() => cloud.close())
const admin = cloud.as('network.admin')

const trust =
  '{"Version":"1",  "Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"ecs.aliyuncs.com"}}]}'

test('a role is told as it was created', async () => {
  const { Role } = await admin.call('Ram', 'CreateRole', { RoleName: 'reader', AssumeRolePolicyDocument: trust })
  const answer = await admin.call('Ram', 'GetRole', { RoleName: 'reader' })
  expect(answer.Role).toEqual({ ...Role, UpdateDate: '2026-01-01T00:00:00Z' })
  expect(answer.Role.AssumeRolePolicyDocument).toBe(trust)
})

test('a role that there is not is refused (EntityNotExist.Role)', async () => {
  const { httpStatus, code } = await admin.refused('Ram', 'GetRole', { RoleName: 'none' })
  expect([httpStatus, code]).toEqual([404, 'EntityNotExist.Role'])
})
