import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'
import accept from './AcceptResourceShareInvitation.js'
import list from './ListResourceShareInvitations.js'
import reject from './RejectResourceShareInvitation.js'

let cloud: Awaited<ReturnType<typeof testCloud>>
beforeEach(async () => {
  cloud = await testCloud()
})
afterEach(() => cloud.close())

const rs = 'ResourceSharing'
const partner = '2000000000000001'
type Given = Record<string, unknown>
async function share(parameters: Given = {}): Promise<string> {
  const given = { ResourceShareName: 'core', AllowExternalTargets: true, Targets: [partner], ...parameters }
  return (await cloud.as('network').call(rs, 'CreateResourceShare', given)).ResourceShare.ResourceShareId
}
async function invited(parameters: Given = {}): Promise<{ ResourceShareInvitationId: string }> {
  const ResourceShareIds = [await share(parameters)]
  const { ResourceShareInvitations } = await cloud.as('partner').call(rs, 'ListResourceShareInvitations', { ResourceShareIds })
  return { ResourceShareInvitationId: ResourceShareInvitations[0].ResourceShareInvitationId }
}
async function refusal(action: string, parameters: Given, alias = 'partner'): Promise<string> {
  const { code, httpStatus, message } = await cloud.as(alias).refused(rs, action, parameters)
  const operation = [accept, reject, list].find(({ name }) => name === action)
  expect([httpStatus, message]).toEqual(operation?.errors[code])
  return code
}

describe.each(['AcceptResourceShareInvitation', 'RejectResourceShareInvitation'])('%s', (action) => {
  it('an invitation is not named, or malformed', async () => {
    expect(await refusal(action, {})).toBe('MissingParameter.ResourceShareInvitationId')
    expect(await refusal(action, { ResourceShareInvitationId: 'invitation' })).toBe('InvalidParameter.ResourceShareInvitationId')
  })

  it('it belongs to another account, or to another region (EntityNotExists.ResourceShareInvitation)', async () => {
    const invitation = await invited()
    expect(await refusal(action, { ResourceShareInvitationId: 'i-none' })).toBe('EntityNotExists.ResourceShareInvitation')
    expect(await refusal(action, invitation, 'prod')).toBe('EntityNotExists.ResourceShareInvitation')
    const elsewhere = await cloud.as('partner').refused(rs, action, invitation, { region: 'cn-beijing' })
    expect([elsewhere.httpStatus, elsewhere.code]).toEqual([409, 'EntityNotExists.ResourceShareInvitation'])
  })

  it('it was answered before, or nobody answered in time', async () => {
    const accepted = await invited()
    await cloud.as('partner').call(rs, 'AcceptResourceShareInvitation', accepted)
    expect(await refusal(action, accepted)).toBe('InvitationStatus.AlreadyAccepted')
    const rejected = await invited()
    await cloud.as('partner').call(rs, 'RejectResourceShareInvitation', rejected)
    expect(await refusal(action, rejected)).toBe('InvitationStatus.AlreadyRejected')
    const expired = await invited()
    await cloud.advance('7d')
    expect(await refusal(action, expired)).toBe('InvitationStatus.Expired')
  })
})

it('an acceptance takes the time of a transition, and the principal waits for it', async () => {
  const invitation = await invited({ Resources: [{ ResourceType: 'Image', ResourceId: 'm-network1' }] })
  await cloud.latency('manual')
  const { ResourceShareInvitation } = await cloud.as('partner').call(rs, 'AcceptResourceShareInvitation', invitation)
  expect(ResourceShareInvitation.Status).toBe('Accepted')
  const seen = async () =>
    (await cloud.as('partner').call(rs, 'ListSharedResources', { ResourceOwner: 'OtherAccounts' })).SharedResources
  expect(await seen()).toEqual([])
  await cloud.step()
  expect(await seen()).toHaveLength(1)
})

