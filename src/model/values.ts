/** Ids are branded: parsed once at the edge, trusted after. */

declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }

/** An Alibaba Cloud account (UID): decimal text, 16 digits in practice. Always text inside, never a JavaScript number. */
export type AccountId = Branded<'AccountId'>

const accountIdText = /^[0-9]{1,20}$/

/** The account id in `text`, or `undefined` when it is none. */
export function parseAccountId(text: string): AccountId | undefined {
  return accountIdText.test(text) ? (text as AccountId) : undefined
}

/** An account id that is known to be one: from a template, a row, a test. */
export function asAccountId(text: string): AccountId {
  const id = parseAccountId(text)
  if (!id) throw new Error(`not an account id: ${text}`)
  return id
}
