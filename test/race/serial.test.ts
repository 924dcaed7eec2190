import { expect, test } from 'vitest'
import { explain, type Happening } from './serial.js'

/** A counter: `add` changes it, `read` tells it. */
const add = (from: number, to: number): Happening<{ n: number }> => ({
  ...{ name: 'add', from, to },
  apply: ({ n }) => ({ n: n + 1 }),
})
const read = (from: number, to: number, told: number): Happening<{ n: number }> => ({
  ...{ name: `read ${told}`, from, to },
  apply: (state) => (state.n === told ? state : undefined),
})
const explained = (...history: Happening<{ n: number }>[]) => explain({ n: 0 }, history, ({ n }) => String(n)).explained

test('calls at the same moment may have come in any order', () => {
  expect(explained(add(0, 10), read(0, 10, 0))).toBe(true)
  expect(explained(add(0, 10), read(0, 10, 1))).toBe(true)
  expect(explained(add(0, 10), add(0, 10), read(0, 10, 1), read(0, 10, 2), read(0, 10, 0))).toBe(true)
})

test('a call that began when another one was over comes after it', () => {
  expect(explained(add(0, 5), read(6, 10, 0))).toBe(false)
  expect(explained(add(6, 10), read(0, 5, 1))).toBe(false)
  expect(explained(add(0, 5), read(6, 10, 1))).toBe(true)
})

test('an answer that no order gives is told with what could have come before it', () => {
  const found = explain({ n: 0 }, [add(0, 10), read(0, 10, 7), read(20, 30, 1)], ({ n }) => String(n))
  expect(found).toEqual({ explained: false, order: ['add'], stuck: ['read 7'] })
})

test('two readers that saw two changes in opposite orders contradict each other', () => {
  const set = (member: 'a' | 'b'): Happening<{ a: boolean; b: boolean }> => ({
    ...{ name: `set ${member}`, from: 0, to: 100 },
    apply: (state) => ({ ...state, [member]: true }),
  })
  const saw = (from: number, a: boolean, b: boolean): Happening<{ a: boolean; b: boolean }> => ({
    ...{ name: 'saw', from, to: from + 1 },
    apply: (state) => (state.a === a && state.b === b ? state : undefined),
  })
  const start = { a: false, b: false }
  expect(explain(start, [set('a'), set('b'), saw(10, true, false), saw(20, true, true)], JSON.stringify).explained).toBe(true)
  expect(explain(start, [set('a'), set('b'), saw(10, true, false), saw(20, false, true)], JSON.stringify).explained).toBe(false)
})
