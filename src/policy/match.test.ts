import { expect, test } from 'vitest'
import { compileAction, compilePattern, compileResource, matchesPattern, matchesResource, readResource } from './match.js'

function likeness(pattern: string, text: string): boolean {
  return matchesPattern(compilePattern(pattern), text)
}

function resourceFits(pattern: string, resource: string): boolean | undefined {
  const compiled = compileResource(pattern)
  return compiled && matchesResource(compiled, readResource(resource))
}

test.each([
  ['*', '', true],
  ['**', 'anything', true],
  ['', '', true],
  ['', 'a', false],
  ['abc', 'abc', true],
  ['abc', 'ABC', false],
  ['ab*', 'ab', true],
  ['ab*', 'abc', true],
  ['ab*', 'a', false],
  ['*bc', 'abc', true],
  ['a*c', 'abcbc', true],
  ['a*c', 'abcb', false],
  ['*a*b*', 'xxaxxbxx', true],
  ['a?c', 'abc', true],
  ['a?c', 'ac', false],
  ['?', '😀', true],
  ['??', '😀', false],
  ['*?', '', false],
  ['a.c', 'abc', false],
  ['[a]', 'a', false],
])('the pattern %j and the text %j: %j', (pattern, text, expected) => {
  expect(likeness(pattern, text)).toBe(expected)
})

test('a hostile pattern costs pattern times text at most', () => {
  const pattern = compilePattern(`${'a*'.repeat(1_000)}b`)
  expect(matchesPattern(pattern, 'a'.repeat(4_000))).toBe(false)
  expect(matchesPattern(compilePattern(`${'*a'.repeat(1_000)}?b`), 'a'.repeat(4_000))).toBe(false)
})

test('actions are compared without case', () => {
  expect(matchesPattern(compileAction('VPC:Describe*'), 'vpc:describevpcs')).toBe(true)
})

test.each([
  ['*', '*', true],
  ['*', 'acs:vpc:cn-hangzhou:1:vpc/a', true],
  ['acs:vpc:*:1:vpc/*', 'acs:vpc:cn-hangzhou:1:vpc/a', true],
  ['acs:vpc:*:1:vpc/*', 'acs:vpc:cn-hangzhou:2:vpc/a', false],
  ['acs:vpc:cn-*:1:vpc/a', 'acs:vpc:cn-hangzhou:1:vpc/a', true],
  ['acs:VPC:*:1:vpc/a', 'acs:vpc:cn-hangzhou:1:vpc/a', false],
  // A role's own name has no region; policies write one wildcard for it.
  ['acs:ram:*:1:role/x', 'acs:ram::1:role/x', true],
  ['acs:ram::1:role/x', 'acs:ram:*:1:role/x', true],
  ['acs:ram:cn-hangzhou:1:role/x', 'acs:ram::1:role/x', false],
  // The relative id keeps its own colons, and no wildcard reaches over one before it.
  ['acs:vpc:*:*:vpc/*', 'acs:vpc:cn-hangzhou:1:vpc/a:b', true],
  ['acs:*:1:vpc/a', 'acs:vpc:cn-hangzhou:1:vpc/a', undefined],
  ['acs:*:*:*:*', 'acs:vpc:cn-hangzhou:1:vpc/a', true],
  ['acs:*:*:*:*', '*', false],
  ['acs:*:*:*:*', 'acs:vpc', false],
  ['acs:vpc:*', 'acs:vpc:cn-hangzhou:1:vpc/a', undefined],
])('the resource pattern %j covers %j: %j', (pattern, resource, expected) => {
  expect(resourceFits(pattern, resource)).toBe(expected)
})
