/** Each move as the call that it is in a world as it stands. */

import { directoryMoves } from './directory-moves.js'
import { expiryOf, type History, hour, step } from './history.js'
import { type Kind, nth, type Player } from './move.js'
import { sharingMoves } from './sharing-moves.js'

const moments = [1000, 30 * 60_000, 5 * hour, 24 * hour, 72 * hour, 4 * 24 * hour]

/** So long until something passes by itself, or just not yet: an invitation expires, or a record is told no longer. */
function boundary({ now, invitations, happened }: History, which: number): number | undefined {
  const expiries = invitations.filter(({ answer }) => answer === 'none' || answer === 'AcceptFailed').map(expiryOf)
  const ends = happened.flatMap(({ settles }) => (settles === null ? [] : [settles, settles + 72 * hour + 1]))
  const left = (which % 2 === 0 ? expiries : ends).flatMap((end) => [end - now, end - now, end - now - 1])
  return nth(
    left.filter((by) => by > 0),
    Math.floor(which / 2),
  )
}

const advance: Player = (h, { which }) => {
  const by = (which % 3 === 0 ? undefined : boundary(h, Math.floor(which / 3))) ?? (nth(moments, which) as number)
  return {
    world: 'advance',
    by,
    taken: () => {
      h.now += by
    },
  }
}
const latency: Player = (h, { which }) => {
  const chosen = nth(['instant', 'manual', 2 * hour, 'instant'] as const, which) ?? 'instant'
  return {
    world: 'latency',
    latency: chosen,
    taken: () => {
      h.latency = chosen
    },
  }
}

const players: Readonly<Record<Kind, Player>> = {
  ...sharingMoves,
  ...directoryMoves,
  advance,
  latency,
  step: (h) => ({ world: 'step', taken: () => step(h) }),
  // Frees space; nothing that is told changes.
  sweep: () => ({ world: 'sweep', taken: () => {} }),
}

export const play: Player = (h, move) => players[move.does](h, move)
