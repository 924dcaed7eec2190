/** One connection to the server: statements sent together, answers taken together, and no secret in what it complains of. */
import { Socket } from 'node:net'
import type { Client, ClientConfig } from 'pg'
import { StateUnusable } from '../contract.js'

export interface Statement {
  readonly text: string
  /** Texts, lists of texts, whole numbers. Absent: the text has no parameters and is not prepared. */
  readonly values?: readonly unknown[]
}

/** Columns in the order of the statement. */
export type Answer = readonly (readonly unknown[])[]

/** What the server said about a statement: a SQLSTATE, and the words for people. */
export class Refused extends Error {
  readonly code: string
  constructor(message: string, code: string) {
    super(message)
    this.code = code
  }
}

/** The connection ended, or there was none to begin with. */
export class Disconnected extends Error {}

export interface Link {
  /** No answer will come from it any more. */
  readonly lost: boolean
  /**
   * Sends all statements at once and waits for all. Rejects with the first failure: `Refused` or `Disconnected`. Statements
   * behind a failure are still tried, so send them inside of a transaction.
   */
  run(statements: readonly Statement[]): Promise<Answer[]>
  end(): Promise<void>
}

export type Connect = () => Promise<Link>

/** How long a server may take to answer a connection before it counts as absent. */
const CONNECT_TIMEOUT_MS = 15_000

/**
 * Every statement of ours finds its rows by an index, so a planner that has no statistics yet must not choose otherwise. The
 * rest keeps a server's own settings from changing what we promise (durability) or waiting for a client that is gone.
 */
const SETTINGS = `
SET client_encoding = 'UTF8'; SET standard_conforming_strings = on;
SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_sort = off;
SET jit = off; SET plan_cache_mode = force_generic_plan;
SET lock_timeout = 0; SET statement_timeout = 0; SET idle_in_transaction_session_timeout = '60s'; SET tcp_keepalives_idle = 30;
SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'`

/** Loads the driver and checks the address. Throws `StateUnusable` where it is none. */
export async function prepareConnections(url: string): Promise<Connect> {
  const { default: pg } = await import('pg')
  const configure = (stream: Socket): ClientConfig => ({
    connectionString: url,
    // Parameters, statement and execution of many queries leave together; their answers are read in that order.
    pipeline: true,
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'crossgrant',
    stream: () => stream,
  })
  if (!/^(postgres|postgresql|socket):\/\//.test(url)) throw new StateUnusable('not an address of a PostgreSQL database')
  const secrets: string[] = []
  try {
    const { password } = new pg.Client(configure(new Socket()))
    if (typeof password === 'string' && password !== '') secrets.push(password, encodeURIComponent(password))
  } catch {
    // The reason would quote the address, password included.
    throw new StateUnusable('not an address of a PostgreSQL database')
  }
  return async () => {
    const stream = new Socket()
    const client = new pg.Client(configure(stream))
    const link = new PostgresLink(client, stream, secrets)
    await link.open()
    return link
  }
}

/** `pg` prepares a statement once per connection under its name, so equal texts share one. */
const names = new Map<string, string>()

function nameOf(text: string): string {
  let name = names.get(text)
  if (name === undefined) {
    name = `crossgrant_${names.size}`
    names.set(text, name)
  }
  return name
}

class PostgresLink implements Link {
  readonly #client: Client
  readonly #stream: Socket
  readonly #secrets: readonly string[]
  #lost = false

  constructor(client: Client, stream: Socket, secrets: readonly string[]) {
    this.#client = client
    this.#stream = stream
    this.#secrets = secrets
    const lose = () => {
      this.#lost = true
    }
    client.on('error', lose)
    client.on('end', lose)
  }

  get lost(): boolean {
    return this.#lost
  }

  async open(): Promise<void> {
    try {
      await this.#client.connect()
      await this.#client.query(SETTINGS)
    } catch (error) {
      this.#lost = true
      this.#stream.destroy()
      throw this.#translate(error)
    }
  }

  async run(statements: readonly Statement[]): Promise<Answer[]> {
    if (this.#lost) throw new Disconnected('the connection to PostgreSQL is lost')
    this.#stream.cork()
    const answers = statements.map(({ text, values }) =>
      values === undefined
        ? this.#client.query({ text, rowMode: 'array' })
        : this.#client.query({ name: nameOf(text), text, values: values as unknown[], rowMode: 'array' }),
    )
    this.#stream.uncork()
    const settled = await Promise.allSettled(answers)
    for (const each of settled) if (each.status === 'rejected') throw this.#translate(each.reason)
    return settled.map((each, at) => {
      const result = (each as PromiseFulfilledResult<{ rows: unknown[][]; command: string }>).value
      // A COMMIT of a transaction that failed answers politely that it has rolled back.
      if (statements[at]?.text === 'COMMIT' && result.command === 'ROLLBACK') throw new Refused('rolled back', '25P02')
      return result.rows
    })
  }

  async end(): Promise<void> {
    if (this.#lost) this.#stream.destroy()
    else await this.#client.end()
  }

  #translate(error: unknown): Error {
    const { message, code, severity } = error as { message: string; code?: string; severity?: string }
    let text = String(message)
    for (const secret of this.#secrets) text = text.replaceAll(secret, '***')
    // Classes 57P and 08: the server ends the session, or it was never there.
    if (severity !== undefined && code !== undefined && !/^(57P|08)/.test(code)) return new Refused(text, code)
    this.#lost = true
    return new Disconnected(`the connection to PostgreSQL is lost: ${text || code}`)
  }
}
