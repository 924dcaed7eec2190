import { describe, expect, test } from 'vitest'
import { compileCondition, conditionHolds, conditionOperators, type Effect } from './conditions.js'

function holds(
  operator: string,
  wanted: string | string[],
  given: readonly (readonly string[])[] | undefined,
  effect: Effect = 'Allow',
) {
  const condition = compileCondition(operator, 'acs:Key', [wanted].flat())
  return condition && conditionHolds(condition, effect, given, 'documented')
}

/** Operator, value in the policy, value in the request, whether the positive operator of the pair holds. */
const table: [string, string, string, boolean][] = [
  ['StringEquals', 'dev', 'dev', true],
  ['StringEquals', 'dev', 'Dev', false],
  ['StringEquals', 'd*', 'dev', false],
  ['StringEqualsIgnoreCase', 'DEV', 'dev', true],
  ['StringEqualsIgnoreCase', 'DEV', 'devs', false],
  ['StringLike', 'd?v*', 'dev', true],
  ['StringLike', 'd?v*', 'Dev', false],
  ['NumericEquals', '1.50', '01.5', true],
  ['NumericEquals', '0', '-0.0', true],
  ['NumericEquals', '9007199254740993', '9007199254740992', false],
  ['NumericEquals', 'many', 'many', false],
  ['NumericEquals', '1e3', '1000', false],
  ['NumericLessThan', '10', '9', true],
  ['NumericLessThan', '10', '10', false],
  ['NumericLessThan', '-2', '-3', true],
  ['NumericLessThan', '0.1', '-7', true],
  ['NumericLessThanEquals', '10', '10.0', true],
  ['NumericLessThanEquals', '10', '10.01', false],
  ['NumericGreaterThan', '10', '10.01', true],
  ['NumericGreaterThan', '10', '10', false],
  ['NumericGreaterThan', '-1.25', '-1.3', false],
  ['NumericGreaterThanEquals', '10', '10', true],
  ['NumericGreaterThanEquals', '10', '9', false],
  ['DateEquals', '2025-01-01T00:00:00Z', '2025-01-01T08:00:00+08:00', true],
  ['DateEquals', '2025-01-01', '2025-01-01T00:00:00Z', true],
  ['DateEquals', '2025-02-29T00:00:00Z', '2025-02-29T00:00:00Z', false],
  ['DateLessThan', '2025-01-01T00:00:00Z', '2024-12-31T23:59:59Z', true],
  ['DateLessThan', '2025-01-01T00:00:00Z', '2025-01-01T00:00:00Z', false],
  ['DateLessThanEquals', '2025-01-01T00:00:00Z', '2025-01-01T00:00:00Z', true],
  ['DateLessThanEquals', '2025-01-01T00:00:00Z', '2025-01-01T00:00:00.001Z', false],
  ['DateGreaterThan', '2024-02-28T23:59:59Z', '2024-02-29T00:00:00Z', true],
  ['DateGreaterThan', '2024-02-29T00:00:00Z', '2024-02-29T00:00:00Z', false],
  ['DateGreaterThanEquals', '2024-02-29T00:00Z', '2024-02-28T19:00:00-05:00', true],
  ['DateGreaterThanEquals', 'tomorrow', '2024-02-29T00:00:00Z', false],
  ['Bool', 'true', 'true', true],
  ['Bool', 'True', 'true', true],
  ['Bool', 'false', 'true', false],
  ['Bool', 'yes', 'yes', false],
  ['IpAddress', '10.0.0.0/8', '10.255.255.255', true],
  ['IpAddress', '10.0.0.0/8', '11.0.0.0', false],
  ['IpAddress', '10.1.2.3', '10.1.2.3', true],
  ['IpAddress', '10.1.2.3/24', '10.1.2.255', true],
  ['IpAddress', '10.1.2.0/23', '10.1.3.1', true],
  ['IpAddress', '0.0.0.0/0', '203.0.113.9', true],
  ['IpAddress', '0.0.0.0/0', '2001:db8::1', false],
  ['IpAddress', '010.0.0.0/8', '10.0.0.1', false],
  ['IpAddress', '10.0.0.0/33', '10.0.0.1', false],
  ['IpAddress', '10.0.0.0/', '10.0.0.0', false],
  ['IpAddress', '2001:db8::/32', '2001:0DB8:ffff::1', true],
  ['IpAddress', '2001:db8::/33', '2001:db8:8000::1', false],
  ['IpAddress', '2001:db8::1', '2001:db8:0:0:0:0:0:1', true],
  ['IpAddress', '::/0', '10.0.0.1', false],
  ['IpAddress', '10.0.0.0/8', '::ffff:10.1.2.3', true],
  ['IpAddress', '::ffff:10.0.0.0/104', '10.1.2.3', true],
  ['IpAddress', '::ffff:0:0/95', '10.1.2.3', false],
  ['IpAddress', '1::2::3', '1::2:3', false],
  ['IpAddress', '10.0.0.0/8', 'localhost', false],
  ['IpAddressIncludeBorder', '10.0.0.0/8', '10.0.0.0', true],
  ['IpAddressIncludeBorder', '10.0.0.0/8', '9.255.255.255', false],
]

