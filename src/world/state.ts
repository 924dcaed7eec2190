/**
 * A world: its clock, how long transitions take, the errors to inject, its settings. Pure functions over stored facts:
 * nothing here waits, so a restart loses nothing and a test moves the clock.
 */

/** The clock of a world. */
export type Clock =
  /** Real time, moved by `offsetMs`. */
  | { readonly mode: 'running'; readonly offsetMs: number }
  /** Stands still at an instant, in milliseconds since the epoch. */
  | { readonly mode: 'frozen'; readonly atMs: number }

/**
 * How long transitions take by the world's clock: no time at all, as long as those of the product are known to take, so long,
 * or until somebody steps them.
 */
export type Latency = 'instant' | 'realistic' | 'manual' | { readonly afterMs: number }

export interface FaultMatch {
  readonly product?: string
  readonly action?: string
  readonly account?: string
  readonly region?: string
  /** A value that occurs among the call's parameters. */
  readonly resource?: string
}
export interface FaultEffect {
  /** A code that the operation declares, or one of the gateway's. */
  readonly error?: string
  readonly latencyMs?: number
  /** `before`: nothing happens. `after`: the call takes effect and its answer is lost. */
  readonly dropConnection?: 'before' | 'after'
  /** What this call starts fails, or never settles by itself. */
  readonly transition?: 'fail' | 'hang'
}
export interface FaultRule {
  readonly id: string
  readonly match: FaultMatch
  /** Let so many matching calls pass first. */
  readonly after?: number
  /** At most so often. */
  readonly times?: number
  /** From 0 to 1, drawn from the world's random source. */
  readonly probability?: number
  readonly effect: FaultEffect
}

export type Enforcement = 'on' | 'soft' | 'off'

export interface Settings {
  readonly enforce: Enforcement
  readonly crossAccountVbr: boolean
  readonly directorySharing: boolean
  readonly quotas: Readonly<Record<string, number>>
  /** Choices where the real service is not documented, by name; absent: the proposal of the facts. */
  readonly choices: Readonly<Record<string, string>>
}

export interface WorldState {
  readonly name: string
  readonly template: string
  readonly seed: number
  readonly createdAt: string
  readonly clock: Clock
  readonly latency: Latency
  readonly faults: readonly FaultRule[]
  readonly settings: Settings
}

export const usualSettings: Settings = { enforce: 'on', crossAccountVbr: true, directorySharing: true, quotas: {}, choices: {} }

/** The world's time. `wallMs`: real time, milliseconds since the epoch. */
export function timeIn(clock: Clock, wallMs: number): Date {
  return new Date(clock.mode === 'frozen' ? clock.atMs : wallMs + clock.offsetMs)
}

/** The clock moved by so many milliseconds. */
export function advanced(clock: Clock, byMs: number): Clock {
  return clock.mode === 'frozen'
    ? { mode: 'frozen', atMs: clock.atMs + byMs }
    : { mode: 'running', offsetMs: clock.offsetMs + byMs }
}

/** UNKNOWN: how long most products take. About what was measured for sharing (facts, resource-sharing 3). */
const usualMs = 1000

/**
 * When a transition that starts at `now` settles; `null`: when it is stepped. `realisticMs`: how long those of its product take in
 * a world that is realistic.
 */
export function settlingTime(latency: Latency, now: Date, realisticMs = usualMs): string | null {
  if (latency === 'manual') return null
  if (latency === 'instant') return now.toISOString()
  return new Date(now.getTime() + (latency === 'realistic' ? realisticMs : latency.afterMs)).toISOString()
}
