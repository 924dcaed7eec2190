import { afterAll, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const cloud = await testCloud()
afterAll(() => cloud.close())
const admin = cloud.as('network.admin')

const names = (answer: { Users: { User: { UserName: string }[] } }) => answer.Users.User.map(({ UserName }) => UserName)

test('users are listed by name, page by page, and none twice while others come', async () => {
  for (const UserName of ['dora', 'bert', 'carl', 'anna']) await admin.call('Ram', 'CreateUser', { UserName })
  const first = await admin.call('Ram', 'ListUsers', { MaxItems: 2 })
  expect([names(first), first.IsTruncated]).toEqual([['admin', 'anna'], true])
  await admin.call('Ram', 'CreateUser', { UserName: 'abel' })
  const second = await admin.call('Ram', 'ListUsers', { MaxItems: 2, Marker: first.Marker })
  expect([names(second), second.IsTruncated]).toEqual([['bert', 'carl'], true])
  const last = await admin.call('Ram', 'ListUsers', { MaxItems: 2, Marker: second.Marker })
  expect([names(last), last.IsTruncated, last.Marker]).toEqual([['dora'], false, undefined])
})

test('every account starts with the user admin alone', async () => {
  const answer = await cloud.as('partner').call('Ram', 'ListUsers')
  expect(answer.IsTruncated).toBe(false)
  expect(answer.Users.User).toHaveLength(1)
  expect(answer.Users.User[0]).toMatchObject({ UserName: 'admin', UpdateDate: '2026-01-01T00:00:00Z' })
})
