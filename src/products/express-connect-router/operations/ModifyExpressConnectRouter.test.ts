import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'
import { ECR, makerIn, RegionId } from '../../../../test/routers.js'

let cloud: Awaited<ReturnType<typeof testCloud>>
let EcrId: string
const network = () => cloud.as('network')
const entry = async () => (await network().call(ECR, 'DescribeExpressConnectRouter', { EcrId })).EcrList[0]

beforeEach(async () => {
  cloud = await testCloud()
  EcrId = await makerIn(cloud).ecr(65000, { Name: 'core', Description: 'first' })
})
afterEach(() => cloud.close())

test('a name and a description that a call leaves out stay, and an empty one is one', async () => {
  await network().call(ECR, 'ModifyExpressConnectRouter', { EcrId, Name: 'edge' })
  expect(await entry()).toMatchObject({ Name: 'edge', Description: 'first' })
  await network().call(ECR, 'ModifyExpressConnectRouter', { EcrId, Description: '' })
  expect(await entry()).toMatchObject({ Name: 'edge', Description: '' })
})

describe('the ECR of an account that is overdue', () => {
  test('is FinancialLocked and RECLAIMING, and takes no change that needs an ACTIVE one (IncorrectStatus.Ecr)', async () => {
    const make = makerIn(cloud)
    const [VpcId, VbrId] = [await make.vpc('network', '10.0.0.0/16'), await make.vbr('network')]
    const AssociationId = await make.associate(EcrId, VpcId)
    await make.attach(EcrId, VbrId)
    await cloud.settings({ choices: { 'expressconnectrouter.overdueAccounts': `1, ${await cloud.uid('network')}` } })
    expect(await entry()).toMatchObject({ Status: 'RECLAIMING', BizStatus: 'FinancialLocked' })

    const child = { ChildInstanceId: VbrId, ChildInstanceType: 'VBR' }
    const changes: readonly (readonly [string, object])[] = [
      ['ModifyExpressConnectRouter', { Name: 'edge' }],
      ['DeleteExpressConnectRouter', {}],
      ['ForceDeleteExpressConnectRouter', {}],
      ['CreateExpressConnectRouterAssociation', { VpcId, AssociationRegionId: RegionId }],
      ['ModifyExpressConnectRouterAssociation', { AssociationId }],
      ['ModifyExpressConnectRouterAssociationAllowedPrefix', { AssociationId }],
      ['DeleteExpressConnectRouterAssociation', { AssociationId }],
      ['AttachExpressConnectRouterChildInstance', { ...child, ChildInstanceRegionId: RegionId }],
      ['ModifyExpressConnectRouterChildInstance', child],
      ['DetachExpressConnectRouterChildInstance', child],
      ['ModifyExpressConnectRouterInterRegionTransitMode', {}],
      ['SynchronizeExpressConnectRouterInterRegionBandwidth', {}],
      ['MoveResourceGroup', { ResourceId: EcrId, ResourceType: 'EXPRESSCONNECTROUTER', NewResourceGroupId: 'rg-1' }],
    ]
    for (const [action, more] of changes)
      expect([action, await network().refused(ECR, action, { EcrId, ...more })]).toMatchObject([
        action,
        { httpStatus: 400, code: 'IncorrectStatus.Ecr', message: 'Ecr Status does not allow current operation.' },
      ])
    await cloud.settings({ choices: { 'expressconnectrouter.overdueAccounts': '' } })
    expect(await entry()).toMatchObject({ Status: 'ACTIVE', BizStatus: 'Normal', Name: 'core' })
  })
})

test('a world may admit some accounts only (OperationFailed.UserNotInWhiteList)', async () => {
  await cloud.settings({ choices: { 'expressconnectrouter.admittedAccounts': await cloud.uid('prod') } })
  const create = { AlibabaSideAsn: 65001 }
  expect((await network().refused(ECR, 'CreateExpressConnectRouter', create)).code).toBe('OperationFailed.UserNotInWhiteList')
  await cloud.as('prod').call(ECR, 'CreateExpressConnectRouter', create)
})
