import { afterAll, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const cloud = await testCloud()
afterAll(() => cloud.close())
const admin = cloud.as('network.admin')

const PolicyDocument = JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action: 'vpc:*', Resource: '*' }] })
async function make(name: string) {
  await admin.call('Ram', 'CreateUser', { UserName: name })
  return { UserName: name }
}

test('policies of both types are told with their descriptions', async () => {
  const user = await make('alice')
  await admin.call('Ram', 'CreatePolicy', { PolicyName: 'networks', PolicyDocument, Description: 'All of VPC.' })
  await admin.call('Ram', 'AttachPolicyToUser', { PolicyType: 'System', PolicyName: 'ReadOnlyAccess', ...user })
  await admin.call('Ram', 'AttachPolicyToUser', { PolicyType: 'Custom', PolicyName: 'networks', ...user })
  const { Policies } = await admin.call('Ram', 'ListPoliciesForUser', user)
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

test('a user that there is not is refused (EntityNotExist.User)', async () => {
  const { httpStatus, code } = await admin.refused('Ram', 'ListPoliciesForUser', { UserName: 'nobody' })
  expect([httpStatus, code]).toEqual([404, 'EntityNotExist.User'])
})
