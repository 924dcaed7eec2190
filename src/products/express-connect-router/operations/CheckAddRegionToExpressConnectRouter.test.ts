import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'
import { ECR, makerIn, RegionId } from '../../../../test/routers.js'

let cloud: Awaited<ReturnType<typeof testCloud>>
let EcrId: string
const network = () => cloud.as('network')
const check = 'CheckAddRegionToExpressConnectRouter'
const of = async (FreshRegionId: string) => network().call(ECR, check, { EcrId, FreshRegionId })
const reach = async (region: string) => {
  const { AnyInterRegionLink, AnyCrossBorderLink } = await of(region)
  return { inter: AnyInterRegionLink, cross: AnyCrossBorderLink }
}
const choose = (choices: Record<string, string>) =>
  cloud.settings({
    choices: Object.fromEntries(Object.entries(choices).map(([name, value]) => [`expressconnectrouter.${name}`, value])),
  })

beforeEach(async () => {
  cloud = await testCloud()
  EcrId = await makerIn(cloud).ecr()
})
afterEach(() => cloud.close())

describe('another region', () => {
  test('of the mainland links regions of it, one outside crosses its border, and the same one does neither', async () => {
    expect(await reach('cn-beijing')).toEqual({ inter: false, cross: false })
    await makerIn(cloud).associate(EcrId, await makerIn(cloud).vpc('network', '10.0.0.0/16'))
    expect(await reach(RegionId)).toEqual({ inter: false, cross: false })
    expect(await reach('cn-beijing')).toEqual({ inter: true, cross: false })
    expect(await reach('cn-hongkong')).toEqual({ inter: false, cross: true })
  })
  test('needs what the account has, as the world chose', async () => {
    const may = async () => {
      const answer = await of('cn-beijing')
      return [answer.IsCdtInterRegionEnabled, answer.IsCdtCrossBorderEnabled, answer.IsUserAllowedToCreateCrossBorderLink]
    }
    expect(await may()).toEqual([true, true, true])
    await choose({ cdt: 'closed', crossBorderCdt: 'closed', crossBorder: 'denied' })
    expect(await may()).toEqual([false, false, false])
  })
  test('is refused where there is no ECR, and while a step of the ECR runs (UnsupportedRegion, Conflict.Lock)', async () => {
    const refused = async (FreshRegionId?: string) => (await network().refused(ECR, check, { EcrId, FreshRegionId })).code
    expect(await refused('moon-1')).toBe('UnsupportedRegion')
    expect(await refused()).toBe('MissingParam.FreshRegionId')
    await cloud.latency('manual')
    await network().call(ECR, 'SynchronizeExpressConnectRouterInterRegionBandwidth', { EcrId })
    expect(await refused('cn-beijing')).toBe('Conflict.Lock')
    expect((await cloud.as('prod').refused(ECR, check, { EcrId, FreshRegionId: RegionId })).code).toBe('ResourceNotFound.EcrId')
  })
})

describe('joining another region', () => {
  let spread: (region: string, block: string) => Promise<Record<string, string>>
  beforeEach(async () => {
    const make = makerIn(cloud)
    await make.associate(EcrId, await make.vpc('network', '10.0.0.0/16'))
    spread = async (AssociationRegionId, block) => {
      return { EcrId, AssociationRegionId, VpcId: await make.vpc('network', block, AssociationRegionId) }
    }
  })
  const associate = 'CreateExpressConnectRouterAssociation'

  test('is refused without CDT, and without cross-border CDT and permission across the border', async () => {
    const [north, abroad] = [await spread('cn-beijing', '10.1.0.0/16'), await spread('ap-southeast-1', '10.2.0.0/16')]
    await choose({ cdt: 'closed' })
    expect(await network().refused(ECR, associate, north)).toMatchObject({ httpStatus: 400, code: 'OperationFailed.CdtNotOpened' })
    await choose({ cdt: 'opened', crossBorderCdt: 'closed' })
    expect((await network().refused(ECR, associate, abroad)).code).toBe('OperationFailed.CdtCrossBoarderNotOpened')
    await choose({ crossBorderCdt: 'opened', crossBorder: 'denied' })
    expect((await network().refused(ECR, associate, abroad)).code).toBe('OperationFailed.CrossBorderNotAllowed')
    await network().call(ECR, associate, north)
  })
  test('makes the regions of the ECR grow, and leaving makes them shrink', async () => {
    const regions = async () => (await network().call(ECR, 'DescribeExpressConnectRouterRegion', { EcrId })).RegionIdList
    const { AssociationId } = await network().call(ECR, associate, await spread('cn-beijing', '10.1.0.0/16'))
    expect(await regions()).toEqual(['cn-beijing', 'cn-hangzhou'])
    await network().call(ECR, 'DeleteExpressConnectRouterAssociation', { EcrId, AssociationId })
    expect(await regions()).toEqual(['cn-hangzhou'])
  })
})
