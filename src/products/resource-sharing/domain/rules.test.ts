/** Tables of facts and decisions for the smaller rules of sharing. */

import { describe, expect, it } from 'vitest'
import { asAccountId } from '../../../model/index.js'
import type { Association, Invitation, Share } from '../tables.js'
import { isInside, mayHoldTypes, mayPairWithService, type PrincipalFacts } from './associate.js'
import { startAssociation } from './association.js'
import { invitationStatusAt, mayAnswer, newInvitation } from './invitation.js'
import { actionsOf, permissionLibrary, permissionOf } from './permissions.js'
import { parsePrincipal } from './principal.js'
import { arnOf, parseArn, resourceTypeCodes, typeAllows } from './resource-types.js'
import { mayChangeScope, newShare, recordStatusAt, shareStatusAt, shareUpdatedAt, startDeletion } from './share.js'
import { isOpen, parseTimeWindow } from './time-window.js'

const owner = asAccountId('1000000000000002')
const hour = 3_600_000
const start = Date.UTC(2026, 0, 1)
const at = (hours: number) => new Date(start + hours * hour)

describe('principals', () => {
  it.each([
    ['1000000000000003', 'Account'],
    ['rd-Ab12Cd', 'ResourceDirectory'],
    ['r-Ab12Cd', 'Folder'],
    ['fd-Ab12Cd34Ef', 'Folder'],
    ['ecs.aliyuncs.com', 'Service'],
    ['prod', undefined],
    ['rd_1', undefined],
    ['fd-', undefined],
    ['fd-a/b', undefined],
    ['.aliyuncs.com', undefined],
    ['ECS.aliyuncs.com', undefined],
    ['123456789012345678901', undefined],
  ])('%s is %s', (text, type) => {
    expect(parsePrincipal(text)?.type).toBe(type)
  })

  it('an account is inside when both are in one directory; folders and directories are, services never', () => {
    const facts = (type: 'Account' | 'Folder' | 'Service', directoryId?: string) =>
      ({ principal: { type, id: 'x', property: undefined }, exists: true, directoryId }) as PrincipalFacts
    expect(isInside({ directoryId: 'rd-1' }, facts('Account', 'rd-1'))).toBe(true)
    expect(isInside({ directoryId: 'rd-1' }, facts('Account', 'rd-2'))).toBe(false)
    expect(isInside({ directoryId: undefined }, facts('Account', undefined))).toBe(false)
    expect(isInside({ directoryId: 'rd-1' }, facts('Folder'))).toBe(true)
    expect(isInside({ directoryId: 'rd-1' }, facts('Service'))).toBe(false)
  })
})

describe('resource types', () => {
  it('are fourteen, each with a default permission', () => {
    expect(resourceTypeCodes).toHaveLength(14)
    for (const code of resourceTypeCodes) expect(permissionOf(code).name).toBe(`AliyunRSDefaultPermission${code}`)
  })

  it('ARNs are read as they are written', () => {
    for (const code of resourceTypeCodes) {
      const arn = arnOf(code, 'cn-hangzhou', owner, 'x-1')
      if (code === 'ROSTemplate') expect(arn).toBeUndefined()
      else expect(parseArn(arn ?? '')).toMatchObject({ type: { code }, regionId: 'cn-hangzhou', account: owner, resourceId: 'x-1' })
    }
  })

  it.each([
    '',
    'acs:vpc:cn-hangzhou:1:vswitch/',
    'acs:vpc:cn-hangzhou:me:vswitch/vsw-1',
    'acs:vpc:cn-hangzhou:1:vpc/vpc-1',
    'arn:vpc:cn-hangzhou:1:vswitch/vsw-1',
  ])('%s is no ARN of a type that can be shared', (text) => {
    expect(parseArn(text)).toBeUndefined()
  })

  it('flags are those of the published table', () => {
    const having = (way: Parameters<typeof typeAllows>[1]) => resourceTypeCodes.filter((code) => typeAllows(code, way))
    expect(having('withServices')).toEqual(['CapacityReservation', 'DeploymentSet'])
    expect(resourceTypeCodes.filter((code) => !typeAllows(code, 'principalMayExit'))).toEqual(['IpamPool', 'KMSInstance'])
    expect(resourceTypeCodes.filter((code) => !typeAllows(code, 'outsideDirectory'))).toEqual(['KMSInstance'])
    expect(typeAllows('Bucket', 'outsideDirectory')).toBe(false)
  })
})

describe('permissions', () => {
  it('say what is published and invent nothing', () => {
    expect(actionsOf(permissionOf('VSwitch'))).toEqual(['vpc:DescribeVSwitches', 'vpc:DescribeVSwitchAttributes'])
    expect(actionsOf(permissionOf('Image'))).toBeUndefined()
    expect(actionsOf({ name: 'AliyunRSDefaultPermissionVSwitch', version: 'v9' })).toBeUndefined()
  })

  it('new shares take version 2 for KMS instances', () => {
    expect(permissionOf('KMSInstance').version).toBe('v2')
    expect(permissionLibrary.filter(({ resourceType }) => resourceType === 'KMSInstance')).toHaveLength(2)
  })
})

