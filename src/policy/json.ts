/**
 * JSON in which nothing is a property: objects are maps, so a key named `__proto__` or `constructor` is a key like any other and
 * can neither reach nor shadow anything of ours.
 */

export type JsonObject = ReadonlyMap<string, unknown>

/** Answers `undefined` for text that is not JSON. The caller has bounded its length and depth. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text, (_key, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value) ? new Map(Object.entries(value)) : value,
    )
  } catch {
    return undefined
  }
}

export function isObject(json: unknown): json is JsonObject {
  return json instanceof Map
}

/** How deep lists and objects lie in each other, counted before anything is parsed. Of text that is not JSON, some number. */
export function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (quoted) {
      if (character === '\\') at++
      else if (character === '"') quoted = false
    } else if (character === '"') quoted = true
    else if (character === '{' || character === '[') deepest = Math.max(deepest, ++depth)
    else if (character === '}' || character === ']') depth--
  }
  return deepest
}
