/**
 * The plain twin of `evaluate`: reads the JSON of each policy anew and follows the rules as one would tell them. It is slow, and it
 * shares no code with the matcher that serves requests, so that a test can hold the two against each other.
 *
 * A rule that is learned about the real service goes in here first.
 */
import { isIPv4, isIPv6 } from 'node:net'
import type { EvaluateOptions, NamedPolicy, PolicyLayers, PolicyRequest, PolicyType, TrustRequest } from './decision.js'
import type { Grammar } from './document.js'

export interface PlainDecision {
  readonly allowed: boolean
  readonly kind: 'Allowed' | 'ImplicitDeny' | 'ExplicitDeny'
  readonly policyType: PolicyType | undefined
}

type Texts = string | string[]

interface PlainStatement {
  Effect: 'Allow' | 'Deny'
  Action?: Texts
  NotAction?: Texts
  Resource?: Texts
  NotResource?: Texts
  Principal?: Record<string, Texts>
  Condition?: Record<string, Record<string, Texts>>
}

/** What the policies of one layer say about one resource. */
interface Opinion {
  denied: boolean
  allowed: boolean
  unreadable: boolean
}

export function evaluatePlainly(request: PolicyRequest, layers: PolicyLayers, options: EvaluateOptions): PlainDecision {
  const resources = request.resources.length > 0 ? request.resources : ['*']
  const opinions = (policies: readonly NamedPolicy[]) =>
    resources.map((resource) =>
      opinion(policies, (statement) => isAbout(statement, request.action, resource) && meets(statement, request.context, options)),
    )

  let last: PolicyType | undefined
  const guards: [PolicyType, readonly NamedPolicy[]][] = (layers.control ?? []).map(({ policies }) => ['ControlPolicy', policies])
  if (layers.session) guards.push(['SessionPolicy', [layers.session]])
  for (const [policyType, policies] of guards) {
    const kind = verdict(opinions(policies))
    if (kind !== 'Allowed') return { allowed: false, kind, policyType }
    last = policyType
  }
  if (layers.identity === 'unbound') return { allowed: true, kind: 'Allowed', policyType: last }

  const ofAccount = opinions(layers.identity)
  const kind = verdict(ofAccount)
  const open = kind === 'ImplicitDeny' && ofAccount.every(({ unreadable }) => !unreadable)
  if (!open || !layers.resourceGroup) return { allowed: kind === 'Allowed', kind, policyType: 'AccountLevelIdentityBasedPolicy' }

  const ofGroup = opinions(layers.resourceGroup)
  const together = ofGroup.map((group, index) => ({ ...group, allowed: group.allowed || ofAccount[index]?.allowed === true }))
  const final = verdict(together)
  return { allowed: final === 'Allowed', kind: final, policyType: 'ResourceGroupLevelIdentityBasedPolicy' }
}

export function evaluateTrustPlainly(request: TrustRequest, trust: NamedPolicy<'trust'>, options: EvaluateOptions): PlainDecision {
  const one = opinion(
    [trust],
    (statement) =>
      isAbout(statement, request.action, '*') && names(statement, request.caller) && meets(statement, request.context, options),
  )
  const kind = verdict([one])
  return { allowed: kind === 'Allowed', kind, policyType: 'AssumeRolePolicy' }
}

function verdict(opinions: readonly Opinion[]): PlainDecision['kind'] {
  if (opinions.some(({ denied }) => denied)) return 'ExplicitDeny'
  return opinions.every(({ allowed, unreadable }) => allowed && !unreadable) ? 'Allowed' : 'ImplicitDeny'
}

function opinion(policies: readonly NamedPolicy<Grammar>[], applies: (statement: PlainStatement) => boolean): Opinion {
  const read = policies.filter(({ document }) => document.readable)
  const statements = read.flatMap(({ document }) => (JSON.parse(document.text) as { Statement: PlainStatement[] }).Statement)
  const applying = statements.filter(applies)
  return {
    denied: applying.some(({ Effect }) => Effect === 'Deny'),
    allowed: applying.some(({ Effect }) => Effect === 'Allow'),
    unreadable: read.length < policies.length,
  }
}

