import { afterAll, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const cloud = await testCloud()
afterAll(() => cloud.close())
const admin = cloud.as('intl.admin')

const trust =
  '{"Version":"1",  "Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"ecs.aliyuncs.com"}}]}'

const names = (answer: { Roles: { Role: { RoleName: string }[] } }) => answer.Roles.Role.map(({ RoleName }) => RoleName)

test('roles are listed by name, page by page, without their trust policies', async () => {
  for (const RoleName of ['c', 'a', 'b']) await admin.call('Ram', 'CreateRole', { RoleName, AssumeRolePolicyDocument: trust })
  const first = await admin.call('Ram', 'ListRoles', { MaxItems: 2 })
  expect([names(first), first.IsTruncated]).toEqual([['a', 'b'], true])
  expect(first.Roles.Role[0]).not.toHaveProperty('AssumeRolePolicyDocument')
  const second = await admin.call('Ram', 'ListRoles', { MaxItems: 2, Marker: first.Marker })
  expect([names(second), second.IsTruncated]).toEqual([['c'], false])
})

test('tags are told, and choose', async () => {
  const tagged = { RoleName: 'tagged', AssumeRolePolicyDocument: trust, Tag: [{ Key: 'team', Value: 'network' }] }
  await admin.call('Ram', 'CreateRole', tagged)
  const answer = await admin.call('Ram', 'ListRoles', { Tag: JSON.stringify([{ Key: 'team', Value: 'network' }]) })
  expect(names(answer)).toEqual(['tagged'])
  expect(answer.Roles.Role[0].Tags).toEqual({ Tag: [{ TagKey: 'team', TagValue: 'network' }] })
})

test('an account without roles has an empty list', async () => {
  expect((await cloud.as('partner').call('Ram', 'ListRoles')).Roles.Role).toEqual([])
})
