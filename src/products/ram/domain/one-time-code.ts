/** The codes that an authenticator shows: RFC 6238 with its usual numbers (HMAC-SHA1, 30 seconds, six digits). */

import { createHmac } from 'node:crypto'

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const stepMs = 30_000
/** An authenticator's clock may be off by so many steps either way. */
const tolerated = 3

export function codeAt(seed: string, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', bytesOf(seed)).update(counter).digest()
  const offset = (mac[mac.length - 1] as number) & 15
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

export const stepOf = (at: Date) => Math.floor(at.getTime() / stepMs)

/** Whether two codes are of this seed, one behind the other, and of now. */
export function areCodesOf(seed: string, [first, second]: readonly [string, string], at: Date): boolean {
  const now = stepOf(at)
  for (let step = now - tolerated - 1; step <= now + tolerated; step++)
    if (codeAt(seed, step) === first && codeAt(seed, step + 1) === second) return true
  return false
}

/** A seed out of letters and digits: base32 has no 0, 1, 8 and 9. */
export function seedOf(letters: string): string {
  return letters.toUpperCase().replace(/[0189]/g, (digit) => ({ 0: 'O', 1: 'I', 8: 'B', 9: 'G' })[digit] as string)
}

function bytesOf(base32: string): Buffer {
  let bits = 0n
  for (const each of base32) bits = (bits << 5n) | BigInt(digits.indexOf(each))
  const whole = Math.floor((base32.length * 5) / 8)
  const spare = BigInt(base32.length * 5 - whole * 8)
  return Buffer.from((bits >> spare).toString(16).padStart(whole * 2, '0'), 'hex')
}
