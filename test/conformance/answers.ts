/** Whether an answer is as the facts say: status, envelope, code, message, and every member's name and JSON type. */

import type { Body, Reply } from './arena.js'
import type { Expected } from './expected.js'
import type { Answer, OperationFacts } from './facts.js'

const uuid = /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/

/** What every answer has. */
function frameOf({ headers, body }: Reply): string[] {
  const faults: string[] = []
  if (headers['content-type'] !== 'application/json;charset=utf-8') faults.push(`content type ${headers['content-type']}`)
  if (typeof body.RequestId !== 'string' || !uuid.test(body.RequestId)) faults.push(`RequestId ${body.RequestId}`)
  if (headers['x-acs-request-id'] !== body.RequestId) faults.push('x-acs-request-id is not RequestId')
  return faults
}

/** Answer members that need not be there: the end of a list has no token. */
const mayLack = new Set(['NextToken'])

/** What is wrong with a success. `seen` is told of each published member that is there. */
export function faultsOfSuccess(operation: OperationFacts, reply: Reply, seen: (path: string) => void, dry = false): string[] {
  if (reply.status !== 200) return [`refused: ${reply.status} ${reply.body.Code}: ${reply.body.Message}`]
  const faults = frameOf(reply)
  const { body } = reply
  for (const [name, value] of Object.entries(operation.envelope))
    if (body[name] !== value) faults.push(`${name} is ${JSON.stringify(body[name])}, not ${JSON.stringify(value)}`)
  if (!operation.response) return faults
  const members = Object.entries(operation.response).filter(([name]) => !operation.failureMembers.includes(name))
  for (const [name] of members) if (!dry && !(name in body) && !mayLack.has(name)) faults.push(`${name} is missing`)
  faults.push(...strangers(Object.fromEntries(members), body, '', seen))
  return faults
}

/** Members that are not published, or of another type; told of those that are as they should be. */
function strangers(published: Readonly<Record<string, Answer>>, value: Body, at: string, seen: (path: string) => void): string[] {
  return Object.entries(value).flatMap(([name, member]) => {
    const answer = Object.hasOwn(published, name) ? published[name] : undefined
    const path = `${at}${name}`
    return answer ? faultsOfValue(answer, member as Body, path, seen) : [`${path} is not published`]
  })
}

const jsonTypes: Readonly<Record<string, string>> = { string: 'string', integer: 'number', long: 'number', boolean: 'boolean' }

function faultsOfValue(answer: Answer, value: Body, path: string, seen: (path: string) => void): string[] {
  seen(path)
  if (answer.type.startsWith('array')) {
    if (!Array.isArray(value)) return [`${path} is no list`]
    const item: Answer = { ...answer, type: answer.type.slice('array<'.length, -1) }
    return value.flatMap((each) => faultsOfItem(item, each, path, seen))
  }
  return faultsOfItem(answer, value, path, seen)
}

function faultsOfItem({ type, members, enum: allowed }: Answer, value: Body, path: string, seen: (path: string) => void): string[] {
  if (type === 'object') {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return [`${path} is no object`]
    return strangers(members ?? {}, value, `${path}.`, seen)
  }
  if (type === 'any') return []
  if (typeof value !== jsonTypes[type]) return [`${path} is ${JSON.stringify(value)}, not a ${type}`]
  if (jsonTypes[type] === 'number' && !Number.isSafeInteger(value)) return [`${path} is ${value}, which is no whole number`]
  return allowed && !allowed.includes(value) ? [`${path} is ${value}, not one of ${allowed.join(', ')}`] : []
}

const gatewayMembers = ['RequestId', 'Message', 'Recommend', 'HostId', 'Code']

/** What is wrong with a refusal, which may be any of several. */
export function faultsOfRefusal(operation: OperationFacts, reply: Reply, expected: readonly Expected[], denied = false): string[] {
  const { status, body } = reply
  if (status === 200) return ['accepted']
  const match = expected.find(({ code }) => code === body.Code)
  if (!match) return [`${status} ${body.Code}: ${body.Message}`]
  const faults = frameOf(reply)
  if (status !== match.httpStatus) faults.push(`HTTP status ${status}, not ${match.httpStatus}`)
  if (!isMessage(match.message, body.Message)) faults.push(`the message is ${JSON.stringify(body.Message)}, not ${match.message}`)
  for (const member of gatewayMembers) if (typeof body[member] !== 'string') faults.push(`${member} is missing`)
  const extra = envelopeOfFailure(operation, reply, match)
  for (const [name, value] of Object.entries(extra))
    if (body[name] !== value) faults.push(`${name} is ${JSON.stringify(body[name])}, not ${JSON.stringify(value)}`)
  const known = [...gatewayMembers, ...Object.keys(extra), ...(denied ? ['AccessDeniedDetail'] : [])]
  for (const name of Object.keys(body)) if (!known.includes(name)) faults.push(`${name} is not published`)
  return faults
}

/** commonResponse.failure of the facts: the status as a number, and code and message once more where they come from a template. */
function envelopeOfFailure({ product }: OperationFacts, { status, body }: Reply, { listed }: Expected): Record<string, unknown> {
  if (product !== 'ExpressConnectRouter') return {}
  const dynamic = listed.includes('%s') ? { DynamicCode: body.Code, DynamicMessage: body.Message } : {}
  return { Success: false, HttpStatusCode: status, ...dynamic }
}

function isMessage(expected: string | RegExp | undefined, message: unknown): boolean {
  if (typeof message !== 'string' || message === '' || message.includes('%s')) return false
  if (expected === undefined) return true
  return typeof expected === 'string' ? message === expected : expected.test(message)
}

/** The published members of an answer, but for those that only failures have: `AssociationList.EcrId`. */
export function membersOf(operation: OperationFacts): string[] {
  const walk = (members: Readonly<Record<string, Answer>>, at: string): string[] =>
    Object.entries(members).flatMap(([name, answer]) => [`${at}${name}`, ...walk(answer.members ?? {}, `${at}${name}.`)])
  const own = Object.entries(operation.response ?? {}).filter(([name]) => !operation.failureMembers.includes(name))
  return walk(Object.fromEntries(own), '')
}
