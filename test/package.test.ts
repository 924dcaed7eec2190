import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { built, command, root, started } from './command.js'

const exec = promisify(execFile)

interface Packed {
  readonly filename: string
  readonly unpackedSize: number
  readonly files: readonly { readonly path: string }[]
}

/** The package as `npm publish` would send it, installed into an empty project. */
const project = await mkdtemp(join(tmpdir(), 'crossgrant-package-'))
afterAll(() => rm(project, { recursive: true, force: true }))
const packed = await pack()
const installed = await install(join(project, packed.filename))

async function pack(): Promise<Packed> {
  await built()
  const { stdout } = await exec('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', project], { cwd: root })
  return (JSON.parse(stdout) as Packed[])[0] as Packed
}

/** False where the dependencies are neither in npm's cache nor to be had: that says nothing about the package. */
async function install(tarball: string): Promise<boolean> {
  await writeFile(join(project, 'package.json'), JSON.stringify({ name: 'user', private: true, type: 'module' }))
  try {
    await exec('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', tarball], { cwd: project, timeout: 120_000 })
    return true
  } catch (error) {
    const { stderr = '' } = error as { stderr?: string }
    if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED/.test(stderr)) return false
    throw error
  }
}

test('the package holds what is built, its licence and its documents, and no tests', () => {
  const paths = packed.files.map(({ path }) => path)
  expect(paths.filter((path) => !/^(dist\/.+\.(js|d\.ts)|(docs\/)?[\w-]+\.md|LICENSE|package\.json)$/.test(path))).toEqual([])
  expect(paths.filter((path) => /\.test\.|conformance/.test(path))).toEqual([])
  expect(paths).toEqual(expect.arrayContaining(['dist/bin.js', 'dist/main.js', 'dist/main.d.ts', 'LICENSE']))
})

if (!installed) test.skip('skipped: needs npm registry', () => {})
else
  describe('installed in another project', () => {
    test('it is a cloud in the process of a test, whose clock moves', async () => {
      const script = join(project, 'story.mjs')
      await writeFile(script, story)
      const { stdout } = await exec(process.execPath, [script], { cwd: project })
      expect(JSON.parse(stdout)).toEqual({
        before: 'Pending',
        after: 'Expired',
        refused: { name: 'CallRefused', code: 'InvitationStatus.Expired', httpStatus: 409 },
        times: ['2026-01-01T00:00:00.000Z', '2026-01-09T00:00:00.000Z'],
      })
    })

    test('importing it starts nothing: a program that only imports it ends', async () => {
      const { stdout } = await exec(process.execPath, ['--input-type=module', '-e', "await import('crossgrant')"], { cwd: project })
      expect(stdout).toBe('')
    })

    test('npx finds its command: version, help, env', async () => {
      const place = { folder: project, command: ['npx', '--no', 'crossgrant'] } as const
      const { default: manifest } = await import('../package.json', { with: { type: 'json' } })
      expect(await command(['version'], place)).toMatchObject({ code: 0, out: `${manifest.version}\n` })
      const help = await command(['help'], place)
      expect(help).toMatchObject({ code: 0 })
      expect(help.out).toContain('crossgrant start')
      const env = await command(['env', '--account', 'network'], place)
      expect(env.out).toContain("export ALIBABA_CLOUD_ACCESS_KEY_ID='local-network'")
    })

    test('its server starts, answers over http and ends with 0 at SIGTERM', async () => {
      const place = { folder: project, command: [join(project, 'node_modules', '.bin', 'crossgrant')] } as const
      const server = await started(['--port', '0', '--persist', 'memory'], place)
      const { status } = await fetch(`${server.url}/readyz`)
      const { models, coverage } = {
        models: await fetch(`${server.url}/admin/v1/model`).then((answer) => answer.json() as Promise<{ products: object[] }>),
        coverage: await fetch(`${server.url}/admin/v1/coverage`),
      }
      expect([status, models.products.length > 5, coverage.status]).toEqual([200, true, 200])
      expect(await server.stop()).toMatchObject({ code: 0, err: '' })
    })
  })

const story = `
import { CallRefused, createCloud } from 'crossgrant'

const cloud = await createCloud({ clock: { mode: 'frozen', atMs: Date.UTC(2026, 0, 1) } })
const network = cloud.account('network')
const partner = cloud.account('partner')
const share = { ResourceShareName: 'hub', AllowExternalTargets: true, Targets: ['2000000000000001'] }
await network.call('ResourceSharing', 'CreateResourceShare', share)
const invitation = async () => (await partner.call('ResourceSharing', 'ListResourceShareInvitations')).ResourceShareInvitations[0]
const now = async () => (await cloud.worlds.now(cloud.world)).toISOString()

const [first, start] = [await invitation(), await now()]
await cloud.advance(8 * 24 * 3_600_000)
const [last, end] = [await invitation(), await now()]
const accept = { ResourceShareInvitationId: first.ResourceShareInvitationId }
const refused = await partner.call('ResourceSharing', 'AcceptResourceShareInvitation', accept).catch((error) => error)
await cloud.close()
const { name, code, httpStatus } = refused instanceof CallRefused ? refused : {}
console.log(JSON.stringify({ before: first.Status, after: last.Status, refused: { name, code, httpStatus }, times: [start, end] }))
`
