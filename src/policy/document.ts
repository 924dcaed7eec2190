/**
 * Policy documents: from text to something that can be evaluated, or to the list of what is wrong with it.
 *
 * Grammar: RAM pages on policy elements and policy syntax (May 2026). Whatever the grammar does not know is refused rather than
 * skipped: a mistyped `Conditions` that nobody reads would widen what the statement allows.
 */
import { type Condition, compileCondition } from './conditions.js'
import { depthOf, isObject, type JsonObject, readJson } from './json.js'
import { compileAction, compileResource, type Pattern, type ResourcePattern } from './match.js'
import { compilePrincipals, faultOfPrincipal, type Principals, type PrincipalType, principalTypes } from './principals.js'
import { type AboutAction, type Fault, indexByAction, type Statement } from './statements.js'

/** `permission`: identity, session and control policies, which name resources. `trust`: those of roles, which name principals. */
export type Grammar = 'permission' | 'trust'

/** What a document may measure, which depends on the kind of policy and on the operation that takes it. */
export interface DocumentLimits {
  readonly characters: number
  /** Lists and objects within each other. A valid document needs 6. */
  readonly depth: number
}

export interface ReadableDocument<G extends Grammar = Grammar> {
  readonly readable: true
  readonly grammar: G
  readonly text: string
  readonly depth: number
  readonly statements: readonly Statement[]
  /** Finds those that are about an action, in any case. */
  readonly statementsAbout: (action: string) => AboutAction
}

export interface UnreadableDocument<G extends Grammar = Grammar> {
  readonly readable: false
  readonly grammar: G
  readonly text: string
  readonly faults: readonly Fault[]
}

export type PolicyDocument<G extends Grammar = Grammar> = ReadableDocument<G> | UnreadableDocument<G>

/** A person mends a document in a few rounds; a hostile one shall not fill memory with complaints. */
const MOST_FAULTS = 20

type Report = (path: string, why: string) => void

/** Reads and checks a document. Costs time in proportion to its length. */
export function parseDocument<G extends Grammar>(text: string, grammar: G, limits: DocumentLimits): PolicyDocument<G> {
  const faults: Fault[] = []
  const report: Report = (path, why) => {
    if (faults.length < MOST_FAULTS) faults.push({ path, why })
  }
  const depth = measure(text, limits, report)
  const statements = faults.length === 0 ? readDocument(text, grammar, report) : []
  if (faults.length > 0) return { readable: false, grammar, text, faults }
  return { readable: true, grammar, text, depth, statements, statementsAbout: indexByAction(statements) }
}

/** Answers the depth; reports what exceeds the limits. */
export function measure(text: string, limits: DocumentLimits, report: Report): number {
  if (text.length > limits.characters) {
    report('', `is longer than ${limits.characters} characters`)
    return 0
  }
  const depth = depthOf(text)
  if (depth > limits.depth) report('', `is nested deeper than ${limits.depth} levels`)
  return depth
}

function readDocument(text: string, grammar: Grammar, report: Report): Statement[] {
  const json = readJson(text)
  if (json === undefined) report('', 'is not valid JSON')
  else if (!isObject(json)) report('', 'must be an object')
  else return readElements(json, grammar, report)
  return []
}

function readElements(json: JsonObject, grammar: Grammar, report: Report): Statement[] {
  refuseUnknown(json, '', ['Version', 'Statement'], report)
  if (json.get('Version') !== '1') report('Version', 'must be "1"')
  const statements = json.get('Statement')
  if (Array.isArray(statements) && statements.length > 0) {
    return statements.map((statement, index) => readStatement(statement, index, grammar, report))
  }
  report('Statement', 'must be a list of one statement or more')
  return []
}

const ELEMENTS = {
  permission: ['Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'],
  trust: ['Effect', 'Principal', 'Action', 'NotAction', 'Condition'],
}

function readStatement(json: unknown, index: number, grammar: Grammar, report: Report): Statement {
  const path = `Statement[${index}]`
  const elements: JsonObject = isObject(json) ? json : new Map()
  if (!isObject(json)) report(path, 'must be an object')
  else refuseUnknown(elements, `${path}.`, ELEMENTS[grammar], report)
  const effect = elements.get('Effect')
  if (effect !== 'Allow' && effect !== 'Deny') report(`${path}.Effect`, 'must be "Allow" or "Deny"')
  const conditions = readConditions(elements.get('Condition'), `${path}.Condition`, report)
  return {
    index,
    effect: effect === 'Deny' ? 'Deny' : 'Allow',
    actions: readActions(elements, path, report),
    exceptActions: elements.has('NotAction'),
    resources: grammar === 'trust' ? ['everything'] : readResources(elements, path, report),
    exceptResources: elements.has('NotResource'),
    principals: grammar === 'trust' ? readPrincipals(elements.get('Principal'), `${path}.Principal`, report) : undefined,
    conditions,
    unreadable: conditions.flatMap((condition) => unreadableValues(condition, `${path}.Condition`)),
  }
}

