/** Arithmetic on IPv4 blocks. Addresses are whole numbers from 0 to 2^32 - 1. */

export interface Cidr {
  readonly address: number
  /** Length of the prefix, 0 to 32. */
  readonly bits: number
}

const octets = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/

/** The address in `text`, or `undefined` when it is none. */
export function parseAddress(text: string): number | undefined {
  const parts = octets.exec(text)?.slice(1).map(Number)
  if (!parts || parts.some((part) => part > 255)) return undefined
  return parts.reduce((sum, part) => sum * 256 + part, 0)
}

function sizeOf(bits: number): number {
  return 2 ** (32 - bits)
}

/** The block in `text`, or `undefined`: also when bits behind the prefix are set, `10.0.0.1/8`. */
export function parseCidr(text: string): Cidr | undefined {
  const [head = '', tail = '', ...rest] = text.split('/')
  const address = parseAddress(head)
  if (address === undefined || rest.length > 0 || !/^(0|[1-9]\d?)$/.test(tail)) return undefined
  const bits = Number(tail)
  return bits <= 32 && address % sizeOf(bits) === 0 ? { address, bits } : undefined
}

/** The length of the prefix that a mask stands for (`255.255.255.252` is 30), or `undefined` when its ones have gaps. */
export function maskBits(text: string): number | undefined {
  const mask = parseAddress(text)
  if (mask === undefined) return undefined
  for (let bits = 0; bits <= 32; bits++) if (2 ** 32 - sizeOf(bits) === mask) return bits
  return undefined
}

/** Whether `inner` lies in `outer`; a block lies in itself. */
export function containsCidr(outer: Cidr, inner: Cidr): boolean {
  return outer.bits <= inner.bits && inner.address >= outer.address && inner.address < outer.address + sizeOf(outer.bits)
}

/** Whether two blocks have an address in common: blocks are aligned, so then one lies in the other. */
export function overlap(a: Cidr, b: Cidr): boolean {
  return containsCidr(a, b) || containsCidr(b, a)
}

/** Whether two addresses are in the same block of this prefix length. */
export function inSameBlock(a: number, b: number, bits: number): boolean {
  return Math.floor(a / sizeOf(bits)) === Math.floor(b / sizeOf(bits))
}

/** `172.16.0.1` of its number. */
export function addressText(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.')
}

/** The first and the last address of a vSwitch that can be used; what is reserved is told at `usableAddresses`. */
export function usableRange(block: Cidr): { readonly first: number; readonly last: number } {
  return { first: block.address + 1, last: block.address + sizeOf(block.bits) - 4 }
}

/** Addresses of a vSwitch that are free to use: the first and the last three are the system's (help page). */
export function usableAddresses(block: Cidr): number {
  return Math.max(0, sizeOf(block.bits) - 4)
}
