import { flag, list, operation, required, sometimes, structure, text } from '../../../model/index.js'
import { type Diagnosis, decodeDiagnosis } from '../../../policy/index.js'
import { ram } from '../product.js'

/** What a policy was attached to, and how far it reaches, in the words of the published lists. */
const entities: Readonly<Record<string, readonly [type: string, scope: string]>> = {
  user: ['RamUser', 'Account'],
  group: ['RamGroup', 'Account'],
  role: ['RamRole', 'Account'],
  account: ['ResourceDirectoryTarget', 'Account'],
  folder: ['ResourceDirectoryTarget', 'Folder'],
  root: ['ResourceDirectoryTarget', 'Folder'],
}

function matchedPolicy({ effect, policy, type, version, attachedTo = '' }: Diagnosis['matched'][number]) {
  const [AttachedEntityType, AttachedScope] = entities[attachedTo] ?? []
  return {
    Effect: effect,
    PolicyIdentifier: policy,
    PolicyType: type,
    ...(version === undefined ? {} : { PolicyVersion: version }),
    ...(AttachedEntityType === undefined ? {} : { AttachedEntityType, AttachedScope }),
  }
}

export default operation(ram, {
  name: 'DecodeDiagnosticMessage',
  does: 'Tells in full why RAM refused a call, out of the text that the refused caller was given.',
  input: {
    EncodedDiagnosticMessage: required(text('EncodedDiagnosticMessage of the refusal.', 'AQIBq1ZQSklNLM5QAA', { max: 65536 })),
  },
  output: {
    DecodedDiagnosticMessage: structure({
      ExplicitDeny: flag('Whether a statement denies it, rather than none allowing it.', false),
      NoPermissionPolicyType: text('The kind of policies that refused.', 'AccountLevelIdentityBasedPolicy'),
      AuthAction: text('The action.', 'vpc:CreateVpc'),
      AuthResource: text('The resource.', 'acs:vpc:cn-hangzhou:1000000000000002:vpc/*'),
      AuthPrincipal: structure({
        AuthPrincipalType: text('SubUser or AssumedRoleUser.', 'SubUser'),
        AuthPrincipalOwnerId: text('The account of the caller.', '1000000000000002'),
        AuthPrincipalDisplayName: text('The id of the user, or role and session.', '212345678901234567'),
      }),
      AuthConditions: list(
        'What conditions could ask.',
        structure({
          ConditionKey: text('The key.', 'acs:SourceIp'),
          ConditionValues: list('Its values.', text('A value.', '127.0.0.1')),
        }),
      ),
      MatchedPolicies: list(
        'The policies that denied it; none where nothing allowed it.',
        structure({
          Effect: text('Deny or Allow.', 'Deny'),
          PolicyIdentifier: text('The name of the policy.', 'no-networks'),
          PolicyType: text('System or Custom.', 'Custom'),
          PolicyVersion: sometimes(text('The version in force; of custom policies only.', 'v1')),
          AttachedEntityType: sometimes(text('What it is attached to.', 'RamUser')),
          AttachedScope: sometimes(text('How far it reaches.', 'Account')),
        }),
      ),
    }),
  },
  access: { level: 'get' },
  errors: {
    NotSupport: [400, 'This method can only be invoked by customer, sub user and assumed role user.'],
    EncodedMessageExpire: [400, 'The EncodedDiagnosticMessage is expired.'],
    NoPermission: [403, 'You do not have the required permissions.'],
    SearchInaccurate: [404, 'The search result is inaccurate, please retry later.'],
    EntityNotExist: [404, 'The specific DecodedDiagnosticMessage cannot be found.'],
    TooManyRequests: [429, 'Too many search requests at same time, please retry later.'],
  },
  async run({ input, caller, refuse }) {
    const found = decodeDiagnosis(input.EncodedDiagnosticMessage)
    if (!found) return refuse('EntityNotExist', { because: 'The text is not one that a refusal of this server carried.' })
    // UNKNOWN: who may decode the text of another account; nobody here.
    if (found.principal.account !== caller.account)
      return refuse('EntityNotExist', { because: 'The text tells of a call of another account.' })
    return {
      DecodedDiagnosticMessage: {
        ExplicitDeny: found.explicit,
        NoPermissionPolicyType: found.policyType,
        AuthAction: found.action,
        AuthResource: found.resource,
        AuthPrincipal: {
          AuthPrincipalType: found.principal.type,
          AuthPrincipalOwnerId: found.principal.account,
          AuthPrincipalDisplayName: found.principal.name,
        },
        AuthConditions: found.conditions.map(({ key, values }) => ({ ConditionKey: key, ConditionValues: values })),
        MatchedPolicies: found.matched.map(matchedPolicy),
      },
    }
  },
})
