import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'
import { ECR, makerIn } from '../../../../test/routers.js'

let cloud: Awaited<ReturnType<typeof testCloud>>
let right: { EcrId: string; AssociationId: string }
const modify = 'ModifyExpressConnectRouterAssociationAllowedPrefix'
const network = () => cloud.as('network')
const change = (more = {}) => network().call(ECR, modify, { ...right, ...more })
const refused = (more = {}) => network().refused(ECR, modify, { ...right, ...more })
const found = async () =>
  (await network().call(ECR, 'DescribeExpressConnectRouterAssociation', { EcrId: right.EcrId })).AssociationList[0]
const AllowedPrefixes = ['172.16.4.0/24', '172.16.1.0/24', '172.16.3.0/25']

beforeEach(async () => {
  cloud = await testCloud()
  const make = makerIn(cloud)
  const EcrId = await make.ecr()
  right = { EcrId, AssociationId: await make.associate(EcrId, await make.vpc('network', '172.16.0.0/16')) }
})
afterEach(() => cloud.close())

describe('prefixes', () => {
  test('replace the old ones and keep their order; without any the list is empty again', async () => {
    await change({ AllowedPrefixes: ['10.0.0.0/8'] })
    await change({ AllowedPrefixes })
    expect(await found()).toMatchObject({ AllowedPrefixes, AllowedPrefixesMode: 'MatchMode', Status: 'ACTIVE' })
    await change()
    expect((await found()).AllowedPrefixes).toEqual([])
  })
  test('take a mode, which stays when a call leaves it out', async () => {
    await change({ AllowedPrefixes, AllowedPrefixesMode: 'IncrementalMode' })
    await change({ AllowedPrefixes: [] })
    expect(await found()).toMatchObject({ AllowedPrefixes: [], AllowedPrefixesMode: 'IncrementalMode' })
  })
  test('show UPDATING while they change, at the association and at the ECR, which is locked (Conflict.Lock)', async () => {
    await cloud.latency('manual')
    await change({ AllowedPrefixes })
    expect(await found()).toMatchObject({ AllowedPrefixes, Status: 'UPDATING' })
    const { EcrList } = await network().call(ECR, 'DescribeExpressConnectRouter', { EcrId: right.EcrId })
    expect(EcrList[0].Status).toBe('UPDATING')
    expect(await refused({ ClientToken: 'again' })).toMatchObject({ httpStatus: 400, code: 'Conflict.Lock' })
    await cloud.step()
    expect((await found()).Status).toBe('ACTIVE')
    await change({ ClientToken: 'again' })
    await cloud.step()
    expect((await found()).AllowedPrefixes).toEqual([])
  })
  test('stay as they were when the change is made to fail', async () => {
    await change({ AllowedPrefixes })
    await cloud.fault({ match: { action: modify }, effect: { transition: 'fail' } })
    await change()
    expect(await found()).toMatchObject({ AllowedPrefixes, Status: 'ACTIVE' })
  })
  test('of a granted VPC hold its lock, so that its owner cannot take the grant back meanwhile (Conflict.Lock)', async () => {
    const make = makerIn(cloud)
    const VpcId = await make.vpc('prod', '10.1.0.0/16')
    const grant = await make.grant('prod', right.EcrId, VpcId)
    right.AssociationId = await make.associate(right.EcrId, VpcId, { VpcOwnerId: await cloud.uid('prod') })
    await cloud.latency('manual')
    await change({ AllowedPrefixes })
    const revoke = () => cloud.as('prod').refused(ECR, 'RevokeInstanceFromExpressConnectRouter', grant)
    expect((await revoke()).code).toBe('Conflict.Lock')
    await cloud.step()
    await cloud.as('prod').call(ECR, 'RevokeInstanceFromExpressConnectRouter', grant)
  })
})

describe('a change of prefixes is refused', () => {
  test('for what is no CIDR block (IllegalParamFormat.AllowedPrefixes)', async () => {
    for (const wrong of ['172.16.0.0', '172.16.0.1/16', 'all'])
      expect(await refused({ AllowedPrefixes: ['10.0.0.0/8', wrong] })).toMatchObject({
        httpStatus: 400,
        code: 'IllegalParamFormat.AllowedPrefixes',
      })
  })
  test('for more than the quota (IllegalParamSize.AllowedPrefixes)', async () => {
    await cloud.settings({ quotas: { 'expressconnectrouter.allowedPrefixesPerAssociation': 2 } })
    expect((await refused({ AllowedPrefixes })).code).toBe('IllegalParamSize.AllowedPrefixes')
    await change({ AllowedPrefixes: AllowedPrefixes.slice(1) })
  })
  test('for an unknown mode (IllegalParamFormat.AllowedPrefixesMode)', async () => {
    expect((await refused({ AllowedPrefixesMode: 'All' })).code).toBe('IllegalParamFormat.AllowedPrefixesMode')
  })
  test('for an unknown association or ECR (ResourceNotFound.AssociationId, ResourceNotFound.EcrId)', async () => {
    expect((await refused({ AssociationId: 'ecr-assoc-0' })).code).toBe('ResourceNotFound.AssociationId')
    expect((await refused({ EcrId: 'ecr-0' })).code).toBe('ResourceNotFound.EcrId')
    expect((await refused({ AssociationId: undefined })).code).toBe('MissingParam.AssociationId')
  })
})
