import { long, operation, required, secret, sometimes, structure, text } from '../../../model/index.js'
import { readDocument } from '../../../policy/index.js'
import { assumedRoleUserArn, parseRoleArn, roleArnPattern } from '../../ram/domain/arns.js'
import { toldDate } from '../../ram/domain/dates.js'
import { accessKeys, roles } from '../../ram/tables.js'
import { endOf, mayAssume, mayAssumeRoles } from '../domain/assume-role.js'
import { sts } from '../product.js'
import { isTrusted } from '../trust.js'

/** What the pattern of the parameter has let through. */
function roleNamedBy(text: string) {
  const named = parseRoleArn(text)
  if (!named) throw new Error(`not the ARN of a role: ${text}`)
  return named
}

export default operation(sts, {
  name: 'AssumeRole',
  documented: '2025-09-04',
  does: 'Gives temporary keys that act as a role, of this account or of one whose role trusts the caller.',
  input: {
    RoleArn: required(text('The ARN of the role.', 'acs:ram::1000000000000003:role/network-reader', { pattern: roleArnPattern })),
    RoleSessionName: required(
      text('A name that tells the session from others in records.', 'alice', { min: 2, max: 64, pattern: /^[A-Za-z0-9.@_-]+$/ }),
    ),
    DurationSeconds: long('How long the keys are valid.', 3600, { min: 900, max: 43200, default: 3600 }),
    Policy: text(
      'A policy that the session is held to as well.',
      '{"Version":"1","Statement":[{"Effect":"Allow","Action":"*:Describe*","Resource":"*"}]}',
      { max: 2048 },
    ),
    ExternalId: text('What the owner of the role asks for, so that a go-between cannot be misused.', 'abcd1234', {
      min: 2,
      max: 1224,
      pattern: /^[\w+=,.@:/-]*$/,
    }),
    SourceIdentity: text('Who is behind the session.', 'alice'),
  },
  output: {
    Credentials: structure({
      AccessKeyId: text('The id of the temporary key.', 'STS.ExampleExampleExampleExam'),
      AccessKeySecret: secret(text('Its secret.', 'ExampleExampleExampleExampleExampleExample12')),
      SecurityToken: secret(text('Goes with every call that the key signs.', 'CAISexample')),
      Expiration: text('When the keys end, in real time.', '2026-01-01T01:00:00Z'),
    }),
    AssumedRoleUser: structure({
      Arn: text('The session.', 'acs:ram::1000000000000003:role/network-reader/alice'),
      AssumedRoleId: text('The id of the role, and the name of the session.', '312345678901234567:alice'),
    }),
    SourceIdentity: sometimes(text('As given.', 'alice')),
  },
  access: {
    level: 'get',
    // Published with the placeholders of a role's ARN; the parameter is that whole ARN, in whichever account.
    resources: [{ arn: '{#RoleArn}', id: 'RoleArn' }],
    conditions: ['ExternalId', 'RoleSessionName', 'SourceIdentity'],
  },
  errors: {
    'InvalidParameter.RoleArn': [400, 'The parameter RoleArn is wrongly formed.'],
    'InvalidParameter.RoleSessionName': [400, 'The parameter RoleSessionName is wrongly formed.'],
    // The text is older than roles whose sessions last twelve hours.
    'InvalidParameter.DurationSeconds': [400, 'The Min/Max value of DurationSeconds is 15min/1hr.'],
    'InvalidParameter.PolicyGrammar': [400, 'The parameter Policy has not passed grammar check.'],
    // Older pages say 1024.
    'InvalidParameter.PolicySize': [400, 'The size of Policy must be smaller than 2048 bytes.'],
    'InvalidParameter.ExternalId': [400, 'The parameter ExternalId is wrongly formed.'],
    // Two texts under one code: root keys, and whoever the role or RAM turns away.
    NoPermission: [403, '%s'],
    'EntityNotExist.Role': [404, 'The specified Role not exists.'],
  },
  // The key lives where the role lives; the caller's account gives the ids.
  touches: ({ input, caller }) => [caller.account, roleNamedBy(input.RoleArn).account],
  async run({ input, caller, now, wallNow, sourceIp, secure, at, settle, refuse, newId }) {
    settle(mayAssumeRoles(caller))
    const sessionPolicy = input.Policy
    const document = sessionPolicy === undefined ? undefined : readDocument(sessionPolicy, 'permission')
    if (document && !document.readable)
      return refuse('InvalidParameter.PolicyGrammar', {
        because: `${document.faults.map(({ path, why }) => `${path || 'The document'} ${why}`).join('; ')}.`,
      })
    const { account, roleName } = roleNamedBy(input.RoleArn)
    const found = await at(account).get(roles, roleName)
    const asking = { caller, now, sourceIp, secure }
    const trusted = found !== undefined && (await isTrusted({ at }, asking, found, input))
    const seconds = input.DurationSeconds ?? 3600
    settle(mayAssume({ caller: caller.account, roleOwner: account, roleName, role: found, trusted, seconds }))
    const role = found as NonNullable<typeof found>
    const sessionName = input.RoleSessionName
    const key = { accessKeyId: newId('STS.', 24, 'mixed'), secret: newId('', 44, 'mixed'), token: newId('CAIS', 140, 'mixed') }
    at(account).put(accessKeys, {
      accessKeyId: key.accessKeyId,
      secret: key.secret,
      status: 'Active',
      createdAt: now.toISOString(),
      account,
      holder: {
        kind: 'session',
        roleName,
        roleId: role.roleId,
        sessionName,
        ...(sessionPolicy === undefined ? {} : { sessionPolicy }),
        token: key.token,
        expiresAt: endOf(now, seconds).toISOString(),
      },
    })
    return {
      Credentials: {
        AccessKeyId: key.accessKeyId,
        AccessKeySecret: key.secret,
        SecurityToken: key.token,
        // INVARIANT: told in real time, kept in the world's: clients compare it with their own clock, whatever the world's says.
        Expiration: toldDate(endOf(wallNow, seconds).toISOString()),
      },
      AssumedRoleUser: { Arn: assumedRoleUserArn(account, roleName, sessionName), AssumedRoleId: `${role.roleId}:${sessionName}` },
      ...(input.SourceIdentity === undefined ? {} : { SourceIdentity: input.SourceIdentity }),
    }
  },
})
