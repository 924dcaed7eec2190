import { afterEach, beforeEach, expect, test } from 'vitest'
import { ECR, makerIn, RegionId } from '../../../test/routers.js'
import { clientOf } from '../../control/client.js'
import { sweep } from '../../control/sweep.js'
import { type Core, openCore } from '../../main.js'
import type { Table } from '../../model/index.js'
import { vpc } from '../vpc/product.js'
import { publishedRoutes } from '../vpc/tables.js'
import { ecr } from './product.js'
import { associations, attachedInstances, childInstances, disabledRoutes, flowLogs, prefixHistory, routers } from './tables.js'

let core: Core
const wall = { now: () => Date.UTC(2026, 0, 1), elapsed: () => 0 }
const network = () => clientOf(core.serve, { accessKeyId: 'local-network' })
const tables: readonly Table[] = [
  routers,
  associations,
  childInstances,
  attachedInstances,
  prefixHistory,
  disabledRoutes,
  flowLogs,
  publishedRoutes,
]
const rows = async () =>
  core.store.read('default', async (tx) => Promise.all(tables.map(async (table) => (await tx.everywhere(table)).length)))
const swept = async () => {
  await sweep({ store: core.store, worlds: core.worlds, products: [ecr, vpc], wall, pause: async () => {} })
  return rows()
}
beforeEach(async () => {
  core = await openCore({ wall })
})
afterEach(() => core.close())

test('what an ECR leaves behind goes with it, and nothing before', async () => {
  const make = makerIn({ as: network, uid: async () => '' })
  const EcrId = await make.ecr()
  const [VpcId, InstanceId] = [await make.vpc('network', '10.0.0.0/16'), await make.vbr('network')]
  await make.associate(EcrId, VpcId, { AllowedPrefixes: ['10.0.0.0/16'] })
  await make.attach(EcrId, InstanceId)
  const route = { EcrId, DestinationCidrBlock: '10.0.0.0/24', NexthopInstanceId: VpcId }
  await network().call(ECR, 'DisableExpressConnectRouterRouteEntries', route)
  const capture = { EcrId, InstanceType: 'VBR', InstanceId, ProjectName: 'project', LogStoreName: 'store' }
  await network().call(ECR, 'CreateFlowLog', capture)
  await make.vSwitch('network', VpcId, '10.0.1.0/24')
  const { RouterTableList } = (await network().call('Vpc', 'DescribeRouteTableList', { RegionId, VpcId })) as {
    RouterTableList: { RouterTableListType: { RouteTableId: string }[] }
  }
  const RouteTableId = RouterTableList.RouterTableListType[0]?.RouteTableId
  const RouteEntries = [{ RouteTableId, DestinationCidrBlock: '10.0.1.0/24' }]
  const withdrawn = { RegionId, TargetType: 'ECR', TargetInstanceId: EcrId, RouteEntries }
  await network().call('Vpc', 'WithdrawVpcPublishedRouteEntries', withdrawn)
  expect(await swept()).toEqual([1, 1, 1, 2, 1, 1, 1, 1])
  await network().call(ECR, 'ForceDeleteExpressConnectRouter', { EcrId })
  expect(await swept()).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
})
