/** What can be right and wrong about each parameter, and what has to come of it: derived from the facts' constraints alone. */

import type { Given } from './arena.js'
import { codesFor, type Expected, type Fault, gateway, listed } from './expected.js'
import { type OperationFacts, type Parameter, sourceOf } from './facts.js'
import type { Prepared } from './recipe.js'
import { changed, itemsLike, valueAt, withParameter } from './values.js'

export type Judgement =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly expected: readonly Expected[] }
  /** Not documented which; if refused, then with one of these. */
  | { readonly kind: 'either'; readonly expected: readonly Expected[] }
  /** This value is no reason to refuse: if refused, then with another listed code. */
  | { readonly kind: 'not'; readonly expected: readonly Expected[] }

export interface Mutation {
  readonly parameter: string
  readonly rule: string
  readonly parameters: (prepared: Prepared) => Given
  readonly judgement: Judgement
  readonly source: string
}

export function mutationsOf(operation: OperationFacts): Mutation[] {
  return operation.parameters.flatMap((top) => [
    ...(top.required || top.name === 'NextToken' ? [] : [alone(operation, top)]),
    ...of(operation, top, top),
    ...top.members.flatMap((member) => of(operation, top, member)),
  ])
}

function alone(operation: OperationFacts, parameter: Parameter): Mutation {
  return {
    parameter: parameter.path,
    rule: 'alone',
    parameters: (prepared) => withParameter(prepared, parameter),
    judgement: passes(operation, parameter),
    source: sourceOf(operation, 'parameters', parameter.path),
  }
}

const passes = ({ isCore }: OperationFacts, { name }: Parameter): Judgement =>
  name === 'DryRun' && !isCore ? { kind: 'refused', expected: [gateway.DryRunOperation] } : { kind: 'accepted' }

type Add = (rule: string, how: (value: unknown) => unknown, judgement: Judgement) => void

function of(operation: OperationFacts, top: Parameter, parameter: Parameter): Mutation[] {
  const found: Mutation[] = []
  const source = sourceOf(operation, 'parameters', parameter.path)
  const add: Add = (rule, how, judgement) => {
    const parameters = (prepared: Prepared) => {
      const base = top.name === 'NextToken' ? prepared.parameters : withParameter(prepared, top)
      return changed(base, parameter.path, how(valueAt(base, parameter.path)))
    }
    found.push({ parameter: parameter.path, rule, parameters, judgement: opened(operation, judgement), source })
  }
  const codes = (...faults: Fault[]) => faults.flatMap((fault) => codesFor(operation, { fault, path: parameter.path }))
  presence(parameter, add, codes, operation)
  if (parameter.type.startsWith('array')) lists(operation, parameter, add, codes)
  else if (parameter.type === 'string') texts(operation, top, parameter, add, codes)
  else if (parameter.type === 'boolean') flags(parameter, add, codes)
  else numbers(parameter, add, codes)
  return found
}

/** Where less is published, what is open is open to anything that is listed. */
function opened(operation: OperationFacts, judgement: Judgement): Judgement {
  if (operation.isCore || judgement.kind !== 'either') return judgement
  return { kind: 'either', expected: [...judgement.expected, ...everyListed(operation)] }
}
const everyListed = (operation: OperationFacts) =>
  operation.errors.map(({ code }) => listed(operation, code)).filter((each) => each !== undefined)

const anythingMissing = (operation: OperationFacts) =>
  operation.parameters
    .filter(({ required }) => !required)
    .map(({ path }) => codesFor(operation, { fault: 'missing', path })[0])
    .filter((each) => each !== undefined)

type Codes = (...faults: Fault[]) => Expected[]
const refused = (expected: readonly Expected[]): Judgement => ({ kind: 'refused', expected })
const either = (expected: readonly Expected[]): Judgement => ({ kind: 'either', expected })
const not = (expected: readonly Expected[]): Judgement => ({ kind: 'not', expected })

