/** Policy documents that callers hand in: kept byte for byte, once they can be read. */

import { no, yes } from '../../model/index.js'
import { type Grammar, readDocument } from '../../policy/index.js'

/** Refuses a document that nobody could evaluate, and says what is wrong with it. */
export function readable(text: string, grammar: Grammar) {
  const document = readDocument(text, grammar)
  if (document.readable) return yes(document)
  const faults = document.faults.map(({ path, why }) => `${path || 'The document'} ${why}`)
  return no('MalformedPolicyDocument', {
    fill: [`${faults.slice(0, 3).join('; ')}.`],
    because: `${faults.join('; ')}.`,
    next: 'Correct the document; its Version is "1".',
  })
}
