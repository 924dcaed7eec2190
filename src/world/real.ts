/** The real world: the one place, beside the start of the program, that reads the machine's clock. */

export interface Wall {
  /** Milliseconds since the epoch. */
  now(): number
  /** Milliseconds from an arbitrary start, for durations. */
  elapsed(): number
}

export const wall: Wall = { now: () => Date.now(), elapsed: () => performance.now() }
