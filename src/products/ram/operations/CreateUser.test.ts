import { afterAll, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const cloud = await testCloud()
afterAll(() => cloud.close())
const admin = cloud.as('network.admin')

test('a new user is told with an id and the second of its creation', async () => {
  const { User } = await admin.call('Ram', 'CreateUser', {
    UserName: 'alice',
    DisplayName: 'Alice Ångström',
    MobilePhone: '86-18600008888',
    Email: 'alice@example.com',
    Comments: 'Network engineer.',
  })
  expect(User).toEqual({
    UserId: expect.stringMatching(/^2[0-9]{17}$/),
    UserName: 'alice',
    DisplayName: 'Alice Ångström',
    MobilePhone: '86-18600008888',
    Email: 'alice@example.com',
    Comments: 'Network engineer.',
    CreateDate: '2026-01-01T00:00:00Z',
  })
})

test('a user that was given no display name has none', async () => {
  const { User } = await admin.call('Ram', 'CreateUser', { UserName: 'bob', Comments: '' })
  expect(User).toMatchObject({ DisplayName: '', Comments: '' })
})

test('a second user of one name is refused (EntityAlreadyExists.User), in another account it is not', async () => {
  await admin.call('Ram', 'CreateUser', { UserName: 'twin' })
  const { httpStatus, code, message } = await admin.refused('Ram', 'CreateUser', { UserName: 'twin' })
  expect({ httpStatus, code, message }).toEqual({
    httpStatus: 409,
    code: 'EntityAlreadyExists.User',
    message: 'The user does already EXIST.',
  })
  await cloud.as('prod.admin').call('Ram', 'CreateUser', { UserName: 'twin' })
})

test('one user more than the account may have is refused (LimitExceeded.User)', async () => {
  await cloud.settings({ quotas: { 'ram.users': 2 } })
  const dev = cloud.as('dev.admin')
  await dev.call('Ram', 'CreateUser', { UserName: 'second' })
  const { httpStatus, code } = await dev.refused('Ram', 'CreateUser', { UserName: 'third' })
  expect([httpStatus, code]).toEqual([409, 'LimitExceeded.User'])
})
