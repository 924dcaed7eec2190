/** Whether what concurrent callers were told can have happened one after the other. */

/** Something that took effect at one moment between `from` and `to` (milliseconds), or did not: then it changed nothing. */
export interface Happening<State> {
  readonly name: string
  readonly from: number
  readonly to: number
  /**
   * The state after it, when it can have come about as it was told; `undefined` when it cannot. One that changes nothing gives
   * back the very same object.
   */
  apply(state: State): State | undefined
}

/** How far a search got, for the message of a test that fails. */
export interface Explanation {
  readonly explained: boolean
  /** The longest order that was found. */
  readonly order: readonly string[]
  /** What could have come next, and does not fit. */
  readonly stuck: readonly string[]
}

/** More orders than this are not tried: a history that needs them is too wild to be told anything by. */
const mostTried = 300_000

/**
 * Looks for an order in which each happening fits the state that those before it left, and in which none comes before one that
 * was over when it began. `keyOf` names a state: two of one name are alike for all that is still to come.
 */
export function explain<State>(start: State, history: readonly Happening<State>[], keyOf: (state: State) => string): Explanation {
  const all = [...history].sort((a, b) => a.from - b.from)
  const dead = new Set<string>()
  let tried = 0
  let best: { order: number[]; stuck: number[] } = { order: [], stuck: [] }

  /** Those of the rest that nothing else of the rest has to precede. */
  const nextOf = (rest: readonly number[]): number[] => {
    const over = Math.min(...rest.map((i) => (all[i] as Happening<State>).to))
    return rest.filter((i) => (all[i] as Happening<State>).from <= over)
  }

  function search(state: State, rest: readonly number[], order: readonly number[]): boolean {
    if (rest.length === 0) {
      best = { order: [...order], stuck: [] }
      return true
    }
    const key = `${rest.join()} ${keyOf(state)}`
    if (dead.has(key)) return false
    if (++tried > mostTried) throw new Error('too many orders to try')
    const candidates = nextOf(rest)
    const changing: { readonly i: number; readonly state: State }[] = []
    for (const i of candidates) {
      const after = (all[i] as Happening<State>).apply(state)
      if (after === undefined) continue
      const left = () => rest.filter((each) => each !== i)
      // What fits and changes nothing can come at once: whatever order there is, there is one in which it does.
      if (after === state) return search(state, left(), [...order, i])
      changing.push({ i, state: after })
    }
    const onward = changing.some(({ i, state }) =>
      search(
        state,
        rest.filter((each) => each !== i),
        [...order, i],
      ),
    )
    if (onward) return true
    if (order.length >= best.order.length) best = { order: [...order], stuck: candidates }
    dead.add(key)
    return false
  }

  const explained = search(
    start,
    all.map((_, i) => i),
    [],
  )
  const named = (list: readonly number[]) => list.map((i) => (all[i] as Happening<State>).name)
  return { explained, order: named(best.order), stuck: named(best.stuck) }
}