function readActions(elements: JsonObject, path: string, report: Report): Pattern[] {
  const [name, value] = eitherOf(elements, 'Action', 'NotAction', path, report)
  return readTexts(value, name, report).map((action, index) => {
    const formed = /^\*+$/.test(action) || /^[^:\s]+:[^:\s]+$/.test(action)
    if (!formed) report(`${name}[${index}]`, 'must be "*" or a code and an operation, as in "vpc:DescribeVpcs"')
    return compileAction(action)
  })
}

/** UNKNOWN: what a shortened name like `acs:vpc:*` means. It is refused: a denial of nothing would look like protection. */
function readResources(elements: JsonObject, path: string, report: Report): ResourcePattern[] {
  const [name, value] = eitherOf(elements, 'Resource', 'NotResource', path, report)
  return readTexts(value, name, report).map((written, index) => {
    const pattern = compileResource(written)
    if (!pattern) report(`${name}[${index}]`, 'must be "*" or five parts, as in "acs:vpc:*:*:vpc/*"')
    return pattern ?? 'everything'
  })
}

function eitherOf(elements: JsonObject, name: string, except: string, path: string, report: Report): [string, unknown] {
  if (elements.has(name) && elements.has(except)) report(path, `must not have both ${name} and ${except}`)
  const present = elements.has(except) && !elements.has(name) ? except : name
  return [`${path}.${present}`, elements.get(present)]
}

function readPrincipals(json: unknown, path: string, report: Report): Principals {
  const written: { type: PrincipalType; name: string }[] = []
  if (!isObject(json) || json.size === 0) report(path, `must be an object with ${principalTypes.join(', ')} or several of them`)
  else {
    refuseUnknown(json, `${path}.`, principalTypes, report)
    for (const type of principalTypes.filter((type) => json.has(type))) {
      for (const [index, name] of readTexts(json.get(type), `${path}.${type}`, report).entries()) {
        const fault = faultOfPrincipal(type, name)
        if (fault) report(`${path}.${type}[${index}]`, fault)
        else written.push({ type, name })
      }
    }
  }
  return compilePrincipals(written)
}

function readConditions(json: unknown, path: string, report: Report): Condition[] {
  if (json === undefined) return []
  if (!isObject(json)) {
    report(path, 'must be an object of operators')
    return []
  }
  return [...json].flatMap(([operator, keys]) => readOperator(operator, keys, `${path}.${operator}`, report))
}

function readOperator(operator: string, json: unknown, path: string, report: Report): Condition[] {
  const conditions: Condition[] = []
  if (!isObject(json)) report(path, 'must be an object of condition keys')
  else {
    for (const [key, value] of json) {
      const condition = compileCondition(operator, key, readTexts(value, `${path}.${key}`, report, 'empty too'))
      if (condition) conditions.push(condition)
    }
  }
  if (!compileCondition(operator, '', [])) report(path, 'is not a condition operator')
  return conditions
}

function unreadableValues({ operator, key, values, unreadable }: Condition, path: string): Fault[] {
  return unreadable.map((index) => ({
    path: `${path}.${operator}.${key}[${index}]`,
    why: `${JSON.stringify(values[index])} can not be read under ${operator} and matches nothing`,
  }))
}

/** Texts may stand alone or in a list. Only values of conditions may be empty. */
function readTexts(json: unknown, path: string, report: Report, admits: 'filled' | 'empty too' = 'filled'): string[] {
  const list: unknown[] = Array.isArray(json) ? json : [json]
  if (json === undefined) report(path, 'is required')
  else if (list.length === 0) report(path, 'must not be an empty list')
  else if (!list.every((text) => typeof text === 'string')) report(path, 'must be a text or a list of texts')
  else if (admits === 'filled' && list.includes('')) report(path, 'must not be empty')
  else return list
  return []
}

function refuseUnknown(json: JsonObject, prefix: string, known: readonly string[], report: Report): void {
  for (const name of json.keys()) {
    if (!known.includes(name)) report(`${prefix}${name}`, 'is not an element that belongs here')
  }
}
