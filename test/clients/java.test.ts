import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, test } from 'vitest'
import { answers, here, inCache, speaksTo } from './languages.js'

const jars = inCache('java')

describe('the Java SDKs, old and of today', () => {
  if (!answers('javac', ['-version'])) return test.skip('skipped: needs a Java development kit', () => {})
  if (!existsSync(join(jars, 'tea-openapi-0.3.15.jar')) || !existsSync(join(jars, 'aliyun-java-sdk-core-4.7.10.jar')))
    return test.skip('skipped: needs Java packages tea-openapi and aliyun-java-sdk-core', () => {})
  const folders: string[] = []
  afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

  speaksTo(
    async ({ file }) => {
      const folder = await mkdtemp(join(tmpdir(), 'crossgrant-trust-'))
      folders.push(folder)
      const store = join(folder, 'trust.p12')
      const into = ['-alias', 'crossgrant', '-file', file, '-keystore', store, '-storepass', 'changeit']
      await promisify(execFile)('keytool', ['-importcert', '-noprompt', ...into])
      const trust = [`-Djavax.net.ssl.trustStore=${store}`, '-Djavax.net.ssl.trustStorePassword=changeit']
      return { command: 'java', args: [...trust, '-cp', join(jars, '*'), join(here, 'java/Clients.java')] }
    },
    ['old SDK GET', 'old SDK POST', 'V3', 'V1'],
  )
})
