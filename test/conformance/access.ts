/** Who may call an operation: its action, its resources and its condition keys, each allowed and denied by a policy. */

import { faultsOfRefusal } from './answers.js'
import type { Given, Key, World } from './arena.js'
import { region } from './arena.js'
import type { Check } from './checks.js'
import { denialOf } from './expected.js'
import { type OperationFacts, sourceOf } from './facts.js'
import { judge } from './judge.js'
import type { Condition, Prepared, Recipe } from './recipe.js'
import type { Kit, Outcome, Stage } from './stage.js'

interface Statement {
  readonly Effect: 'Allow' | 'Deny'
  readonly Action: string
  readonly Resource: string | readonly string[]
  readonly Condition?: object
}
type Verdict = 'allowed' | 'ImplicitDeny' | 'ExplicitDeny'

const everything: Statement = { Effect: 'Allow', Action: '*', Resource: '*' }

export function accessChecks(operation: OperationFacts, recipe: Recipe): Check[] {
  const { ramAction, ramResources, conditionKeys } = operation
  const check = (
    rule: string,
    source: string,
    statements: (stage: Stage) => readonly Statement[],
    verdict: Verdict,
    also: (prepared: Prepared) => Given = () => ({}),
  ): Check => ({
    subject: 'access',
    rule,
    source,
    async run(kit) {
      const stage = await kit.own(recipe.call)
      const parameters = { ...stage.prepared.parameters, ...also(stage.prepared) }
      return calledWith(operation, kit, stage, parameters, statements(stage), verdict)
    },
  })
  const allow = (Resource: Statement['Resource'], Action = ramAction): Statement => ({ Effect: 'Allow', Action, Resource })
  const action = sourceOf(operation, 'ramAction')
  const resources = sourceOf(operation, 'ramResources')
  const precise = ramResources.some(({ arn }) => arn !== '*')
  return [
    check('no policy', action, () => [], 'ImplicitDeny'),
    check('a policy for the action', action, () => [allow('*')], 'allowed'),
    check('a policy for another action', action, () => [allow('*', `${ramAction}2`)], 'ImplicitDeny'),
    check('a policy that denies the action', action, () => [everything, { ...allow('*'), Effect: 'Deny' }], 'ExplicitDeny'),
    ...(precise
      ? [
          check('a policy for the resource', resources, (stage) => [allow(arnsOf(operation, stage))], 'allowed'),
          check(
            'a policy for a resource of another account',
            resources,
            (stage) => [allow(foreign(operation, stage))],
            'ImplicitDeny',
          ),
          check('a policy for another resource', resources, (stage) => [allow(others(operation, stage))], 'ImplicitDeny'),
          check(
            'a policy that denies the resource',
            resources,
            (stage) => [everything, { ...allow(arnsOf(operation, stage)), Effect: 'Deny' }],
            'ExplicitDeny',
          ),
        ]
      : []),
    ...conditionKeys.flatMap((key) => {
      const source = sourceOf(operation, 'conditionKeys', key)
      const of = ({ conditions }: Prepared): Condition => {
        const condition = conditions?.[key]
        if (!condition) throw new Error(`the recipe has no values for the condition key ${key}`)
        return condition
      }
      const also = (prepared: Prepared) => of(prepared).also ?? {}
      const when = (prepared: Prepared, which: 'value' | 'other') => conditionOn(key, of(prepared)[which])
      const allowedWhen = (which: 'value' | 'other') => (stage: Stage) => [
        { ...allow('*'), Condition: when(stage.prepared, which) },
      ]
      const deniedWhen =
        (which: 'value' | 'other') =>
        (stage: Stage): Statement[] => [everything, { ...allow('*'), Effect: 'Deny', Condition: when(stage.prepared, which) }]
      return [
        check(`${key}: allowed where it has its value`, source, allowedWhen('value'), 'allowed', also),
        check(`${key}: not allowed where it has another`, source, allowedWhen('other'), 'ImplicitDeny', also),
        check(`${key}: denied where it has its value`, source, deniedWhen('value'), 'ExplicitDeny', also),
        check(`${key}: not denied where it has another`, source, deniedWhen('other'), 'allowed', also),
      ]
    }),
  ]
}

const conditionOn = (key: string, value: string | boolean) =>
  typeof value === 'boolean' ? { Bool: { [key]: String(value) } } : { StringEquals: { [key]: value } }

