import { afterAll, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const cloud = await testCloud()
afterAll(() => cloud.close())
const admin = cloud.as('network.admin')

test('a user is told as it was created', async () => {
  const { User } = await admin.call('Ram', 'CreateUser', { UserName: 'alice', Comments: 'Here.' })
  const answer = await admin.call('Ram', 'GetUser', { UserName: 'alice' })
  expect(answer).toEqual({ RequestId: expect.any(String), User: { ...User, UpdateDate: '2026-01-01T00:00:00Z' } })
})

test('a user that there is not is refused (EntityNotExist.User)', async () => {
  const { httpStatus, code, message } = await admin.refused('Ram', 'GetUser', { UserName: 'nobody' })
  expect({ httpStatus, code, message }).toEqual({
    httpStatus: 404,
    code: 'EntityNotExist.User',
    message: 'The user does not exist.',
  })
})
