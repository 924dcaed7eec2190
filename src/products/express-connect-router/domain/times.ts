/** Two ways in which the product writes times; rows keep ISO 8601 with milliseconds. */

/** `2026-01-01T00:00:00Z`: ECRs, associations, child instances. */
export function toSeconds(time: string): string {
  return `${time.slice(0, 19)}Z`
}

/** Milliseconds since 1970 as text: grants. */
export function toEpochMilliseconds(time: string): string {
  return String(Date.parse(time))
}
