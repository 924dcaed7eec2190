/**
 * The reads of one transaction. What several calls ask in the same tick goes to the server as one round trip, and what they
 * ask of the same table by key as one statement; a row asked for twice is asked once, since all reads of a transaction see
 * one state.
 */
import type { AnyTable } from '../contract.js'
import { partition } from '../places.js'
import type { Answer, Statement } from './connection.js'
import { idText, scopeOf } from './layout.js'
import type { Hash } from './locks.js'
import type { Statements, TableStatements } from './statements.js'

type Send = (statements: readonly Statement[]) => Promise<readonly Answer[]>

interface Asked {
  readonly statement: Statement
  answer(rows: Answer): void
  fail(error: unknown): void
}

/** Rows wanted by position, of one table or of the directory of ids. */
interface Wanted {
  readonly columns: string[][]
  readonly answers: ((row: readonly unknown[] | undefined) => void)[]
  readonly failures: ((error: unknown) => void)[]
}

export class Wave {
  readonly #statements: Statements
  readonly #send: Send
  readonly #rows = new Map<string, Promise<object | undefined>>()
  #wanted = new Map<string, Wanted>()
  #asked: Asked[] = []
  #planned = false
  #over: Error | undefined

  /** `send` takes what one tick asked for; it is not called again before it has answered. */
  constructor(statements: Statements, send: Send) {
    this.#statements = statements
    this.#send = send
  }

  /** `key` is encoded. */
  row(table: AnyTable, world: string, account: string, key: string): Promise<object | undefined> {
    const id = JSON.stringify([table.name, world, account, key])
    let row = this.#rows.get(id)
    if (row === undefined) {
      const { get } = this.of(table)
      row = this.#want(get, [partition.encode(world), partition.encode(account), key]).then((found) =>
        found === undefined ? undefined : (JSON.parse(found[1] as string) as object),
      )
      this.#rows.set(id, row)
    }
    return row
  }

  /** World and account of an id. */
  async place(table: AnyTable, world: string, id: string): Promise<{ world: string; account: string } | undefined> {
    const found = await this.#want(this.#statements.locate, [table.name, scopeOf(table, world), idText(id)])
    if (found === undefined) return undefined
    return { account: partition.decode(found[1] as string), world: partition.decode(found[2] as string) }
  }

  /** Takes a lock for the rest of the transaction, shared; false where that would mean to wait. */
  async share(hash: Hash): Promise<boolean> {
    return (await this.#want(this.#statements.tryShare, [hash]))?.[1] === true
  }

  ask(text: string, values: readonly unknown[]): Promise<Answer> {
    return new Promise((answer, fail) => {
      this.#asked.push({ statement: { text, values }, answer, fail })
      this.#plan()
    })
  }

  of(table: AnyTable): TableStatements {
    return this.#statements.of(table)
  }

  /** Whatever is asked from now on fails. */
  end(reason = new Error('this transaction is over')): void {
    this.#over = reason
  }

  #want(text: string, values: readonly string[]): Promise<readonly unknown[] | undefined> {
    return new Promise((answer, fail) => {
      const wanted = this.#wanted.get(text) ?? { columns: values.map(() => []), answers: [], failures: [] }
      this.#wanted.set(text, wanted)
      for (const [at, value] of values.entries()) wanted.columns[at]?.push(value)
      wanted.answers.push(answer)
      wanted.failures.push(fail)
      this.#plan()
    })
  }

  /** Sends when everything that runs in this tick has asked, unless the answers of the wave before are still to come. */
  #plan(): void {
    if (this.#planned) return
    this.#planned = true
    setImmediate(() => this.#break())
  }

  async #break(): Promise<void> {
    const asked = [...this.#asked, ...[...this.#wanted].map(([text, wanted]) => askFor(text, wanted))]
    this.#asked = []
    this.#wanted = new Map()
    try {
      if (this.#over) throw this.#over
      const answers = await this.#send(asked.map(({ statement }) => statement))
      for (const [at, { answer }] of asked.entries()) answer(answers[at] as Answer)
    } catch (error) {
      for (const { fail } of asked) fail(error)
    }
    this.#planned = false
    if (this.#asked.length > 0 || this.#wanted.size > 0) this.#plan()
  }
}

/** One statement for all rows wanted; its answers name their position in the first column. */
function askFor(text: string, { columns, answers, failures }: Wanted): Asked {
  return {
    statement: { text, values: columns },
    answer(rows) {
      const found = new Map(rows.map((row) => [Number(row[0]), row]))
      for (const [at, answer] of answers.entries()) answer(found.get(at + 1))
    },
    fail: (error) => {
      for (const fail of failures) fail(error)
    },
  }
}
