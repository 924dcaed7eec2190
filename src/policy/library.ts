/**
 * Documents that were read before, by their text.
 *
 * INVARIANT: a document is a function of its text and grammar alone, so what is found here can not be out of date, whoever wrote
 * the text and in whichever world.
 */
import { type DocumentLimits, type Grammar, measure, type PolicyDocument, parseDocument } from './document.js'
import type { Fault } from './statements.js'

export type DocumentReader = <G extends Grammar>(text: string, grammar: G, limits?: DocumentLimits) => PolicyDocument<G>

/** Enough for every documented policy; callers that check new documents bring the limits of their operation. */
export const widestLimits: DocumentLimits = { characters: 65_536, depth: 8 }

/** What a kept document costs beside its text, in characters, roughly. */
const OVERHEAD = 512

/** A reader that keeps the documents used last, up to so many characters of text in all. */
export function documentReader(capacity: number): DocumentReader {
  const shelves = { permission: shelf<PolicyDocument>(capacity), trust: shelf<PolicyDocument>(capacity) }
  return <G extends Grammar>(text: string, grammar: G, limits: DocumentLimits = widestLimits): PolicyDocument<G> => {
    // The shelf of a grammar holds documents of that grammar only.
    const kept = shelves[grammar].get(text) as PolicyDocument<G> | undefined
    if (kept?.readable && text.length <= limits.characters && kept.depth <= limits.depth) return kept
    if (kept) return refuse(kept, limits)
    const document = parseDocument(text, grammar, limits)
    if (document.readable) shelves[grammar].put(text, document)
    return document
  }
}

/** Reads through a shelf of the whole process: 4 million characters, some thousand documents of the usual size. */
export const readDocument: DocumentReader = documentReader(4_000_000)

function refuse<G extends Grammar>({ text, grammar }: PolicyDocument<G>, limits: DocumentLimits): PolicyDocument<G> {
  const faults: Fault[] = []
  measure(text, limits, (path, why) => faults.push({ path, why }))
  return { readable: false, grammar, text, faults }
}

/** Least recently used goes first; a map iterates in the order of insertion, so using means inserting anew. */
function shelf<Value>(capacity: number) {
  const kept = new Map<string, Value>()
  let filled = 0
  return {
    get(text: string): Value | undefined {
      const value = kept.get(text)
      if (value === undefined) return undefined
      kept.delete(text)
      kept.set(text, value)
      return value
    },
    put(text: string, value: Value): void {
      kept.set(text, value)
      filled += text.length + OVERHEAD
      for (const oldest of kept.keys()) {
        if (filled <= capacity) break
        kept.delete(oldest)
        filled -= oldest.length + OVERHEAD
      }
    },
  }
}
