import type { Behind, Reader, Store, Table, Writer } from '../contract.js'
import { WORLD } from '../contract.js'
import { compareText } from '../encoding.js'
import { checkLocated, keyOf, partition } from '../places.js'
import type { Surroundings } from './batch.js'
import { locksOf } from './call.js'
import { Disconnected, type Statement } from './connection.js'
import { OutcomeUnknown } from './errors.js'
import type { Links } from './links.js'
import { Reads } from './reads.js'
import { Writes } from './writes.js'

/** How many rows of `behind` one write takes along. */
const MOST_BEHIND = 1000

export class PostgresStore implements Store {
  readonly #reading: Links
  readonly #writing: Links
  readonly #around: Surroundings
  readonly #behindMs: number
  readonly #reads: Reads
  readonly #writes: Writes
  readonly #underWay = new Set<Promise<unknown>>()
  #timer: NodeJS.Timeout | undefined
  #closed: Promise<void> | undefined

  constructor(links: { reading: Links; writing: Links }, around: Surroundings, behindMs: number) {
    this.#reading = links.reading
    this.#writing = links.writing
    this.#around = around
    this.#behindMs = behindMs
    this.#reads = new Reads(this.#reading, around)
    this.#writes = new Writes(this.#writing, around)
  }

  async read<T>(world: string, work: (tx: Reader) => Promise<T>): Promise<T> {
    this.#checkOpen()
    return this.#track(this.#reads.read(world, work))
  }

  async write<T>(world: string, accounts: readonly string[], work: (tx: Writer) => Promise<T>): Promise<T> {
    this.#checkOpen()
    return this.#track(this.#submit(world, accounts, work))
  }

  behind(world: string, rows: readonly Behind[]): void {
    this.#checkOpen()
    for (const { table } of rows) this.#around.statements.of(table)
    this.#around.kept.add(world, rows)
    this.#awaitBehind()
  }

  async find<Row extends object>(table: Table<Row>, id: string): Promise<{ world: string; account: string } | undefined> {
    this.#checkOpen()
    checkLocated(table, 'everywhere')
    return this.#track(this.#reads.run((wave) => wave.place(table, WORLD, id)))
  }

  async worlds(): Promise<string[]> {
    this.#checkOpen()
    const found = await this.#track(
      this.#reads.run((wave) => Promise.all(this.#around.statements.all.map(({ worlds }) => wave.ask(worlds, [])))),
    )
    const worlds = new Set(found.flat().map(([world]) => partition.decode(world as string)))
    return [...worlds].sort(compareText)
  }

  /** Alone in the world for as long as it lasts, and in its batch: its statements are none of the changes that a batch collects. */
  async clear(world: string): Promise<void> {
    this.#checkOpen()
    this.#around.kept.forget(world, [...this.#around.kept.of(world)])
    const values = [partition.encode(world)]
    const { all, clearIds } = this.#around.statements
    const sweep = [...all.map(({ clear }) => clear), clearIds].map((text): Statement => ({ text, values }))
    await this.#track(this.#submit(world, [WORLD], async () => {}, sweep))
  }

  async flush(): Promise<void> {
    this.#checkOpen()
    await this.#flush()
  }

  close(): Promise<void> {
    this.#closed ??= this.#finish()
    return this.#closed
  }

  async #finish(): Promise<void> {
    clearTimeout(this.#timer)
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay)
    try {
      await this.#flush()
    } finally {
      await Promise.all([this.#reading.close(), this.#writing.close()])
    }
  }

  #checkOpen(): void {
    if (this.#closed !== undefined) throw new Error('the store is closed')
  }

  async #track<T>(work: Promise<T>): Promise<T> {
    this.#underWay.add(work)
    try {
      return await work
    } finally {
      this.#underWay.delete(work)
    }
  }

  #submit<T>(
    world: string,
    accounts: readonly string[],
    work: (tx: Writer) => Promise<T>,
    statements: readonly Statement[] = [],
  ): Promise<T> {
    const locks = locksOf(this.#around.names, world, accounts)
    return new Promise<T>((answer, fail) => {
      this.#writes.add({
        world,
        locks,
        work,
        statements,
        lonely: statements.length > 0,
        answer: (value) => answer(value as T),
        fail,
      })
    })
  }

  async #flush(): Promise<void> {
    const writes = this.#around.kept.worlds.flatMap((world) => {
      const rows = [...this.#around.kept.of(world)]
      const parts = Array.from({ length: Math.ceil(rows.length / MOST_BEHIND) }, (_, n) =>
        rows.slice(n * MOST_BEHIND, (n + 1) * MOST_BEHIND),
      )
      return parts.map((part) => this.#writeBehind(world, part))
    })
    const failed = (await Promise.allSettled(writes)).find((each) => each.status === 'rejected')
    if (failed !== undefined) throw failed.reason
  }

  /** Writes those rows that `get` still answers when its turn comes: a later write may have replaced some, in this very batch. */
  async #writeBehind(world: string, rows: readonly (readonly [string, Behind])[]): Promise<void> {
    const accounts = [...new Set(rows.map(([, { account }]) => account))]
    try {
      await this.#submit(world, accounts, async (tx) => {
        for (const [, { table, account, row }] of rows)
          if ((await tx.get(table as Table<object>, account, keyOf(table, row))) === row)
            tx.put(table as Table<object>, account, row)
      })
    } catch (error) {
      // Rows that the server refuses would be refused for ever. Those that it may not have got wait for it.
      if (!(error instanceof Disconnected || error instanceof OutcomeUnknown)) this.#around.kept.forget(world, rows)
      throw error
    }
  }

  /** Keeps no process alive. */
  #awaitBehind(): void {
    if (this.#timer !== undefined || this.#closed !== undefined) return
    this.#timer = setTimeout(() => {
      const flushed = this.#flush().catch(() => {})
      this.#track(flushed).then(() => {
        this.#timer = undefined
        if (this.#around.kept.worlds.length > 0) this.#awaitBehind()
      })
    }, this.#behindMs)
    this.#timer.unref()
  }
}
