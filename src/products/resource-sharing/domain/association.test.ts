import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Association } from '../tables.js'
import {
  acceptAssociation,
  type Entity,
  failedInternally,
  isInEffect,
  isRunning,
  mayAssociate,
  mayDisassociate,
  rejectAssociation,
  startAssociation,
  startDisassociation,
  startUpdate,
  statusAt,
  updatedAt,
} from './association.js'

const hour = 3_600_000
const start = Date.UTC(2026, 0, 1)
const at = (hours: number) => new Date(start + hours * hour)
const entity: Entity = {
  shareId: 'rs-1',
  regionId: 'cn-hangzhou',
  type: 'Target',
  entityId: '1000000000000003',
  entityType: 'Account',
  external: false,
  scope: 'internal',
}
const settles = (hours: number) => ({ settlesAt: at(hours).toISOString(), succeeds: true })
const failure = failedInternally('Associate', [])
const invitation = { invitationId: 'i-1', expiresAt: at(168).toISOString() }

const associating = startAssociation(entity, { now: at(0), transition: settles(1) })
const failing = startAssociation(entity, { now: at(0), transition: settles(1), failure })
const awaiting = startAssociation(entity, { now: at(0), transition: settles(1), invitation })
const accepted = acceptAssociation(awaiting, { now: at(10), transition: settles(11) })
const rejected = rejectAssociation(awaiting, at(10))
const updating = startUpdate(associating, { resourceProperty: '{}' }, { now: at(10), transition: settles(11) })
const disassociating = startDisassociation(associating, { now: at(10), transition: settles(11) })
const stuck = startDisassociation(associating, {
  now: at(10),
  transition: settles(11),
  failure: failedInternally('Disassociate', []),
})
const stepped = startAssociation(entity, { now: at(0), transition: { settlesAt: null, succeeds: true } })

describe('what a record shows', () => {
  it.each<[title: string, record: Association, hours: number, status: string | undefined, inEffect: boolean]>([
    ['an association before it settles', associating, 0.5, 'Associating', false],
    ['an association at the moment in which it settles', associating, 1, 'Associated', true],
    ['an association a year later', associating, 8760, 'Associated', true],
    ['one that fails, before', failing, 0.5, 'Associating', false],
    ['one that fails, after', failing, 1, 'Failed', false],
    ['one that failed 72 hours ago', failing, 73, 'Failed', false],
    ['one that failed longer ago', failing, 74, undefined, false],
    ['one that waits for its invitee', awaiting, 167, 'Associating', false],
    ['one whose invitation expired', awaiting, 168, 'Failed', false],
    ['one whose invitation expired more than 72 hours ago', awaiting, 241, undefined, false],
    ['one that was accepted', accepted, 11, 'Associated', true],
    ['one that was rejected', rejected, 10, 'Failed', false],
    ['one whose settings change', updating, 10.5, 'Associated', true],
    ['one whose settings have changed', updating, 11, 'Associated', true],
    ['one that is taken out', disassociating, 10.5, 'Disassociating', false],
    ['one that was taken out', disassociating, 11, 'Disassociated', false],
    ['one that was taken out 72 hours ago', disassociating, 83, 'Disassociated', false],
    ['one that was taken out longer ago', disassociating, 84, undefined, false],
    ['a removal that failed', stuck, 11, 'Failed', true],
    ['a removal that failed longer ago: it is still associated', stuck, 84, 'Associated', true],
    ['one that waits for a step', stepped, 8760, 'Associating', false],
  ])('%s', (_, record, hours, status, inEffect) => {
    expect(statusAt(record, at(hours))).toBe(status)
    expect(isInEffect(record, at(hours))).toBe(inEffect)
  })

  it('the time of the update is that of the settling once it has settled', () => {
    expect([updatedAt(associating, at(0)), updatedAt(associating, at(2))]).toEqual([at(0).toISOString(), at(1).toISOString()])
    expect(updatedAt(awaiting, at(200))).toBe(invitation.expiresAt)
  })

  it('waiting for an invitee is no running transition', () => {
    expect([isRunning(awaiting, at(1)), isRunning(associating, at(0)), isRunning(stepped, at(9))]).toEqual([false, true, true])
  })
})

