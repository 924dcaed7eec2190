/**
 * The published facts, read from our copy alone and brought into one form: the operations of the two core products, and those of
 * VPC and CEN next to them, of which less is published.
 */

import { readFileSync } from 'node:fs'

export interface Constraints {
  readonly enum?: readonly string[]
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  /** Allowed ranges of a number, both ends included, and numbers in them that are not allowed. */
  readonly ranges?: readonly (readonly [number, number])[]
  readonly reserved?: readonly number[]
  readonly minItems?: number
  readonly maxItems?: number
  /** What the text of the page says where the metadata says more. */
  readonly documentedMaxItems?: number
  /** The gateway's own bound, wider than that of the service. */
  readonly gatewayMaxItems?: number
  readonly forbidPrefix?: readonly string[]
  readonly forbidContains?: readonly string[]
}
export interface Parameter {
  readonly name: string
  /** `Resources.ResourceType`. */
  readonly path: string
  readonly type: string
  readonly required: boolean
  readonly about: string
  readonly constraints: Constraints
  readonly members: readonly Parameter[]
  /** A list that travels as one text, separated by commas. */
  readonly joined: boolean
}
export interface Answer {
  /** `any`: not published. */
  readonly type: string
  readonly enum?: readonly string[]
  readonly members?: Readonly<Record<string, Answer>>
}
export interface PublishedError {
  readonly httpStatus: number
  readonly code: string
  readonly message: string
  readonly source: string
}
export interface RamResource {
  readonly type: string
  readonly arn: string
}
export interface OperationFacts {
  readonly product: 'ResourceSharing' | 'ExpressConnectRouter' | 'Vpc' | 'Cbn'
  /** One of the two that are there for their own sake; of the others the facts have what is next to these. */
  readonly isCore: boolean
  readonly file: string
  readonly version: string
  readonly name: string
  readonly methods: readonly string[]
  /** It has no effect but its answer. */
  readonly reads: boolean
  readonly ramAction: string
  readonly ramResources: readonly RamResource[]
  readonly conditionKeys: readonly string[]
  readonly parameters: readonly Parameter[]
  /** Absent: not published. */
  readonly response?: Readonly<Record<string, Answer>>
  readonly errors: readonly PublishedError[]
  /** Members of every success and their values. */
  readonly envelope: Readonly<Record<string, unknown>>
  /** Members that only failures have. */
  readonly failureMembers: readonly string[]
}

// biome-ignore lint/suspicious/noExplicitAny: the two files differ in form; this is the place where that is put right
type Raw = any

const files = ['resource-sharing.json', 'express-connect-router.json'] as const

const constraintNames = [
  'enum',
  'minLength',
  'maxLength',
  'pattern',
  'minimum',
  'maximum',
  'ranges',
  'reserved',
  'minItems',
  'maxItems',
  'documentedMaxItems',
  'gatewayMaxItems',
  'forbidPrefix',
  'forbidContains',
] as const

/** One of the files says in prose what the other has as constraints. */
function barredBy(about: string): Constraints {
  const listOf = (text: string | undefined) => text?.split(/ or |, /).map((each) => each.trim())
  const prefixes = listOf(/must not begin with (\S+(?: or \S+?)*?)(?:,|$)/.exec(about)?.[1])
  const parts = listOf(/must not contain (\S+(?: or \S+?)*?)\.?$/.exec(about)?.[1])
  return { ...(prefixes ? { forbidPrefix: prefixes } : {}), ...(parts ? { forbidContains: parts } : {}) }
}

function parameterOf(raw: Raw, prefix = ''): Parameter {
  const path = `${prefix}${raw.name}`
  const all = { ...barredBy(raw.description ?? ''), ...raw, ...raw.constraints }
  const constraint = (name: string) => (/imum$/.test(name) ? Number(all[name]) : all[name])
  return {
    name: raw.name,
    path,
    type: raw.type,
    required: raw.required === true,
    about: `${raw.description ?? ''} ${raw.note ?? ''}`,
    joined: all.style === 'simple',
    constraints: Object.fromEntries(
      constraintNames.filter((name) => all[name] !== undefined).map((name) => [name, constraint(name)]),
    ),
    members: (raw.fields ?? (Array.isArray(raw.items) ? raw.items : undefined) ?? raw.members ?? []).map((member: Raw) =>
      parameterOf(member, `${path}.`),
    ),
  }
}

