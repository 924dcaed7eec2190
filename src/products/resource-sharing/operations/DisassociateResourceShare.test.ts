import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'
import operation from './DisassociateResourceShare.js'

let cloud: Awaited<ReturnType<typeof testCloud>>
beforeEach(async () => {
  cloud = await testCloud()
})
afterEach(() => cloud.close())

const rs = 'ResourceSharing'
const image = { ResourceType: 'Image', ResourceId: 'm-network1' }
const imageArn = 'acs:ecs:cn-hangzhou:1000000000000002:image/m-network1'
const prod = '1000000000000003'
const dev = '1000000000000004'
const partner = '2000000000000001'
const six = [1, 2, 3, 4, 5, 6]

type Given = Record<string, unknown>
async function share(parameters: Given = {}, alias = 'network'): Promise<string> {
  const { ResourceShare } = await cloud.as(alias).call(rs, 'CreateResourceShare', { ResourceShareName: 'core', ...parameters })
  return ResourceShare.ResourceShareId
}
async function refusal(parameters: Given, alias = 'network'): Promise<string> {
  const { code, httpStatus, message } = await cloud.as(alias).refused(rs, 'DisassociateResourceShare', parameters)
  expect([httpStatus, message]).toEqual(operation.errors[code])
  return code
}
const disassociate = async (parameters: Given, alias = 'network') =>
  (await cloud.as(alias).call(rs, 'DisassociateResourceShare', parameters)).ResourceShareAssociations
/** A share that `partner` accepted. */
async function accepted(parameters: Given = {}): Promise<string> {
  const id = await share({ AllowExternalTargets: true, Targets: [partner], ...parameters })
  const { ResourceShareInvitations } = await cloud
    .as('partner')
    .call(rs, 'ListResourceShareInvitations', { ResourceShareIds: [id] })
  const { ResourceShareInvitationId } = ResourceShareInvitations[0]
  await cloud.as('partner').call(rs, 'AcceptResourceShareInvitation', { ResourceShareInvitationId })
  return id
}
const leaving = { ResourceOwner: 'OtherAccounts' }

describe('the owner takes out', () => {
  it('what it names, by id or ARN; the records keep their time of creation', async () => {
    const id = await share({ Resources: [image], Targets: [prod] })
    await cloud.advance('1h')
    const records = await disassociate({ ResourceShareId: id, ResourceArns: [imageArn], Targets: [prod] })
    expect(records).toMatchObject([
      {
        EntityId: 'm-network1',
        AssociationType: 'Resource',
        AssociationStatus: 'Disassociating',
        CreateTime: '2026-01-01T00:00:00.000Z',
        UpdateTime: '2026-01-01T01:00:00.000Z',
      },
      { EntityId: prod, AssociationType: 'Target', AssociationStatus: 'Disassociating' },
    ])
  })

  it('a Failed principal, so that it can be added again', async () => {
    const id = await share()
    await cloud.fault({ match: { action: 'AssociateResourceShare' }, effect: { transition: 'fail' }, times: 1 })
    await cloud.as('network').call(rs, 'AssociateResourceShare', { ResourceShareId: id, Targets: [prod] })
    expect(await disassociate({ ResourceShareId: id, Targets: [prod] })).toMatchObject([{ AssociationStatus: 'Disassociating' }])
  })

  it('nothing when the removal fails: the record says so, the principal keeps its access', async () => {
    const id = await share({ Resources: [image], Targets: [prod] })
    await cloud.fault({ match: { action: 'DisassociateResourceShare' }, effect: { transition: 'fail' } })
    await disassociate({ ResourceShareId: id, Targets: [prod] })
    await cloud.clearFaults()
    const list = async () =>
      (await cloud.as('network').call(rs, 'ListResourceShareAssociations', { AssociationType: 'Target', ResourceShareIds: [id] }))
        .ResourceShareAssociations
    expect(await list()).toMatchObject([{ AssociationStatus: 'Failed' }])
    const seen = await cloud.as('prod').call(rs, 'ListSharedResources', { ResourceOwner: 'OtherAccounts' })
    expect(seen.SharedResources).toHaveLength(1)
    await disassociate({ ResourceShareId: id, Targets: [prod] })
    expect(await list()).toMatchObject([{ AssociationStatus: 'Disassociated' }])
  })

  it('the same once more while it runs: nothing changes', async () => {
    const id = await share({ Targets: [prod] })
    await cloud.latency('manual')
    await disassociate({ ResourceShareId: id, Targets: [prod] })
    expect(await disassociate({ ResourceShareId: id, Targets: [prod] })).toMatchObject([{ AssociationStatus: 'Disassociating' }])
  })
})

