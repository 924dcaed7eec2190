import { afterAll, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const cloud = await testCloud()
afterAll(() => cloud.close())
const admin = cloud.as('network.admin')

const document = JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] })
const names = (answer: { Policies: { Policy: { PolicyName: string }[] } }) =>
  answer.Policies.Policy.map(({ PolicyName }) => PolicyName)
const system = [
  'AdministratorAccess',
  'AliyunSTSAssumeRoleAccess',
  'AliyunServiceRolePolicyForECR',
  'AliyunServiceRolePolicyForResourceDirectory',
  'AliyunServiceRolePolicyForResourceSharing',
  'ReadOnlyAccess',
]

test('policies of both types are listed page by page, each once', async () => {
  for (const PolicyName of ['b', 'A', 'c']) await admin.call('Ram', 'CreatePolicy', { PolicyName, PolicyDocument: document })
  for (const MaxItems of [1, 2, 3, 4, 6, 7]) {
    const seen: string[] = []
    let Marker: string | undefined
    do {
      const answer = await admin.call('Ram', 'ListPolicies', { MaxItems, Marker })
      expect(names(answer).length).toBeLessThanOrEqual(MaxItems)
      seen.push(...names(answer))
      expect(answer.Marker !== undefined).toBe(answer.IsTruncated)
      Marker = answer.Marker
    } while (Marker !== undefined)
    expect(seen).toEqual([...system, 'A', 'b', 'c'])
  }
})

test('one type can be asked for', async () => {
  expect(names(await admin.call('Ram', 'ListPolicies', { PolicyType: 'System' }))).toEqual(system)
  expect(names(await admin.call('Ram', 'ListPolicies', { PolicyType: 'Custom' }))).not.toContain('ReadOnlyAccess')
})

test('attachments are counted', async () => {
  const { Policies } = await cloud.as('partner').call('Ram', 'ListPolicies', { PolicyType: 'System', MaxItems: 1 })
  expect(Policies.Policy[0]).toMatchObject({ PolicyName: 'AdministratorAccess', AttachmentCount: 1 })
})

test('tags are told, and choose', async () => {
  const Tag = JSON.stringify([{ Key: 'team', Value: 'network' }])
  await admin.call('Ram', 'CreatePolicy', { PolicyName: 'tagged', PolicyDocument: document, Tag })
  const answer = await admin.call('Ram', 'ListPolicies', { Tag: [{ Key: 'team' }] })
  expect(names(answer)).toEqual(['tagged'])
  expect(answer.Policies.Policy[0].Tags).toEqual({ Tag: [{ TagKey: 'team', TagValue: 'network' }] })
  expect(names(await admin.call('Ram', 'ListPolicies', { Tag: [{ Key: 'team', Value: 'other' }] }))).toEqual([])
})
