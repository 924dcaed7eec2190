import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

let cloud: Awaited<ReturnType<typeof testCloud>>
beforeEach(async () => {
  cloud = await testCloud()
})
afterEach(() => cloud.close())
const product = 'servicecatalog'
const rs = 'ResourceSharing'
type Given = Record<string, unknown>

const landing = { PortfolioName: 'Landing zone', ProviderName: 'Platform team', Description: 'Networks' }
async function create(given: Given = {}, alias = 'network'): Promise<string> {
  return (await cloud.as(alias).call(product, 'CreatePortfolio', { ...landing, ...given })).PortfolioId
}
async function share(PortfolioId: string, more: Given = {}): Promise<string> {
  const { ResourceShare } = await cloud.as('network').call(rs, 'CreateResourceShare', {
    ResourceShareName: 'catalogue',
    Resources: [{ ResourceId: PortfolioId, ResourceType: 'ServiceCatalogPortfolio' }],
    Targets: [await cloud.uid('prod')],
    ...more,
  })
  return ResourceShare.ResourceShareId
}
async function namesFor(alias: string, given: Given = {}): Promise<unknown[]> {
  const answer = await cloud.as(alias).call(product, 'ListPortfolios', given)
  return answer.PortfolioDetails.map(({ PortfolioName }: Given) => PortfolioName)
}

describe('a portfolio', () => {
  it('shows what it was made with, and changes', async () => {
    const PortfolioId = await create()
    expect(PortfolioId).toMatch(/^port-[a-z0-9]{16}$/)
    const detail = {
      ...landing,
      PortfolioId,
      PortfolioArn: `acs:servicecatalog:cn-hangzhou:1000000000000002:portfolio/${PortfolioId}`,
      CreateTime: '2026-01-01T00:00:00Z',
    }
    const network = cloud.as('network')
    expect(await network.call(product, 'GetPortfolio', { PortfolioId })).toMatchObject({ PortfolioDetail: detail, TagOptions: [] })
    const changed = { PortfolioName: 'Base', ProviderName: 'Core team' }
    expect(await network.call(product, 'UpdatePortfolio', { PortfolioId, ...changed })).toMatchObject({ PortfolioId })
    const { PortfolioDetail } = await network.call(product, 'GetPortfolio', { PortfolioId })
    expect(PortfolioDetail).toEqual({ ...detail, ...changed })
  })

  it('is gone once it is deleted, and was never there for others or elsewhere (InvalidPortfolio.NotFound)', async () => {
    const PortfolioId = await create()
    const unseen = { httpStatus: 404, code: 'InvalidPortfolio.NotFound' }
    expect(await cloud.as('prod').refused(product, 'GetPortfolio', { PortfolioId })).toMatchObject(unseen)
    expect(await cloud.as('network').refused(product, 'GetPortfolio', { PortfolioId }, { region: 'cn-shanghai' })).toMatchObject(
      unseen,
    )
    await cloud.as('network').call(product, 'DeletePortfolio', { PortfolioId })
    for (const action of ['GetPortfolio', 'DeletePortfolio', 'UpdatePortfolio'])
      expect(await cloud.as('network').refused(product, action, { PortfolioId, ...landing })).toMatchObject(unseen)
  })

  it.each<[string, Given, string]>([
    ['without a name', { PortfolioName: undefined }, 'MissingPortfolioName'],
    ['without a provider', { ProviderName: undefined }, 'MissingProviderName'],
    ['with a name that is too long', { PortfolioName: 'a'.repeat(129) }, 'InvalidParameter'],
  ])('%s is refused', async (_, given, code) => {
    expect(await cloud.as('network').refused(product, 'CreatePortfolio', { ...landing, ...given })).toMatchObject({
      httpStatus: 400,
      code,
    })
  })
})

