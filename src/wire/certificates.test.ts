import { X509Certificate } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rootCertificates } from 'node:tls'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ensureCertificates } from './certificates.js'

const now = new Date('2026-01-15T08:30:00Z')
const later = (days: number) => new Date(now.getTime() + days * 86_400_000)
let folder = ''

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'certificates-')), 'tls')
})

afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }))

const file = (name: string) => readFile(join(folder, name), 'utf8')

describe('the certificates', () => {
  it('are one authority and one leaf of it, for the local names and those asked for', async () => {
    const made = await ensureCertificates(
      folder,
      ['Share.Test', '*.cn-hangzhou.aliyuncs.com', '10.0.0.7', 'FE80::1', 'localhost'],
      now,
    )
    const [ca, leaf] = [new X509Certificate(made.ca), new X509Certificate(made.cert)]
    expect([ca.ca, leaf.ca, leaf.checkIssued(ca), leaf.verify(ca.publicKey)]).toEqual([true, false, true, true])
    for (const name of ['localhost', 'share.test', 'vpc.cn-hangzhou.aliyuncs.com']) expect(leaf.checkHost(name)).toBeDefined()
    for (const address of ['127.0.0.1', '::1', '10.0.0.7', 'fe80::1']) expect(leaf.checkIP(address)).toBeDefined()
    expect([leaf.checkHost('other.test'), leaf.checkIP('10.0.0.8')]).toEqual([undefined, undefined])
    expect(leaf.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' })
  })

  it('are kept in files that only their owner can read the keys of, beside a bundle with the public roots', async () => {
    const made = await ensureCertificates(folder, [], now)
    expect((await readdir(folder)).sort()).toEqual(['ca-bundle.pem', 'ca-key.pem', 'ca.pem', 'leaf-key.pem', 'leaf.pem'])
    for (const name of ['ca-key.pem', 'leaf-key.pem']) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600)
    expect([await file('ca.pem'), await file('leaf.pem')]).toEqual([made.ca, made.cert])
    expect((await file('ca-bundle.pem')).match(/BEGIN CERTIFICATE/g)).toHaveLength(rootCertificates.length + 1)
    expect(await file('ca-bundle.pem')).toContain(made.ca)
  })

  it('are read, not made, the next time', async () => {
    const first = await ensureCertificates(folder, ['a.test'], now)
    expect(await ensureCertificates(folder, ['A.test', '127.0.0.1'], later(300))).toEqual(first)
  })

  it.each([
    ['near their end', ['a.test'], later(370)],
    ['when a name is added', ['a.test', 'b.test'], now],
    ['when a name is dropped', [], now],
    ['when the clock says that they do not hold yet', ['a.test'], later(-2)],
  ])('are renewed %s', async (_when, names, at) => {
    const first = await ensureCertificates(folder, ['a.test'], now)
    const second = await ensureCertificates(folder, names, at)
    expect(second.cert).not.toBe(first.cert)
    expect(await file('leaf.pem')).toBe(second.cert)
    expect(second.ca === first.ca).toBe(at >= now)
  })

  it('come with a new authority when that nears its end, and the leaf follows', async () => {
    const first = await ensureCertificates(folder, [], now)
    const second = await ensureCertificates(folder, [], later(3630))
    expect(second.ca).not.toBe(first.ca)
    expect(new X509Certificate(second.cert).verify(new X509Certificate(second.ca).publicKey)).toBe(true)
    expect(await file('ca-bundle.pem')).toContain(second.ca)
  })

  it('are made anew where a file is broken, and the copies put right', async () => {
    await ensureCertificates(folder, [], now)
    await writeFile(join(folder, 'leaf-key.pem'), 'nothing')
    await writeFile(join(folder, 'ca.pem'), 'something else')
    const made = await ensureCertificates(folder, [], now)
    expect([await file('leaf.pem'), await file('ca.pem')]).toEqual([made.cert, made.ca])
  })

  it('survive many that start at once: all have one authority, and the files agree', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => ensureCertificates(folder, [], now)))
    expect(new Set(all.map((each) => each.ca)).size).toBe(1)
    expect(new Set(all.map((each) => each.cert)).size).toBe(1)
    const renewed = await Promise.all(Array.from({ length: 8 }, () => ensureCertificates(folder, [], later(3630))))
    for (const { ca, cert } of renewed) expect(new X509Certificate(cert).verify(new X509Certificate(ca).publicKey)).toBe(true)
    const [ca, leaf] = [await file('ca.pem'), await file('leaf.pem')]
    expect([await file('ca-key.pem'), await file('leaf-key.pem')]).toEqual([
      expect.stringContaining(ca),
      expect.stringContaining(leaf),
    ])
    expect(await readdir(folder)).toHaveLength(5)
  })

  it.each(['a b', '', 'a,b', 'x\ny', '*', '*.'])('are not made for %j, which is no host name', async (name) => {
    await expect(ensureCertificates(folder, [name], now)).rejects.toThrow('not a host name')
  })
})