it('an acceptance that failed can be tried again until the invitation expires', async () => {
  const invitation = await invited({ Resources: [{ ResourceType: 'Image', ResourceId: 'm-network1' }] })
  await cloud.fault({ match: { action: 'AcceptResourceShareInvitation' }, effect: { transition: 'fail' }, times: 1 })
  const failed = await cloud.as('partner').call(rs, 'AcceptResourceShareInvitation', invitation)
  expect(failed.ResourceShareInvitation).toMatchObject({
    Status: 'AcceptFailed',
    AcceptInvitationFailedDetails: [{ ResourceId: 'm-network1', ResourceType: 'Image', FailureReason: 'InternalError' }],
  })
  const { ResourceShareInvitations } = await cloud.as('partner').call(rs, 'ListResourceShareInvitations')
  expect(ResourceShareInvitations).toMatchObject([
    { Status: 'AcceptFailed', InvitationFailedDetails: [{ FailureReason: 'InternalError' }] },
  ])
  const again = await cloud.as('partner').call(rs, 'AcceptResourceShareInvitation', invitation)
  expect(again.ResourceShareInvitation.Status).toBe('Accepted')
})

it('an acceptance that a fault rule lets fail fails in a share without resources too', async () => {
  const invitation = await invited()
  await cloud.fault({ match: { action: 'AcceptResourceShareInvitation' }, effect: { transition: 'fail' }, times: 1 })
  const { ResourceShareInvitation } = await cloud.as('partner').call(rs, 'AcceptResourceShareInvitation', invitation)
  expect(ResourceShareInvitation).toMatchObject({ Status: 'AcceptFailed', AcceptInvitationFailedDetails: [] })
  const { ResourceShareAssociations } = await cloud
    .as('network')
    .call(rs, 'ListResourceShareAssociations', { AssociationType: 'Target' })
  expect(ResourceShareAssociations).toMatchObject([{ EntityId: partner, AssociationStatus: 'Failed' }])
})

describe.each(['AcceptResourceShareInvitation', 'RejectResourceShareInvitation'])(
  'an invitation whose acceptance failed is gone (EntityNotExists.ResourceShareInvitation), %s, once',
  (action) => {
    const image = { ResourceType: 'Image', ResourceId: 'm-network1' }
    async function failed() {
      const invitation = await invited({ Resources: [image] })
      await cloud.fault({ match: { action: 'AcceptResourceShareInvitation' }, effect: { transition: 'fail' }, times: 1 })
      await cloud.as('partner').call(rs, 'AcceptResourceShareInvitation', invitation)
      await cloud.clearFaults()
      const { ResourceShares } = await cloud.as('network').call(rs, 'ListResourceShares', { ResourceOwner: 'Self' })
      return { invitation, ResourceShareId: ResourceShares[0].ResourceShareId as string }
    }
    const seen = async () =>
      (await cloud.as('partner').call(rs, 'ListSharedResources', { ResourceOwner: 'OtherAccounts' })).SharedResources
    const states = async () =>
      (await cloud.as('partner').call(rs, 'ListResourceShareInvitations')).ResourceShareInvitations.map(
        ({ Status }: { Status: string }) => Status,
      )

    it('its owner took the account out, which cancels it', async () => {
      const { invitation, ResourceShareId } = await failed()
      await cloud.as('network').call(rs, 'DisassociateResourceShare', { ResourceShareId, Targets: [partner] })
      expect(await states()).toEqual(['Cancelled'])
      expect(await refusal(action, invitation)).toBe('EntityNotExists.ResourceShareInvitation')
      expect(await seen()).toEqual([])
    })

    it('its owner asked anew: only the new one counts', async () => {
      const { invitation, ResourceShareId } = await failed()
      await cloud.as('network').call(rs, 'AssociateResourceShare', { ResourceShareId, Targets: [partner] })
      expect(await refusal(action, invitation)).toBe('EntityNotExists.ResourceShareInvitation')
      expect(await seen()).toEqual([])
    })

    it('the share is deleted, or closed to the outside', async () => {
      const { invitation, ResourceShareId } = await failed()
      const closed = { ResourceShareId, ResourceShareName: 'core', AllowExternalTargets: false }
      await cloud.as('network').call(rs, 'UpdateResourceShare', closed)
      expect(await refusal(action, invitation)).toBe('EntityNotExists.ResourceShareInvitation')
      await cloud.as('network').call(rs, 'UpdateResourceShare', { ...closed, AllowExternalTargets: true })
      await cloud.as('network').call(rs, 'DeleteResourceShare', { ResourceShareId })
      expect(await refusal(action, invitation)).toBe('EntityNotExists.ResourceShareInvitation')
    })
  },
)