describe('a shared portfolio', () => {
  it('is listed by the principal as imported, and read', async () => {
    const PortfolioId = await create({ PortfolioName: 'shared' })
    await create({ PortfolioName: 'kept' })
    await create({ PortfolioName: 'own' }, 'prod')
    await share(PortfolioId)
    expect(await namesFor('prod')).toEqual(['own'])
    expect(await namesFor('prod', { Scope: 'Local' })).toEqual(['own'])
    expect(await namesFor('prod', { Scope: 'Import' })).toEqual(['shared'])
    expect((await namesFor('prod', { Scope: 'All' })).sort()).toEqual(['own', 'shared'])
    expect(await namesFor('network', { Scope: 'Import' })).toEqual([])
    const { PortfolioDetail } = await cloud.as('prod').call(product, 'GetPortfolio', { PortfolioId })
    expect(PortfolioDetail.PortfolioArn).toBe(`acs:servicecatalog:cn-hangzhou:1000000000000002:portfolio/${PortfolioId}`)
    expect(await namesFor('dev', { Scope: 'All' })).toEqual([])
  })

  it('cannot be changed or deleted by the principal (NoPermission)', async () => {
    const PortfolioId = await create()
    await share(PortfolioId)
    for (const action of ['UpdatePortfolio', 'DeletePortfolio'])
      expect(await cloud.as('prod').refused(product, action, { PortfolioId, ...landing })).toMatchObject({
        httpStatus: 403,
        code: 'NoPermission',
      })
  })

  it('keeps the settings that it was shared with, and is gone for the principal once it is not shared', async () => {
    const PortfolioId = await create()
    const ResourceArn = `acs:servicecatalog:cn-hangzhou:1000000000000002:portfolio/${PortfolioId}`
    const Property = '{"sharePrincipals":true,"shareTagOptions":false}'
    const ResourceShareId = await share(PortfolioId, { ResourceProperties: [{ ResourceArn, Property }] })
    const network = cloud.as('network')
    const asked = { AssociationType: 'Resource', ResourceShareIds: [ResourceShareId] }
    const { ResourceShareAssociations } = await network.call(rs, 'ListResourceShareAssociations', asked)
    expect(ResourceShareAssociations).toMatchObject([{ EntityId: PortfolioId, ResourceArn, ResourceProperty: Property }])
    await network.call(rs, 'DisassociateResourceShare', { ResourceShareId, Targets: [await cloud.uid('prod')] })
    expect(await namesFor('prod', { Scope: 'All' })).toEqual([])
    expect(await cloud.as('prod').refused(product, 'GetPortfolio', { PortfolioId })).toMatchObject({
      code: 'InvalidPortfolio.NotFound',
    })
  })

  it('that its owner deletes is Unavailable for the principal, until it is taken out of the share', async () => {
    const PortfolioId = await create()
    const ResourceShareId = await share(PortfolioId)
    const [network, prod] = [cloud.as('network'), cloud.as('prod')]
    const others = async () => (await prod.call(rs, 'ListSharedResources', { ResourceOwner: 'OtherAccounts' })).SharedResources
    expect(await others()).toMatchObject([{ ResourceId: PortfolioId, ResourceStatus: 'Available', ResourceStatusMessage: '' }])
    await network.call(product, 'DeletePortfolio', { PortfolioId })
    expect(await others()).toMatchObject([
      { ResourceId: PortfolioId, ResourceStatus: 'Unavailable', ResourceStatusMessage: expect.stringMatching(/./) },
    ])
    expect(await namesFor('prod', { Scope: 'All' })).toEqual([])
    // UNKNOWN: what the owner is shown then; the association lives on, so its resource is listed, which has no status there.
    const mine = async () => (await network.call(rs, 'ListSharedResources', { ResourceOwner: 'Self' })).SharedResources
    expect(await mine()).toMatchObject([{ ResourceId: PortfolioId, ResourceShareId }])
    const dev = { ResourceShareId, Targets: [await cloud.uid('dev')] }
    await network.call(rs, 'AssociateResourceShare', dev)
    const { ResourceShareAssociations } = await network.call(rs, 'ListResourceShareAssociations', {
      AssociationType: 'Target',
      ResourceShareIds: [ResourceShareId],
      Target: await cloud.uid('dev'),
    })
    expect(ResourceShareAssociations).toMatchObject([
      {
        AssociationStatus: 'Failed',
        AssociationFailedDetails: [{ EntityId: PortfolioId, Status: 'Unavailable' }],
      },
    ])
    const Resources = [{ ResourceId: PortfolioId, ResourceType: 'ServiceCatalogPortfolio' }]
    await network.call(rs, 'DisassociateResourceShare', { ResourceShareId, Resources })
    expect(await others()).toEqual([])
    expect(await mine()).toEqual([])
  })
})

describe('the list of portfolios', () => {
  it('is filtered by name and text, sorted by time, and paged', async () => {
    for (const PortfolioName of ['Alpha', 'Beta', 'Gamma']) {
      await create({ PortfolioName, Description: `about ${PortfolioName.length}` })
      await cloud.advance('1m')
    }
    const filter = (Key: string, Value: string) => ({ Filters: [{ Key, Value }] })
    expect(await namesFor('network')).toEqual(['Gamma', 'Beta', 'Alpha'])
    expect(await namesFor('network', { SortBy: 'CreateTime', SortOrder: 'Asc' })).toEqual(['Alpha', 'Beta', 'Gamma'])
    expect(await namesFor('network', filter('PortfolioName', 'bETA'))).toEqual(['Beta'])
    expect(await namesFor('network', filter('PortfolioName', 'bet'))).toEqual([])
    expect(await namesFor('network', filter('FullTextSearch', 'ABOUT 5'))).toEqual(['Gamma', 'Alpha'])
    expect(await namesFor('network', { ProductId: 'prod-1' })).toEqual([])
    const page = await cloud.as('network').call(product, 'ListPortfolios', { PageNumber: 2, PageSize: 2 })
    expect(page).toMatchObject({ TotalCount: 3, PageNumber: 2, PageSize: 2, PortfolioDetails: [{ PortfolioName: 'Alpha' }] })
    const wrong = await cloud.as('network').refused(product, 'ListPortfolios', { Scope: 'Mine' })
    expect(wrong).toMatchObject({ httpStatus: 400, code: 'InvalidParameter' })
  })
})