function listOf(texts: Texts | undefined): string[] {
  return texts === undefined ? [] : typeof texts === 'string' ? [texts] : texts
}

function isAbout(statement: PlainStatement, action: string, resource: string): boolean {
  const sameAction = (pattern: string) => isLike(pattern.toLowerCase(), action.toLowerCase())
  const sameResource = (pattern: string) => isNamedBy(pattern, resource)
  const actionFits = statement.NotAction ? !listOf(statement.NotAction).some(sameAction) : listOf(statement.Action).some(sameAction)
  if (statement.Principal) return actionFits
  const { Resource, NotResource } = statement
  return actionFits && (NotResource ? !listOf(NotResource).some(sameResource) : listOf(Resource).some(sameResource))
}

/** Character by character; exponential at worst, and easy to believe. */
export function isLike(pattern: string, text: string): boolean {
  const [wanted, ...restOfPattern] = pattern
  const [character, ...restOfText] = text
  if (wanted === undefined) return character === undefined
  if (wanted === '*')
    return isLike(restOfPattern.join(''), text) || (character !== undefined && isLike(pattern, restOfText.join('')))
  return character !== undefined && (wanted === '?' || wanted === character) && isLike(restOfPattern.join(''), restOfText.join(''))
}

function isNamedBy(pattern: string, resource: string): boolean {
  if (pattern.replaceAll('*', '') === '') return true
  const form = /^([^:]*):([^:]*):([^:]*):([^:]*):(.*)$/s
  const wanted = form.exec(pattern)?.slice(1)
  const given = form.exec(resource)?.slice(1)
  if (!wanted || !given) return false
  if (given[2] === '*') given[2] = ''
  return given.every((part, index) => isLike(wanted[index] as string, part))
}

function names({ Principal = {} }: PlainStatement, caller: TrustRequest['caller']): boolean {
  const plain = (arn: string) => arn.replace(/^acs:ram:\*:/, 'acs:ram::')
  if (caller.type === 'Service') return listOf(Principal.Service).includes(caller.name)
  if (caller.type === 'Federated') return listOf(Principal.Federated).map(plain).includes(plain(caller.arn))
  return listOf(Principal.RAM).some((name) => ['*', plain(caller.arn), `acs:ram::${caller.account}:root`].includes(plain(name)))
}

function meets(statement: PlainStatement, context: PolicyRequest['context'], options: EvaluateOptions): boolean {
  return Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => {
      const values = context.get(key.toLowerCase()) ?? []
      if (values.length === 0) return options.missingKey === 'documented' && isNegated(operator)
      const fits = (spellings: readonly string[]) => fitsValue(operator, spellings, listOf(wanted))
      return statement.Effect === 'Allow' ? values.every(fits) : values.some(fits)
    }),
  )
}

function isNegated(operator: string): boolean {
  return operator.includes('Not')
}

function fitsValue(operator: string, spellings: readonly string[], wanted: readonly string[]): boolean {
  const some = spellings.some((given) => wanted.some((one) => compare(operator.replace('Not', ''), given, one)))
  return isNegated(operator) ? !some : some
}

/** The positive form of an operator, on one value of each side. */
function compare(operator: string, given: string, wanted: string): boolean {
  if (operator === 'StringEquals') return given === wanted
  if (operator === 'StringEqualsIgnoreCase') return given.toLowerCase() === wanted.toLowerCase()
  if (operator === 'StringLike') return isLike(wanted, given)
  if (operator === 'Bool') return /^(true|false)$/i.test(wanted) && given.toLowerCase() === wanted.toLowerCase()
  if (operator.startsWith('IpAddress')) return isWithin(given, wanted)
  const [kind, relation] = operator.startsWith('Date') ? ['Date', operator.slice(4)] : ['Numeric', operator.slice(7)]
  const [left, right] =
    kind === 'Date' ? [milliseconds(given), milliseconds(wanted)] : [scaled(given, wanted), scaled(wanted, given)]
  if (left === undefined || right === undefined) return false
  if (relation === 'Equals') return left === right
  if (left === right) return relation?.endsWith('ThanEquals') === true
  return relation?.startsWith('Less') ? left < right : left > right
}

