import { afterEach, beforeEach, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'
import { ECR, makerIn } from '../../../../test/routers.js'

let cloud: Awaited<ReturnType<typeof testCloud>>
let EcrId: string
let VpcId: string
const history = 'DescribeExpressConnectRouterAllowedPrefixHistory'
const network = () => cloud.as('network')
const read = async (more = {}) => (await network().call(ECR, history, { EcrId, ...more })).AllowedPrefixHistoryList
const refused = (more = {}) => network().refused(ECR, history, { EcrId, ...more })
const change = (more = {}) => network().call(ECR, 'ModifyExpressConnectRouterAssociationAllowedPrefix', { EcrId, ...more })

beforeEach(async () => {
  cloud = await testCloud()
  EcrId = await makerIn(cloud).ecr()
  VpcId = await makerIn(cloud).vpc('network', '10.0.0.0/16')
})
afterEach(() => cloud.close())

test('each list that was set is told, newest first, the first one and the cleared one included', async () => {
  const AssociationId = await makerIn(cloud).associate(EcrId, VpcId, { AllowedPrefixes: ['10.0.2.0/24', '10.0.1.0/24'] })
  await cloud.advance('1m')
  await change({ AssociationId, AllowedPrefixes: ['10.0.0.0/16'] })
  await cloud.advance('1m')
  await change({ AssociationId })
  expect(await read({ AssociationId })).toEqual([
    { AllowedPrefix: [], GmtCreate: '1767225720000' },
    { AllowedPrefix: ['10.0.0.0/16'], GmtCreate: '1767225660000' },
    { AllowedPrefix: ['10.0.2.0/24', '10.0.1.0/24'], GmtCreate: '1767225600000' },
  ])
})
test('it is found by the VPC as well, and empty where no list was ever set', async () => {
  const AssociationId = await makerIn(cloud).associate(EcrId, VpcId)
  expect(await read({ InstanceId: VpcId, InstanceType: 'VPC' })).toEqual([])
  await change({ AssociationId, AllowedPrefixes: ['10.0.0.0/16'] })
  expect(await read({ InstanceId: VpcId })).toHaveLength(1)
  expect(await read({ InstanceId: VpcId, AssociationId })).toHaveLength(1)
})
test('goes back a hundred lists', async () => {
  const AssociationId = await makerIn(cloud).associate(EcrId, VpcId)
  for (let i = 0; i < 102; i++) await change({ AssociationId, AllowedPrefixes: [`10.0.${i}.0/24`] })
  const lists = await read({ AssociationId })
  expect(lists).toHaveLength(100)
  expect([lists[0], lists[99]].map(({ AllowedPrefix }) => AllowedPrefix)).toEqual([['10.0.101.0/24'], ['10.0.2.0/24']])
})
test('a VPC that is not in the ECR has none (ResourceNotFound.InstanceId)', async () => {
  expect(await refused({ InstanceId: VpcId })).toMatchObject({ httpStatus: 400, code: 'ResourceNotFound.InstanceId' })
  const AssociationId = await makerIn(cloud).associate(EcrId, VpcId)
  expect((await refused({ InstanceId: VpcId, InstanceType: 'TR' })).code).toBe('ResourceNotFound.InstanceId')
  expect((await refused({ InstanceId: 'tr-1', AssociationId })).code).toBe('ResourceNotFound.InstanceId')
})
test('a call that names neither, or nothing that is there, is refused', async () => {
  expect((await refused()).code).toBe('MissingParam.AssociationId')
  expect(await refused({ AssociationId: 'ecr-assoc-0' })).toMatchObject({ httpStatus: 404, code: 'ResourceNotFound.AssociationId' })
  expect((await refused({ AssociationId: 'first' })).code).toBe('IllegalParamFormat.AssociationId')
  expect((await refused({ InstanceId: VpcId, InstanceType: 'VBR' })).code).toBe('IllegalParam.InstanceType')
  expect((await refused({ EcrId: 'ecr-0', AssociationId: 'ecr-assoc-0' })).code).toBe('ResourceNotFound.EcrId')
})