const opposites: Record<string, string> = {
  StringEquals: 'StringNotEquals',
  StringEqualsIgnoreCase: 'StringNotEqualsIgnoreCase',
  StringLike: 'StringNotLike',
  NumericEquals: 'NumericNotEquals',
  DateEquals: 'DateNotEquals',
  IpAddress: 'NotIpAddress',
  IpAddressIncludeBorder: 'NotIpAddressIncludeBorder',
}

test.each(table)('%s %j, asked about %j: %j', (operator, wanted, given, expected) => {
  expect(holds(operator, wanted, [[given]])).toBe(expected)
  const opposite = opposites[operator]
  if (opposite) expect(holds(opposite, wanted, [[given]]), opposite).toBe(!expected)
})

test('the table has every operator, both as holding and as not', () => {
  const positives = conditionOperators.filter((operator) => !operator.includes('Not'))
  expect(new Set(table.map(([operator, , , held]) => `${operator} ${held}`)).size).toBe(positives.length * 2)
  expect([...positives, ...Object.values(opposites)].sort()).toEqual([...conditionOperators].sort())
})

describe('several values in the policy', () => {
  test('are alternatives to a positive operator', () => {
    expect(holds('StringEquals', ['a', 'b'], [['b']])).toBe(true)
    expect(holds('StringEquals', ['a', 'b'], [['c']])).toBe(false)
  })
  test('must all differ for a negated operator', () => {
    expect(holds('StringNotEquals', ['a', 'b'], [['b']])).toBe(false)
    expect(holds('StringNotEquals', ['a', 'b'], [['c']])).toBe(true)
  })
  test('may be many', () => {
    const many = Array.from({ length: 40 }, (_, index) => `value-${index}`)
    expect(holds('StringEquals', many, [['value-39']])).toBe(true)
    expect(holds('StringEqualsIgnoreCase', many, [['VALUE-39']])).toBe(true)
    expect(holds('StringNotEquals', many, [['value-40']])).toBe(true)
  })
})

describe('several spellings of one request value', () => {
  test('satisfy a positive operator by any of them', () => {
    expect(holds('StringLike', 'rd-x/*', [['1001', 'rd-x/r-y/1001']])).toBe(true)
  })
  test('satisfy a negated operator only if none matches', () => {
    expect(holds('StringNotLike', 'rd-x/*', [['1001', 'rd-x/r-y/1001']])).toBe(false)
    expect(holds('StringNotLike', 'rd-z/*', [['1001', 'rd-x/r-y/1001']])).toBe(true)
  })
  test('may be none, as of a resource without tags: nothing matches', () => {
    expect(holds('StringEquals', 'a', [[]])).toBe(false)
    expect(holds('StringNotEquals', 'a', [[]])).toBe(true)
  })
})

describe('several values in the request', () => {
  test('must each satisfy the condition of an Allow', () => {
    expect(holds('StringEquals', ['a', 'b'], [['a'], ['b']], 'Allow')).toBe(true)
    expect(holds('StringEquals', ['a', 'b'], [['a'], ['c']], 'Allow')).toBe(false)
    expect(holds('StringNotEquals', 'a', [['a'], ['c']], 'Allow')).toBe(false)
  })
  test('trigger a Deny by any of them', () => {
    expect(holds('StringEquals', 'a', [['a'], ['c']], 'Deny')).toBe(true)
    expect(holds('StringNotEquals', 'a', [['a'], ['c']], 'Deny')).toBe(true)
    expect(holds('StringNotEquals', ['a', 'c'], [['a'], ['c']], 'Deny')).toBe(false)
  })
})

describe('a key that the request does not have', () => {
  test.each(conditionOperators)('%s: holds only if negated', (operator) => {
    expect(holds(operator, '1', undefined)).toBe(operator.includes('Not'))
    expect(holds(operator, '1', [], 'Deny')).toBe(operator.includes('Not'))
  })
  test.each(conditionOperators)('%s: never holds under the rule "unmet"', (operator) => {
    const condition = compileCondition(operator, 'k', ['1'])
    expect(condition && conditionHolds(condition, 'Deny', undefined, 'unmet')).toBe(false)
  })
})

test('values that an operator can not read are pointed out, and match nothing', () => {
  const condition = compileCondition('IpAddress', 'acs:SourceIp', ['10.0.0.0/8', 'office', '10.0.0.1/64'])
  expect(condition?.unreadable).toEqual([1, 2])
  expect(compileCondition('DateLessThan', 'acs:CurrentTime', ['2025-01-01T24:00:00Z', '2025-1-1'])?.unreadable).toEqual([0, 1])
  expect(compileCondition('StringLike', 'k', ['*'])?.unreadable).toEqual([])
})

test('no other operator exists', () => {
  for (const name of ['stringequals', 'StringEqualsIfExists', 'Null', 'ForAnyValue:StringLike', 'constructor']) {
    expect(compileCondition(name, 'k', ['v'])).toBeUndefined()
  }
})
