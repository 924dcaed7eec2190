/** One statement of a policy, and whether a request meets it. */
import { type Condition, conditionHolds, type Effect, type MissingKeyRule, type RequestContext } from './conditions.js'
import { matchesPattern, matchesResource, type Pattern, type ResourceName, type ResourcePattern } from './match.js'
import type { Principals } from './principals.js'

/** `path` leads from the document to the place, as in `Statement[0].Condition.Bool.acs:MFAPresent[1]`; empty for the whole. */
export interface Fault {
  readonly path: string
  readonly why: string
}

export interface Statement {
  /** Position in the document, from 0. */
  readonly index: number
  readonly effect: Effect
  readonly actions: readonly Pattern[]
  /** `NotAction`: the statement is about all other actions. */
  readonly exceptActions: boolean
  readonly resources: readonly ResourcePattern[]
  /** `NotResource`: the statement is about all other resources. */
  readonly exceptResources: boolean
  /** In trust policies only. */
  readonly principals: Principals | undefined
  readonly conditions: readonly Condition[]
  /** Values of conditions that their operator can not read. The grammar admits them; they match nothing. */
  readonly unreadable: readonly Fault[]
}

/** The statements of a document that are about one action, denials apart from permissions. */
export interface AboutAction {
  readonly denials: readonly Statement[]
  readonly permissions: readonly Statement[]
  readonly unreadable: readonly Fault[]
}

/** What most documents have to say about most actions. */
export const NOTHING: AboutAction = { denials: [], permissions: [], unreadable: [] }

const MOST_ACTIONS = 256

/**
 * Finds the statements about an action. There are some hundred actions and a document is asked again and again, so the answers
 * are kept: a function of statements and action alone. Bounded, since a caller might make up actions.
 */
export function indexByAction(statements: readonly Statement[]): (action: string) => AboutAction {
  const found = new Map<string, AboutAction>()
  return (action) => {
    const known = found.get(action)
    if (known) return known
    if (found.size >= MOST_ACTIONS) found.clear()
    const about = selectAbout(statements, action)
    found.set(action, about)
    return about
  }
}

function selectAbout(statements: readonly Statement[], action: string): AboutAction {
  const about = statements.filter((statement) => isAbout(statement, action))
  if (about.length === 0) return NOTHING
  return {
    denials: about.filter(({ effect }) => effect === 'Deny'),
    permissions: about.filter(({ effect }) => effect === 'Allow'),
    unreadable: about.flatMap(({ unreadable }) => unreadable),
  }
}

export function isAbout({ actions, exceptActions }: Statement, action: string): boolean {
  const lower = action.toLowerCase()
  return actions.some((pattern) => matchesPattern(pattern, lower)) !== exceptActions
}

export function covers({ resources, exceptResources }: Statement, resource: ResourceName): boolean {
  for (const pattern of resources) if (matchesResource(pattern, resource)) return !exceptResources
  return exceptResources
}

/** Whether all conditions hold. Keys that were asked for and that the request lacks are added to `missing`, as the policy spells them. */
export function conditionsHold(
  { conditions, effect }: Statement,
  context: RequestContext,
  missingKey: MissingKeyRule,
  missing: string[],
): boolean {
  for (const condition of conditions) {
    const given = context.get(condition.lookup)
    if (!given?.length && !missing.includes(condition.key)) missing.push(condition.key)
    if (!conditionHolds(condition, effect, given, missingKey)) return false
  }
  return true
}
