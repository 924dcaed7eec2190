/** The program itself as a child process, as users start it, so that it can be killed. */

import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'

const repository = resolve(import.meta.dirname, '../..')
const program = join(repository, 'dist/bin.js')

/** The test command builds before it tests; whoever runs a single test may not have. */
export function ensureBuilt(): void {
  if (!existsSync(program)) execFileSync('npx', ['tsc', '-p', 'tsconfig.build.json'], { cwd: repository, stdio: 'inherit' })
}

export interface ServerProcess {
  readonly port: number
  /** Ends it at once, as a power cut does, and waits until it is gone. */
  kill(): Promise<void>
  /** Asks it to stop and waits for its exit code. */
  stop(): Promise<number | null>
}

interface Place {
  /** A folder or `postgres://...`. */
  readonly persist: string
  /** An empty folder, so that no configuration file is found. */
  readonly folder: string
}

function launch({ persist, folder }: Place): ChildProcess {
  const args = [program, 'start', '--port', '0', '--persist', persist, '--log', 'silent', '--certificates', folder]
  const environment = Object.entries(process.env).filter(([name]) => !name.startsWith('CROSSGRANT_'))
  return spawn(process.execPath, args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: Object.fromEntries(environment),
  })
}

function gone(child: ChildProcess): Promise<number | null> {
  return new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) done(child.exitCode)
    else child.once('exit', (code) => done(code))
  })
}

/** Starts it and waits until it says where it is; fails with what it complained of. */
export async function startProcess(place: Place): Promise<ServerProcess> {
  const child = launch(place)
  const complaints: string[] = []
  child.stderr?.setEncoding('utf8').on('data', (text: string) => complaints.push(text))
  const line = await new Promise<string>((ready, failed) => {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).once('line', ready)
    child.once('close', () => failed(new Error(`it did not start: ${complaints.join('')}`)))
  })
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    child.kill(signal)
    const code = await gone(child)
    // A bug of ours would be told there, and would otherwise pass unseen.
    if (complaints.length > 0) throw new Error(`it complained: ${complaints.join('')}`)
    return code
  }
  return {
    port: Number(new URL((JSON.parse(line) as { url: string }).url).port),
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  }
}

/** Starts it and kills it so many milliseconds later, most likely before it is ready. */
export async function killWhileStarting(place: Place, afterMs: number): Promise<void> {
  const child = launch(place)
  const ended = gone(child)
  await new Promise((due) => setTimeout(due, afterMs))
  child.kill('SIGKILL')
  await ended
}

/** A database of its own on a server that others may use as well. */
export async function ownDatabase(url: string, name: string) {
  const asked = async (query: string) => {
    const client = new pg.Client(url)
    await client.connect()
    try {
      await client.query(query)
    } finally {
      await client.end()
    }
  }
  await asked(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`)
  await asked(`CREATE DATABASE "${name}"`)
  const own = new URL(url)
  own.pathname = `/${name}`
  return { url: own.href, drop: () => asked(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`) }
}
