/** `crossgrant start`: the server until it is told to stop. */

import type { RequestRecord } from '../pipeline/tables.js'
import { banner, callJson, callLine, type Started, startedJson } from './log.js'
import type { StartSettings } from './settings.js'

/** A running server, as far as this command needs it. */
export interface RunningServer {
  readonly url: string
  readonly resumed: readonly string[]
  readonly accounts: Started['accounts']
  close(): Promise<void>
}
export interface StartDeps {
  readonly version: string
  /** Starts it with what to tell of calls and of bugs. */
  readonly open: (
    settings: StartSettings,
    tell: { observe: (record: RequestRecord, ms: number) => void; report: (error: unknown, requestId: string) => void },
  ) => Promise<RunningServer>
  /** Milliseconds since the process started. */
  readonly elapsed: () => number
  readonly terminal: boolean
  readonly write: (text: string) => void
  readonly complain: (text: string) => void
  /** Resolves at SIGTERM or SIGINT. */
  readonly stopped: Promise<string>
}

export async function start(settings: StartSettings, deps: StartDeps): Promise<number> {
  const { terminal, write, complain } = deps
  const line = gathered(write)
  const observe =
    settings.log === 'silent'
      ? () => {}
      : (record: RequestRecord, ms: number) => line(terminal ? callLine(record, ms) : callJson(record, ms))
  const report = (error: unknown, requestId: string) => {
    const { message, stack } = error instanceof Error ? error : new Error(String(error))
    complain(JSON.stringify({ event: 'bug', requestId, message, stack }))
  }
  let server: RunningServer
  try {
    server = await deps.open(settings, { observe, report })
  } catch (error) {
    complain(`crossgrant: ${whyNot(error, settings)}`)
    return 1
  }
  const started: Started = {
    version: deps.version,
    url: server.url,
    readyMs: Math.round(deps.elapsed()),
    persist: withoutSecret(settings.persist),
    resumed: server.resumed,
    accounts: server.accounts,
    ...reach(settings),
  }
  write(`${terminal ? banner(started) : startedJson(started)}\n`)
  const why = await deps.stopped
  await server.close()
  line.flush()
  write(terminal ? `stopped (${why})\n` : `${JSON.stringify({ event: 'stopped', why })}\n`)
  return 0
}

/** Lines of one turn of the event loop are written together. */
function gathered(write: (text: string) => void) {
  let waiting = ''
  const flush = () => {
    if (waiting !== '') write(waiting)
    waiting = ''
  }
  return Object.assign(
    (text: string) => {
      if (waiting === '') setImmediate(flush)
      waiting += `${text}\n`
    },
    { flush },
  )
}

function reach({ host, adminToken }: StartSettings): { reachable?: string } {
  if (/^(127\.|localhost$|::1$)/.test(host)) return {}
  const admin = adminToken === undefined ? ' and the admin API; --admin-token keeps that one closed' : ''
  return { reachable: `everybody who reaches ${host} can use every account${admin}` }
}

/** A password may hold an at sign that nobody escaped, and may stand among the parameters. */
function withoutSecret(persist: string): string {
  return persist.replace(/^(postgres(?:ql)?:\/\/).*@/s, '$1***@').replace(/([?&](?:ssl)?password=)[^&]*/gi, '$1***')
}

/** One line: what is in the way and what to do. */
function whyNot(thrown: unknown, { port, host, persist }: StartSettings): string {
  const error: NodeJS.ErrnoException = thrown instanceof Error ? thrown : new Error(String(thrown))
  const next: Readonly<Record<string, string>> = {
    PortTaken: `Stop it, or start with --port ${port + 1}.`,
    StateInUse: 'Stop the other one, or start with another --persist.',
    StateUnusable: 'Give another --persist.',
    NewerFormat: 'Use the newer version, or another --persist.',
    EADDRNOTAVAIL: `Give a --host of this machine instead of ${host}.`,
    ENOTFOUND: `Give a --host of this machine instead of ${host}.`,
    EACCES: 'Give another --port.',
  }
  const listening = error.syscall === 'listen' || error.syscall === 'getaddrinfo' ? next[error.code ?? ''] : undefined
  const detail = error.message.split('\n')[0] ?? ''
  const hint = 'hint' in error && typeof error.hint === 'string' ? error.hint : undefined
  const advice = listening ?? next[error.constructor.name] ?? hint ?? `Could not start with the state ${withoutSecret(persist)}.`
  return `${detail}${detail.endsWith('.') ? '' : '.'} ${advice}`
}
