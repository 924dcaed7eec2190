/**
 * When a resource is shared with a service: the `Property` of TargetProperties. Form of the facts:
 * `{"timeRange":{"timeRangeType":"timeRange","beginAtTime":"00:00","endAtTime":"19:59","timezone":"UTC+8"}}`, or `day` for
 * the whole day. The outer key differs between the published samples (`timeRange`, `plan`), so any one is taken.
 */

export interface TimeWindow {
  /** Minutes of the day, both included; absent: all day. */
  readonly minutes?: { readonly begin: number; readonly end: number }
  readonly utcOffsetInHours: number
}

const timeOfDay = /^([01][0-9]|2[0-3]):([0-5][0-9])$/
const zone = /^UTC([+-])([0-9]{1,2})$/

/** The window in a property; `undefined` for a text that is none. UNKNOWN: the rules are a proposal of the facts (18.24). */
export function parseTimeWindow(property: string): TimeWindow | undefined {
  const outer = objectIn(property)
  const [plan, ...others] = outer ? Object.values(outer) : []
  if (!isObject(plan) || others.length > 0) return undefined
  const { timeRangeType, beginAtTime, endAtTime, timezone, ...unknown } = plan
  if (Object.keys(unknown).length > 0) return undefined
  const utcOffsetInHours = timezone === undefined ? 0 : offsetOf(timezone)
  if (utcOffsetInHours === undefined) return undefined
  if (timeRangeType === 'day') return beginAtTime === undefined && endAtTime === undefined ? { utcOffsetInHours } : undefined
  const begin = minutesOf(beginAtTime)
  const end = minutesOf(endAtTime)
  if (timeRangeType !== 'timeRange' || begin === undefined || end === undefined || begin === end) return undefined
  return timezone === undefined ? undefined : { minutes: { begin, end }, utcOffsetInHours }
}

/** Whether the window is open. One that ends before it begins crosses midnight. */
export function isOpen({ minutes, utcOffsetInHours }: TimeWindow, now: Date): boolean {
  if (!minutes) return true
  const local = (now.getUTCHours() + utcOffsetInHours + 24) % 24
  const minute = local * 60 + now.getUTCMinutes()
  const { begin, end } = minutes
  return begin < end ? minute >= begin && minute <= end : minute >= begin || minute <= end
}

function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function minutesOf(time: unknown): number | undefined {
  const match = typeof time === 'string' ? timeOfDay.exec(time) : null
  return match ? Number(match[1]) * 60 + Number(match[2]) : undefined
}

function offsetOf(timezone: unknown): number | undefined {
  const match = typeof timezone === 'string' ? zone.exec(timezone) : null
  const hours = match ? Number(`${match[1]}${match[2]}`) : Number.NaN
  return hours >= -12 && hours <= 14 ? hours : undefined
}
