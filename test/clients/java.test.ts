import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, test } from 'vitest'
import { answers, here, inCache, type Program, speaksTo } from './languages.js'
import { sharesThrough } from './sharing-story.js'

const jars = inCache('java')
const has = (...packages: string[]) => packages.every((name) => existsSync(join(jars, `${name}.jar`)))
const hasJava = answers('javac', ['-version'])

const folders: string[] = []
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

/** A program of one source file, which trusts the authority. */
async function program(source: string, { file }: { file: string }): Promise<Program> {
  const folder = await mkdtemp(join(tmpdir(), 'crossgrant-trust-'))
  folders.push(folder)
  const store = join(folder, 'trust.p12')
  const into = ['-alias', 'crossgrant', '-file', file, '-keystore', store, '-storepass', 'changeit']
  await promisify(execFile)('keytool', ['-importcert', '-noprompt', ...into])
  const trust = [`-Djavax.net.ssl.trustStore=${store}`, '-Djavax.net.ssl.trustStorePassword=changeit']
  return { command: 'java', args: ['-XX:TieredStopAtLevel=1', ...trust, '-cp', join(jars, '*'), join(here, 'java', source)] }
}

describe('the Java SDKs, old and of today', () => {
  if (!hasJava) return test.skip('skipped: needs a Java development kit', () => {})
  if (!has('tea-openapi-0.3.15', 'aliyun-java-sdk-core-4.7.10'))
    return test.skip('skipped: needs Java packages tea-openapi and aliyun-java-sdk-core', () => {})
  speaksTo((authority) => program('Clients.java', authority), ['old SDK GET', 'old SDK POST', 'V3', 'V1'])
})

const products = ['resourcesharing20200110-2.2.2', 'expressconnectrouter20230901-4.1.3']
const missing = products.filter((name) => !has(name))

// The program takes the core for what has no package.
describe(`the Java packages of ${missing.length === 0 ? 'the products' : 'VPC, RAM and STS, and the core for the others'}`, () => {
  if (!hasJava) return test.skip('skipped: needs a Java development kit', () => {})
  if (!has('tea-openapi-0.3.15', 'vpc20160428-3.2.24', 'ram20150501-1.0.2', 'sts20150401-1.1.4'))
    return test.skip('skipped: needs Java packages vpc20160428, ram20150501 and sts20150401', () => {})
  for (const name of missing) test.skip(`skipped: needs Java package ${name}`, () => {})
  sharesThrough((authority) => program('Sharing.java', authority))
})
