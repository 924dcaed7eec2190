/** The engine for a PostgreSQL database that any number of processes share. */
import { StateUnusable, type Store, type StoreOptions } from '../contract.js'
import { checkTables } from '../places.js'
import type { Surroundings } from './batch.js'
import { type Connect, type Link, prepareConnections } from './connection.js'
import { KeptRows } from './kept.js'
import { Links } from './links.js'
import { LockNames } from './locks.js'
import { settleSchema } from './schema.js'
import { statements } from './statements.js'
import { PostgresStore } from './store.js'

export { OutcomeUnknown } from './errors.js'

export interface PostgresOptions extends StoreOptions {
  /** `postgres://user:password@host:port/database`, with options of the driver behind a `?`. The password appears in no error. */
  readonly url: string
  /** The schema that holds everything of ours. Default `crossgrant`; made where it is missing. */
  readonly schema?: string
  /** At most so many connections for writes, and as many for reads. Default 4. */
  readonly connections?: number
}

const DEFAULT_CONNECTIONS = 4
const DEFAULT_BEHIND_MS = 50

/**
 * Throws `StateUnusable` where there is no server, or one that does not let us in, or whose database cannot hold the state;
 * `NewerFormat` where a newer version of the program wrote it.
 */
export async function openPostgres(options: PostgresOptions): Promise<Store> {
  const { url, schema = 'crossgrant', connections = DEFAULT_CONNECTIONS, behindMs = DEFAULT_BEHIND_MS } = options
  checkTables(options.tables)
  const connect = await prepareConnections(url)
  const link = await connectFirst(connect)
  const settled = await settleSchema(link, schema, options.tables, options.format).catch(async (error) => {
    await link.end().catch(() => {})
    throw error
  })
  const around: Surroundings = {
    statements: statements(schema, settled.tables),
    generation: settled.generation,
    names: new LockNames(schema),
    kept: new KeptRows(),
  }
  const links = { reading: new Links(connect, connections), writing: new Links(connect, connections) }
  links.writing.add(link)
  return new PostgresStore(links, around, behindMs)
}

async function connectFirst(connect: Connect): Promise<Link> {
  try {
    return await connect()
  } catch (error) {
    throw new StateUnusable(error instanceof Error ? error.message : String(error))
  }
}
