import { afterAll, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const cloud = await testCloud()
afterAll(() => cloud.close())
const admin = cloud.as('network.admin')

const trust =
  '{"Version":"1",  "Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"ecs.aliyuncs.com"}}]}'

const PolicyDocument = JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action: 'vpc:*', Resource: '*' }] })
async function make(name: string) {
  await admin.call('Ram', 'CreateRole', { RoleName: name, AssumeRolePolicyDocument: trust })
  return { RoleName: name }
}

test('policies of both types are told with their descriptions', async () => {
  const role = await make('alice')
  await admin.call('Ram', 'CreatePolicy', { PolicyName: 'networks', PolicyDocument, Description: 'All of VPC.' })
  await admin.call('Ram', 'AttachPolicyToRole', { PolicyType: 'System', PolicyName: 'ReadOnlyAccess', ...role })
  await admin.call('Ram', 'AttachPolicyToRole', { PolicyType: 'Custom', PolicyName: 'networks', ...role })
  const { Policies } = await admin.call('Ram', 'ListPoliciesForRole', role)
  expect(Policies.Policy).toEqual([
    {
      PolicyName: 'networks',
      PolicyType: 'Custom',
      Description: 'All of VPC.',
      DefaultVersion: 'v1',
      AttachDate: '2026-01-01T00:00:00Z',
    },
    expect.objectContaining({ PolicyName: 'ReadOnlyAccess', PolicyType: 'System' }),
  ])
})

test('a role that there is not is refused (EntityNotExist.Role)', async () => {
  const { httpStatus, code } = await admin.refused('Ram', 'ListPoliciesForRole', { RoleName: 'nobody' })
  expect([httpStatus, code]).toEqual([404, 'EntityNotExist.Role'])
})
