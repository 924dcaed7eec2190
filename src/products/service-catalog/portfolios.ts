/** Who sees which portfolio, how it looks in answers, and the parameters and errors that its operations share. */

import { type AccountId, type Lookup, no, required, structure, text, yes } from '../../model/index.js'
import { toldDate } from '../ram/domain/dates.js'
import { mayUse, sharedWith } from '../resource-sharing/reads.js'
import { type Portfolio, portfolios } from './tables.js'

/** For whom, where and when somebody looks. */
export interface Viewer {
  readonly account: AccountId
  readonly region: string
  readonly now: Date
}
export interface Seen {
  readonly owner: AccountId
  readonly row: Portfolio
}

export async function ownPortfolios(lookup: Lookup, { account, region }: Viewer): Promise<Seen[]> {
  const rows = await lookup.at(account).all(portfolios, 'byRegion', [region])
  return rows.map((row) => ({ owner: account, row }))
}

/** The portfolios of others that they share with the viewer. */
export async function importedPortfolios(lookup: Lookup, { account, region, now }: Viewer): Promise<Seen[]> {
  const action = 'servicecatalog:ListPortfolios'
  const shared = await sharedWith(lookup, account, { type: 'ServiceCatalogPortfolio', regionId: region, action, now })
  const found = await Promise.all(
    shared.map(async ({ owner, resourceId }) => ({ owner, row: await lookup.at(owner).get(portfolios, resourceId) })),
  )
  // A share may still name a portfolio that is gone.
  return found.filter((each): each is Seen => each.row !== undefined && each.row.regionId === region)
}

/** The portfolio, if the viewer may read it: one that is not shared is as unknown as one that does not exist. */
export async function portfolioSeenBy(lookup: Lookup, { account, region, now }: Viewer, id: string): Promise<Seen | undefined> {
  const found = await lookup.locate(portfolios, id)
  if (!found || found.row.regionId !== region) return undefined
  const { account: owner, row } = found
  const resource = { owner, type: 'ServiceCatalogPortfolio', id }
  const use = await mayUse(lookup, { account, action: 'servicecatalog:GetPortfolio', resource, region, now })
  return use.allowed ? { owner, row } : undefined
}

/**
 * The caller's own portfolio, to be changed. UNKNOWN: what an account is told that changes one which is shared with it; the page
 * says that it can view and use it, and no code is published.
 */
export async function portfolioToChange(lookup: Lookup, viewer: Viewer, id: string) {
  const seen = await portfolioSeenBy(lookup, viewer, id)
  if (!seen) return no('InvalidPortfolio.NotFound', unknown(viewer, id))
  if (seen.owner !== viewer.account)
    return no('NoPermission', {
      because: `${id} belongs to account ${seen.owner}.`,
      next: 'Only its owner can change or delete a shared portfolio.',
    })
  return yes(seen.row)
}

export function unknown({ region }: Viewer, id: string) {
  return {
    because: `No portfolio ${id} of this account is in ${region}, and none is shared with it.`,
    next: 'If another account owns it: ask for a resource share that has this account as a principal.',
  }
}

// UNKNOWN: status and message; the code is known from the Terraform provider, which takes it for a portfolio that is gone.
export const notFoundError = {
  'InvalidPortfolio.NotFound': [404, 'not published', 'The specified portfolio does not exist.'],
} as const
export const foreignError = {
  NoPermission: [403, 'not published', 'You are not authorized to change a portfolio of another account.'],
} as const

export const portfolioId = required(text('The portfolio.', 'port-bp1yt7582gn4qk3m'))
// Both editions of the pages say 128 characters, the limits of the metadata of 2024 are 100.
const named = { min: 1, max: 128 }
export const portfolioName = required(text('What it is called.', 'Landing zone', named))
export const providerName = required(text('Who provides it.', 'Platform team', named))
export const description = text('What is in it.', 'Networks and databases', named)

/** UNKNOWN: the form of the resource in policies; the one of the table of shareable types, which is that of PortfolioArn. */
export const portfolioArn = 'acs:servicecatalog:{#regionId}:{#accountId}:portfolio/{#PortfolioId}'

const portfolioFields = {
  PortfolioId: text('Its id.', 'port-bp1yt7582gn4qk3m'),
  PortfolioArn: text('Its ARN.', 'acs:servicecatalog:cn-hangzhou:1000000000000002:portfolio/port-bp1yt7582gn4qk3m'),
  PortfolioName: text('What it is called.', 'Landing zone'),
  Description: text('What is in it, empty if not said.', ''),
  ProviderName: text('Who provides it.', 'Platform team'),
  CreateTime: text('When it was created.', '2026-01-01T00:00:00Z'),
}
export const portfolioDetail = structure(portfolioFields)

export function portfolioAnswered({ owner, row }: Seen) {
  return {
    PortfolioId: row.portfolioId,
    PortfolioArn: `acs:servicecatalog:${row.regionId}:${owner}:portfolio/${row.portfolioId}`,
    PortfolioName: row.name,
    Description: row.description,
    ProviderName: row.providerName,
    CreateTime: toldDate(row.createdAt),
  }
}
