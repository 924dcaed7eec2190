/** Portfolios: what a catalogue of products is shared by. */

import { table } from '../../model/index.js'

export interface Portfolio {
  readonly portfolioId: string
  readonly regionId: string
  readonly name: string
  readonly description: string
  readonly providerName: string
  readonly createdAt: string
}
export const portfolios = table<Portfolio>()('servicecatalog_portfolio', {
  key: ['portfolioId'],
  indexes: { byRegion: ['regionId', 'createdAt'] },
  located: 'world',
})
