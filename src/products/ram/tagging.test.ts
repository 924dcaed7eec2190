import { afterAll, describe, expect, test } from 'vitest'
import { testCloud } from '../../../test/cloud.js'

const cloud = await testCloud()
afterAll(() => cloud.close())
const admin = cloud.as('network.admin')
const ram = (action: string, parameters: object = {}) => admin.call('Ram', action, { ...parameters })
async function refusal(action: string, parameters: object) {
  const { httpStatus, code, message } = await admin.refused('Ram', action, { ...parameters })
  return [httpStatus, code, message]
}
const statement = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: ['ecs.aliyuncs.com'] } }
const AssumeRolePolicyDocument = JSON.stringify({ Version: '1', Statement: [statement] })
const PolicyDocument = JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] })
for (const RoleName of ['r1', 'r2', 'r3']) await ram('CreateRole', { RoleName, AssumeRolePolicyDocument })
await ram('CreatePolicy', { PolicyName: 'p1', PolicyDocument })

const tagsOf = async (ResourceType: string, parameters: object = {}) =>
  (await ram('ListTagResources', { ResourceType, ...parameters })).TagResources.map(
    (tag: { ResourceName: string; TagKey: string; TagValue: string }) => `${tag.ResourceName} ${tag.TagKey}=${tag.TagValue}`,
  )

test('tags come and go as one JSON text or numbered, on roles and on policies', async () => {
  const named = { ResourceType: 'role', ResourceNames: '["r1","r2"]' }
  await ram('TagResources', { ...named, Tag: '[{"Key":"team","Value":"network"},{"Key":"stage","Value":"prod"}]' })
  await ram('TagResources', { ResourceType: 'policy', ResourceNames: ['p1'], Tag: [{ Key: 'team', Value: 'core' }] })
  expect(await tagsOf('role')).toEqual(['r1 stage=prod', 'r1 team=network', 'r2 stage=prod', 'r2 team=network'])
  expect(await tagsOf('policy', { ResourceNames: '["p1"]' })).toEqual(['p1 team=core'])
  await ram('TagResources', { ...named, ResourceNames: '["r2"]', Tag: '[{"Key":"stage","Value":"test"}]' })
  expect(await tagsOf('role', { Tag: [{ Key: 'stage', Value: 'test' }] })).toEqual(['r2 stage=test', 'r2 team=network'])
  expect((await ram('ListRoles', { Tag: '[{"Key":"stage","Value":"test"}]' })).Roles.Role).toMatchObject([{ RoleName: 'r2' }])
  await ram('UntagResources', { ...named, TagKeys: '["stage"]' })
  expect(await tagsOf('role')).toEqual(['r1 team=network', 'r2 team=network'])
  await ram('UntagResources', named)
  expect(await tagsOf('role')).toHaveLength(2)
  await ram('UntagResources', { ...named, All: true })
  expect(await tagsOf('role')).toEqual([])
})

test('tags are listed page by page, and the last page has no token', async () => {
  const Tag = ['a', 'b', 'c'].map((Key) => ({ Key, Value: '1' }))
  await ram('TagResources', { ResourceType: 'role', ResourceNames: ['r3'], Tag })
  const first = await ram('ListTagResources', { ResourceType: 'role', ResourceNames: ['r3'], PageSize: 2 })
  const second = await ram('ListTagResources', {
    ResourceType: 'role',
    ResourceNames: ['r3'],
    PageSize: 2,
    NextToken: first.NextToken,
  })
  expect([...first.TagResources, ...second.TagResources].map(({ TagKey }) => TagKey)).toEqual(['a', 'b', 'c'])
  expect(second).not.toHaveProperty('NextToken')
})

describe('refused', () => {
  const Tag = [{ Key: 'a', Value: 'b' }]
  test.each([
    ['role', 'EntityNotExist.Role', 'The role does not exist.'],
    ['policy', 'EntityNotExist.Policy', 'The policy does not exist.'],
  ])('a %s that does not exist, and nothing is tagged then (%s)', async (ResourceType, code, message) => {
    const ResourceNames = [ResourceType === 'role' ? 'r1' : 'p1', 'missing']
    for (const action of ['TagResources', 'UntagResources', 'ListTagResources'])
      expect(await refusal(action, { ResourceType, ResourceNames, Tag: [{ Key: 'new', Value: 'x' }] })).toEqual([
        404,
        code,
        message,
      ])
    expect(await tagsOf(ResourceType)).not.toContain(`${ResourceNames[0]} new=x`)
  })

  test('other things than roles and policies, and calls that name nothing', async () => {
    expect((await refusal('TagResources', { ResourceType: 'user', ResourceNames: ['admin'], Tag }))[1]).toBe('InvalidParameter')
    expect((await refusal('TagResources', { ResourceType: 'role', Tag }))[1]).toBe('MissingParameter')
    expect((await refusal('TagResources', { ResourceType: 'role', ResourceNames: ['r1'] }))[1]).toBe('MissingParameter')
    expect((await refusal('ListTagResources', {}))[1]).toBe('MissingParameter')
  })
})
