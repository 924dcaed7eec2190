import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { built, command, type Running, started } from './command.js'

let folder: string
const running: Running[] = []
beforeAll(built)
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossgrant-cli-'))
})
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()))
  await rm(folder, { recursive: true, force: true })
})

const run = (args: readonly string[], env: Record<string, string> = {}) => command(args, { folder, env })
async function start(args: readonly string[], env: Record<string, string> = {}): Promise<Running> {
  const server = await started(['--port', '0', ...args], { folder, env })
  running.push(server)
  return server
}
/** It ended with this code, said one line and printed nothing. */
function said(ended: Awaited<ReturnType<typeof command>>, code: number): string {
  expect({ code: ended.code, out: ended.out, lines: ended.err.trimEnd().split('\n').length }).toEqual({ code, out: '', lines: 1 })
  expect(ended.err).toMatch(/^crossgrant: /)
  return ended.err.trimEnd()
}

describe('a start that cannot be says in one line what is in the way and what to do', () => {
  test('when the port is taken', async () => {
    const port = Number(new URL((await start(['--persist', 'memory'])).url).port)
    const line = said(await run(['start', '--persist', 'memory', '--port', String(port)]), 1)
    expect(line).toContain(`port ${port} on 127.0.0.1 is taken`)
    expect(line).toContain(`--port ${port + 1}`)
  })
  test('when a file stands where the folder of the state should be', async () => {
    await writeFile(join(folder, 'state'), 'not a folder')
    const line = said(await run(['start', '--port', '0', '--persist', 'state']), 1)
    expect(line).toMatch(/cannot keep state in state: .+ Give another --persist\.$/)
  })
  test('when another process has the folder', async () => {
    await start(['--persist', 'state'])
    const line = said(await run(['start', '--port', '0', '--persist', 'state']), 1)
    expect(line).toMatch(/another process uses the state in state\. Stop the other one, or start with another --persist\.$/)
  })
  test('when no database is where the URL says, without telling the password', async () => {
    const line = said(await run(['start', '--port', '0', '--persist', 'postgres://me:hush@127.0.0.1:1/none']), 1)
    expect(line).not.toContain('hush')
  })
  test('when the address is none of this machine', async () => {
    const line = said(await run(['start', '--port', '0', '--persist', 'memory', '--host', '203.0.113.9']), 1)
    expect(line).toContain('Give a --host of this machine')
  })
})

test('a start with settings that no world can have ends as well', async () => {
  const line = said(await run(['start', '--port', '0', '--persist', 'memory', '--latency', '999999999d']), 1)
  expect(line).toContain('the clock would leave the years')
})

describe('what nobody knows is refused with a suggestion (exit 2)', () => {
  test.each([
    ['a flag', ['start', '--prot', '1'], "unknown option '--prot' (Did you mean --port?)"],
    ['a command', ['strat'], "unknown command 'strat' (Did you mean start?)"],
    ['a format', ['env', '--format', 'fsh'], 'fish'],
    ['a mode', ['start', '--enforce', 'offf'], 'enforce is not on or soft or off: offf (did you mean off?)'],
    ['a port', ['start', '--port', '70000'], 'port is not a whole number from 0 to 65535: 70000'],
    ['a URL', ['start', '--public-url', 'localhost:8688'], 'publicUrl is not a URL such as http://localhost:8688: localhost:8688'],
    ['a duration', ['start', '--latency', 'soon'], 'latency is not instant, realistic, manual or a duration such as 3s: soon'],
    ['nothing', ['start', '--persist', ''], 'persist is empty'],
    ['a host name', ['start', '--host-name', 'a b'], 'hostNames has what is no host name: a b'],
  ])('%s', async (_what, args, line) => {
    expect(said(await run(args), 2)).toContain(line)
  })
  test('a variable', async () => {
    const line = said(await run(['start'], { CROSSGRANT_PRESIST: 'memory' }), 2)
    expect(line).toBe('crossgrant: unknown setting CROSSGRANT_PRESIST (did you mean CROSSGRANT_PERSIST?)')
  })
  test('a key of the configuration file, and a file that cannot be read', async () => {
    await writeFile(join(folder, 'crossgrant.config.yaml'), 'regoin: cn-shanghai\n')
    expect(said(await run(['start']), 2)).toMatch(/unknown setting regoin in .+crossgrant\.config\.yaml \(did you mean region\?\)$/)
    await writeFile(join(folder, 'crossgrant.config.yaml'), 'port: [1\n')
    expect(said(await run(['start']), 2)).toMatch(/crossgrant\.config\.yaml cannot be read: .+/)
    await writeFile(join(folder, 'crossgrant.config.yaml'), '- port\n')
    expect(said(await run(['start']), 2)).toContain('is not a list of settings by name')
  })
})

