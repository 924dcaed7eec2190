/**
 * A PostgreSQL server for tests: the one that CROSSGRANT_TEST_POSTGRES names, or one of our own from the programs that the
 * machine has, in a temporary folder, reached by a unix socket. Absent both, the tests that need it are skipped by name.
 */
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'

export interface PostgresServer {
  /** For `openPostgres`; carries no secret. */
  readonly url: string
  /** Ends a server that this call started and removes its folder. Leaves a server alone that was there before. */
  stop(): Promise<void>
}

export interface PostgresOptions {
  /** Waits for the disk at each commit, as in production. Default false: tests end processes, not the machine. */
  readonly durable?: boolean
}

/** `undefined` where the machine has no PostgreSQL, or none that starts. */
export async function postgres(options: PostgresOptions = {}): Promise<PostgresServer | undefined> {
  const existing = process.env.CROSSGRANT_TEST_POSTGRES
  if (existing) return { url: existing, stop: async () => {} }
  const programs = findPrograms()
  const user = userToRunAs()
  if (!programs || !user) return undefined
  return start(programs, user, options.durable ?? false)
}

/** The folder that holds `initdb` and `pg_ctl`: on PATH, or where Debian and its like keep them, newest first. */
function findPrograms(): string | undefined {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...versions.map((version) => join(debian, version, 'bin'))]
  return folders.find((folder) => folder !== '' && existsSync(join(folder, 'pg_ctl')) && existsSync(join(folder, 'initdb')))
}

/** PostgreSQL refuses to run as root, so root hands it to an unprivileged user. */
interface Runner {
  readonly prefix: readonly string[]
  readonly ids?: readonly [uid: number, gid: number]
}

function userToRunAs(): Runner | undefined {
  if (process.getuid?.() !== 0) return { prefix: [] }
  const entries = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = entries.find((line) => line.startsWith(`${name}:`))?.split(':') ?? []
    if (uid === undefined || gid === undefined) continue
    const prefix = ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups']
    if (spawnSync(prefix[0] as string, [...prefix.slice(1), 'true']).status === 0)
      return { prefix, ids: [Number(uid), Number(gid)] }
  }
  return undefined
}

/**
 * The shell stays beside the server and ends it when its input closes, so that no server survives the test process,
 * however that one ends.
 */
const SCRIPT = `
cd "$1" || exit 1
"$2/initdb" -D data -U crossgrant -A trust -E UTF8 --no-locale --no-sync >initdb.log 2>&1 &&
"$2/pg_ctl" -D data -l server.log -w -t 60 -o "$3" start >start.log 2>&1 </dev/null || { cat *.log >&2; exit 1; }
echo ready
cat >/dev/null
"$2/pg_ctl" -D data -m immediate -w stop >/dev/null 2>&1
cd / && rm -rf "$1"
`

async function start(programs: string, runner: Runner, durable: boolean): Promise<PostgresServer | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'crossgrant-pg-'))
  chmodSync(folder, 0o700)
  if (runner.ids) chownSync(folder, ...runner.ids)
  const settings = `-c listen_addresses= -c unix_socket_directories='${folder}' -c max_connections=120 -c fsync=${durable ? 'on' : 'off'}`
  const [program, ...args] = [...runner.prefix, 'sh', '-c', SCRIPT, 'postgres-server', folder, programs, settings]
  const child = spawn(program as string, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
    env: { ...process.env, LC_ALL: 'C' },
  })
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve())
    child.once('close', () => resolve())
  })
  const ready = new Promise<boolean>((resolve) => {
    createInterface(child.stdout).once('line', (line) => resolve(line === 'ready'))
    ended.then(() => resolve(false))
  })
  const stop = async () => {
    child.stdin.end()
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  if (await ready) return { url: `postgres://crossgrant@localhost/postgres?host=${encodeURIComponent(folder)}`, stop }
  await stop()
  return undefined
}
