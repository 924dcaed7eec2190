/** Small questions that the documentation leaves open and that no other story answers: docs/differences.md lists them all. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type As, testCloud } from '../cloud.js'
import { type Cloud, directory, rs, type Story, storyOf, uids, workloads } from './sharing.js'

let cloud: Cloud
let story: Story
beforeEach(async () => {
  cloud = await testCloud()
  story = storyOf(cloud)
})
afterEach(() => cloud.close())

const { network, prod, dev, partner } = uids

/** A user of `network` with these statements. */
async function userWith(UserName: string, ...Statement: object[]): Promise<As> {
  const root = cloud.as('network')
  await root.call('Ram', 'CreateUser', { UserName })
  const PolicyDocument = JSON.stringify({ Version: '1', Statement })
  await root.call('Ram', 'CreatePolicy', { PolicyName: UserName, PolicyDocument })
  await root.call('Ram', 'AttachPolicyToUser', { PolicyType: 'Custom', PolicyName: UserName, UserName })
  const { AccessKey } = await root.call('Ram', 'CreateAccessKey', { UserName })
  return cloud.withKey({ accessKeyId: AccessKey.AccessKeyId })
}
const allow = (Condition?: object) => ({
  Effect: 'Allow',
  Action: 'resourcesharing:*',
  Resource: '*',
  ...(Condition ? { Condition } : {}),
})

it('a call is checked in one order: form, share, permissions, existence, directory, principals, types, quotas', async () => {
  await cloud.settings({ directorySharing: false, quotas: { 'resourcesharing.sharedResources': 0 } })
  const share = await story.share('network', { AllowExternalTargets: true })
  let given: Record<string, unknown> = {
    ResourceShareId: 'rs-unknown',
    Resources: [{ ResourceType: 'KMSInstance', ResourceId: 'kst-unknown' }],
    PermissionNames: ['Unknown'],
    Targets: [prod, partner, network],
    ResourceArns: ['acs:ecs:cn-hangzhou:1000000000000002:image/m-network1'],
  }
  const mended: [string, Record<string, unknown>][] = [
    ['400 InvalidParameter.ResourceConflict', { ResourceArns: undefined }],
    ['404 EntityNotExists.ResourceShare', { ResourceShareId: share }],
    ['404 EntityNotExists.Permission', { PermissionNames: undefined }],
    ['400 InvalidParameter.Resources', { Resources: [{ ResourceType: 'KMSInstance', ResourceId: 'kst-network1' }] }],
    ['409 NotEnableSharingWithResourceDirectory', { Targets: [partner, network] }],
    ['409 ShareWithYourself', { Targets: [partner] }],
    ['409 ExternalTargetsNotAllowed.ResourceType', { Resources: [story.image('network')] }],
    ['409 QuotaExceeded.SharedResource.Count', { Resources: undefined }],
  ]
  for (const [refusal, mending] of mended) {
    expect(await story.refusal('network', 'AssociateResourceShare', given)).toBe(refusal)
    given = { ...given, ...mending }
  }
  await story.call('network', 'AssociateResourceShare', given)
})

describe('a policy', () => {
  it('that allows principals has to allow each of a call; one that denies some denies the whole call', async () => {
    const user = await userWith('allower', allow({ StringLike: { 'resourcesharing:Target': [`${directory}/*`, partner] } }))
    const asks = async (...Targets: string[]) =>
      (await user.answer(rs, 'CreateResourceShare', { ResourceShareName: 'core', AllowExternalTargets: true, Targets })).status
    expect([await asks(prod), await asks(workloads, dev, partner), await asks(prod, uids.intl)]).toEqual([200, 200, 403])
    const denied = await userWith('denier', allow(), {
      ...allow({ StringEquals: { 'resourcesharing:Target': [dev] } }),
      Effect: 'Deny',
    })
    const given = (...Targets: string[]) => ({ ResourceShareName: 'core', Targets })
    expect((await denied.answer(rs, 'CreateResourceShare', given(prod))).status).toBe(200)
    expect((await denied.answer(rs, 'CreateResourceShare', given(prod, dev))).status).toBe(403)
  })

  it('that asks for a tag of a share (acs:ResourceTag) is not met: tags are no condition keys', async () => {
    const user = await userWith('allower', allow({ StringEquals: { 'acs:ResourceTag/team': ['net'] } }))
    const share = await story.share('network', { Tag: [{ Key: 'team', Value: 'net' }] })
    expect((await user.refused(rs, 'DeleteResourceShare', { ResourceShareId: share })).code).toBe('NoPermission')
    const tagged = { RegionId: 'cn-hangzhou', ResourceType: 'ResourceShare', ResourceId: [share] }
    expect((await user.refused(rs, 'UntagResources', { ...tagged, All: true })).code).toBe('NoPermission')
  })
})

it('an id with the right prefix is well formed however short or long it is; anything else is malformed', async () => {
  const refusal = (ResourceShareId: string) => story.refusal('network', 'DeleteResourceShare', { ResourceShareId })
  for (const id of ['rs-1', `rs-${'a'.repeat(40)}`]) expect(await refusal(id)).toBe('404 EntityNotExists.ResourceShare')
  for (const id of ['rs-', 'rs-a.b', 'share-1', 'RS-1']) expect(await refusal(id)).toBe('400 InvalidParameter.ResourceShareId')
})

it('a guest that leaves names nobody, or itself', async () => {
  const share = await story.share('network', { AllowExternalTargets: true, Targets: [partner] })
  await story.answer('partner', 'Accept', share)
  const leaving = { ResourceShareId: share, ResourceOwner: 'OtherAccounts' }
  for (const [given, refusal] of [
    [{ Targets: [prod] }, '400 InvalidParameter.Targets'],
    [{ Targets: [partner, prod] }, '400 InvalidParameter.Targets'],
    [{ Resources: [story.image('network')] }, '400 InvalidParameter.Resources'],
  ] as const)
    expect(await story.refusal('partner', 'DisassociateResourceShare', { ...leaving, ...given })).toBe(refusal)
  await story.call('partner', 'DisassociateResourceShare', { ...leaving, Targets: [partner] })
  expect(await story.sharesReaching('partner')).toEqual([])
})

it('a share with a type that cannot be left keeps its guests (LeavingFailed.ResourceType)', async () => {
  const pool = [{ ResourceType: 'IpamPool', ResourceId: 'ipam-pool-network1' }]
  const share = await story.share('network', { AllowExternalTargets: true, Targets: [partner], Resources: pool })
  await story.answer('partner', 'Accept', share)
  const leaving = { ResourceShareId: share, ResourceOwner: 'OtherAccounts' }
  expect(await story.refusal('partner', 'DisassociateResourceShare', leaving)).toBe('409 LeavingFailed.ResourceType')
  await story.change('network', 'Disassociate', share, { Resources: pool })
  await story.call('partner', 'DisassociateResourceShare', leaving)
})

it('a world that reads the documentation of Pending literally shows it to the owner, until everybody has answered', async () => {
  await cloud.settings({ choices: { 'resourcesharing.ownerSeesPending': 'yes' } })
  const share = await story.share('network', { AllowExternalTargets: true, Targets: [partner] })
  expect(await story.sharesOf('network')).toEqual([`${share} Pending`])
  expect(await story.sharesOf('network', { ResourceShareStatus: 'Active' })).toEqual([])
  await story.answer('partner', 'Accept', share)
  expect(await story.sharesOf('network')).toEqual([`${share} Active`])
})
