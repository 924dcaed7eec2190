/** The workflow of a physical connection (a leased line). */

import { hasSettled, no, yes } from '../../../model/index.js'
import type { PhysicalConnection } from '../tables.js'

/**
 * Status as published. Applying and approving are the provider's work on paper: a line comes into being as allocated.
 *
 * | row        | before it settles | after      | after, when it was made to fail |
 * |------------|-------------------|------------|---------------------------------|
 * | Allocated  | Allocating        | Allocated  | Allocation Failed               |
 * | Confirmed  | Confirmed         | Confirmed  | Confirmed                       |
 * | Enabled    | Confirmed         | Enabled    | Confirmed                       |
 * | Canceled   | Canceled          | Canceled   | Canceled                        |
 * | Terminated | Terminating       | Terminated | Enabled                         |
 */
const shown = {
  Allocated: ['Allocating', 'Allocation Failed'],
  Confirmed: ['Confirmed', 'Confirmed'],
  Enabled: ['Confirmed', 'Confirmed'],
  Canceled: ['Canceled', 'Canceled'],
  Terminated: ['Terminating', 'Enabled'],
} as const

type Shown = PhysicalConnection['status'] | (typeof shown)[PhysicalConnection['status']][number]

export function lineStatus(
  { status, settlesAt, fails }: Pick<PhysicalConnection, 'status' | 'settlesAt' | 'fails'>,
  now: Date,
): Shown {
  if (settlesAt === undefined) return status
  if (!hasSettled({ settlesAt }, now)) return shown[status][0]
  return fails ? shown[status][1] : status
}

/**
 * Known difference: really a line is confirmed and ordered before it carries anything. Here its first VBR enables an allocated one, so
 * that a rehearsal needs no paperwork; a world's choice `vpc.physicalConnection` demands the steps.
 */
export function openedByUse(line: PhysicalConnection | undefined, now: Date): PhysicalConnection | undefined {
  if (line?.status !== 'Allocated' || lineStatus(line, now) !== 'Allocated') return line
  const { settlesAt: _settled, fails: _failed, ...rest } = line
  return { ...rest, status: 'Enabled', enabledAt: now.toISOString() }
}

/** Whether a step of the line still runs. */
export function isLineChanging({ settlesAt }: Pick<PhysicalConnection, 'settlesAt'>, now: Date): boolean {
  return settlesAt !== undefined && !hasSettled({ settlesAt }, now)
}

/** The line, when it is the caller's and in one of these states. */
export function lineIn<const Unknown extends string, const Wrong extends string>(
  line: PhysicalConnection | undefined,
  states: readonly Shown[],
  codes: { readonly unknown: Unknown; readonly wrong: Wrong },
  now: Date,
) {
  if (!line) return no(codes.unknown, { because: 'This account has no such physical connection in the region.' })
  const status = lineStatus(line, now)
  if (states.includes(status) && !isLineChanging(line, now)) return yes(line)
  return no(codes.wrong, {
    because: `${line.physicalConnectionId} is ${status}.`,
    next: `It has to be ${states.join(' or ')}.`,
  })
}

/** States that can be cancelled: those before it is enabled (help page). */
export const beforeEnabled = ['Allocated', 'Confirmed'] as const
/** States that can be deleted: text of the error. */
export const deletable = ['Canceled', 'Terminated', 'Allocated', 'Allocation Failed'] as const
