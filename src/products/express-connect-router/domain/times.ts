/** The ways in which the product writes times; rows keep ISO 8601 with milliseconds. */

/** `2026-01-01T00:00:00Z`: ECRs, associations, child instances. */
export function toSeconds(time: string): string {
  return `${time.slice(0, 19)}Z`
}

/** Milliseconds since 1970 as text: grants. */
export function toEpochMilliseconds(time: string): string {
  return String(Date.parse(time))
}

/** Seconds since 1970 as text: routes that are switched off. */
export function toEpochSeconds(time: string): string {
  return String(Math.floor(Date.parse(time) / 1000))
}

/** `2026-01-01T00:00Z`: flow logs. UNKNOWN: the text says seconds, the published example has none. */
export function toMinutes(time: string): string {
  return `${time.slice(0, 16)}Z`
}
