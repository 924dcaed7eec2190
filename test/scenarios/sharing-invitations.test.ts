/** Invitations to accounts outside of the directory: sent, answered, cancelled, expired, from both sides. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testCloud } from '../cloud.js'
import { type Cloud, type Row, rs, type Story, storyOf, uids } from './sharing.js'

let cloud: Cloud
let story: Story
beforeEach(async () => {
  cloud = await testCloud()
  story = storyOf(cloud)
})
afterEach(() => cloud.close())

const { prod, partner } = uids
const midnight = '2026-01-01T00:00:00.000Z'
const faulty = (action: string, transition: 'fail' | 'hang') => cloud.fault({ match: { action }, effect: { transition } })
const onlyRecord = async (type: 'Resource' | 'Target') => (await story.records('network', type))[0] as Row

describe('an invitation', () => {
  async function invited() {
    const vSwitch = await story.vSwitch('network')
    const share = await story.share('network', { Resources: [vSwitch.named], Targets: [partner], AllowExternalTargets: true })
    return { vSwitch, share }
  }
  const shown = async () => ((await story.invitations('partner'))[0] as Row).Status

  it('is Pending, and its association Associating, until it is Accepted and that is through', async () => {
    const { vSwitch, share } = await invited()
    await cloud.latency('manual')
    expect(await shown()).toBe('Pending')
    expect(await story.statuses('network', 'Target', share)).toEqual([`${partner} Associating`])
    expect(await story.sharesReaching('partner')).toEqual([`${share} Pending`])
    expect(await story.sharesOf('network')).toEqual([`${share} Active`])
    await cloud.advance('1h')
    expect(await story.answer('partner', 'Accept', share)).toMatchObject({ Status: 'Accepted' })
    expect(await story.uses('partner', vSwitch)).toBe(false)
    await cloud.step()
    expect(await story.uses('partner', vSwitch)).toBe(true)
    expect(await onlyRecord('Target')).toMatchObject({
      CreateTime: midnight,
      UpdateTime: '2026-01-01T01:00:00.000Z',
      External: true,
    })
  })

  it('that is Rejected leaves a Failed association that says why, and a new one can be sent', async () => {
    const { share } = await invited()
    expect(await story.answer('partner', 'Reject', share)).toMatchObject({ Status: 'Rejected' })
    expect(await onlyRecord('Target')).toMatchObject({ AssociationStatus: 'Failed', AssociationFailedDetails: [] })
    expect((await onlyRecord('Target')).AssociationStatusMessage).not.toBe('')
    await story.change('network', 'Associate', share, { Targets: [partner] })
    expect((await story.invitations('partner')).map(({ Status }) => Status).sort()).toEqual(['Pending', 'Rejected'])
  })

  it('expires by the clock alone, 7 days after it was sent', async () => {
    const { share } = await invited()
    await cloud.advance('6d')
    await cloud.advance('86399s')
    expect(await shown()).toBe('Pending')
    await cloud.advance('1s')
    expect(await shown()).toBe('Expired')
    const { ResourceShareInvitationId } = (await story.invitations('partner'))[0] as Row
    for (const action of ['Accept', 'Reject'])
      expect(await story.refusal('partner', `${action}ResourceShareInvitation`, { ResourceShareInvitationId })).toBe(
        '409 InvitationStatus.Expired',
      )
    expect(await onlyRecord('Target')).toMatchObject({
      AssociationStatus: 'Failed',
      UpdateTime: '2026-01-08T00:00:00.000Z',
    })
    await cloud.advance('72h')
    expect(await story.statuses('network', 'Target', share)).toHaveLength(1)
    await cloud.advance('1s')
    expect(await story.statuses('network', 'Target', share)).toEqual([])
  })

  it('that its owner does not wait for is Cancelled, and the principal Disassociated', async () => {
    const { share } = await invited()
    await cloud.latency('manual')
    // Waiting is no running transition, so nothing conflicts.
    expect(await story.change('network', 'Disassociate', share, { Targets: [partner] })).toMatchObject([
      { AssociationStatus: 'Disassociating' },
    ])
    expect(await shown()).toBe('Cancelled')
    expect(await story.sharesReaching('partner')).toEqual([])
    await cloud.step()
    expect(await story.statuses('network', 'Target', share)).toEqual([`${partner} Disassociated`])
  })

  it('whose acceptance fails answers AcceptFailed with each resource, and can be tried again', async () => {
    const { vSwitch, share } = await invited()
    await faulty('AcceptResourceShareInvitation', 'fail')
    expect(await story.answer('partner', 'Accept', share)).toMatchObject({
      Status: 'AcceptFailed',
      AcceptInvitationFailedDetails: [{ ResourceId: vSwitch.id, ResourceType: 'VSwitch', OperationType: 'Associate' }],
    })
    expect(await story.statuses('network', 'Target', share)).toEqual([`${partner} Failed`])
    await cloud.clearFaults()
    expect(await story.answer('partner', 'Accept', share)).toMatchObject({ Status: 'Accepted' })
    expect(await story.uses('partner', vSwitch)).toBe(true)
  })

  it('is not needed again for resources that come later', async () => {
    const { share } = await invited()
    await story.answer('partner', 'Accept', share)
    const later = await story.vSwitch('network')
    await story.change('network', 'Associate', share, { Resources: [later.named] })
    expect(await story.uses('partner', later)).toBe(true)
    expect(await story.invitations('partner')).toHaveLength(1)
  })

  it('comes anew after the principal was taken out, or left', async () => {
    const { vSwitch, share } = await invited()
    await story.answer('partner', 'Accept', share)
    await story.change('partner', 'Disassociate', share, { ResourceOwner: 'OtherAccounts' })
    await cloud.advance('1h')
    await story.change('network', 'Associate', share, { Targets: [partner] })
    expect(await story.uses('partner', vSwitch)).toBe(false)
    expect(await story.invitations('partner')).toMatchObject([{ Status: 'Pending' }, { Status: 'Accepted' }])
  })

  it('is one for each share and account, whatever else is put in', async () => {
    const { share } = await invited()
    await story.change('network', 'Associate', share, { Resources: [story.image('network')], Targets: [partner] })
    expect(await story.invitations('partner')).toHaveLength(1)
    await story.share('network', { Targets: [partner], AllowExternalTargets: true })
    expect(await story.invitations('partner')).toHaveLength(2)
  })
})

it('twenty callers that add one guest at the same moment send it one invitation', async () => {
  const share = await story.share('network', { AllowExternalTargets: true })
  await Promise.all(Array.from({ length: 20 }, () => story.change('network', 'Associate', share, { Targets: [partner, prod] })))
  expect(await story.invitations('partner')).toHaveLength(1)
  expect((await story.statuses('network', 'Target', share)).sort()).toEqual([`${partner} Associating`, `${prod} Associated`].sort())
})

it('both accounts may call at the same moment: one of acceptance and removal comes first, and both lists agree', async () => {
  for (let n = 0; n < 5; n += 1) {
    const share = await story.share('network', { Targets: [partner], AllowExternalTargets: true })
    const [invitation] = await story.invitations('partner', { ResourceShareIds: [share] })
    const { ResourceShareInvitationId } = invitation as Row
    await Promise.all([
      cloud.as('partner').answer(rs, 'AcceptResourceShareInvitation', { ResourceShareInvitationId }),
      cloud.as('network').answer(rs, 'DisassociateResourceShare', { ResourceShareId: share, Targets: [partner] }),
    ])
    expect(await story.statuses('network', 'Target', share)).toEqual([`${partner} Disassociated`])
    expect(await story.sharesReaching('partner')).toEqual([])
  }
})
