/** The built command line in a process of its own, with a home and an environment of its own. */

import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export const root = fileURLToPath(new URL('../', import.meta.url))
const bin = `${root}dist/bin.js`

/** The test command builds before; a single test file run by hand may be the first to need it. */
export async function built(): Promise<void> {
  if (!existsSync(bin)) await promisify(execFile)('npx', ['tsc', '-p', 'tsconfig.build.json'], { cwd: root })
}

export interface Place {
  /** The working folder. */
  readonly folder: string
  readonly env?: Readonly<Record<string, string>>
  /** Instead of the checkout's own program: one that was installed. */
  readonly command?: readonly [string, ...string[]]
}

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Nothing of the settings of whoever runs the tests, and no file in their home. */
function environment({ folder, env }: Place): Record<string, string> {
  const kept = Object.entries(process.env).filter(([name]) => !/^(CROSSGRANT_|ALIBABA_|npm_)/.test(name))
  return { ...(Object.fromEntries(kept) as Record<string, string>), HOME: folder, ...env }
}

function launch(args: readonly string[], place: Place): ChildProcess {
  const [command, ...before] = place.command ?? [process.execPath, bin]
  return spawn(command, [...before, ...args], { cwd: place.folder, env: environment(place), stdio: ['ignore', 'pipe', 'pipe'] })
}

function gather(child: ChildProcess): { out: string; err: string; ended: Promise<Ended> } {
  const gathered = { out: '', err: '' }
  child.stdout?.on('data', (chunk: Buffer) => {
    gathered.out += chunk
  })
  child.stderr?.on('data', (chunk: Buffer) => {
    gathered.err += chunk
  })
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, ...gathered }))
  })
  return Object.assign(gathered, { ended })
}

/** Runs a command to its end. */
export function command(args: readonly string[], place: Place): Promise<Ended> {
  return gather(launch(args, place)).ended
}

export interface Running {
  /** The line that a program gets when the server is ready. */
  readonly ready: { readonly event: string; readonly url: string; readonly persist: string; readonly resumed: readonly string[] }
  readonly url: string
  /** Asks it to stop; it may still have something to finish. */
  signal(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): void
  /** Closes our end of its output, as `| head` does. */
  stopReading(): void
  readonly ended: Promise<Ended>
  /** SIGTERM and the end. */
  stop(): Promise<Ended>
}

/** Starts a server; rejects with what it printed when it ends before it is ready. */
export async function started(args: readonly string[], place: Place): Promise<Running> {
  const child = launch(['start', ...args], place)
  const { ended } = gather(child)
  const first = new Promise<string>((resolve) => {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).once('line', resolve)
  })
  const line = await Promise.race([first, ended])
  if (typeof line !== 'string') throw new Error(`ended with ${line.code}: ${line.err}${line.out}`)
  const ready = JSON.parse(line) as Running['ready']
  const signal = (name: 'SIGTERM' | 'SIGINT' | 'SIGKILL') => void child.kill(name)
  return {
    ready,
    url: ready.url,
    signal,
    stopReading: () => void child.stdout?.destroy(),
    ended,
    stop() {
      signal('SIGTERM')
      return ended
    },
  }
}