describe('time windows', () => {
  const daily = (begin: string, end: string, timezone = 'UTC+8') =>
    JSON.stringify({ timeRange: { timeRangeType: 'timeRange', beginAtTime: begin, endAtTime: end, timezone } })

  it.each<[property: string, valid: boolean]>([
    [daily('00:00', '19:59'), true],
    [daily('22:00', '06:00'), true],
    [daily('00:00', '19:59', 'UTC-5'), true],
    ['{"plan":{"timeRangeType":"day"}}', true],
    ['{"plan":{"timeRangeType":"day","timezone":"UTC+8"}}', true],
    [daily('00:00', '00:00'), false],
    [daily('24:00', '25:00'), false],
    [daily('8:00', '9:00'), false],
    [daily('00:00', '19:59', 'CST'), false],
    [daily('00:00', '19:59', 'UTC+15'), false],
    ['{"plan":{"timeRangeType":"day","beginAtTime":"00:00"}}', false],
    ['{"plan":{"timeRangeType":"week"}}', false],
    ['{"plan":{"timeRangeType":"day","weekday":1}}', false],
    ['{"plan":{"timeRangeType":"day"},"other":{"timeRangeType":"day"}}', false],
    ['{"timeRange":{"timeRangeType":"timeRange","beginAtTime":"00:00","endAtTime":"01:00"}}', false],
    ['{}', false],
    ['[]', false],
    ['null', false],
    ['{"plan":1}', false],
    ['soon', false],
  ])('%s: %s', (property, valid) => {
    expect(parseTimeWindow(property) !== undefined).toBe(valid)
  })

  it.each<[begin: string, end: string, zone: string, utc: string, open: boolean]>([
    ['00:00', '19:59', 'UTC+8', '2026-01-01T11:59:59Z', true],
    ['00:00', '19:59', 'UTC+8', '2026-01-01T12:00:00Z', false],
    ['00:00', '19:59', 'UTC+8', '2025-12-31T16:00:00Z', true],
    ['22:00', '06:00', 'UTC+0', '2026-01-01T23:30:00Z', true],
    ['22:00', '06:00', 'UTC+0', '2026-01-01T06:00:30Z', true],
    ['22:00', '06:00', 'UTC+0', '2026-01-01T12:00:00Z', false],
    ['09:00', '17:00', 'UTC-5', '2026-01-01T13:59:00Z', false],
    ['09:00', '17:00', 'UTC-5', '2026-01-01T14:00:00Z', true],
  ])('from %s to %s %s, at %s: %s', (begin, end, zone, utc, open) => {
    const window = parseTimeWindow(daily(begin, end, zone))
    expect(window && isOpen(window, new Date(utc))).toBe(open)
  })
})

describe('shares', () => {
  const share = newShare(
    {
      shareId: 'rs-1',
      owner,
      regionId: 'cn-hangzhou',
      name: 'core',
      allowExternalTargets: false,
      resourceGroupId: 'rg-1',
      tags: {},
    },
    at(0),
  )
  const deleting = startDeletion(share, at(1), { settlesAt: at(2).toISOString(), succeeds: true })
  const failing = startDeletion(share, at(1), { settlesAt: at(2).toISOString(), succeeds: false })

  it.each<[title: string, share: Share, hours: number, status: string | undefined]>([
    ['a new share', share, 0, 'Active'],
    ['one being deleted', deleting, 1.5, 'Deleting'],
    ['one that was deleted', deleting, 2, 'Deleted'],
    ['one that was deleted 72 hours ago', deleting, 74, 'Deleted'],
    ['one that was deleted longer ago', deleting, 75, undefined],
    ['one whose deletion fails, before', failing, 1.5, 'Deleting'],
    ['one whose deletion failed', failing, 2, 'Active'],
  ])('%s is %s', (_, given, hours, status) => {
    expect(shareStatusAt(given, at(hours))).toBe(status)
  })

  it('a deleted share was last updated when it was gone', () => {
    expect(shareUpdatedAt(deleting, at(1.5))).toBe(at(1).toISOString())
    expect(shareUpdatedAt(deleting, at(3))).toBe(at(2).toISOString())
  })

  it('records end with their share', () => {
    const entity = {
      shareId: 'rs-1',
      regionId: 'cn-hangzhou',
      type: 'Target' as const,
      entityId: '1',
      entityType: 'Account',
      external: false,
      scope: 'internal',
    }
    const record: Association = startAssociation(
      { ...entity, directoryId: 'rd-1' },
      { now: at(0), transition: { settlesAt: at(0).toISOString(), succeeds: true } },
    )
    expect(recordStatusAt(record, share, at(1))).toBe('Associated')
    expect(recordStatusAt(record, deleting, at(1.5))).toBe('Disassociating')
    expect(recordStatusAt(record, deleting, at(3))).toBeUndefined()
  })

  it.each<[from: boolean, to: boolean, outside: boolean, inner: string | undefined, outcome: string]>([
    [false, true, false, undefined, 'yes'],
    [false, true, false, 'KMSInstance', 'NotSupport.AllowExternalTargets'],
    [true, false, false, undefined, 'yes'],
    [true, false, true, undefined, 'OperationNotPermitted'],
    [true, true, true, 'KMSInstance', 'yes'],
  ])('from %s to %s, outside principals %s, inner type %s: %s', (from, to, hasExternalTargets, insideOnlyType, outcome) => {
    const decision = mayChangeScope({ ...share, allowExternalTargets: from }, to, { hasExternalTargets, insideOnlyType })
    expect(decision.ok ? 'yes' : decision.refusal.code).toBe(outcome)
  })
})