/** A decimal as a whole number, with as many places as the longer of the two texts could need. */
function scaled(text: string, other: string): bigint | undefined {
  const form = /^([+-]?)(\d+)\.?((?<=\.)\d+)?$/.exec(text)
  if (!form || text.endsWith('.')) return undefined
  const places = text.length + other.length
  const size = BigInt(`${form[2]}${(form[3] ?? '').padEnd(places, '0')}`)
  return form[1] === '-' ? -size : size
}

/** Milliseconds since the year 0, counted year by year and month by month. */
function milliseconds(text: string): bigint | undefined {
  const day = /^(\d{4})-(\d\d)-(\d\d)/.exec(text)
  const rest = /^T([01]\d|2[0-3]):([0-5]\d)(:([0-5]\d)(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):?[0-5]\d)?$/.exec(text.slice(10))
  if (!day || (text.length > 10 && !rest)) return undefined
  const [year, month, date] = day.slice(1).map(Number) as [number, number, number]
  const lengths = (of: number) => [31, isLeapYear(of) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  if (month < 1 || month > 12 || date < 1 || date > (lengths(year)[month - 1] as number)) return undefined
  let days = date - 1
  for (let earlier = 0; earlier < year; earlier++) days += isLeapYear(earlier) ? 366 : 365
  for (const length of lengths(year).slice(0, month - 1)) days += length
  const zone = rest?.[6]?.replace(/[Z:]/g, '') ?? ''
  const offset = zone ? Number(`${zone[0]}1`) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3))) : 0
  const minutes = days * 1440 + Number(rest?.[1] ?? 0) * 60 + Number(rest?.[2] ?? 0) - offset
  const fraction = (rest?.[5] ?? '.').slice(1, 4).padEnd(3, '0')
  return (BigInt(minutes) * 60n + BigInt(rest?.[4] ?? 0)) * 1000n + BigInt(fraction)
}

function isLeapYear(year: number): boolean {
  return year % 400 === 0 || (year % 4 === 0 && year % 100 !== 0)
}

/** Compares addresses as 128 zeros and ones; IPv4 lies behind the prefix that IPv6 keeps for it, and never mixes with the rest. */
function isWithin(given: string, wanted: string): boolean {
  const [block = '', length] = wanted.split(/\/(.*)/s)
  const left = bits(given)
  const right = bits(block)
  if (!left || !right || (length !== undefined && !/^(0|[1-9]\d*)$/.test(length))) return false
  const fixed = length === undefined ? 128 : Number(length) + (isIPv4(block) ? 96 : 0)
  if (fixed > 128 || left.startsWith(V4) !== right.startsWith(V4) || (right.startsWith(V4) && fixed < 96)) return false
  return left.slice(0, fixed) === right.slice(0, fixed)
}

const V4 = '0'.repeat(80) + '1'.repeat(16)

function bits(address: string): string | undefined {
  const octets = (text: string) => text.split('.').map((octet) => Number(octet).toString(2).padStart(8, '0'))
  if (isIPv4(address)) return V4 + octets(address).join('')
  if (!isIPv6(address) || address.includes('%')) return undefined
  const [head = '', tail] = address.split('::')
  const half = (text: string) =>
    text === ''
      ? ''
      : text
          .split(':')
          .map((group) => (group.includes('.') ? octets(group).join('') : hextet(group)))
          .join('')
  const end = tail === undefined ? '' : half(tail)
  return half(head) + (tail === undefined ? '' : end.padStart(128 - half(head).length, '0'))
}

function hextet(group: string): string {
  return Number.parseInt(group, 16).toString(2).padStart(16, '0')
}
