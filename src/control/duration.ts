/** Durations as users write them: a number with a unit, or ISO 8601. */

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }
const iso = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/

/** Milliseconds of `250ms`, `3s`, `96h`, `7d`, `PT1H30M`; `undefined` when it is none. */
export function parseDuration(text: string): number | undefined {
  const simple = /^(\d{1,9})(ms|s|m|h|d)$/.exec(text)
  if (simple) return Number(simple[1]) * (units[simple[2] as string] as number)
  const parts = text.length > 1 && text.length < 40 ? iso.exec(text) : null
  if (!parts?.slice(1).some((part) => part !== undefined)) return undefined
  const [days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0)) as [number, number, number, number]
  return Math.round(days * 86_400_000 + hours * 3_600_000 + minutes * 60_000 + seconds * 1000)
}

/** `96h`, `90s`, `250ms`: the largest unit that says it exactly. */
export function writeDuration(ms: number): string {
  const unit = ['d', 'h', 'm', 's'].find((name) => ms > 0 && ms % (units[name] as number) === 0) ?? 'ms'
  return `${ms / (units[unit] as number)}${unit}`
}
