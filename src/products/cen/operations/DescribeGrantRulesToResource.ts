import { accountId, list, oneOf, operation, required, sometimes, structure, text, whole } from '../../../model/index.js'
import { grantedTypeNamed } from '../domain/grant.js'
import { grantPages, timeAnswered } from '../parameters.js'
import { cen } from '../product.js'
import { pageOfGrants } from '../reads.js'
import { type CenGrant, cenGrantsGiven } from '../tables.js'

const orderTypes = ['PayByCenOwner', 'PayByResourceOwner'] as const
const entry = structure({
  CenId: text('The CEN instance.', 'cen-44m0p68spvlrqq0001'),
  CenOwnerId: accountId('The account that owns the CEN instance.'),
  OrderType: oneOf(orderTypes, 'Who pays.'),
  EffectiveOrderType: oneOf(orderTypes, 'Who pays now.'),
  CreateTime: text('When it was granted.', '2026-01-01T00:00Z'),
})

export default operation(cen, {
  name: 'DescribeGrantRulesToResource',
  does: 'Lists the CEN instances of other accounts that an instance of the account is granted to.',
  input: {
    ResourceId: required(text('The VPC, VBR or ECR.', 'vpc-p0wfut1iqauelpdpb0001')),
    ProductType: required(oneOf(['ExpressConnect', 'VPC', 'VPN', 'ECR'], 'Its kind.')),
    RegionId: text('Its region.', 'cn-hangzhou'),
    ...grantPages,
  },
  output: {
    GrantRules: list('The grants, newest first.', entry),
    MaxResults: whole('Page size that was applied; without one, all there are.', 20),
    NextToken: sometimes(text('Where the next page begins; absent at the end.', 'FFmyTO70tTpLG6I3FmYAXGKPd0001')),
    TotalCount: whole('Entries on all pages.', 1),
  },
  // UNKNOWN: the page was not readable; this is the action that the service-linked role of ECR has, for everything.
  access: { level: 'list' },
  errors: {
    MissingParameter: [400, 'Missing parameter.'],
    'InvalidParameter.RegionId': [400, 'The specified Region Id is invalid.'],
  },
  async run({ input, own, page }) {
    const all = await own.all(cenGrantsGiven, 'key', [input.ResourceId])
    const { RegionId } = input
    const asked = all.filter(
      (row) =>
        row.instanceType === grantedTypeNamed(input.ProductType) &&
        (RegionId === undefined || row.instanceRegionId === undefined || row.instanceRegionId === RegionId),
    )
    const { rows, about } = await pageOfGrants(page, input.MaxResults, asked, (row) => row.cenId)
    const show = (row: CenGrant) => ({
      CenId: row.cenId,
      CenOwnerId: row.cenOwner,
      OrderType: row.orderType,
      EffectiveOrderType: row.orderType,
      CreateTime: timeAnswered(row.createdAt),
    })
    return { GrantRules: rows.map(show), ...about }
  },
})
