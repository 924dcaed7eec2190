import { flag, list, operation, structure, text } from '../../../model/index.js'
import {
  notFoundError,
  portfolioAnswered,
  portfolioArn,
  portfolioDetail,
  portfolioId,
  portfolioSeenBy,
  unknown,
} from '../portfolios.js'
import { serviceCatalog } from '../product.js'

export default operation(serviceCatalog, {
  name: 'GetPortfolio',
  documented: '2024-06-24',
  does: 'Shows a portfolio: of the account, or shared with it.',
  input: { PortfolioId: portfolioId },
  output: {
    PortfolioDetail: portfolioDetail,
    TagOptions: list(
      'Tag options of the portfolio; they are not offered here.',
      structure({
        Active: flag('Whether it is in use.', true),
        TagOptionId: text('The tag option.', 'tag-bp1q65xd3jn4qk3m'),
        Key: text('Its key.', 'team'),
        Value: text('Its value.', 'network'),
        Owner: text('The account that owns it.', '1000000000000002'),
      }),
    ),
  },
  access: { level: 'get', resources: [{ arn: portfolioArn, id: 'PortfolioId' }] },
  errors: notFoundError,
  async run(context) {
    const { input, caller, region, now, refuse } = context
    const viewer = { account: caller.account, region, now }
    const seen = await portfolioSeenBy(context, viewer, input.PortfolioId)
    if (!seen) return refuse('InvalidPortfolio.NotFound', unknown(viewer, input.PortfolioId))
    return { PortfolioDetail: portfolioAnswered(seen), TagOptions: [] }
  },
})
