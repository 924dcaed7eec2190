/** A real server on a free port in this process, for tests that speak to it as strangers do. */

import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Core } from '../src/main.js'
import { type ServerOptions, startServer } from '../src/server.js'

export interface TestServer {
  readonly core: Core
  /** `http://127.0.0.1:<port>`. */
  readonly url: string
  /** The same port, over TLS. */
  readonly secureUrl: string
  /** `127.0.0.1:<port>`: what the SDKs of today take as endpoint. */
  readonly endpoint: string
  readonly port: number
  /** The local authority, made when it is asked for first. */
  authority(): Promise<{ readonly file: string; readonly bundle: string; readonly pem: string }>
  close(): Promise<void>
}

/** State in memory, certificates in a folder of its own that goes with the server. A bug of ours fails the test: it is thrown at `close`. */
export async function testServer(options: ServerOptions = {}): Promise<TestServer> {
  const certificates = await mkdtemp(join(tmpdir(), 'crossgrant-certificates-'))
  const bugs: unknown[] = []
  const server = await startServer({ persist: 'memory', port: 0, certificates, report: (error) => bugs.push(error), ...options })
  const endpoint = `127.0.0.1:${server.port}`
  return {
    core: server.core,
    url: `http://${endpoint}`,
    secureUrl: `https://${endpoint}`,
    endpoint,
    port: server.port,
    async authority() {
      const { caFile, bundleFile } = await server.authority()
      return { file: caFile, bundle: bundleFile, pem: await readFile(caFile, 'utf8') }
    },
    async close() {
      await server.close(1000)
      await rm(certificates, { recursive: true, force: true })
      if (bugs.length > 0) throw bugs[0]
    },
  }
}