describe('invitations', () => {
  const invitation = newInvitation(
    {
      invitationId: 'i-1',
      regionId: 'cn-hangzhou',
      shareId: 'rs-1',
      shareName: 'core',
      sender: owner,
      receiver: asAccountId('2000000000000001'),
    },
    at(0),
  )
  it.each<[state: Invitation['state'], hours: number, status: string, outcome: string]>([
    ['pending', 0, 'Pending', 'yes'],
    ['pending', 167, 'Pending', 'yes'],
    ['pending', 168, 'Expired', 'InvitationStatus.Expired'],
    ['accepted', 500, 'Accepted', 'InvitationStatus.AlreadyAccepted'],
    ['rejected', 500, 'Rejected', 'InvitationStatus.AlreadyRejected'],
    ['cancelled', 1, 'Cancelled', 'EntityNotExists.ResourceShareInvitation'],
    ['acceptFailed', 1, 'AcceptFailed', 'yes'],
    ['acceptFailed', 168, 'AcceptFailed', 'InvitationStatus.Expired'],
  ])('%s after %s hours shows %s and answers %s', (state, hours, status, outcome) => {
    const given = { ...invitation, state }
    expect(invitationStatusAt(given, at(hours))).toBe(status)
    const decision = mayAnswer({ invitation: given, isAwaited: true, now: at(hours) })
    expect(decision.ok ? 'yes' : decision.refusal.code).toBe(outcome)
  })

  it.each<Invitation['state']>(['pending', 'acceptFailed'])('%s, and the share waits for it no more: it is gone', (state) => {
    expect(mayAnswer({ invitation: { ...invitation, state }, isAwaited: false, now: at(1) })).toMatchObject({
      refusal: { code: 'EntityNotExists.ResourceShareInvitation' },
    })
  })
})

describe('types in a share', () => {
  const facts = {
    added: [] as string[],
    present: [] as string[],
    addsOutsideAccount: false,
    hasOutsideAccount: false,
    addsService: false,
    hasService: false,
    reserved: [] as string[],
  }
  it.each<[title: string, given: Partial<typeof facts>, outcome: string]>([
    ['an inner type, nobody outside', { added: ['KMSInstance'] }, 'yes'],
    [
      'an inner type is added to a share with somebody outside',
      { added: ['KMSInstance'], hasOutsideAccount: true },
      'ExternalTargetsNotAllowed.ResourceType',
    ],
    [
      'somebody outside is added to a share with an inner type',
      { present: ['KMSInstance'], addsOutsideAccount: true },
      'ExternalTargetsNotAllowed.ResourceType',
    ],
    ['a service is added to a share with an image', { present: ['Image'], addsService: true }, 'InvalidParameter.Targets'],
    ['an image is added to a share with a service', { added: ['Image'], hasService: true }, 'InvalidParameter.Resources'],
    ['a deployment set is added to a share with a service', { added: ['DeploymentSet'], hasService: true }, 'yes'],
    ['a type that is reserved for others', { added: ['Image'], reserved: ['Image'] }, 'NotManagementAccount'],
    ['another type than the one that is reserved', { added: ['Image'], reserved: ['Snapshot'] }, 'yes'],
  ])('%s: %s', (_, given, outcome) => {
    const decision = mayHoldTypes({ ...facts, ...given })
    expect(decision.ok ? 'yes' : decision.refusal.code).toBe(outcome)
  })

  it('a type goes to a service through one share, a resource once', () => {
    const shared = [{ shareId: 'rs-1', entityId: 'crp-1', entityType: 'CapacityReservation' }]
    const decide = (type: string, id: string, shareId: string) => {
      const decision = mayPairWithService({ service: 'ecs.aliyuncs.com', resource: { type, id }, shared, shareId })
      return decision.ok ? 'yes' : decision.refusal.code
    }
    expect(decide('CapacityReservation', 'crp-1', 'rs-1')).toBe('NotSupport.Service.AssociateConflict')
    expect(decide('CapacityReservation', 'crp-1', 'rs-2')).toBe('NotSupport.Service.AssociateConflict')
    expect(decide('CapacityReservation', 'crp-2', 'rs-2')).toBe('NotSupport.Service.ExistInOtherResourceShare')
    expect(decide('CapacityReservation', 'crp-2', 'rs-1')).toBe('yes')
    expect(decide('DeploymentSet', 'ds-1', 'rs-2')).toBe('yes')
  })
})
