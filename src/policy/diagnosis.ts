/**
 * A refusal by RAM, told in full in one opaque text: what a refused caller is given, and whoever may decode it reads. The text holds
 * all that it tells, so it can be decoded for as long as anybody keeps it.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib'

export interface Diagnosis {
  readonly explicit: boolean
  readonly policyType: string
  readonly action: string
  readonly resource: string
  readonly principal: { readonly type: string; readonly account: string; readonly name: string }
  readonly conditions: readonly { readonly key: string; readonly values: readonly string[] }[]
  readonly matched: readonly {
    readonly effect: string
    readonly policy: string
    readonly type: string
    readonly version?: string
    /** `user`, `group`, `role`, or a place in the directory: `folder`, `account`, `root`. Absent: the session's own. */
    readonly attachedTo?: string
  }[]
  /** The refused call. */
  readonly requestId: string
}

/** How the texts of the real service begin. */
const prefix = 'AQIB'

export function encodeDiagnosis(diagnosis: Diagnosis): string {
  return prefix + deflateRawSync(Buffer.from(JSON.stringify(diagnosis), 'utf8')).toString('base64')
}

/** `undefined` for a text that is none of ours. */
export function decodeDiagnosis(text: string): Diagnosis | undefined {
  if (!text.startsWith(prefix)) return undefined
  try {
    const read: unknown = JSON.parse(
      inflateRawSync(Buffer.from(text.slice(prefix.length), 'base64'), { maxOutputLength: 1 << 20 }).toString('utf8'),
    )
    return isDiagnosis(read) ? read : undefined
  } catch {
    return undefined
  }
}

/** Anybody can write such a text; a broken one must not become a broken answer. */
function isDiagnosis(read: unknown): read is Diagnosis {
  if (typeof read !== 'object' || read === null) return false
  const { explicit, policyType, action, resource, principal, conditions, matched, requestId } = read as Partial<Diagnosis>
  return (
    typeof explicit === 'boolean' &&
    areTexts(policyType, action, resource, requestId, principal?.type, principal?.account, principal?.name) &&
    isListOf(conditions, ({ key, values }) => areTexts(key) && isListOf(values, (value) => areTexts(value))) &&
    isListOf(
      matched,
      ({ effect, policy, type, version, attachedTo }) =>
        areTexts(effect, policy, type) && areTexts(version ?? '') && areTexts(attachedTo ?? ''),
    )
  )
}

const areTexts = (...values: unknown[]) => values.every((value) => typeof value === 'string')

function isListOf<Item>(list: readonly Item[] | undefined, fits: (item: Item) => boolean): boolean {
  return Array.isArray(list) && list.every((item) => item !== null && item !== undefined && fits(item))
}
