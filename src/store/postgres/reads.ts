/** The reads that wait: those of one turn of the event loop share a connection, a snapshot and their round trips. */
import type { Reader } from '../contract.js'
import { type Kept, ServerState } from './base.js'
import type { Surroundings } from './batch.js'
import type { Answer, Link, Statement } from './connection.js'
import type { Links } from './links.js'
import { beginRead, COMMIT, checkGeneration } from './transaction.js'
import { Wave } from './wave.js'

const MOST_IN_GROUP = 64

/** Runs a read on the wave of its group; never rejects. */
type Waiting = (wave: Wave, kept: Kept) => Promise<void>

export class Reads {
  readonly #links: Links
  readonly #around: Surroundings
  #waiting: Waiting[] = []
  #planned = false

  constructor(links: Links, around: Surroundings) {
    this.#links = links
    this.#around = around
  }

  read<T>(world: string, work: (tx: Reader) => Promise<T>): Promise<T> {
    return this.run((wave, kept) => {
      const tx = new ServerState(world, wave, kept)
      return work(tx).finally(() => tx.end())
    })
  }

  run<T>(work: (wave: Wave, kept: Kept) => Promise<T>): Promise<T> {
    return new Promise<T>((answer, fail) => {
      this.#waiting.push(async (wave, kept) => work(wave, kept).then(answer, fail))
      if (!this.#planned) this.#plan()
    })
  }

  #plan(): void {
    this.#planned = true
    setImmediate(async () => {
      this.#planned = false
      while (this.#waiting.length > 0 && this.#links.free > 0) this.#take(this.#waiting.splice(0, MOST_IN_GROUP))
    })
  }

  async #take(group: readonly Waiting[]): Promise<void> {
    const link = this.#links.use((each) => this.#carry(each, group))
    // Without a connection the works run all the same, and each fails at its first read.
    await link.catch((error) => this.#run(group, () => Promise.reject(error)))
    if (this.#waiting.length > 0 && !this.#planned) this.#plan()
  }

  async #carry(link: Link, group: readonly Waiting[]): Promise<void> {
    let begun = false
    await this.#run(group, async (statements: readonly Statement[]) => {
      if (begun) return link.run(statements)
      begun = true
      const opening = beginRead(this.#around.statements)
      const answers: readonly Answer[] = await link.run([...opening, ...statements])
      checkGeneration(answers, this.#around.generation)
      return answers.slice(opening.length)
    })
    if (begun && !link.lost) await link.run([COMMIT]).catch(() => link.end())
  }

  async #run(group: readonly Waiting[], send: ConstructorParameters<typeof Wave>[1]): Promise<void> {
    const wave = new Wave(this.#around.statements, send)
    const view = this.#around.kept.view()
    await Promise.all(group.map((waiting) => waiting(wave, view.get)))
    view.end()
    wave.end()
  }
}
