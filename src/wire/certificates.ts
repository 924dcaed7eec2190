/**
 * A local certificate authority and one server certificate of it, made once in a folder and kept there:
 *
 * - `ca.pem`, `ca-key.pem`: the authority. Whoever trusts `ca.pem` trusts whoever can read `ca-key.pem`.
 * - `leaf.pem`, `leaf-key.pem`: the server's, for localhost, 127.0.0.1, ::1 and further names.
 * - `ca-bundle.pem`: the public roots that node ships and ours, for clients that take one file of roots
 *   (`SSL_CERT_FILE`) and still have to reach other hosts.
 *
 * Several processes may start on one folder at the same time. The key files hold key and certificate together and are
 * the truth, each published in one step (link or rename); the files without a key are copies, written until they agree.
 *
 * This file is the one place outside `world` that asks for randomness: keys and serial numbers must be unpredictable
 * even where everything else is replayed from a seed.
 */
import { webcrypto, X509Certificate } from 'node:crypto'
import { link, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { rootCertificates } from 'node:tls'
import { domainToASCII } from 'node:url'

export interface Certificates {
  /** PEM: what a TLS server needs. */
  readonly key: string
  readonly cert: string
  /** PEM: what a client must trust. */
  readonly ca: string
  readonly caFile: string
  readonly bundleFile: string
}

const DAY = 24 * 60 * 60 * 1000
const CA_DAYS = 3650
// Some systems refuse server certificates that are valid for more than 398 days.
const LEAF_DAYS = 397
const RENEW_DAYS = 30
const ALWAYS = ['localhost', '127.0.0.1', '::1']

/** A private key and its certificate, both PEM. */
interface Identity {
  readonly key: string
  readonly cert: string
}

/**
 * Reads what is in the folder, or makes and keeps what is missing, near its end, or for other names. `names` are host
 * names (also `*.example`) and addresses beside the usual three; a name that is neither throws. `now` must be the real
 * time, since clients compare with theirs.
 */
export async function ensureCertificates(folder: string, names: readonly string[], now: Date): Promise<Certificates> {
  const wanted = [...new Set([...ALWAYS, ...names].map(hostName))]
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const { ca, leaf } = await settle(folder, wanted, now)
  const caFile = join(folder, 'ca.pem')
  const bundleFile = join(folder, 'ca-bundle.pem')
  await copyCertificate(folder, 'ca-key.pem', caFile, (cert) => cert)
  await copyCertificate(folder, 'leaf-key.pem', join(folder, 'leaf.pem'), (cert) => cert)
  await copyCertificate(folder, 'ca-key.pem', bundleFile, (cert) => `${rootCertificates.join('\n')}\n${cert}`)
  return { key: leaf.key, cert: leaf.cert, ca: ca.cert, caFile, bundleFile }
}

/** Another process may replace the authority between two steps, so look again until leaf and authority fit. */
async function settle(folder: string, names: readonly string[], now: Date): Promise<{ ca: Identity; leaf: Identity }> {
  const caFile = join(folder, 'ca-key.pem')
  const leafFile = join(folder, 'leaf-key.pem')
  for (let attempt = 0; attempt < 10; attempt++) {
    const ca = await keptOrMade(
      caFile,
      (found) => lasts(found, now),
      () => makeAuthority(now),
    )
    const fits = (found: Identity) => lasts(found, now) && isFor(found, names) && isIssuedBy(found, ca)
    const leaf = await keptOrMade(leafFile, fits, () => makeLeaf(ca, names, now))
    if (fits(leaf)) return { ca, leaf }
  }
  throw new Error(`the certificates in ${folder} keep being replaced by another process`)
}

/**
 * What the file holds in the end: ours, or that of the process that was first. Only a file that does not fit is ever
 * replaced, and it is looked at once more just before: a replaced authority would cut off those who trust the first.
 */
async function keptOrMade(file: string, fits: (found: Identity) => boolean, make: () => Promise<Identity>): Promise<Identity> {
  const before = await readText(file)
  const found = identityIn(before)
  if (found !== undefined && fits(found)) return found
  const made = await make()
  const meanwhile = await readText(file)
  if (meanwhile === before) await publish(file, `${made.key}${made.cert}`, before === undefined ? 'unless-present' : 'replace')
  return identityIn(await readText(file)) ?? made
}

function identityIn(text: string | undefined): Identity | undefined {
  const key = /-----BEGIN PRIVATE KEY-----[\s\S]+?-----END PRIVATE KEY-----\n/.exec(text ?? '')?.[0]
  const cert = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----\n/.exec(text ?? '')?.[0]
  return key === undefined || cert === undefined ? undefined : { key, cert }
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** INVARIANT: a reader sees the old file or the new one, never a part. */
async function publish(file: string, text: string, how: 'replace' | 'unless-present', mode = 0o600): Promise<void> {
  const scratch = await mkdtemp(`${file}.new-`)
  try {
    const ready = join(scratch, 'file')
    await writeFile(ready, text, { mode, flush: true })
    if (how === 'replace') return await rename(ready, file)
    await link(ready, file).catch((error: NodeJS.ErrnoException) => {
      // Some file systems have no links; there, the last process wins instead of the first.
      if (error.code !== 'EEXIST') return rename(ready, file)
    })
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** Looks again after writing: of two processes that renew at once, the later look corrects the copy. */
async function copyCertificate(folder: string, from: string, to: string, textOf: (cert: string) => string): Promise<void> {
  for (let attempt = 0; attempt < 10; attempt++) {
    const identity = identityIn(await readText(join(folder, from)))
    if (identity === undefined || (await readText(to)) === textOf(identity.cert)) return
    await publish(to, textOf(identity.cert), 'replace', 0o644)
  }
}

/** Broken PEM is a certificate that does not last. */
function certificateOf(identity: Identity): X509Certificate | undefined {
  try {
    return new X509Certificate(identity.cert)
  } catch {
    return undefined
  }
}

function lasts(identity: Identity, now: Date): boolean {
  const cert = certificateOf(identity)
  if (cert === undefined) return false
  return Date.parse(cert.validFrom) <= now.getTime() && Date.parse(cert.validTo) - RENEW_DAYS * DAY > now.getTime()
}

function isIssuedBy(leaf: Identity, ca: Identity): boolean {
  const issuer = certificateOf(ca)
  return issuer !== undefined && certificateOf(leaf)?.verify(issuer.publicKey) === true
}

function isFor(leaf: Identity, names: readonly string[]): boolean {
  const cert = certificateOf(leaf)
  const listed = cert?.subjectAltName?.split(', ') ?? []
  const covers = (name: string) =>
    isIP(name) === 0 ? listed.includes(`DNS:${name}`) : cert !== undefined && cert.checkIP(name) !== undefined
  return listed.length === names.length && names.every(covers)
}

function hostName(name: string): string {
  if (isIP(name) !== 0) return name.includes(':') ? new URL(`http://[${name}]`).hostname.slice(1, -1) : name
  // domainToASCII quietly drops line breaks, and takes an empty text for nothing wrong.
  const host = /[\s,]/.test(name) ? '' : domainToASCII(name.replace(/^\*\./, 'any.'))
  if (!/^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/.test(host)) throw new Error(`not a host name: ${JSON.stringify(name)}`)
  return name.startsWith('*.') ? `*.${host.slice('any.'.length)}` : host
}

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' } as const

/** Loaded only when there is something to make: it takes longer than the rest of a start. */
async function loadX509() {
  // Registers itself on Reflect, which the library needs to be there first.
  await import('reflect-metadata')
  return await import('@peculiar/x509')
}

async function makeAuthority(now: Date): Promise<Identity> {
  const x509 = await loadX509()
  const keys = await webcrypto.subtle.generateKey(CURVE, true, ['sign', 'verify'])
  const serialNumber = newSerialNumber()
  const cert = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber,
    // The number keeps two authorities apart in a list of trusted ones, and in caches that go by the name.
    name: [{ CN: [`crossgrant local CA ${serialNumber.slice(0, 8)}`] }, { O: ['crossgrant'] }],
    notBefore: new Date(now.getTime() - DAY),
    notAfter: new Date(now.getTime() + CA_DAYS * DAY),
    signingAlgorithm: SIGNING,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { key: await pemOfKey(keys.privateKey), cert: `${cert.toString('pem')}\n` }
}

async function makeLeaf(ca: Identity, names: readonly string[], now: Date): Promise<Identity> {
  const x509 = await loadX509()
  const authority = new x509.X509Certificate(ca.cert)
  const keys = await webcrypto.subtle.generateKey(CURVE, true, ['sign', 'verify'])
  const cert = await x509.X509CertificateGenerator.create({
    serialNumber: newSerialNumber(),
    subject: [{ CN: [names[0] as string] }, { O: ['crossgrant'] }],
    issuer: authority.subject,
    notBefore: new Date(now.getTime() - DAY),
    notAfter: new Date(now.getTime() + LEAF_DAYS * DAY - DAY),
    signingAlgorithm: SIGNING,
    publicKey: keys.publicKey,
    signingKey: await keyOfPem(ca.key),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) === 0 ? ('dns' as const) : ('ip' as const), value })),
      ),
      await x509.AuthorityKeyIdentifierExtension.create(await authority.publicKey.export()),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { key: await pemOfKey(keys.privateKey), cert: `${cert.toString('pem')}\n` }
}

/** 127 random bits, never negative. */
function newSerialNumber(): string {
  const bytes = webcrypto.getRandomValues(new Uint8Array(16))
  bytes[0] = ((bytes[0] as number) & 0x7f) | 0x40
  return Buffer.from(bytes).toString('hex')
}

async function pemOfKey(key: webcrypto.CryptoKey): Promise<string> {
  const base64 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key)).toString('base64')
  return `-----BEGIN PRIVATE KEY-----\n${base64.replace(/.{1,64}/g, '$&\n')}-----END PRIVATE KEY-----\n`
}

function keyOfPem(pem: string): Promise<webcrypto.CryptoKey> {
  const der = Buffer.from(pem.replace(/-----[^-]+-----/g, ''), 'base64')
  return webcrypto.subtle.importKey('pkcs8', der, CURVE, false, ['sign'])
}
