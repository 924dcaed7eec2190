/** The only form of a request's time: `yyyy-MM-ddTHH:mm:ssZ`. */

const FORM = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z$/
const FIFTEEN_MINUTES = 15 * 60 * 1000

/** Milliseconds since the epoch; `undefined` for another form or a day that no calendar has. */
export function readTimestamp(text: string): number | undefined {
  const found = FORM.exec(text)
  if (found === null) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1).map(Number)
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined
  if (hour > 23 || minute > 59 || second > 59) return undefined
  return Date.parse(text)
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
}

/** The reverse of `readTimestamp`, without the fraction of a second. */
export function writeTimestamp(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`
}

/** Whether a request of that time may still be taken. All in milliseconds; exactly at the edge it may. */
export function fresh(timestamp: number, now: number, windowMs: number = FIFTEEN_MINUTES): boolean {
  return Math.abs(now - timestamp) <= windowMs
}
