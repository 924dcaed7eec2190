import { expect, test } from 'vitest'
import type { RequestRecord } from '../pipeline/tables.js'
import { callLine } from './log.js'

const record = (more: Partial<RequestRecord>) =>
  ({ userIdentity: { accountId: '' }, serviceName: '', eventName: '', httpStatus: 400, decision: {}, ...more }) as RequestRecord

test('a line of the terminal stays one line, whatever a stranger calls an action', () => {
  const eventName = 'A\u001b[2J\r\n2000000000000001  Vpc DeleteVpc  200\u2028\u202e\u009b31m'
  const line = callLine(record({ eventName, errorCode: 'InvalidVersion', decision: { because: `version\n${eventName}` } }), 1)
  expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}]/u)
  expect(line).toContain('InvalidVersion')
  expect(callLine(record({ eventName: 'A'.repeat(100_000) }), 1).length).toBeLessThan(500)
})
