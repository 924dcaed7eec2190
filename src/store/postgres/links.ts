/** A bounded number of connections, made when first needed and again after a loss. */
import type { Connect, Link } from './connection.js'

export class Links {
  readonly #connect: Connect
  readonly #most: number
  #idle: Link[] = []
  #used = 0
  #waiting: (() => void)[] = []
  #rest: (() => void) | undefined

  constructor(connect: Connect, most: number) {
    this.#connect = connect
    this.#most = most
  }

  /** How many more uses can start at once. */
  get free(): number {
    return this.#most - this.#used
  }

  /** Waits for a connection, and rejects with what kept it from being made or with what `work` throws. */
  async use<T>(work: (link: Link) => Promise<T>): Promise<T> {
    if (this.#used >= this.#most) await new Promise<void>((turn) => this.#waiting.push(turn))
    else this.#used += 1
    let link: Link | undefined
    try {
      link = await this.#take()
      return await work(link)
    } finally {
      if (link !== undefined && !link.lost) this.#idle.push(link)
      const next = this.#waiting.shift()
      if (next === undefined) this.#used -= 1
      else next()
      if (this.#used === 0) this.#rest?.()
    }
  }

  add(link: Link): void {
    this.#idle.push(link)
  }

  /** Waits for all uses and ends the connections. Nothing may ask for one any more. */
  async close(): Promise<void> {
    if (this.#used > 0) await new Promise<void>((rest) => (this.#rest = rest))
    await Promise.all(this.#idle.splice(0).map((link) => link.end().catch(() => {})))
  }

  async #take(): Promise<Link> {
    for (let link = this.#idle.pop(); link !== undefined; link = this.#idle.pop()) {
      if (!link.lost) return link
      link.end().catch(() => {})
    }
    return this.#connect()
  }
}
