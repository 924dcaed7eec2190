import { onlyOwn, operation, text } from '../../../model/index.js'
import {
  description,
  foreignError,
  notFoundError,
  portfolioArn,
  portfolioId,
  portfolioName,
  portfolioToChange,
  providerName,
} from '../portfolios.js'
import { serviceCatalog } from '../product.js'
import { portfolios } from '../tables.js'

export default operation(serviceCatalog, {
  name: 'UpdatePortfolio',
  documented: '2024-06-24',
  does: 'Changes what a portfolio of the account is called and who provides it.',
  input: { PortfolioId: portfolioId, PortfolioName: portfolioName, ProviderName: providerName, Description: description },
  output: { PortfolioId: text('The portfolio.', 'port-bp1yt7582gn4qk3m') },
  access: { level: 'update', resources: [{ arn: portfolioArn, id: 'PortfolioId' }] },
  errors: { ...notFoundError, ...foreignError },
  touches: onlyOwn,
  async run(context) {
    const { input, caller, region, now, own, settle } = context
    const row = settle(await portfolioToChange(context, { account: caller.account, region, now }, input.PortfolioId))
    own.put(portfolios, {
      ...row,
      name: input.PortfolioName,
      providerName: input.ProviderName,
      // What an update leaves out stays.
      description: input.Description ?? row.description,
    })
    return { PortfolioId: row.portfolioId }
  },
})
