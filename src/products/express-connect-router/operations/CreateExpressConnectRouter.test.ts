import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const ECR = 'ExpressConnectRouter'
const [create, describeEcr, modify, remove] = [
  'CreateExpressConnectRouter',
  'DescribeExpressConnectRouter',
  'ModifyExpressConnectRouter',
  'DeleteExpressConnectRouter',
] as const
let cloud: Awaited<ReturnType<typeof testCloud>>
beforeEach(async () => {
  cloud = await testCloud()
})
afterEach(() => cloud.close())
const network = () => cloud.as('network')
const ecrOf = async (more = {}) => (await network().call(ECR, create, { AlibabaSideAsn: 65000, ...more })).EcrId as string

describe('a new ECR', () => {
  test('is ACTIVE and shows what it was given; what it was not given is left out', async () => {
    const EcrId = await ecrOf()
    expect(EcrId).toMatch(/^ecr-[0-9a-z]{18}$/)
    const { EcrList, TotalCount } = await network().call(ECR, describeEcr, { EcrId })
    expect(TotalCount).toBe(1)
    expect(EcrList).toEqual([
      {
        EcrId,
        OwnerId: Number(await cloud.uid('network')),
        AlibabaSideAsn: 65000,
        ResourceGroupId: expect.stringMatching(/^rg-/),
        Status: 'ACTIVE',
        BizStatus: 'Normal',
        Tags: [],
        GmtCreate: '2026-01-01T00:00:00Z',
        GmtModified: '2026-01-01T00:00:00Z',
      },
    ])
  })
  test('carries name, description, resource group and tags', async () => {
    const given = { Name: 'core', Description: 'joins', ResourceGroupId: 'rg-1' }
    const EcrId = await ecrOf({ ...given, Tag: [{ Key: 'team', Value: 'network' }] })
    const { EcrList } = await network().call(ECR, describeEcr, { EcrId })
    expect(EcrList).toMatchObject([{ ...given, Tags: [{ TagKey: 'team', TagValue: 'network' }] }])
  })
  test('is not seen by other accounts: an empty list to filter, unknown to name (ResourceNotFound.EcrId)', async () => {
    const EcrId = await ecrOf()
    expect(await cloud.as('prod').call(ECR, describeEcr, { EcrId })).toMatchObject({ EcrList: [], TotalCount: 0 })
    for (const action of [
      modify,
      remove,
      'DescribeExpressConnectRouterRegion',
      'DescribeExpressConnectRouterInterRegionTransitMode',
    ])
      expect(await cloud.as('prod').refused(ECR, action, { EcrId })).toMatchObject({
        httpStatus: 404,
        code: 'ResourceNotFound.EcrId',
      })
  })
  test('created again with the same ClientToken is the same one', async () => {
    expect(await ecrOf({ ClientToken: 'a' })).toBe(await ecrOf({ ClientToken: 'a' }))
  })
})

describe('an ECR is refused', () => {
  test('with an ASN outside the ranges (IllegalParam.AlibabaSideAsn)', async () => {
    const refusal = await network().refused(ECR, create, { AlibabaSideAsn: 65025 })
    expect(refusal).toMatchObject({
      httpStatus: 400,
      code: 'IllegalParam.AlibabaSideAsn',
      message: 'The entered Bgp Asn is incorrect.',
    })
  })
  test('without an ASN (MissingParam.AlibabaSideAsn)', async () => {
    expect((await network().refused(ECR, create)).code).toBe('MissingParam.AlibabaSideAsn')
  })
  test('with an ASN that is no number (IllegalParamFormat.AlibabaSideAsn)', async () => {
    expect((await network().refused(ECR, create, { AlibabaSideAsn: 'AS1' })).code).toBe('IllegalParamFormat.AlibabaSideAsn')
  })
  test('with the ASN of another ECR of the account, while another account may have it (Conflict.ASNOfECR)', async () => {
    await ecrOf()
    expect(await network().refused(ECR, create, { AlibabaSideAsn: 65000 })).toMatchObject({
      httpStatus: 400,
      code: 'Conflict.ASNOfECR',
    })
    await cloud.as('prod').call(ECR, create, { AlibabaSideAsn: 65000 })
  })
  test('beyond the quota of the account (QuotaExceeded.EcrCountPerUser)', async () => {
    await cloud.settings({ quotas: { 'expressconnectrouter.ecrsPerAccount': 1 } })
    await ecrOf()
    expect((await network().refused(ECR, create, { AlibabaSideAsn: 65001 })).code).toBe('QuotaExceeded.EcrCountPerUser')
  })
  test.each([
    ['Name', 'http://core'],
    ['Name', 'n'.repeat(129)],
    ['Description', 'https://core'],
    ['Description', 'n'.repeat(257)],
  ])('with a malformed %s (IllegalParamFormat)', async (name, given) => {
    const refusal = await network().refused(ECR, create, { AlibabaSideAsn: 65000, [name]: given })
    expect(refusal.code).toBe(`IllegalParamFormat.${name}`)
  })
  test('when the account is made to be outside of the preview (OperationFailed.UserNotInWhiteList)', async () => {
    await cloud.fault({ match: { action: create }, effect: { error: 'OperationFailed.UserNotInWhiteList' } })
    expect((await network().refused(ECR, create, { AlibabaSideAsn: 65000 })).code).toBe('OperationFailed.UserNotInWhiteList')
  })
})