const isMember = ({ name, path }: Parameter) => name !== path

function presence(parameter: Parameter, add: Add, codes: Codes, operation: OperationFacts): void {
  const unknown = operation.errors
    .filter(({ code }) => code === `Invalid${parameter.name}.NotFound`)
    .flatMap(({ code }) => listed(operation, code) ?? [])
  const { required, type, constraints, about } = parameter
  const paired = isMember(parameter) && /pairs with/.test(about)
  if (required) add('omitted', () => undefined, refused(codes('missing')))
  else if (isMember(parameter))
    add(
      paired ? 'unpaired' : 'omitted',
      () => undefined,
      paired ? refused(codes('format', 'missing')) : either(codes('format', 'missing')),
    )
  if (type.startsWith('array')) {
    // An empty id is as good as one that is not there.
    const expected = [...codes('missing', 'format'), ...unknown]
    add('one empty item', () => [''], required ? refused(expected) : either(expected))
    return
  }
  if (type === 'string' && constraints.minLength === 0) add('empty', () => '', { kind: 'accepted' })
  else if (required || paired || (constraints.minLength ?? 0) > 0)
    add('empty', () => '', refused(codes('missing', 'format', 'value')))
  // Left out as good as empty, so that something else may be missing instead.
  else add('empty', () => '', either([...codes('missing', 'format', 'value'), ...anythingMissing(operation)]))
}

function texts(operation: OperationFacts, top: Parameter, parameter: Parameter, add: Add, codes: Codes): void {
  const { constraints, required, name } = parameter
  const { enum: allowed, minLength = 0, maxLength, pattern, forbidPrefix = [], forbidContains = [] } = constraints
  add('a list', (value) => [value], required ? refused(codes('missing', 'format')) : either(codes('missing', 'format', 'value')))
  if (name === 'NextToken') {
    add('garbled', () => 'not/a-token!', refused(codes('format', 'value')))
    add('letters only', () => 'AAAA', refused(codes('format', 'value')))
  }
  if (allowed) {
    add('not in the list of values', () => 'NoSuchValue', refused(codes('value')))
    for (const each of allowed) add(`value ${each}`, () => each, not(codes('value', 'format')))
  } else malformed(operation, top, parameter, add, codes)
  if (maxLength !== undefined) {
    add(`too long (${maxLength + 1})`, (value) => String(value ?? '').padEnd(maxLength + 1, 'x'), refused(codes('length')))
    if (name !== 'NextToken')
      add(`longest (${maxLength})`, (value) => String(value ?? '').padEnd(maxLength, 'x'), not(codes('length', 'format')))
  }
  if (minLength > 1) {
    add(`too short (${minLength - 1})`, () => 'x'.repeat(minLength - 1), refused(codes('length')))
    add(`shortest (${minLength})`, () => 'x'.repeat(minLength), not(codes('length', 'format')))
  }
  if (pattern) add('against its pattern', () => 'no spaces / please', refused(codes('format')))
  for (const prefix of forbidPrefix) add(`begins with ${prefix}`, () => `${prefix}x`, refused(codes('value', 'format')))
  for (const part of forbidContains) add(`holds ${part}`, () => `x${part}x`, refused(codes('value', 'format')))
}

const id = /(Id|Ids|Arn|Uid)$/
const filter = /^(Describe|List)/

