import { onlyOwn, operation } from '../../../model/index.js'
import { foreignError, notFoundError, portfolioArn, portfolioId, portfolioToChange } from '../portfolios.js'
import { serviceCatalog } from '../product.js'
import { portfolios } from '../tables.js'

/**
 * UNKNOWN: whether a portfolio can be deleted while it is shared. The page asks only that no products are in it; so here it can,
 * and principals are then told that it is Unavailable.
 */
export default operation(serviceCatalog, {
  name: 'DeletePortfolio',
  documented: '2024-06-24',
  does: 'Deletes a portfolio of the account, also one that is shared.',
  input: { PortfolioId: portfolioId },
  access: { level: 'delete', resources: [{ arn: portfolioArn, id: 'PortfolioId' }] },
  errors: { ...notFoundError, ...foreignError },
  touches: onlyOwn,
  async run(context) {
    const { input, caller, region, now, own, settle } = context
    const row = settle(await portfolioToChange(context, { account: caller.account, region, now }, input.PortfolioId))
    own.delete(portfolios, row.portfolioId)
  },
})
