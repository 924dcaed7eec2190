/** Worlds that are prepared for an operation. One that nothing changed is used again. */

import type { Arena, Given, Key, Reply, Transport, World } from './arena.js'
import type { OperationFacts } from './facts.js'
import type { Notes } from './judge.js'
import type { Preparation, Prepared } from './recipe.js'

export interface Stage {
  readonly world: World
  readonly prepared: Prepared
  readonly digest: string
}
export interface Outcome extends Reply {
  /** Whether the call changed a row that is not a record of it. */
  readonly changed: boolean
}
export interface Sending {
  readonly parameters?: Given
  readonly key?: Key
  readonly transport?: Transport
}

/** What a check works with. */
export interface Kit extends Notes {
  /** A world in which nothing has happened since it was prepared. */
  stage(preparation: Preparation): Promise<Stage>
  /** One that is for this check alone: it may be changed before the call. */
  own(preparation: Preparation): Promise<Stage>
  send(stage: Stage, sending?: Sending): Promise<Outcome>
  readonly transport: Transport
}

export function stagesOf(arena: Arena, operation: OperationFacts) {
  const clean = new Map<Preparation, Stage>()
  const open = new Set<World>()

  async function prepare(preparation: Preparation): Promise<Stage> {
    const world = await arena.world()
    open.add(world)
    const prepared = await preparation(world)
    return { world, prepared, digest: await world.digest() }
  }
  async function close(world: World): Promise<void> {
    open.delete(world)
    await world.close()
  }
  return {
    async stage(preparation: Preparation): Promise<Stage> {
      const stage = clean.get(preparation) ?? (await prepare(preparation))
      clean.set(preparation, stage)
      return stage
    },
    own: prepare,
    async send(stage: Stage, { parameters, key, transport }: Sending, usual: Transport): Promise<Outcome> {
      const { world, prepared } = stage
      const before = [...clean.values()].includes(stage) ? stage.digest : await world.digest()
      const reply = await world.send(
        operation,
        parameters ?? prepared.parameters,
        key ?? world.keyOf(prepared.as),
        transport ?? usual,
        prepared.region,
      )
      const changed = (await world.digest()) !== before
      if (changed) for (const [preparation, kept] of clean) if (kept === stage) clean.delete(preparation)
      return { ...reply, changed }
    },
    /** Worlds that no further check will use. */
    async tidy(): Promise<void> {
      const kept = new Set([...clean.values()].map(({ world }) => world))
      for (const world of open) if (!kept.has(world)) await close(world)
    },
    async close(): Promise<void> {
      clean.clear()
      for (const world of open) await close(world)
    },
  }
}
