import { afterEach, beforeEach, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'
import { ECR, makerIn } from '../../../../test/routers.js'

let cloud: Awaited<ReturnType<typeof testCloud>>
let right: { EcrId: string; AssociationId: string }
const network = () => cloud.as('network')
const modify = 'ModifyExpressConnectRouterAssociation'
const found = async () =>
  (await network().call(ECR, 'DescribeExpressConnectRouterAssociation', { EcrId: right.EcrId })).AssociationList[0]

beforeEach(async () => {
  cloud = await testCloud()
  const make = makerIn(cloud)
  const EcrId = await make.ecr()
  right = { EcrId, AssociationId: await make.associate(EcrId, await make.vpc('network', '10.0.0.0/16'), { Description: 'first' }) }
})
afterEach(() => cloud.close())

test('a new description replaces the old one; one that is left out stays', async () => {
  await cloud.advance('1h')
  await network().call(ECR, modify, { ...right, Description: 'second' })
  expect(await found()).toMatchObject({ Description: 'second', GmtModified: '2026-01-01T01:00:00Z' })
  await network().call(ECR, modify, right)
  expect((await found()).Description).toBe('second')
  await network().call(ECR, modify, { ...right, Description: '' })
  expect((await found()).Description).toBe('')
})
test('an unknown association, one of another ECR, and one that was deleted are refused (ResourceNotFound.AssociationId)', async () => {
  const unknown = { httpStatus: 404, code: 'ResourceNotFound.AssociationId' }
  expect(await network().refused(ECR, modify, { ...right, AssociationId: 'ecr-assoc-0' })).toMatchObject(unknown)
  const other = await makerIn(cloud).ecr(65001)
  expect(await network().refused(ECR, modify, { ...right, EcrId: other })).toMatchObject(unknown)
  await network().call(ECR, 'DeleteExpressConnectRouterAssociation', right)
  expect(await network().refused(ECR, modify, right)).toMatchObject(unknown)
})
test('no other account can change it (ResourceNotFound.EcrId)', async () => {
  expect((await cloud.as('prod').refused(ECR, modify, right)).code).toBe('ResourceNotFound.EcrId')
})
test('while a step of the ECR runs it is refused, and can be tried again under the same token (Conflict.Lock)', async () => {
  await cloud.latency('manual')
  const prefixes = 'ModifyExpressConnectRouterAssociationAllowedPrefix'
  await network().call(ECR, prefixes, { ...right, AllowedPrefixes: ['10.0.0.0/16'] })
  const call = { ...right, Description: 'second', ClientToken: 'one' }
  expect((await network().refused(ECR, modify, call)).code).toBe('Conflict.Lock')
  await cloud.step()
  await network().call(ECR, modify, call)
  expect((await found()).Description).toBe('second')
})
test('a description of 129 characters and a call without association are refused', async () => {
  expect((await network().refused(ECR, modify, { ...right, AssociationId: undefined })).code).toBe('MissingParam.AssociationId')
  expect((await network().refused(ECR, modify, { ...right, Description: 'x'.repeat(129) })).code).toBe(
    'IllegalParamFormat.Description',
  )
})
