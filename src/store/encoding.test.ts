import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareKeys } from './conformance/model.js'
import type { Component } from './contract.js'
import { behind, compareText, decodeKey, encodeKey, escapeText, splitKey, unescapeText } from './encoding.js'

const numbers = fc.oneof(fc.maxSafeNat(), fc.nat(20), fc.constant(Number.MAX_SAFE_INTEGER))
const controls = fc.string({ unit: fc.constantFrom('\0', '\u0001', '\u0002', '\u0003', 'a', '~', '0', 'u', '\uffff', '😀') })
const wellFormed = fc.oneof(fc.string({ unit: 'binary' }), controls)
const anyText = fc.oneof(
  wellFormed,
  fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units)),
)
const components = (texts: fc.Arbitrary<string>): fc.Arbitrary<Component> => fc.oneof(texts, numbers, fc.boolean())
const keys = (texts: fc.Arbitrary<string>) => fc.array(components(texts), { maxLength: 4 })

const bytes = (left: string, right: string) => Buffer.compare(Buffer.from(left), Buffer.from(right))

describe('encoded keys', () => {
  test('come back as they were', () =>
    fc.assert(
      fc.property(keys(anyText), (key) => {
        expect(decodeKey(encodeKey(key))).toEqual(key)
      }),
    ))

  test('hold no NUL and no lone surrogate, so that every engine can keep them', () =>
    fc.assert(
      fc.property(keys(anyText), (key) => {
        const text = encodeKey(key)
        expect(text).not.toContain('\0')
        expect(Buffer.from(text).toString()).toBe(text)
      }),
    ))

  test('sort by their bytes as their components do', () =>
    fc.assert(
      fc.property(keys(wellFormed), keys(wellFormed), (left, right) => {
        expect(Math.sign(bytes(encodeKey(left), encodeKey(right)))).toBe(Math.sign(compareKeys(left, right)))
      }),
      { numRuns: 500 },
    ))

  test('start with the text of a prefix exactly where the prefix is made of their first components', () =>
    fc.assert(
      fc.property(keys(controls), keys(controls), fc.nat(4), (key, other, length) => {
        const encoded = encodeKey(key)
        for (const prefix of [key.slice(0, length), other]) {
          const start = encodeKey(prefix)
          const isPrefix = prefix.length <= key.length && prefix.every((component, at) => component === key[at])
          expect(encoded.startsWith(start)).toBe(isPrefix)
          expect(compareText(encoded, start) >= 0 && compareText(encoded, behind(start)) < 0).toBe(isPrefix)
        }
      }),
      { numRuns: 500 },
    ))

  test('are split between components', () =>
    fc.assert(
      fc.property(keys(anyText), keys(anyText), (first, rest) => {
        expect(splitKey(encodeKey([...first, ...rest]), first.length)).toEqual([encodeKey(first), encodeKey(rest)])
      }),
    ))

  test.each(['x', 's', 'sabc', 'n', 'na', 'nb1', 'n1', 'nz1', 'b', 'sa\u0001t'])(
    'no part of another text is taken for one (%j)',
    (text) => {
      expect(() => decodeKey(text)).toThrow(RangeError)
      expect(() => splitKey(text, 2)).toThrow(RangeError)
    },
  )

  test.each([-1, 0.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY, null, undefined, {}])('%s is no component', (value) => {
    expect(() => encodeKey([value as never])).toThrow(TypeError)
  })
})

describe('texts', () => {
  test('are compared as their bytes in UTF-8 are, not as UTF-16 does', () => {
    expect('\uffff' < '😀').toBe(false)
    expect(compareText('\uffff', '😀')).toBeLessThan(0)
    fc.assert(
      fc.property(wellFormed, wellFormed, (left, right) => {
        expect(Math.sign(compareText(left, right))).toBe(Math.sign(bytes(left, right)))
      }),
      { numRuns: 500 },
    )
  })

  test('come back from their escaped form, and ordinary ones are their own', () => {
    expect(escapeText('acs:ram::1210123456120001:root é 😀')).toBe('acs:ram::1210123456120001:root é 😀')
    fc.assert(
      fc.property(anyText, (text) => {
        expect(unescapeText(escapeText(text))).toBe(text)
      }),
    )
  })
})