async function calledWith(
  operation: OperationFacts,
  kit: Kit,
  stage: Stage,
  parameters: Given,
  statements: readonly Statement[],
  verdict: Verdict,
): Promise<string[]> {
  const key = await userWith(stage.world, stage.prepared.as, statements)
  const outcome = await kit.send(stage, { parameters, key })
  if (verdict === 'allowed') return judge(operation, outcome, { kind: 'accepted' }, kit)
  const changed = outcome.changed ? ['the denied call changed the world'] : []
  const denial = denialOf(operation)
  const faults = [...faultsOfRefusal(operation, outcome, [denial], true), ...detailFaults(operation, outcome, verdict), ...changed]
  if (faults.length === 0) kit.met(denial.listed)
  return faults
}

/** A user of the account with these statements and no others. */
async function userWith(world: World, alias: string, statements: readonly Statement[]): Promise<Key> {
  const ram = (action: string, parameters: Given) => world.call(alias, 'Ram', action, parameters)
  const UserName = 'tester'
  await ram('CreateUser', { UserName })
  if (statements.length > 0) {
    const PolicyDocument = JSON.stringify({ Version: '1', Statement: statements })
    await ram('CreatePolicy', { PolicyName: 'tested', PolicyDocument })
    await ram('AttachPolicyToUser', { PolicyName: 'tested', PolicyType: 'Custom', UserName })
  }
  const { AccessKey } = await ram('CreateAccessKey', { UserName })
  return { accessKeyId: AccessKey.AccessKeyId, secret: AccessKey.AccessKeySecret }
}

/** Gateway 6.8. */
function detailFaults({ ramAction }: OperationFacts, { body, status }: Outcome, verdict: Verdict): string[] {
  if (status === 200) return []
  const detail = body.AccessDeniedDetail
  if (detail === null || typeof detail !== 'object') return ['AccessDeniedDetail is no object']
  const wanted: Given = {
    AuthAction: ramAction,
    AuthPrincipalType: 'SubUser',
    NoPermissionType: verdict,
    PolicyType: 'AccountLevelIdentityBasedPolicy',
  }
  const texts = ['AuthPrincipalOwnerId', 'AuthPrincipalDisplayName', 'EncodedDiagnosticMessage']
  return [
    ...Object.entries(wanted).flatMap(([name, value]) =>
      detail[name] === value ? [] : [`AccessDeniedDetail.${name} is ${detail[name]}`],
    ),
    ...texts.filter((name) => typeof detail[name] !== 'string').map((name) => `AccessDeniedDetail.${name} is missing`),
  ]
}

/** Which parameters fill the last placeholder of an ARN, and which the region; the first that the call has. */
const filling: Readonly<Record<string, readonly string[]>> = {
  EcrId: ['EcrId', 'ResourceId'],
  ResourceShareId: ['ResourceShareId', 'ResourceId'],
  VpcId: ['InstanceId'],
  VbrId: ['InstanceId'],
  InstanceId: ['InstanceId'],
  regionId: ['InstanceRegionId', 'ResourceRegionId', 'RegionId'],
}
const kinds: Readonly<Record<string, string>> = { VPC: 'VPC', VBR: 'VirtualBorderRouter' }

/** The published ARNs that are about this call, placeholders filled. */
function arnsOf({ ramResources }: OperationFacts, { world, prepared: { as, parameters, region: from = region } }: Stage): string[] {
  const given = (placeholder: string) =>
    (filling[placeholder] ?? []).map((name) => parameters[name]).find((each) => each !== undefined)
  const kind = kinds[String(parameters.InstanceType)]
  const meant = ramResources.filter(({ type }) => kind === undefined || type === '' || type === kind)
  return meant.flatMap(({ arn }) => {
    const whole = arn.replace('{#accountId}', world.uid(as)).replace('{#regionId}', String(given('regionId') ?? from))
    const placeholder = /\{#(\w+)\}/.exec(whole)?.[1]
    if (placeholder === undefined) return [whole]
    return [given(placeholder) ?? '*'].flat().map((id) => whole.replace(/\{#\w+\}/, String(id)))
  })
}
const foreign = (operation: OperationFacts, stage: Stage) =>
  arnsOf(operation, stage).map((arn) => arn.replace(stage.world.uid(stage.prepared.as), '9999999999999999'))
const others = (operation: OperationFacts, stage: Stage) =>
  arnsOf(operation, stage).map((arn) => arn.replace(/\/[^/]*$/, '/another'))