describe('a flag goes before a variable, a variable before the file, the file before the default', () => {
  // The banner tells the public URL, so each level can be seen there.
  test('of the folder or of the nearest folder above it', async () => {
    const inner = join(folder, 'a', 'b')
    await mkdir(inner, { recursive: true })
    const url = async (args: readonly string[] = [], env: Record<string, string> = {}) => {
      const server = await started(['--port', '0', '--persist', 'memory', ...args], { folder: inner, env })
      await server.stop()
      return server.url
    }
    expect(await url()).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    await writeFile(join(folder, 'crossgrant.config.json'), JSON.stringify({ publicUrl: 'http://far-file' }))
    expect(await url()).toBe('http://far-file')
    await writeFile(join(folder, 'a', 'crossgrant.config.yaml'), 'publicUrl: http://near-file\n')
    expect(await url()).toBe('http://near-file')
    expect(await url([], { CROSSGRANT_PUBLIC_URL: 'http://variable' })).toBe('http://variable')
    expect(await url(['--public-url', 'http://flag'], { CROSSGRANT_PUBLIC_URL: 'http://variable' })).toBe('http://flag')
  })
})

describe('a server', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('ends with 0 at %s and says so', async (signal) => {
    const server = await start(['--persist', 'memory'])
    server.signal(signal)
    const { code, out, err } = await server.ended
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(JSON.parse(out.trimEnd().split('\n').at(-1) as string)).toEqual({ event: 'stopped', why: signal })
  })

  test('has its local CA where env says soon after the first start, before anybody speaks TLS', async () => {
    const variables = JSON.parse((await run(['env', '--format', 'json'])).out) as Record<string, string>
    await start(['--persist', 'memory'])
    await vi.waitFor(() => {
      for (const name of ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE'])
        expect(readFileSync(variables[name] as string, 'utf8')).toContain('BEGIN CERTIFICATE')
    }, 20_000)
  })

  test('finishes what is under way when it is told to stop, and the next start says what it resumed', async () => {
    const first = await start(['--persist', 'state'])
    expect(first.ready).toMatchObject({ event: 'ready', persist: 'state', resumed: [] })
    const body = JSON.stringify({ name: 'late' })
    const { hostname, port } = new URL(first.url)
    const half = connect(Number(port), hostname)
    const answer = new Promise<string>((resolve, reject) => {
      let text = ''
      half.on('data', (chunk) => {
        text += chunk
      })
      half.once('error', reject)
      half.once('close', () => resolve(text))
    })
    const head = `POST /admin/v1/worlds HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n`
    await new Promise<void>((resolve) => half.write(`${head}Expect: 100-continue\r\n\r\n`, () => resolve()))
    // The server's "continue" shows that it has begun with this request.
    await new Promise((resolve) => half.once('data', resolve))
    first.signal('SIGTERM')
    await refuses(hostname, Number(port))
    half.write(body)
    expect(await answer).toMatch(/HTTP\/1\.1 200 OK[\s\S]+"world":"late"/)
    expect((await first.ended).code).toBe(0)

    const second = await start(['--persist', 'state'])
    expect(second.ready.resumed).toEqual(['default', 'late'])
  })

  test('goes on when nobody reads its output any more', async () => {
    const server = await start(['--persist', 'memory'])
    server.stopReading()
    for (let i = 0; i < 3; i++) expect((await fetch(`${server.url}/?Action=Unknown&Version=2020-01-10`)).status).toBe(404)
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
  })

  test('that was killed has kept what it answered', async () => {
    const first = await start(['--persist', 'state'])
    const post = { method: 'POST', headers: { 'content-type': 'application/json' } }
    await fetch(`${first.url}/admin/v1/worlds`, { ...post, body: '{"name":"kept"}' })
    first.signal('SIGKILL')
    await first.ended
    expect((await start(['--persist', 'state'])).ready.resumed).toEqual(['default', 'kept'])
  })

  test('makes its first world from the seed, and keeps it at the next start', async () => {
    const seeds: unknown[] = []
    for (const args of [['--seed', '7'], ['--seed', '8'], []]) {
      const server = await start(['--persist', 'state', ...args])
      seeds.push(((await (await fetch(`${server.url}/admin/v1/worlds/default`)).json()) as { seed: number }).seed)
      await server.stop()
    }
    expect(seeds).toEqual([7, 7, 7])
  })

  test('puts the data of a seed file into the world at each start, and does not start with one that cannot be used', async () => {
    await writeFile(
      join(folder, 'seed.yaml'),
      'resources:\n  - { account: network, type: Image, id: m-golden }\n  - { account: prod, type: KMSInstance, id: kst-1 }\n',
    )
    for (const args of [['--seed-file', 'seed.yaml'], []]) {
      const server = await start(['--persist', 'state', ...args])
      const put = await fetch(`${server.url}/admin/v1/worlds/default/seed`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ resources: [{ account: 'network', type: 'Image', id: 'm-golden' }] }),
      })
      expect(await put.json()).toEqual({ world: 'default', put: { resources: 1 } })
      await server.stop()
    }
    expect(said(await run(['start', '--port', '0', '--persist', 'memory', '--seed-file', 'none.yaml']), 2)).toContain(
      'seedFile cannot be read',
    )
    await writeFile(join(folder, 'wrong.yaml'), 'resources:\n  - { account: nobody, type: Image, id: m-1 }\n')
    expect(said(await run(['start', '--port', '0', '--persist', 'memory', '--seed-file', 'wrong.yaml']), 1)).toContain(
      'there is no account nobody. Accounts: management, network',
    )
  })

  test('tells programs of each call in one line of JSON, and of none with --log silent', async () => {
    const calls = async (args: readonly string[]) => {
      const server = await start(['--persist', 'memory', ...args])
      await fetch(`${server.url}/?Version=2015-04-01&Action=GetCallerIdentity`)
      const { out } = await server.stop()
      return out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
        .filter(({ event }) => event === 'call')
    }
    expect(await calls([])).toMatchObject([
      { product: 'Sts', action: 'GetCallerIdentity', status: 400, code: 'MissingAccessKeyId' },
    ])
    expect(await calls(['--log', 'silent'])).toEqual([])
  })
})