it('a vSwitch that has as many principals as it may makes the acceptance fail (LimitExceeded)', async () => {
  const region = { RegionId: 'cn-hangzhou' }
  const { VpcId } = await cloud.as('network').call('Vpc', 'CreateVpc', { ...region, CidrBlock: '10.0.0.0/8' })
  const vSwitch = { VpcId, ZoneId: 'cn-hangzhou-h', CidrBlock: '10.1.0.0/16' }
  const { VSwitchId } = await cloud.as('network').call('Vpc', 'CreateVSwitch', { ...region, ...vSwitch })
  const invitation = await invited({ Resources: [{ ResourceType: 'VSwitch', ResourceId: VSwitchId }] })
  await cloud.settings({ quotas: { 'resourcesharing.acceptedVSwitches': 0 } })
  const { ResourceShareInvitation } = await cloud.as('partner').call(rs, 'AcceptResourceShareInvitation', invitation)
  expect(ResourceShareInvitation).toMatchObject({
    Status: 'AcceptFailed',
    AcceptInvitationFailedDetails: [{ FailureReason: 'LimitExceeded' }],
  })
})

describe('ListResourceShareInvitations', () => {
  it('tells who invited whom to what, newest first, to the receiver alone', async () => {
    const first = await share()
    await cloud.advance('1m')
    const second = await share({ ResourceShareName: 'edge' })
    const { ResourceShareInvitations } = await cloud.as('partner').call(rs, 'ListResourceShareInvitations')
    expect(ResourceShareInvitations.map(({ ResourceShareId }: Given) => ResourceShareId)).toEqual([second, first])
    expect(ResourceShareInvitations[0]).toEqual({
      CreateTime: '2026-01-01T00:01:00.000Z',
      InvitationFailedDetails: [],
      ReceiverAccountId: partner,
      ResourceShareId: second,
      ResourceShareInvitationId: expect.stringMatching(/^i-[A-Za-z0-9]{16}$/),
      ResourceShareName: 'edge',
      SenderAccountId: '1000000000000002',
      Status: 'Pending',
    })
    expect((await cloud.as('network').call(rs, 'ListResourceShareInvitations')).ResourceShareInvitations).toEqual([])
    const ids = { ResourceShareInvitationIds: [ResourceShareInvitations[1].ResourceShareInvitationId, 'i-none'] }
    const byId = await cloud.as('partner').call(rs, 'ListResourceShareInvitations', ids)
    expect(byId.ResourceShareInvitations).toMatchObject([{ ResourceShareId: first }])
    const one = await cloud.as('partner').call(rs, 'ListResourceShareInvitations', { MaxResults: 1 })
    const two = await cloud.as('partner').call(rs, 'ListResourceShareInvitations', { MaxResults: 1, NextToken: one.NextToken })
    expect(two.ResourceShareInvitations).toMatchObject([{ ResourceShareId: first }])
    expect(two).not.toHaveProperty('NextToken')
  })

  it.each(
    (
      [
        ['the page size is none', { MaxResults: 0 }, 'InvalidParameter.MaxResults'],
        ['the token is none', { NextToken: 'abc' }, 'InvalidParameter.NextToken'],
        ['the token is too long', { NextToken: 'a'.repeat(257) }, 'InvalidParameter.NextToken.Length'],
        ['a share id is malformed', { ResourceShareIds: ['core'] }, 'InvalidParameter.ResourceShareIds'],
        ['a share id is given twice', { ResourceShareIds: ['rs-1', 'rs-1'] }, 'InvalidParameter.ResourceShareIds.Duplicate'],
        [
          'six share ids are given',
          { ResourceShareIds: [1, 2, 3, 4, 5, 6].map((n) => `rs-${n}`) },
          'InvalidParameter.ResourceShareIds.Length',
        ],
        ['an invitation is malformed', { ResourceShareInvitationIds: ['x'] }, 'InvalidParameter.ResourceShareInvitationIds'],
        [
          'an invitation is given twice',
          { ResourceShareInvitationIds: ['i-1', 'i-1'] },
          'InvalidParameter.ResourceShareInvitationIds.Duplicate',
        ],
        [
          '21 invitations are given',
          { ResourceShareInvitationIds: Array.from({ length: 21 }, (_, n) => `i-${n}`) },
          'InvalidParameter.ResourceShareInvitationIds.Length',
        ],
      ] as [string, Given, string][]
    ).map(([title, parameters, code]) => ({ title, parameters, code })),
  )('$title ($code)', async ({ parameters, code }) => {
    expect(await refusal('ListResourceShareInvitations', parameters)).toBe(code)
  })
})