describe('what may start', () => {
  it.each<[title: string, record: Association | undefined, hours: number, settings: boolean, outcome: string]>([
    ['an entity that has no record', undefined, 0, false, 'starts'],
    ['one that is on its way', associating, 0.5, false, 'nothing'],
    ['one that is associated', associating, 2, false, 'nothing'],
    ['one that is associated, with settings', associating, 2, true, 'updates'],
    ['one that is on its way, with settings', associating, 0.5, true, 'NotSupport.ResourcePropertyConflict'],
    ['one whose settings change, with settings', updating, 10.5, true, 'NotSupport.ResourcePropertyConflict'],
    ['one that waits for its invitee', awaiting, 1, false, 'nothing'],
    ['one whose invitation expired', awaiting, 169, false, 'starts'],
    ['one that failed', failing, 2, false, 'starts'],
    ['one that is being taken out', disassociating, 10.5, false, 'AssociateConflict'],
    ['one that was taken out', disassociating, 12, false, 'starts'],
    ['one whose removal failed', stuck, 12, false, 'nothing'],
  ])('associating %s', (_, record, hours, settings, outcome) => {
    const decision = mayAssociate(record, settings, at(hours))
    expect(decision.ok ? decision.value : decision.refusal.code).toBe(outcome)
  })

  it.each<[title: string, record: Association | undefined, hours: number, outcome: string]>([
    ['an entity that has no record', undefined, 0, 'DisassociateInvalid'],
    ['one that is on its way', associating, 0.5, 'DisassociateConflict'],
    ['one whose settings change', updating, 10.5, 'DisassociateConflict'],
    ['one that is associated', associating, 2, 'starts'],
    ['one that waits for its invitee', awaiting, 1, 'starts'],
    ['one that failed', failing, 2, 'starts'],
    ['one that failed and is purged', failing, 80, 'DisassociateInvalid'],
    ['one that is being taken out', disassociating, 10.5, 'nothing'],
    ['one that was taken out', disassociating, 12, 'DisassociateInvalid'],
  ])('disassociating %s', (_, record, hours, outcome) => {
    const decision = mayDisassociate(record, at(hours))
    expect(decision.ok ? decision.value.does : decision.refusal.code).toBe(outcome)
  })
})

/** What can happen to an entity: calls of both sides, steps, time. */
type Event =
  | {
      readonly does: 'associate'
      readonly invited: boolean
      readonly settings: boolean
      readonly fails: boolean
      readonly takes: number | null
    }
  | { readonly does: 'disassociate'; readonly fails: boolean; readonly takes: number | null }
  | { readonly does: 'accept'; readonly fails: boolean; readonly takes: number | null }
  | { readonly does: 'reject' }
  | { readonly does: 'step' }
  | { readonly does: 'wait'; readonly hours: number }

const takes = fc.constantFrom(null, 0, 0, 1, 5)
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ does: fc.constant('associate' as const), invited: fc.boolean(), settings: fc.boolean(), fails: fc.boolean(), takes }),
  fc.record({ does: fc.constant('disassociate' as const), fails: fc.boolean(), takes }),
  fc.record({ does: fc.constant('accept' as const), fails: fc.boolean(), takes }),
  fc.constant({ does: 'reject' as const }),
  fc.constant({ does: 'step' as const }),
  fc.record({ does: fc.constant('wait' as const), hours: fc.constantFrom(1, 24, 80, 170) }),
)

