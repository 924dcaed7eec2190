/**
 * Lets reads pass at any time but while a batch of writes is under way: they share its connection, and would see what is not
 * committed. INVARIANT: no read starts before a batch has ended, no batch before the reads have.
 */
export class Gate {
  #reading = 0
  #closed = false
  #waiting: (() => void)[] = []
  #idle: (() => void) | undefined

  async pass<T>(read: () => Promise<T>): Promise<T> {
    // Whoever opens the gate counts those that waited, so that no batch slips in before they start.
    if (this.#closed) await new Promise<void>((start) => this.#waiting.push(start))
    else this.#reading += 1
    try {
      return await read()
    } finally {
      this.#reading -= 1
      if (this.#reading === 0) this.#idle?.()
    }
  }

  /** Later reads wait; answers when the present ones have ended. */
  async close(): Promise<void> {
    this.#closed = true
    if (this.#reading > 0) await new Promise<void>((idle) => (this.#idle = idle))
    this.#idle = undefined
  }

  open(): void {
    this.#closed = false
    const waiting = this.#waiting
    this.#waiting = []
    this.#reading += waiting.length
    for (const start of waiting) start()
  }
}
