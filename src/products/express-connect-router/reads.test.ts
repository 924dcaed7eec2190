import { afterEach, beforeEach, expect, test } from 'vitest'
import { ECR, makerIn, RegionId } from '../../../test/routers.js'
import { type Client, clientOf } from '../../control/client.js'
import { type Core, openCore } from '../../main.js'
import { lookupOf } from '../../pipeline/context.js'
import { announced } from './reads.js'

let core: Core
let EcrId: string
const as = (alias: string): Client => clientOf(core.serve, { accessKeyId: `local-${alias}` })
const make = () => makerIn({ as, uid: async () => '1000000000000003' })
const told = async (ecrId = EcrId) => {
  const now = await core.worlds.now('default')
  return core.store.read('default', (tx) => announced(lookupOf(tx), ecrId, now))
}
const blocks = async () => (await told())?.routes.map(({ destination }) => destination)

beforeEach(async () => {
  core = await openCore()
  EcrId = await make().ecr()
})
afterEach(() => core.close())

test('what an ECR announces goes to its VBRs, and follows its associations and their prefixes', async () => {
  expect(await told()).toEqual({ over: [], routes: [] })
  const [VpcId, VbrId] = [await make().vpc('network', '10.0.0.0/16'), await make().vbr('network')]
  for (const block of ['10.0.1.0/24', '10.0.2.0/24']) await make().vSwitch('network', VpcId, block)
  const AssociationId = await make().associate(EcrId, VpcId)
  await make().attach(EcrId, VbrId)
  const asPath = [65000]
  expect(await told()).toEqual({
    over: [VbrId],
    routes: ['10.0.1.0/24', '10.0.2.0/24'].map((destination) => ({ destination, nextHop: VpcId, asPath })),
  })
  const change = (more: object) =>
    as('network').call(ECR, 'ModifyExpressConnectRouterAssociationAllowedPrefix', { EcrId, AssociationId, ...more })
  await change({ AllowedPrefixes: ['10.0.0.0/16'] })
  expect(await blocks()).toEqual(['10.0.0.0/16'])
  await change({ AllowedPrefixes: ['10.0.1.0/24', '10.8.0.0/16'], AllowedPrefixesMode: 'IncrementalMode' })
  expect(await blocks()).toEqual(['10.0.1.0/24', '10.0.2.0/24', '10.8.0.0/16'])
  await as('network').call(ECR, 'DeleteExpressConnectRouterAssociation', { EcrId, AssociationId })
  expect(await blocks()).toEqual([])
})
test('new prefixes are announced when their change has settled', async () => {
  const VpcId = await make().vpc('network', '10.0.0.0/16')
  const AssociationId = await make().associate(EcrId, VpcId, { AllowedPrefixes: ['10.0.0.0/16'] })
  await core.worlds.setLatency('default', 'manual')
  const given = { EcrId, AssociationId, AllowedPrefixes: ['10.0.0.0/17'] }
  await as('network').call(ECR, 'ModifyExpressConnectRouterAssociationAllowedPrefix', given)
  expect(await blocks()).toEqual(['10.0.0.0/16'])
  await core.worlds.step('default')
  expect(await blocks()).toEqual(['10.0.0.0/17'])
})
test('while a change of prefixes runs that is to fail, those in force before stay announced', async () => {
  const VpcId = await make().vpc('network', '10.0.0.0/16')
  const AssociationId = await make().associate(EcrId, VpcId, { AllowedPrefixes: ['10.0.0.0/16'] })
  const change = 'ModifyExpressConnectRouterAssociationAllowedPrefix'
  await as('network').call(ECR, change, { EcrId, AssociationId, AllowedPrefixes: ['10.0.0.0/17'] })
  await core.worlds.setLatency('default', 'manual')
  await core.worlds.setFaults('default', () => [{ id: 'f', match: { action: change }, effect: { transition: 'fail' } }])
  await as('network').call(ECR, change, { EcrId, AssociationId, AllowedPrefixes: ['10.0.0.0/18'] })
  expect(await blocks()).toEqual(['10.0.0.0/17'])
  await core.worlds.step('default')
  expect(await blocks()).toEqual(['10.0.0.0/17'])
})
test('a VBR that is terminated while it is attached takes nothing until it is recovered', async () => {
  const VbrId = await make().vbr('network')
  await make().attach(EcrId, VbrId)
  await as('network').call('Vpc', 'TerminateVirtualBorderRouter', { RegionId, VbrId })
  expect((await told())?.over).toEqual([])
  await as('network').call('Vpc', 'RecoverVirtualBorderRouter', { RegionId, VbrId })
  expect((await told())?.over).toEqual([VbrId])
})
test('an ECR that is unknown or gone announces nothing', async () => {
  expect(await told('ecr-0')).toBeUndefined()
  await as('network').call(ECR, 'ForceDeleteExpressConnectRouter', { EcrId })
  expect(await told()).toBeUndefined()
})
