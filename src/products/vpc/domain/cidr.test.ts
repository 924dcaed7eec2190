import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { containsCidr, inSameBlock, maskBits, overlap, parseAddress, parseCidr, usableAddresses } from './cidr.js'

const address = fc.integer({ min: 0, max: 2 ** 32 - 1 })
const cidr = fc.tuple(address, fc.integer({ min: 0, max: 32 })).map(([value, bits]) => {
  const size = 2 ** (32 - bits)
  return { address: Math.floor(value / size) * size, bits }
})
const textOf = (value: number) => [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.')

describe('blocks of addresses', () => {
  it.each(['10.0.0.0/8', '172.16.0.0/12', '192.168.1.0/24', '0.0.0.0/0', '255.255.255.255/32'])('reads %s', (text) => {
    expect(parseCidr(text)).toBeDefined()
  })
  it.each([
    '10.0.0.1/8',
    '10.0.0.0',
    '10.0.0.0/33',
    '10.0.0/8',
    '256.0.0.0/8',
    '10.0.0.0/08',
    '01.0.0.0/8',
    '10.0.0.0/8/8',
    '',
    'a.b.c.d/8',
  ])('does not take %j for a block', (text) => {
    expect(parseCidr(text)).toBeUndefined()
  })
  it('reads back every block that it writes', () => {
    fc.assert(fc.property(cidr, (each) => void expect(parseCidr(`${textOf(each.address)}/${each.bits}`)).toEqual(each)))
  })
  it('finds that two blocks overlap exactly when one starts inside the other', () => {
    const last = ({ address: first, bits }: { address: number; bits: number }) => first + 2 ** (32 - bits) - 1
    fc.assert(fc.property(cidr, cidr, (a, b) => void expect(overlap(a, b)).toBe(a.address <= last(b) && b.address <= last(a))))
  })
  it('finds a block in itself', () => {
    fc.assert(fc.property(cidr, (each) => void expect(containsCidr(each, each)).toBe(true)))
  })
  it('puts an address and its neighbour into one block of 30 bits, and not the next block', () => {
    const [a, b, c] = ['192.168.100.1', '192.168.100.2', '192.168.100.5'].map((text) => parseAddress(text) as number) as [
      number,
      number,
      number,
    ]
    expect([inSameBlock(a, b, 30), inSameBlock(a, c, 30)]).toEqual([true, false])
  })
  it.each([
    ['255.255.255.252', 30],
    ['255.255.255.0', 24],
    ['0.0.0.0', 0],
    ['255.0.255.0', undefined],
    ['mask', undefined],
  ])('reads the mask %s as %s', (text, bits) => {
    expect(maskBits(text)).toBe(bits)
  })
  it('leaves out the four addresses that the system keeps', () => {
    expect(usableAddresses({ address: 0, bits: 24 })).toBe(252)
    expect(usableAddresses({ address: 0, bits: 29 })).toBe(4)
  })
})
