/** Transitions that pass by themselves are functions of a stored time and the world's clock. */

export interface Settling {
  /** ISO 8601 with milliseconds; `null`: when somebody steps it. */
  readonly settlesAt: string | null
}

/** Whether what was started has settled by `now`. */
export function hasSettled(row: Settling, now: Date): boolean {
  return row.settlesAt !== null && row.settlesAt <= now.toISOString()
}
