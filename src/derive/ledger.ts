/**
 * The excuses: declared errors that tests reach by fault injection only, and those that they do not reach. A whole test
 * run fails when an excuse is no longer needed and when one is missing, so these lists can only get shorter.
 */

type Excuses = Readonly<Record<string, readonly string[]>>

/** The cause cannot exist here. */
export const injectedErrors: Excuses = {}

/** No test reaches it. */
export const unreachedErrors: Excuses = {}
