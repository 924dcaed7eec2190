import { onlyOwn, operation, text } from '../../../model/index.js'
import { description, portfolioName, providerName } from '../portfolios.js'
import { serviceCatalog } from '../product.js'
import { portfolios } from '../tables.js'

export default operation(serviceCatalog, {
  name: 'CreatePortfolio',
  documented: '2026-02-10',
  does: 'Creates a portfolio, which can be shared.',
  input: { PortfolioName: portfolioName, ProviderName: providerName, Description: description },
  output: { PortfolioId: text('The new portfolio.', 'port-bp1yt7582gn4qk3m') },
  access: { level: 'create', resources: [{ arn: 'acs:servicecatalog:{#regionId}:{#accountId}:portfolio/*' }] },
  touches: onlyOwn,
  async run({ input, region: regionId, now, own, newId }) {
    const portfolioId = newId('port-', 16)
    own.put(portfolios, {
      portfolioId,
      regionId,
      name: input.PortfolioName,
      description: input.Description ?? '',
      providerName: input.ProviderName,
      createdAt: now.toISOString(),
    })
    return { PortfolioId: portfolioId }
  },
})
