/** What is kept of a call: an ActionTrail-shaped event with the decision and the changes. No secret is in it. */

import type { Caller, Fields, Shape } from '../model/index.js'
import type { Call, Refused } from './call.js'
import type { RequestRecord } from './tables.js'

const hidden = '***'

export function recordOf(call: Call, refused: Refused | undefined): RequestRecord {
  const { ask, operation, product } = call
  const answer = refused ? undefined : call.answer
  return {
    eventId: call.requestId,
    eventName: call.action,
    eventRW: operation?.touches ? 'Write' : 'Read',
    eventTime: call.now.toISOString(),
    eventType: 'ApiCall',
    eventVersion: '1',
    apiVersion: call.version,
    serviceName: product?.name ?? '',
    acsRegion: call.region,
    sourceIpAddress: ask.kind === 'wire' ? ask.sourceIp : '127.0.0.1',
    userAgent: call.parsed?.headers.get('user-agent') ?? (ask.kind === 'inside' ? 'in process' : ''),
    requestId: call.requestId,
    userIdentity: identityOf(call.caller, call),
    accountsConcerned: accountsConcerned(call, refused),
    requestParameters: operation ? withoutSecrets(operation.input, call.input) : {},
    ...(answer && operation?.touches ? { responseElements: withoutSecrets(operation.output, answer) } : {}),
    ...(refused ? { errorCode: refused.code, errorMessage: messageOf(refused) } : {}),
    httpStatus: refused?.httpStatus ?? 200,
    decision: {
      ...call.decision,
      ...(refused?.because === undefined ? {} : { because: withoutToken(refused.because, call) }),
      ...(refused?.next === undefined ? {} : { next: refused.next }),
    },
    stateChange: refused || call.dryRun ? [] : call.changes,
    faults: call.faults.map(({ id }) => id),
    world: call.worldName ?? '',
    stage: call.stage,
  }
}

/** The string to sign repeats every parameter of the request, secret ones too: the answer has it, the record does not. */
function messageOf({ code, message }: Refused): string {
  return code === 'SignatureDoesNotMatch' ? message.replace(/(string to sign is:).*$/s, `$1${hidden}`) : message
}

/** What was signed is told where it helps; the token of a temporary key is among it. */
function withoutToken(text: string, { securityToken }: Call): string {
  return securityToken ? text.replaceAll(securityToken, hidden) : text
}

/**
 * Whose trail the call belongs in: that of the account that made it, of those whose rows it changed, and of those that its
 * parameters name, alone or in an ARN, be they refused or not.
 */
function accountsConcerned(call: Call, refused: Refused | undefined): readonly string[] {
  const { account, operation, input, changes, dryRun } = call
  const concerned = new Set(account === undefined ? [] : [account as string])
  if (!refused && !dryRun) for (const change of changes) concerned.add(change.account)
  for (const [name, shape] of Object.entries(operation?.input ?? {}))
    for (const id of accountsIn(shape, input[name])) concerned.add(id)
  return [...concerned]
}

/** A parameter for accounts names one; any other text does by 16 digits, since shorter ones may be anything. */
function accountsIn(shape: Shape, value: unknown): readonly string[] {
  if (value === undefined || value === null || shape.secret) return []
  switch (shape.kind) {
    case 'structure':
      return Object.entries(shape.fields as Fields).flatMap(([name, field]) =>
        accountsIn(field, (value as Record<string, unknown>)[name]),
      )
    case 'list':
      return (value as unknown[]).flatMap((item) => accountsIn(shape.item as Shape, item))
    case 'text': {
      if (shape.published === 'long') return [String(value)]
      const named = /^(\d{16})$|^acs:[^:]*:[^:]*:(\d{16}):/.exec(String(value))
      return named ? [(named[1] ?? named[2]) as string] : []
    }
    default:
      return []
  }
}

function identityOf(caller: Caller | undefined, call: Call): RequestRecord['userIdentity'] {
  const base = { accountId: caller?.account ?? call.account ?? '', accessKeyId: call.accessKeyId.slice(0, 128) }
  switch (caller?.kind) {
    case 'root':
      return { type: 'root-account', principalId: caller.account, userName: 'root', ...base }
    case 'user':
      return { type: 'ram-user', principalId: caller.userId, userName: caller.userName, ...base }
    case 'session':
      return {
        type: 'assumed-role',
        principalId: `${caller.roleId}:${caller.sessionName}`,
        userName: `${caller.roleName}:${caller.sessionName}`,
        ...base,
      }
    default:
      return { type: 'unknown', principalId: '', userName: '', ...base }
  }
}

/** Most operations carry no secret at all: their values are kept as they are. */
const holdsSecret = new WeakMap<Fields, boolean>()

function anySecret(shape: Shape): boolean {
  if (shape.kind === 'structure') return Object.values(shape.fields as Fields).some(anySecret)
  return shape.secret === true || (shape.kind === 'list' && anySecret(shape.item as Shape))
}

function withoutSecrets(fields: Fields, values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  let secret = holdsSecret.get(fields)
  if (secret === undefined) {
    secret = Object.values(fields).some(anySecret)
    holdsSecret.set(fields, secret)
  }
  return secret ? masked(fields, values) : values
}

function masked(fields: Fields, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (const [name, shape] of Object.entries(fields)) if (values[name] !== undefined) out[name] = maskedValue(shape, values[name])
  return out
}

function maskedValue(shape: Shape, value: unknown): unknown {
  if (shape.secret) return hidden
  if (shape.kind === 'structure') return masked(shape.fields as Fields, value as Record<string, unknown>)
  if (shape.kind === 'list') return (value as unknown[]).map((item) => maskedValue(shape.item as Shape, item))
  return value
}