describe('a list of ECRs', () => {
  test('has the newest first and comes in pages', async () => {
    const ids: string[] = []
    for (const AlibabaSideAsn of [65001, 65002, 65003]) {
      ids.unshift(await ecrOf({ AlibabaSideAsn }))
      await cloud.advance('1s')
    }
    const first = await network().call(ECR, describeEcr, { MaxResults: 2 })
    expect(first).toMatchObject({ MaxResults: 2, TotalCount: 3, EcrList: [{ EcrId: ids[0] }, { EcrId: ids[1] }] })
    const second = await network().call(ECR, describeEcr, { MaxResults: 2, NextToken: first.NextToken, ClientToken: 'same' })
    expect(second.EcrList).toMatchObject([{ EcrId: ids[2] }])
    expect(second.NextToken ?? '').toBe('')
  })
  test('is filtered by name, resource group and tags; what is unknown or malformed finds nothing', async () => {
    await ecrOf({ Name: 'core', Tag: [{ Key: 'team', Value: 'network' }] })
    const finds = async (filter: Record<string, unknown>) => (await network().call(ECR, describeEcr, filter)).TotalCount
    expect(await finds({ Name: 'core' })).toBe(1)
    expect(await finds({ Name: 'cor' })).toBe(0)
    expect(await finds({ EcrId: 'router_fake' })).toBe(0)
    expect(await finds({ ResourceGroupId: 'rg-none' })).toBe(0)
    expect(await finds({ Tag: [{ Key: 'team' }] })).toBe(1)
    expect(await finds({ Tag: [{ Key: 'team', Value: 'dev' }] })).toBe(0)
  })
})

describe('modifying an ECR', () => {
  test('keeps what is left out', async () => {
    const EcrId = await ecrOf({ Name: 'core', Description: 'joins' })
    await cloud.advance('1m')
    await network().call(ECR, modify, { EcrId, Name: 'edge' })
    const { EcrList } = await network().call(ECR, describeEcr, { EcrId })
    expect(EcrList).toMatchObject([{ Name: 'edge', Description: 'joins', GmtModified: '2026-01-01T00:01:00Z' }])
  })
  test('empties what is given empty', async () => {
    const EcrId = await ecrOf({ Description: 'joins' })
    await network().call(ECR, modify, { EcrId, Description: '' })
    expect((await network().call(ECR, describeEcr, { EcrId })).EcrList[0].Description ?? '').toBe('')
  })
})

describe('deleting an ECR', () => {
  test('leaves nothing to find', async () => {
    const EcrId = await ecrOf()
    await network().call(ECR, remove, { EcrId })
    expect(await network().call(ECR, describeEcr, { EcrId })).toMatchObject({ EcrList: [], TotalCount: 0 })
    expect((await network().refused(ECR, remove, { EcrId })).code).toBe('ResourceNotFound.EcrId')
  })
  test('is refused while a VPC is in it (ResourceInUse.Ecr)', async () => {
    const EcrId = await ecrOf()
    const { VpcId } = await network().call('Vpc', 'CreateVpc', { RegionId: 'cn-hangzhou', CidrBlock: '10.0.0.0/16' })
    const where = { EcrId, VpcId, AssociationRegionId: 'cn-hangzhou' }
    const { AssociationId } = await network().call(ECR, 'CreateExpressConnectRouterAssociation', where)
    expect(await network().refused(ECR, remove, { EcrId })).toMatchObject({ httpStatus: 400, code: 'ResourceInUse.Ecr' })
    await network().call(ECR, 'DeleteExpressConnectRouterAssociation', { EcrId, AssociationId })
    await network().call(ECR, remove, { EcrId })
  })
})
