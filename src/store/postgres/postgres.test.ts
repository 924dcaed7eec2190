import { afterAll, describe, test } from 'vitest'
import { postgres } from '../../../test/postgres-server.js'
import { conformance, type Engine } from '../conformance.js'
import { openPostgres } from './open.js'

const server = await postgres()
afterAll(() => server?.stop())

let places = 0

function engine(url: string): Engine {
  return {
    durable: true,
    async place() {
      places += 1
      const schema = `test ${process.pid} ${places}`
      return {
        open: (options) => openPostgres({ ...options, url, schema }),
        async remove() {
          const { default: pg } = await import('pg')
          const client = new pg.Client(url)
          await client.connect()
          await client.query(`DROP SCHEMA IF EXISTS "${schema}" CASCADE`)
          await client.end()
        },
      }
    },
  }
}

if (server === undefined) describe('postgres', () => test.skip('skipped: needs PostgreSQL', () => {}))
else conformance('postgres', engine(server.url))
