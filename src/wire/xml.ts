/**
 * Answers as XML, for callers that ask with `Format=XML`. A member is an element, a list is its element repeated with
 * no wrapper, null is left out. The caller names the root: `{Action}Response`, or `OperationResponse` as the published
 * samples of Resource Sharing have it.
 */

export type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [name: string]: Json }

const DECLARATION = "<?xml version='1.0' encoding='UTF-8'?>"

export function successXml(root: string, answer: { readonly [name: string]: Json }): string {
  return `${DECLARATION}${element(root, answer)}`
}

/** As the gateway writes its refusals: `<Error>`, with the advice, which is a URL, as character data. */
export function errorXml(error: { readonly [name: string]: Json }): string {
  const { Recommend, ...rest } = error
  const advice = typeof Recommend === 'string' ? `<Recommend>${characterData(Recommend)}</Recommend>` : ''
  return `${DECLARATION}<Error>${members(rest)}${advice}</Error>`
}

function element(name: string, value: Json): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map((item) => element(name, item)).join('')
  const tag = tagOf(name)
  const content = typeof value === 'object' ? members(value as { readonly [name: string]: Json }) : escaped(String(value))
  return content === '' ? `<${tag}/>` : `<${tag}>${content}</${tag}>`
}

function members(object: { readonly [name: string]: Json }): string {
  return Object.entries(object)
    .map(([name, value]) => element(name, value))
    .join('')
}

// Names are ours and plain; only keys of free maps (tags, conditions) can hold what no element may be called.
function tagOf(name: string): string {
  const tag = name.replace(/[^\w.-]/g, '_')
  return /^[A-Za-z_]/.test(tag) ? tag : `_${tag}`
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' }

/** A parser would turn a bare carriage return into a line feed, so it goes as a reference. */
function escaped(text: string): string {
  return legal(text).replace(/[&<>\r]/g, (character) => ENTITIES[character] as string)
}

function characterData(text: string): string {
  return `<![CDATA[${legal(text).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
}

/** XML 1.0 has no way to write these at all: control characters, lone surrogates, U+FFFE and U+FFFF. */
function legal(text: string): string {
  return text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
}