function answerOf(raw: Raw): Answer {
  const inner = raw.items && typeof raw.items.type !== 'string' ? raw.items : (raw.fields ?? raw.properties)
  return {
    type: raw.type,
    ...(raw.enum ? { enum: raw.enum } : {}),
    ...(inner ? { members: answersOf(inner) } : {}),
  }
}
function answersOf(raw: Raw): Record<string, Answer> {
  return Object.fromEntries(Object.entries(raw ?? {}).map(([name, each]) => [name, answerOf(each)]))
}

function operationsOf(file: string): OperationFacts[] {
  const facts: Raw = JSON.parse(readFileSync(new URL(`../published/${file}`, import.meta.url), 'utf8'))
  const { success = {}, fields = [], missingIn = {} } = facts.commonResponse ?? {}
  return Object.entries(facts.operations as Record<string, Raw>).map(([name, raw]) => {
    const has = (member: string) => !(missingIn[name] ?? []).includes(member)
    return {
      product: facts.product,
      isCore: true,
      file,
      version: facts.version,
      name,
      methods: facts.methods,
      reads: raw.kind === 'read' || ['get', 'list'].includes(raw.accessLevel),
      ramAction: raw.ramAction,
      ramResources: raw.ramResources,
      conditionKeys: raw.conditionKeys,
      // A common parameter, which the metadata of one product counts among the business ones.
      parameters: raw.parameters.filter((each: Raw) => each.name !== 'Version').map((each: Raw) => parameterOf(each)),
      response: answersOf(raw.response),
      errors: raw.errors.map((each: Raw) => ({ source: file, ...each })),
      envelope: Object.fromEntries(Object.entries(success).filter(([member]) => has(member))),
      failureMembers: fields.filter((member: string) => member !== 'RequestId' && !(member in success) && has(member)),
    }
  })
}

/** `{'Rules[]': ['Id'], Count: 'integer'}`: names of members, types only of the outermost. */
function looseAnswersOf(raw: Raw): Record<string, Answer> {
  return Object.fromEntries(
    Object.entries(raw as Record<string, string | string[]>).map(([name, told]): [string, Answer] => {
      if (!Array.isArray(told)) return [name, { type: told }]
      const members = Object.fromEntries(told.map((member) => [member, { type: 'any' }]))
      return [name.replace('[]', ''), { type: name.endsWith('[]') ? 'array<object>' : 'object', members }]
    }),
  )
}

function siblingsOf(file: string): OperationFacts[] {
  const { siblings = {} }: Raw = JSON.parse(readFileSync(new URL(`../published/${file}`, import.meta.url), 'utf8'))
  return Object.entries(siblings as Record<string, Raw>).map(([name, raw]) => ({
    product: raw.product,
    isCore: false,
    file,
    version: raw.version,
    name,
    methods: raw.methods.map((method: string) => method.toUpperCase()),
    reads: /^(Describe|List)/.test(name),
    ramAction: raw.ram.action,
    ramResources: raw.ram.resource ? [{ type: '', arn: raw.ram.resource.replace('#AccountId', '#accountId') }] : [],
    conditionKeys: [],
    parameters: raw.parameters.map((each: Raw) => parameterOf(each)),
    ...(raw.response ? { response: looseAnswersOf(raw.response) } : {}),
    errors: raw.errors.map((each: Raw) => ({ source: file, ...each })),
    envelope: {},
    failureMembers: [],
  }))
}

export const facts: readonly OperationFacts[] = [...files.flatMap(operationsOf), ...files.flatMap(siblingsOf)]

export function factsOf(product: string, name: string): OperationFacts {
  const found = facts.find((each) => each.product === product && each.name === name)
  if (!found) throw new Error(`${product} ${name} is not published`)
  return found
}

/** Where in the copy of the facts something is said. */
export const sourceOf = ({ file, name, isCore }: OperationFacts, ...path: string[]) =>
  `${file}#/${[isCore ? 'operations' : 'siblings', name, ...path].join('/')}`
