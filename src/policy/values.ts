/**
 * Reading the typed values of conditions: numbers, instants, addresses. Each reader answers `undefined` for what it can not read.
 *
 * Policies come from anywhere, so each form is spelled out; a lenient parser would give a typing error a meaning.
 */

/** A decimal number, kept as digits: account ids and byte counts go beyond what a double holds exactly. */
export interface Decimal {
  readonly negative: boolean
  /** Without leading zeros; empty below one. */
  readonly whole: string
  /** Without trailing zeros. */
  readonly fraction: string
}

/** Reads `-12`, `3.50` and the like. UNKNOWN: whether exponents are admitted; they are not here. */
export function readDecimal(text: string): Decimal | undefined {
  const form = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text)
  if (!form) return undefined
  const whole = (form[2] as string).replace(/^0+/, '')
  const fraction = trimZeros(form[3] ?? '')
  return { negative: form[1] === '-' && whole + fraction !== '', whole, fraction }
}

/** A loop, since `/0+$/` takes quadratic time on a long run of zeros that ends in another digit. */
function trimZeros(digits: string): string {
  let end = digits.length
  while (end > 0 && digits.charCodeAt(end - 1) === 48) end--
  return digits.slice(0, end)
}

/** Below, equal to or above zero, as the first is less than, equal to or greater than the second. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  if (a.negative !== b.negative) return a.negative ? -1 : 1
  const size = a.whole.length - b.whole.length || compareText(a.whole, b.whole) || compareText(a.fraction, b.fraction)
  return a.negative ? -size : size
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const INSTANT = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)?)?$/

/**
 * Reads an ISO 8601 instant as milliseconds since 1970, with fractions of a millisecond dropped.
 *
 * UNKNOWN: which forms of the standard are admitted beyond `2006-01-02T15:04:05Z` and the same with an offset. Here also:
 * no seconds, fractions of a second, and a bare day (its midnight). No zone means UTC.
 */
export function readInstant(text: string): number | undefined {
  const form = INSTANT.exec(text)
  if (!form) return undefined
  const [year, month, day, hour, minute, second] = form.slice(1, 7).map((digits) => Number(digits ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined
  if (hour > 23 || minute > 59 || second > 59) return undefined
  const zone = readZone(form[8] ?? 'Z')
  if (zone === undefined) return undefined
  const millis = Number((form[7] ?? '').slice(0, 3).padEnd(3, '0'))
  return (((daysSince1970(year, month, day) * 24 + hour) * 60 + minute - zone) * 60 + second) * 1000 + millis
}

/** The offset in minutes. */
function readZone(zone: string): number | undefined {
  if (zone === 'Z') return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(-2))
  if (hours > 23 || minutes > 59) return undefined
  return (zone[0] === '-' ? -1 : 1) * (hours * 60 + minutes)
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : (MONTH_DAYS[month - 1] as number)
}

/** Counted by hand, so that policy evaluation stays visibly free of the clock. */
function daysSince1970(year: number, month: number, day: number): number {
  const before = year - 1
  let days = before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400) - 719_162
  for (let earlier = 1; earlier < month; earlier++) days += daysInMonth(year, earlier)
  return days + day - 1
}

/** An address as groups: four of 8 bits (IPv4) or eight of 16 bits (IPv6). */
export interface Address {
  readonly groups: readonly number[]
  readonly groupBits: 8 | 16
}

/** A block of addresses; one address is a block with all its bits fixed. */
export interface AddressBlock {
  readonly address: Address
  readonly fixedBits: number
}

/**
 * Reads an IPv4 or IPv6 address. An IPv4 address in IPv6 clothes (`::ffff:192.0.2.1`, which sockets for both report) is read as
 * the IPv4 address that it is, so that policies on IPv4 hold for it.
 */
export function readAddress(text: string): Address | undefined {
  const v4 = readV4(text)
  if (v4) return { groups: v4, groupBits: 8 }
  const v6 = readV6(text)
  if (!v6) return undefined
  const [high, low] = v6.slice(6) as [number, number]
  return isMappedV4(v6) ? { groups: [high >> 8, high & 255, low >> 8, low & 255], groupBits: 8 } : { groups: v6, groupBits: 16 }
}

/** Reads an address or a block in CIDR form. Bits behind the prefix are ignored: `192.0.2.7/24` is `192.0.2.0/24`. */
export function readAddressBlock(text: string): AddressBlock | undefined {
  const slash = text.indexOf('/')
  const written = slash < 0 ? text : text.slice(0, slash)
  const address = readAddress(written)
  if (!address) return undefined
  const allBits = address.groups.length * address.groupBits
  if (slash < 0) return { address, fixedBits: allBits }
  const length = text.slice(slash + 1)
  if (!/^(0|[1-9]\d{0,2})$/.test(length)) return undefined
  // A mapped block counts its 96 leading bits; shorter ones would mix both families.
  const fixedBits = address.groupBits === 8 && written.includes(':') ? Number(length) - 96 : Number(length)
  return fixedBits >= 0 && fixedBits <= allBits ? { address, fixedBits } : undefined
}

/** Whether the address lies in the block, its first and last address included. */
export function isInBlock(address: Address, block: AddressBlock): boolean {
  const bits = block.address.groupBits
  if (address.groupBits !== bits) return false
  let left = block.fixedBits
  for (let group = 0; left > 0; group++, left -= bits) {
    const ignored = left >= bits ? 0 : bits - left
    if ((address.groups[group] as number) >> ignored !== (block.address.groups[group] as number) >> ignored) return false
  }
  return true
}

function readV4(text: string): number[] | undefined {
  const groups = text.split('.', 5)
  if (groups.length !== 4 || !groups.every((group) => /^(0|[1-9]\d{0,2})$/.test(group))) return undefined
  const numbers = groups.map(Number)
  return numbers.every((number) => number <= 255) ? numbers : undefined
}

function readV6(text: string): number[] | undefined {
  if (text.length > 45) return undefined
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const head = readGroups(halves[0] as string, halves.length === 1)
  const tail = halves.length === 2 ? readGroups(halves[1] as string, true) : []
  if (!head || !tail) return undefined
  const missing = 8 - head.length - tail.length
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined
  return [...head, ...new Array<number>(missing).fill(0), ...tail]
}

/** The groups on one side of `::`. Only the end of the address may be written as IPv4. */
function readGroups(text: string, atEnd: boolean): number[] | undefined {
  if (text === '') return []
  const groups: number[] = []
  const written = text.split(':')
  for (const [index, group] of written.entries()) {
    const v4 = atEnd && index === written.length - 1 ? readV4(group) : undefined
    if (v4) groups.push(((v4[0] as number) << 8) | (v4[1] as number), ((v4[2] as number) << 8) | (v4[3] as number))
    else if (/^[0-9a-fA-F]{1,4}$/.test(group)) groups.push(Number.parseInt(group, 16))
    else return undefined
  }
  return groups
}

function isMappedV4(groups: readonly number[]): boolean {
  return groups[5] === 0xffff && groups.slice(0, 5).every((group) => group === 0)
}
