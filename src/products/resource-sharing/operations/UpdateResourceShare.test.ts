import { afterEach, beforeEach, expect, it } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'
import operation from './UpdateResourceShare.js'

let cloud: Awaited<ReturnType<typeof testCloud>>
beforeEach(async () => {
  cloud = await testCloud()
})
afterEach(() => cloud.close())

const rs = 'ResourceSharing'
type Given = Record<string, unknown>
async function share(parameters: Given = {}): Promise<string> {
  const { ResourceShare } = await cloud.as('network').call(rs, 'CreateResourceShare', { ResourceShareName: 'core', ...parameters })
  return ResourceShare.ResourceShareId
}
async function refusal(parameters: Given, alias = 'network'): Promise<string> {
  const { code, httpStatus, message } = await cloud
    .as(alias)
    .refused(rs, 'UpdateResourceShare', { ResourceShareName: 'new', ...parameters })
  expect([httpStatus, message]).toEqual(operation.errors[code])
  return code
}

it('a new name leaves the scope as it is and moves the time of the update', async () => {
  const id = await share({ AllowExternalTargets: true })
  await cloud.advance('1h')
  const { ResourceShare } = await cloud
    .as('network')
    .call(rs, 'UpdateResourceShare', { ResourceShareId: id, ResourceShareName: 'new' })
  expect(ResourceShare).toMatchObject({
    ResourceShareName: 'new',
    AllowExternalTargets: true,
    ResourceShareStatus: 'Active',
    CreateTime: '2026-01-01T00:00:00.000Z',
    UpdateTime: '2026-01-01T01:00:00.000Z',
  })
})

it('the current name is no error, and the scope may open and close while nobody outside takes part', async () => {
  const id = await share()
  for (const AllowExternalTargets of [true, false]) {
    const { ResourceShare } = await cloud
      .as('network')
      .call(rs, 'UpdateResourceShare', { ResourceShareId: id, ResourceShareName: 'core', AllowExternalTargets })
    expect(ResourceShare.AllowExternalTargets).toBe(AllowExternalTargets)
  }
})

it('no share or no name is given (MissingParameter)', async () => {
  expect(await refusal({})).toBe('MissingParameter.ResourceShareId')
  expect(await refusal({ ResourceShareId: await share(), ResourceShareName: undefined })).toBe('MissingParameter.ResourceShareName')
})

it('share, name or scope is malformed', async () => {
  const id = await share()
  expect(await refusal({ ResourceShareId: 'x' })).toBe('InvalidParameter.ResourceShareId')
  expect(await refusal({ ResourceShareId: id, ResourceShareName: 'a/b' })).toBe('InvalidParameter.ResourceShareName')
  expect(await refusal({ ResourceShareId: id, ResourceShareName: 'n'.repeat(51) })).toBe(
    'InvalidParameter.ResourceShareName.Length',
  )
  expect(await refusal({ ResourceShareId: id, AllowExternalTargets: 'some' })).toBe('InvalidParameter')
})

it('the share is of another account (EntityNotExists.ResourceShare) or deleted (ResourceShareStatusMismatchAction)', async () => {
  const id = await share()
  expect(await refusal({ ResourceShareId: id }, 'prod')).toBe('EntityNotExists.ResourceShare')
  await cloud.as('network').call(rs, 'DeleteResourceShare', { ResourceShareId: id })
  expect(await refusal({ ResourceShareId: id })).toBe('ResourceShareStatusMismatchAction')
})

it.each(['2000000000000001', 'ecs.aliyuncs.com'])(
  'a share closes while %s takes part or was invited (OperationNotPermitted)',
  async (target) => {
    const id = await share({ AllowExternalTargets: true, Targets: [target] })
    expect(await refusal({ ResourceShareId: id, AllowExternalTargets: false })).toBe('OperationNotPermitted')
    await cloud.as('network').call(rs, 'DisassociateResourceShare', { ResourceShareId: id, Targets: [target] })
    await cloud
      .as('network')
      .call(rs, 'UpdateResourceShare', { ResourceShareId: id, ResourceShareName: 'core', AllowExternalTargets: false })
  },
)

it('a share opens that holds a type which must stay inside (NotSupport.AllowExternalTargets)', async () => {
  const id = await share({ Resources: [{ ResourceType: 'KMSInstance', ResourceId: 'kst-network1' }] })
  expect(await refusal({ ResourceShareId: id, AllowExternalTargets: true })).toBe('NotSupport.AllowExternalTargets')
})
