import { afterAll, describe, expect, test } from 'vitest'
import { testCloud } from '../../../test/cloud.js'

const cloud = await testCloud()
afterAll(() => cloud.close())
const admin = cloud.as('network.admin')

/** A call of each operation whose parameters are all in order. */
const calls: Record<string, Record<string, unknown>> = {
  CreateUser: { UserName: 'nobody' },
  GetUser: { UserName: 'nobody' },
  DeleteUser: { UserName: 'nobody' },
  CreateAccessKey: { UserName: 'nobody' },
  ListAccessKeys: { UserName: 'nobody' },
  UpdateAccessKey: { UserName: 'nobody', UserAccessKeyId: 'LTAInone', Status: 'Inactive' },
  DeleteAccessKey: { UserName: 'nobody', UserAccessKeyId: 'LTAInone' },
  CreatePolicy: { PolicyName: 'none', PolicyDocument: '{}' },
  GetPolicy: { PolicyType: 'Custom', PolicyName: 'none' },
  DeletePolicy: { PolicyName: 'none' },
  CreateRole: { RoleName: 'none', AssumeRolePolicyDocument: '{}' },
  GetRole: { RoleName: 'none' },
  DeleteRole: { RoleName: 'none' },
  AttachPolicyToUser: { PolicyType: 'Custom', PolicyName: 'none', UserName: 'nobody' },
  DetachPolicyFromUser: { PolicyType: 'Custom', PolicyName: 'none', UserName: 'nobody' },
  AttachPolicyToRole: { PolicyType: 'Custom', PolicyName: 'none', RoleName: 'none' },
  DetachPolicyFromRole: { PolicyType: 'Custom', PolicyName: 'none', RoleName: 'none' },
  ListPoliciesForUser: { UserName: 'nobody' },
  ListPoliciesForRole: { RoleName: 'none' },
}
const optional = ['CreateAccessKey UserName', 'ListAccessKeys UserName', 'UpdateAccessKey UserName', 'DeleteAccessKey UserName']
const given = Object.entries(calls).flatMap(([action, parameters]) =>
  Object.keys(parameters).map((name) => [action, name] as const),
)

describe('a parameter that must be given', () => {
  for (const [action, name] of given.filter(([action, name]) => !optional.includes(`${action} ${name}`)))
    test(`${action} without ${name} is refused (MissingParameter)`, async () => {
      const { httpStatus, code, message } = await admin.refused('Ram', action, { ...calls[action], [name]: undefined })
      expect({ httpStatus, code, message }).toEqual({
        httpStatus: 400,
        code: 'MissingParameter',
        message: `Parameter ${name} is required.`,
      })
    })
})

const malformed: Record<string, [value: string, code: string][]> = {
  UserName: [
    ['no spaces', 'InvalidParameter.UserName.InvalidChars'],
    ['u'.repeat(65), 'InvalidParameter.UserName.Length'],
  ],
  RoleName: [
    ['no_underscores', 'InvalidParameter.RoleName.InvalidChars'],
    ['r'.repeat(65), 'InvalidParameter.RoleName.Length'],
  ],
  PolicyName: [
    ['no.dots', 'InvalidParameter.PolicyName.InvalidChars'],
    ['p'.repeat(129), 'InvalidParameter.PolicyName.Length'],
  ],
  PolicyType: [['Mine', 'InvalidParameter.PolicyType']],
  PolicyDocument: [[' '.repeat(6145), 'InvalidParameter.PolicyDocument.Length']],
  AssumeRolePolicyDocument: [[' '.repeat(6145), 'InvalidParameter.AssumeRolePolicyDocument.Length']],
  Status: [['Asleep', 'InvalidParameter']],
}
describe('a parameter that is not as it must be', () => {
  for (const [action, name] of given)
    for (const [value, code] of malformed[name] ?? [])
      test(`${action} with ${name} ${value.slice(0, 20)} (${value.length} characters) is refused (${code})`, async () => {
        const refusal = await admin.refused('Ram', action, { ...calls[action], [name]: value })
        expect([refusal.httpStatus, refusal.code]).toEqual([400, code])
        expect(refusal.message).toContain(`"${name}"`)
      })

  const others: [action: string, parameters: Record<string, unknown>, code: string][] = [
    ['CreateUser', { DisplayName: 'line\nbreak' }, 'InvalidParameter.DisplayName.InvalidChars'],
    ['CreateUser', { DisplayName: 'd'.repeat(129) }, 'InvalidParameter.DisplayName.Length'],
    ['CreateUser', { Comments: 'c'.repeat(129) }, 'InvalidParameter.Comments.Length'],
    ['CreateUser', { MobilePhone: '12345' }, 'InvalidParameter.MobilePhone.Format'],
    ['CreateUser', { Email: 'nobody' }, 'InvalidParameter.Email.Format'],
    ['CreatePolicy', { Description: 'd'.repeat(1025) }, 'InvalidParameter.Description.Length'],
    ['CreateRole', { Description: 'd'.repeat(1025) }, 'InvalidParameter.Description.Length'],
    ['CreateRole', { MaxSessionDuration: 3599 }, 'InvalidParameter'],
    ['CreateRole', { MaxSessionDuration: 43201 }, 'InvalidParameter'],
    ['CreateRole', { Tag: 'team' }, 'InvalidParameter'],
    ['ListUsers', { MaxItems: 0 }, 'InvalidParameter'],
    ['ListUsers', { MaxItems: 1001 }, 'InvalidParameter'],
    ['ListRoles', { Marker: 'of somebody else' }, 'InvalidParameter'],
    ['ListPolicies', { PolicyType: 'Mine' }, 'InvalidParameter.PolicyType'],
  ]
  for (const [action, parameters, code] of others)
    test(`${action} with ${JSON.stringify(parameters).slice(0, 40)} is refused (${code})`, async () => {
      const refusal = await admin.refused('Ram', action, { ...calls[action], ...parameters })
      expect([refusal.httpStatus, refusal.code]).toEqual([400, code])
    })
})

describe('a user without policies', () => {
  for (const action of [...Object.keys(calls), 'ListUsers', 'ListRoles', 'ListPolicies'])
    test(`may not call ${action} (NoPermission)`, async () => {
      const user = cloud.withKey({ accessKeyId: await bareKey() })
      const { httpStatus, code, message } = await user.refused('Ram', action, calls[action])
      expect([httpStatus, code]).toEqual([403, 'NoPermission'])
      expect(message).toMatch(
        new RegExp(`^You are not authorized to do this action\\. Resource: acs:ram:\\*:\\S+ Action: ram:${action}$`),
      )
    })
})

let key: Promise<string> | undefined
function bareKey(): Promise<string> {
  key ??= (async () => {
    await admin.call('Ram', 'CreateUser', { UserName: 'bare' })
    return (await admin.call('Ram', 'CreateAccessKey', { UserName: 'bare' })).AccessKey.AccessKeyId
  })()
  return key
}
