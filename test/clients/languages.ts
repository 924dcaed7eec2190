/** Runs a client of another language against a test server and reads what it was told: JSON, one line per call or one document. */

import { execFile, spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { type TestServer, testServer } from '../server.js'
import { uids } from './connect.js'

/** What `install.sh` fills. */
const cache = fileURLToPath(new URL('../../node_modules/.cache/crossgrant-clients/', import.meta.url))
export const here = fileURLToPath(new URL('./', import.meta.url))

export const inCache = (...parts: string[]) => join(cache, ...parts)

export function answers(command: string, args: readonly string[], env: Record<string, string> = {}): boolean {
  return spawnSync(command, args, { env: { ...process.env, ...env }, stdio: 'ignore', timeout: 20_000 }).status === 0
}

/** Whether `file` is there and as new as what it was made from. */
export function isBuilt(file: string, ...sources: string[]): boolean {
  return existsSync(file) && sources.every((source) => statSync(source).mtimeMs <= statSync(file).mtimeMs)
}

export interface Program {
  readonly command: string
  readonly args: readonly string[]
  readonly env?: Record<string, string>
}

/** What one call was told. */
interface Told {
  readonly call: string
  readonly code?: string
  readonly message?: string
  readonly advice?: string
  readonly body?: { readonly Arn: string; readonly AccountId: string }
}

/**
 * One test per scheme: `program` says how to start the clients, given the authority's files. Each client asks who it is, is
 * refused, and signs with a wrong secret; `calls`: how the clients name the ways in which they do that.
 */
export function speaksTo(
  program: (authority: Awaited<ReturnType<TestServer['authority']>>) => Program | Promise<Program>,
  calls: readonly string[],
): void {
  test.each(['http', 'https'])('knows who it is, why it was refused and what it should have signed, over %s', async (scheme) => {
    const server = await testServer()
    try {
      const told = await run(await program(await server.authority()), server, scheme.toUpperCase())
      expect(Object.keys(told).sort()).toEqual(calls.flatMap((way) => steps.map((step) => `${way} ${step}`)).sort())
      for (const way of calls) {
        const arn = `acs:ram::${uids.network}:root`
        expect(told[`${way} identity`]?.body).toMatchObject({ Arn: arn, AccountId: uids.network })
        expect(told[`${way} refused`]?.code).toBe('EntityNotExists.ResourceShare')
        expect(told[`${way} refused`]?.message).toContain('The resource share does not exist in the current account.')
        const { code, message, advice } = told[`${way} wrong secret`] as Told
        expect(code).toBe('SignatureDoesNotMatch')
        expect(message).toMatch(/server string to sign is:(GET&%2F&|POST&%2F&|ACS3-HMAC-SHA256\n)/)
        // The old Go client compares that string with its own, and only if they are equal puts the blame on the secret.
        if (advice !== undefined) expect(advice).toMatch(/^InvalidAccessKeySecret/)
      }
    } finally {
      await server.close()
    }
  })
}

const steps = ['identity', 'refused', 'wrong secret']

async function run(program: Program, server: TestServer, scheme: string): Promise<Record<string, Told>> {
  const lines = (await outputOf(program, server, scheme)).trim().split('\n')
  return Object.fromEntries(lines.map((line) => JSON.parse(line) as Told).map((told) => [told.call, told]))
}

/** What the program prints, pointed at the server: `scheme` is `HTTP` or `HTTPS`, as the SDKs write it. */
export async function outputOf({ command, args, env }: Program, server: TestServer, scheme: string): Promise<string> {
  const { file, bundle } = await server.authority()
  const trust = { CA_FILE: file, SSL_CERT_FILE: bundle, REQUESTS_CA_BUNDLE: bundle }
  const { stdout } = await promisify(execFile)(command, args, {
    env: { ...process.env, NO_PROXY: '127.0.0.1', ENDPOINT: server.endpoint, SCHEME: scheme, ...trust, ...env },
    timeout: 55_000,
    maxBuffer: 16 * 1024 * 1024,
  })
  return stdout
}

export const pathOf = (...parts: (string | undefined)[]) => parts.filter((part) => part).join(delimiter)