function happens(record: Association | undefined, now: Date, what: Event): Association | undefined {
  const transition = (length: number | null) => ({
    settlesAt: length === null ? null : new Date(now.getTime() + length * hour).toISOString(),
    succeeds: true,
  })
  switch (what.does) {
    case 'associate': {
      const step = mayAssociate(record, what.settings, now)
      if (!step.ok || step.value === 'nothing') return record
      const begin = { now, transition: transition(what.takes), failure: what.fails ? failure : undefined }
      if (step.value === 'updates' && record) return startUpdate(record, { resourceProperty: '{}' }, begin)
      return startAssociation(entity, {
        ...begin,
        ...(what.invited
          ? { invitation: { invitationId: 'i-1', expiresAt: new Date(now.getTime() + 168 * hour).toISOString() } }
          : {}),
      })
    }
    case 'disassociate': {
      const step = mayDisassociate(record, now)
      if (!step.ok || step.value.does === 'nothing') return record
      const failed = what.fails ? failedInternally('Disassociate', []) : undefined
      return startDisassociation(step.value.existing, { now, transition: transition(what.takes), failure: failed })
    }
    case 'accept':
    case 'reject': {
      const open = record?.phase === 'awaiting' && statusAt(record, now) === 'Associating'
      if (!open) return record
      if (what.does === 'reject') return rejectAssociation(record, now)
      return acceptAssociation(record, { now, transition: transition(what.takes), failure: what.fails ? failure : undefined })
    }
    case 'step':
      return record?.settlesAt === null ? { ...record, settlesAt: now.toISOString() } : record
    default:
      return record
  }
}

/** From what is shown to what may be shown next, by calls and by time. */
const next: Readonly<Record<string, readonly string[]>> = {
  none: ['Associating', 'Associated', 'Failed'],
  Associating: ['Associated', 'Failed', 'Disassociating', 'Disassociated'],
  Associated: ['Disassociating', 'Disassociated', 'Failed'],
  Failed: ['Associating', 'Associated', 'Disassociating', 'Disassociated', 'none'],
  Disassociating: ['Disassociated', 'Failed'],
  Disassociated: ['none', 'Associating', 'Associated', 'Failed'],
}

it('whatever happens, in whatever order, an association moves along its states only', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 30 }), (events) => {
      let now = new Date(start)
      let record: Association | undefined
      let shown = 'none'
      const look = () => {
        const status = (record && statusAt(record, now)) ?? 'none'
        if (status !== shown) expect(next[shown], `${shown} to ${status}`).toContain(status)
        shown = status
      }
      for (const what of events) {
        // Time passes hour by hour, so that no state is jumped over by looking late.
        for (let n = 0; what.does === 'wait' && n < what.hours; n += 1) {
          now = new Date(now.getTime() + hour)
          look()
        }
        record = happens(record, now, what)
        look()
        if (!record) continue
        const inEffect = isInEffect(record, now)
        // Nobody has access through what is not there, on its way, or waiting for its invitee.
        if (inEffect) expect(['Associated', 'Failed']).toContain(shown)
        if (shown === 'Associated') expect(inEffect).toBe(true)
        if (isRunning(record, now) && record.phase !== 'updating') expect(['Associating', 'Disassociating']).toContain(shown)
        // A record that waits for a step is found by its mark, and no other is missed.
        if (record.settlesAt === null) expect(record.stepped).toBe('manual')
        expect(record.createdAt <= record.updatedAt && updatedAt(record, now) <= now.toISOString()).toBe(true)
      }
    }),
    { numRuns: 500, seed: 42 },
  )
})

it('what does not end by itself or by a call stays: a record is only gone 72 hours after an end', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 20 }), fc.integer({ min: 0, max: 71 }), (events, later) => {
      let now = new Date(start)
      let record: Association | undefined
      for (const what of events) {
        record = happens(record, now, what)
        if (what.does === 'wait') now = new Date(now.getTime() + what.hours * hour)
      }
      const before = record && statusAt(record, now)
      if (record && before !== undefined && before !== 'Failed' && before !== 'Disassociated')
        expect(statusAt(record, new Date(now.getTime() + later * hour))).not.toBeUndefined()
    }),
    { numRuns: 300, seed: 7 },
  )
})
