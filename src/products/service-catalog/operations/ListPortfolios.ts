import { list, oneOf, operation, structure, text, whole } from '../../../model/index.js'
import { importedPortfolios, ownPortfolios, portfolioAnswered, portfolioDetail, type Seen } from '../portfolios.js'
import { serviceCatalog } from '../product.js'

export default operation(serviceCatalog, {
  name: 'ListPortfolios',
  documented: '2024-06-24',
  does: 'Lists the portfolios of the account, those that other accounts share with it, or both.',
  input: {
    Scope: oneOf(['Local', 'Import', 'All'], 'Created by the account, shared with it, or both.'),
    Filters: list(
      'Conditions that must all hold.',
      structure({
        Key: oneOf(
          ['PortfolioName', 'FullTextSearch'],
          'The whole name, or a part of name, provider or description; case does not count.',
        ),
        Value: text('What is looked for.', 'Landing zone'),
      }),
      { max: 5 },
    ),
    ProductId: text('Only portfolios with this product; products are not offered here, so none.', 'prod-bp18r7q127n4qk3m'),
    SortBy: oneOf(['CreateTime'], 'The order.'),
    SortOrder: oneOf(['Asc', 'Desc'], 'Oldest first, or newest first.', 'Desc'),
    PageNumber: whole('Which page, from 1.', 1, { min: 1, default: 1 }),
    PageSize: whole('Entries per page.', 10, { min: 1, max: 100, default: 10 }),
  },
  output: {
    PortfolioDetails: list('The portfolios of the page.', portfolioDetail),
    TotalCount: whole('Portfolios on all pages.', 1),
    PageNumber: whole('Which page this is.', 1),
    PageSize: whole('Entries per page.', 10),
  },
  // UNKNOWN: as for the other operations.
  access: { level: 'list', resources: [{ arn: 'acs:servicecatalog:{#regionId}:{#accountId}:portfolio/*' }] },
  async run(context) {
    const { input, caller, region, now } = context
    const { Scope = 'Local', SortOrder = 'Desc', PageNumber = 1, PageSize = 10 } = input
    const viewer = { account: caller.account, region, now }
    const local = Scope === 'Import' ? [] : await ownPortfolios(context, viewer)
    const imported = Scope === 'Local' ? [] : await importedPortfolios(context, viewer)
    const asked = [...local, ...imported]
      .filter(() => input.ProductId === undefined)
      .filter((seen) => (input.Filters ?? []).every((filter) => meets(seen, filter)))
      // UNKNOWN: the order when none is asked for; newest first.
      .sort((a, b) => (SortOrder === 'Asc' ? byTime(a, b) : byTime(b, a)))
    const shown = asked.slice((PageNumber - 1) * PageSize, PageNumber * PageSize)
    return { PortfolioDetails: shown.map(portfolioAnswered), TotalCount: asked.length, PageNumber, PageSize }
  },
})

function meets(
  { row }: Seen,
  { Key, Value = '' }: { readonly Key?: string | undefined; readonly Value?: string | undefined },
): boolean {
  const wanted = Value.toLowerCase()
  if (Key === 'PortfolioName') return row.name.toLowerCase() === wanted
  return [row.name, row.providerName, row.description].some((text) => text.toLowerCase().includes(wanted))
}

function byTime({ row: a }: Seen, { row: b }: Seen): number {
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? -1 : 1
  return a.portfolioId < b.portfolioId ? -1 : 1
}