/** Ids of a form that nothing has. */
function malformed(operation: OperationFacts, top: Parameter, { name, path, required }: Parameter, add: Add, codes: Codes): void {
  if (name === 'ClientToken' || name.endsWith('ResourceGroupId')) return
  if (!operation.isCore) {
    if (id.test(name)) add('malformed', () => 'no such / form', either(codes('format', 'value')))
    return
  }
  if (operation.product === 'ResourceSharing') {
    const own = [path, top.name].some((each) => listed(operation, `InvalidParameter.${each.slice(each.lastIndexOf('.') + 1)}`))
    if (own && (id.test(name) || name === 'Target')) add('malformed', () => 'no such / form', refused(codes('format')))
  } else if (id.test(name)) {
    const malformedRegion = name.endsWith('RegionId')
    const listedCodes = everyListed(operation)
    // What routes lead to is of several kinds, so its id has no form of its own.
    const unknown = name === 'NexthopInstanceId' ? listed(operation, 'ResourceNotFound.NexthopInstanceId') : undefined
    if (malformedRegion)
      add(
        'unknown region',
        () => 'mars-1',
        (required && !filter.test(operation.name) ? refused : either)([...codes('value', 'format'), ...listedCodes]),
      )
    else {
      const expected = [...codes('format', 'value'), ...(unknown ? [unknown] : [])]
      add('malformed', () => 'no such / form', (required ? refused : either)(expected))
    }
  }
}

function flags({ required }: Parameter, add: Add, codes: Codes): void {
  add('neither true nor false', () => 'perhaps', refused(codes('format')))
  add('false', () => false, not(codes('format')))
  add('a list', () => [true], required ? refused(codes('missing', 'format')) : either(codes('format')))
}

function numbers({ constraints }: Parameter, add: Add, codes: Codes): void {
  const { minimum, maximum, ranges, reserved = [], enum: allowed } = constraints
  add('no number', () => 'many', refused(codes('format')))
  add('a fraction', () => '1.5', refused(codes('format', 'value')))
  add('negative', () => '-5', refused(codes('format', 'value')))
  add('30 digits', () => '9'.repeat(30), refused(codes('format', 'value')))
  const outside = (value: number) => add(`outside (${value})`, () => value, refused(codes('value')))
  const inside = (value: number) => add(`inside (${value})`, () => value, not(codes('value', 'format')))
  if (minimum !== undefined) outside(minimum - 1)
  if (minimum !== undefined) inside(minimum)
  if (maximum !== undefined) outside(maximum + 1)
  if (maximum !== undefined) inside(maximum)
  for (const [from, to] of ranges ?? []) {
    outside(from - 1)
    outside(to + 1)
    inside(from)
    if (to !== from) inside(to)
  }
  for (const value of reserved) outside(value)
  if (allowed) add('not in the list of values', () => 61, refused(codes('value')))
  for (const value of allowed ?? []) add(`value ${value}`, () => value, not(codes('value', 'format')))
}

function lists(operation: OperationFacts, parameter: Parameter, add: Add, codes: Codes): void {
  const { required, constraints, type, name } = parameter
  const { maxItems, documentedMaxItems, gatewayMaxItems } = constraints
  const first = (value: unknown) => (Array.isArray(value) ? value[0] : value)
  add('no list', () => 'one text', required ? refused(codes('missing', 'format')) : either(codes('missing', 'format')))
  if (type === 'array<object>')
    add('items without members', () => ['one text'], (required ? refused : either)(codes('missing', 'format')))
  const hasDuplicateCode = operation.errors.some(
    ({ code }) => code === `InvalidParameter.${name}.Duplicate` || code === `Duplicate.${name}`,
  )
  add('an item twice', (value) => [first(value), first(value)], (hasDuplicateCode ? refused : either)(codes('duplicate')))
  const most = maxItems ?? gatewayMaxItems
  if (most === undefined) return
  const items = (count: number) => (value: unknown) => itemsLike(first(value), count)
  add(`too many items (${most + 1})`, items(most + 1), refused(codes('count')))
  if (documentedMaxItems !== undefined)
    add(`between the two limits (${documentedMaxItems + 1})`, items(documentedMaxItems + 1), either(codes('count')))
  // Where too many has a code of its own, as many as there may be must not meet it.
  const own = codes('count').filter(({ code }) => /Length|NumberExceed|Size/.test(code))
  if (maxItems !== undefined && own.length > 0)
    add(`most items (${documentedMaxItems ?? most})`, items(documentedMaxItems ?? most), not(own))
}
