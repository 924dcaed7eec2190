/** One clock for several providers at work at once: it moves on when all of them sleep, to the first that wakes. */

import type { TestServer } from '../../server.js'
import type { Provider } from './provider.js'

export class Together {
  private readonly server: TestServer
  private awake: number
  private now = 0
  private readonly sleepers: { readonly at: number; readonly wake: () => void }[] = []

  constructor(server: TestServer, working: number) {
    this.server = server
    this.awake = working
  }

  /** So many milliseconds since they began. */
  get elapsed(): number {
    return this.now
  }

  /** What one of them does, asleep by this clock. */
  async work<T>(provider: Provider, does: () => Promise<T>): Promise<T> {
    provider.sleeps = (ms) => this.sleep(ms)
    try {
      return await does()
    } finally {
      provider.sleeps = undefined
      this.rested()
    }
  }

  private sleep(ms: number): Promise<void> {
    const slept = new Promise<void>((wake) => this.sleepers.push({ at: this.now + ms, wake }))
    this.rested()
    return slept
  }

  private rested(): void {
    this.awake -= 1
    if (this.awake === 0 && this.sleepers.length > 0) void this.moveOn()
  }

  private async moveOn(): Promise<void> {
    const at = Math.min(...this.sleepers.map((sleeper) => sleeper.at))
    await this.server.core.worlds.advance('default', at - this.now)
    this.now = at
    const woken = this.sleepers.filter((sleeper) => sleeper.at === at)
    this.sleepers.splice(0, this.sleepers.length, ...this.sleepers.filter((sleeper) => sleeper.at !== at))
    this.awake = woken.length
    for (const { wake } of woken) wake()
  }
}
