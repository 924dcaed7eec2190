/**
 * Percent-encoding as signatures want it, and its lenient reverse for what clients really send.
 *
 * The wire and the string to sign use different encodings (a blank is `+` or `%20` on the wire and always `%20` when
 * signed, `!'()*` may travel bare), so everything is decoded once on arrival and encoded again to sign.
 */

const NEEDS_NO_ENCODING = /^[\w.~-]*$/
const LEFT_BARE_BY_JAVASCRIPT = /[!'()*]/g

/**
 * RFC 3986: unreserved characters stay, every other UTF-8 byte becomes `%XX` in capitals. Nearly every name and most
 * values need nothing, and are handed back as they are. The text must be well-formed Unicode.
 */
export function encode(text: string): string {
  if (NEEDS_NO_ENCODING.test(text)) return text
  return encodeURIComponent(text).replace(LEFT_BARE_BY_JAVASCRIPT, hexOf)
}

function hexOf(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
}

/** Reads one name or value of a query or form. `undefined`: a broken escape, or bytes that are not UTF-8. */
export function decode(text: string): string | undefined {
  return decodeEscapes(text.includes('+') ? text.replaceAll('+', ' ') : text)
}

/** As `decode`, but a plus is a plus: for the segments of a path. */
export function decodeEscapes(text: string): string | undefined {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