describe('what is refused', () => {
  it('no share is named (MissingParameter.ResourceShareId)', async () => {
    expect(await refusal({ Targets: [prod] })).toBe('MissingParameter.ResourceShareId')
  })

  it.each(
    (
      [
        ['the share is malformed', { ResourceShareId: 'core', Targets: [prod] }, 'InvalidParameter.ResourceShareId'],
        ['a resource has no type', { Resources: [{ ResourceId: 'm-network1' }] }, 'InvalidParameter.Resources'],
        ['a resource is named twice', { Resources: [image, image] }, 'InvalidParameter.Resources.Duplicate'],
        [
          'six resources are named',
          { Resources: six.map((n) => ({ ...image, ResourceId: `m-${n}` })) },
          'InvalidParameter.Resources.Length',
        ],
        ['a principal is malformed', { Targets: ['prod'] }, 'InvalidParameter.Targets'],
        ['a principal is named twice', { Targets: [prod, prod] }, 'InvalidParameter.Targets.Duplicate'],
        ['six principals are named', { Targets: six.map(String) }, 'InvalidParameter.Targets.Length'],
        ['nothing is named', {}, 'ResourceAndTargetBothEmpty'],
        ['a principal is not associated', { Targets: [dev] }, 'DisassociateInvalid'],
        [
          'a resource is not associated',
          { Resources: [{ ResourceType: 'Snapshot', ResourceId: 's-network1' }] },
          'DisassociateInvalid',
        ],
        ['whose share it is is unclear', { ResourceOwner: 'Others', Targets: [prod] }, 'InvalidParameter'],
        [
          'a type cannot be shared',
          { Resources: [{ ResourceType: 'Bucket', ResourceId: 'b-1' }] },
          'InvalidParameter.ResourceType',
        ],
        ['an ARN is malformed', { ResourceArns: ['m-network1'] }, 'InvalidParameter.ResourceArns'],
        ['an ARN is given twice', { ResourceArns: [imageArn, imageArn] }, 'InvalidParameter.ResourceArns.Duplicate'],
        ['six ARNs are given', { ResourceArns: six.map((n) => `${imageArn}${n}`) }, 'InvalidParameter.ResourceArns.Length'],
        ['both forms are used', { Resources: [image], ResourceArns: [imageArn] }, 'InvalidParameter.ResourceConflict'],
        [
          'a type that is named by ARN only is named by id',
          { Resources: [{ ResourceType: 'PolarDBBackupSet', ResourceId: 'pbs-1' }] },
          'NotSupport.ResourceType.ResourcesParameter',
        ],
        ['another principal is named by one that leaves', { ...leaving, Targets: [dev] }, 'InvalidParameter.Targets'],
      ] as [string, Given, string][]
    ).map(([title, parameters, code]) => ({ title, parameters, code })),
  )('$title ($code)', async ({ parameters, code }) => {
    expect(await refusal({ ResourceShareId: await share({ Targets: [prod] }), ...parameters })).toBe(code)
  })

  it('a share of another account (EntityNotExists.ResourceShare), for owners and for those who leave', async () => {
    const id = await share()
    expect(await refusal({ ResourceShareId: id, Targets: [prod] }, 'dev')).toBe('EntityNotExists.ResourceShare')
    expect(await refusal({ ResourceShareId: id, ...leaving }, 'partner')).toBe('EntityNotExists.ResourceShare')
  })

  it('a folder is named by an owner that is in no directory (AccountNotInResourceDirectory)', async () => {
    const id = await share({}, 'partner')
    expect(await refusal({ ResourceShareId: id, Targets: ['fd-1234567890'] }, 'partner')).toBe('AccountNotInResourceDirectory')
  })

  it('the share is deleted (ResourceShareStatusMismatchAction)', async () => {
    const id = await accepted()
    await cloud.as('network').call(rs, 'DeleteResourceShare', { ResourceShareId: id })
    expect(await refusal({ ResourceShareId: id, Targets: [prod] })).toBe('ResourceShareStatusMismatchAction')
    expect(await refusal({ ResourceShareId: id, ...leaving }, 'partner')).toBe('ResourceShareStatusMismatchAction')
  })

  it('an entity is just being associated (DisassociateConflict); one that waits for its invitee is not', async () => {
    await cloud.latency('manual')
    const id = await share({ AllowExternalTargets: true, Targets: [prod, partner] })
    expect(await refusal({ ResourceShareId: id, Targets: [prod] })).toBe('DisassociateConflict')
    expect(await disassociate({ ResourceShareId: id, Targets: [partner] })).toHaveLength(1)
  })

  it('a member leaves a share that reaches it inside of the directory (LeavingFailed.Account)', async () => {
    const id = await share({ Targets: [prod] })
    expect(await refusal({ ResourceShareId: id, ...leaving }, 'prod')).toBe('LeavingFailed.Account')
  })

  it('a share holds a type that binds its principals (LeavingFailed.ResourceType)', async () => {
    const id = await accepted({ Resources: [{ ResourceType: 'IpamPool', ResourceId: 'ipam-pool-network1' }] })
    expect(await refusal({ ResourceShareId: id, ...leaving }, 'partner')).toBe('LeavingFailed.ResourceType')
  })

  it('a principal inside of the directory is just being associated while one from outside leaves (ExternalTargetWithdrawConflict)', async () => {
    const id = await accepted()
    await cloud.latency('manual')
    await cloud.as('network').call(rs, 'AssociateResourceShare', { ResourceShareId: id, Targets: [prod] })
    expect(await refusal({ ResourceShareId: id, ...leaving }, 'partner')).toBe('ExternalTargetWithdrawConflict')
    await cloud.step()
    expect(await disassociate({ ResourceShareId: id, ...leaving, Targets: [partner] }, 'partner')).toHaveLength(1)
  })

  it('somebody leaves who did not accept yet, or left before (DisassociateInvalid)', async () => {
    const open = await share({ AllowExternalTargets: true, Targets: [partner] })
    expect(await refusal({ ResourceShareId: open, ...leaving }, 'partner')).toBe('DisassociateInvalid')
    const id = await accepted()
    await disassociate({ ResourceShareId: id, ...leaving }, 'partner')
    expect(await refusal({ ResourceShareId: id, ...leaving }, 'partner')).toBe('DisassociateInvalid')
  })
})
