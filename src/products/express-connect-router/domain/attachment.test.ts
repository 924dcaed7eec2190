import { expect, test } from 'vitest'
import { asAccountId } from '../../../model/index.js'
import type { AttachedInstance, Grant } from '../tables.js'
import { isAtRest, isFree, isThere, isUnlocked, lifeOf, mayUse, statusOf } from './attachment.js'

const now = new Date('2026-01-01T00:00:10.000Z')
const [past, present, future] = ['2026-01-01T00:00:09.999Z', '2026-01-01T00:00:10.000Z', '2026-01-01T00:00:10.001Z']
const [owner, other] = [asAccountId('1'), asAccountId('2')]

const lives = [
  ['attaching', future, false, 'attaching', 'CREATING'],
  ['attaching', null, false, 'attaching', 'CREATING'],
  ['attaching', present, false, 'attached', 'ACTIVE'],
  ['attaching', past, true, 'gone', 'DELETING'],
  ['attaching', future, true, 'attaching', 'CREATING'],
  ['detaching', future, false, 'detaching', 'DISSOCIATING'],
  ['detaching', null, true, 'detaching', 'DISSOCIATING'],
  ['detaching', past, false, 'gone', 'DELETING'],
  ['detaching', past, true, 'attached', 'ACTIVE'],
] as const

test.each(lives)('%s, settling at %s, made to fail: %s, is %s and shows %s', (phase, settlesAt, fails, life, status) => {
  const row = { phase, settlesAt, fails }
  expect(lifeOf(row, now)).toBe(life)
  expect(statusOf(row, now)).toBe(status)
  expect(isThere(row, now)).toBe(life !== 'gone')
})

const mark = (phase: 'attaching' | 'detaching', settlesAt: string | null): AttachedInstance => ({
  instanceId: 'vpc-1',
  instanceType: 'VPC',
  ecrId: 'ecr-1',
  ecrOwner: owner,
  associationId: 'ecr-assoc-1',
  phase,
  settlesAt,
})
const code = (decision: { ok: boolean; refusal?: { code: string } }) => (decision.ok ? 'yes' : decision.refusal?.code)

const marks = [
  ['an instance that was never in an ECR', undefined, 'yes', 'yes'],
  ['an instance that has left its ECR', mark('detaching', past), 'yes', 'yes'],
  ['an instance that is joining an ECR', mark('attaching', future), 'Conflict.Lock', 'Conflict.Lock'],
  ['an instance that is leaving an ECR', mark('detaching', null), 'Conflict.Lock', 'Conflict.Lock'],
  ['an instance that is in an ECR', mark('attaching', past), 'OperationFailed.RejectedByVpcYaochi', 'yes'],
] as const
test.each(marks)('%s can join one and its grants can change, or why not', (_, attached, joining, granting) => {
  expect(code(isFree(attached, now))).toBe(joining)
  expect(code(isUnlocked(attached, now))).toBe(granting)
})

test('only what is attached can be detached (IncorrectStatus.EcrAssociation)', () => {
  expect(code(isAtRest(mark('attaching', past), now))).toBe('yes')
  expect(code(isAtRest(mark('attaching', future), now))).toBe('IncorrectStatus.EcrAssociation')
  expect(code(isAtRest(mark('detaching', future), now))).toBe('IncorrectStatus.EcrAssociation')
})

test('an account uses its own instances, and those of others that they granted', () => {
  const grant = { instanceOwner: other } as Grant
  expect(code(mayUse({ caller: owner, owner, grant: undefined }))).toBe('yes')
  expect(code(mayUse({ caller: owner, owner: other, grant }))).toBe('yes')
  expect(code(mayUse({ caller: owner, owner: other, grant: undefined }))).toBe('OperationDenied.NotGrantedByNodeOwner')
  expect(code(mayUse({ caller: owner, owner: asAccountId('3'), grant }))).toBe('OperationDenied.NotGrantedByNodeOwner')
})
