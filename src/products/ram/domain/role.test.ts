import { expect, test } from 'vitest'
import type { Role } from '../tables.js'
import { mayDeleteRole } from './role.js'

const role: Role = {
  roleName: 'reader',
  roleId: '3',
  description: '',
  trustPolicy: '{}',
  maxSessionSeconds: 3600,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
}
const codeOf = (facts: Parameters<typeof mayDeleteRole>[0]) => {
  const decision = mayDeleteRole(facts)
  return decision.ok ? 'deleted' : decision.refusal.code
}

test('the role of a service stays, even without policies', () => {
  expect(codeOf({ role: { ...role, serviceLinked: true }, policies: 0 })).toBe('NoPermission')
  expect(codeOf({ role, policies: 0 })).toBe('deleted')
})