/** Resolves when nobody listens there any more. */
async function refuses(host: string, port: number): Promise<void> {
  const open = () =>
    new Promise<boolean>((resolve) => {
      const socket = connect(port, host)
      socket.once('connect', () => {
        socket.destroy()
        resolve(true)
      })
      socket.once('error', () => resolve(false))
    })
  while (await open());
}

describe('env prints what points clients at the server', () => {
  const url = ['--url', 'http://127.0.0.1:9999']

  test('for sh, fish, PowerShell, .env files, GitHub and programs', async () => {
    const lineOf = async (format: string) => {
      const { out, code } = await run(['env', '--format', format, ...url])
      expect(code).toBe(0)
      return out.split('\n').find((line) => line.includes('ALIBABA_CLOUD_ENDPOINT_VPC'))
    }
    expect(await lineOf('sh')).toBe("export ALIBABA_CLOUD_ENDPOINT_VPC='127.0.0.1:9999'")
    expect(await lineOf('fish')).toBe("set -gx ALIBABA_CLOUD_ENDPOINT_VPC '127.0.0.1:9999'")
    expect(await lineOf('powershell')).toBe("$env:ALIBABA_CLOUD_ENDPOINT_VPC = '127.0.0.1:9999'")
    expect(await lineOf('dotenv')).toBe('ALIBABA_CLOUD_ENDPOINT_VPC="127.0.0.1:9999"')
    expect(await lineOf('github')).toBe('ALIBABA_CLOUD_ENDPOINT_VPC=127.0.0.1:9999')
    expect(await lineOf('json')).toBe('  "ALIBABA_CLOUD_ENDPOINT_VPC": "127.0.0.1:9999",')
  })

  test('with keys only where an account is named, and with those of its world', async () => {
    const variables = async (...args: string[]) => JSON.parse((await run(['env', '--format', 'json', ...url, ...args])).out)
    const plain = await variables()
    expect(Object.keys(plain).filter((name) => name.includes('KEY'))).toEqual([])
    expect(plain).toMatchObject({
      ALIBABA_CLOUD_STS_ENDPOINT: '127.0.0.1:9999',
      NODE_EXTRA_CA_CERTS: join(folder, '.crossgrant', 'ca.pem'),
    })
    const keys = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'local-network', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'local-secret' }
    expect(await variables('--account', 'network')).toMatchObject(keys)
    const inWorld = await variables('--account', 'prod.admin', '--world', 'w2')
    expect(inWorld).toMatchObject({ ALIBABA_CLOUD_ACCESS_KEY_ID: 'local-prod.admin-w2' })
  })

  test('so that a shell that evaluates it has them', async () => {
    const { out } = await run(['env', '--account', 'network', ...url])
    const shown = await promisify(execFile)('sh', [
      '-c',
      `${out}\nprintf %s "$ALIBABA_CLOUD_ENDPOINT $ALIBABA_CLOUD_ACCESS_KEY_ID"`,
    ])
    expect(shown.stdout).toBe('127.0.0.1:9999 local-network')
  })
})

test('help begins with examples and lists the commands; version is that of the package', async () => {
  const { code, out } = await run(['help'])
  expect(code).toBe(0)
  expect(out).toMatch(/^Examples:\n {2}crossgrant start/)
  expect(out).toMatch(/ start .*\n.* env .*\n.* version /)
  const { default: manifest } = await import('../package.json', { with: { type: 'json' } })
  expect((await run(['version'])).out).toBe(`${manifest.version}\n`)
  expect((await run(['--version'])).out).toBe(`${manifest.version}\n`)
})
