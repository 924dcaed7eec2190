import { accountId, flag, list, long, oneOf, operation, required, sometimes, structure, text } from '../../../model/index.js'
import { vpcs } from '../../vpc/tables.js'
import { grantedTypeNamed } from '../domain/grant.js'
import { cenArn, cenId, grantPages } from '../parameters.js'
import { cen } from '../product.js'
import { pageOfGrants } from '../reads.js'
import { type CenGrant, cenGrantsReceived } from '../tables.js'

const orderTypes = ['PayByCenOwner', 'PayByResourceOwner'] as const
const entry = structure({
  ChildInstanceId: text('What is granted.', 'vpc-bp1rgeww9mdstuuar0001'),
  ChildInstanceType: oneOf(['VPC', 'VBR', 'CCN', 'VPN', 'ECR'], 'Its kind.'),
  ChildInstanceRegionId: sometimes(text('Its region; ECRs have none.', 'cn-hangzhou')),
  ChildInstanceOwnerId: accountId('The account that owns it.'),
  CenId: text('The CEN instance.', 'cen-nye53d7p3hzyu40001'),
  CenOwnerId: accountId('The account that owns the CEN instance.'),
  OrderType: oneOf(orderTypes, 'Who pays.'),
  EffectiveOrderType: oneOf(orderTypes, 'Who pays now.'),
  // UNKNOWN: published as a number, its example is a text; milliseconds here.
  CreateTime: long('When it was granted, in milliseconds since 1970.', 1767225600000),
})

export default operation(cen, {
  name: 'DescribeGrantRulesToCen',
  does: 'Lists what other accounts granted to a CEN instance of the account. What is unknown finds nothing.',
  input: {
    CenId: required(cenId),
    ProductType: required(oneOf(['VPC', 'VBR', 'ExpressConnect', 'CCN', 'VPN', 'ECR'], 'Kind of what is granted.')),
    RegionId: text('Only what is in this region; ECRs are in none, and are always listed.', 'cn-hangzhou'),
    ChildInstanceId: text('Only what has this id.', 'vpc-rj9gt5nll27onu70001'),
    ChildInstanceOwnerId: accountId('Only what this account granted.'),
    EnabledIpv6: flag('Only VPCs with IPv6, or only those without.', false),
    ...grantPages,
  },
  output: {
    GrantRules: structure({ GrantRule: list('The grants, newest first.', entry) }),
    MaxResults: long('Page size that was applied; without one, all there are.', 20),
    NextToken: sometimes(text('Where the next page begins; absent at the end.', 'FFmyTO70tTpLG6I3FmYAXGKPd0001')),
    TotalCount: long('Entries on all pages.', 1),
  },
  // UNKNOWN: the page was not readable.
  access: { level: 'list', resources: [{ arn: cenArn, id: 'CenId' }] },
  errors: {
    MissingParameter: [400, 'Missing parameter.'],
    'InvalidParameter.RegionId': [400, 'The specified Region Id is invalid.'],
  },
  async run({ input, own, at, page }) {
    const { RegionId, ChildInstanceId, ChildInstanceOwnerId, EnabledIpv6 } = input
    const kind = grantedTypeNamed(input.ProductType)
    const isAsked = async (row: CenGrant) => {
      if (row.instanceType !== kind) return false
      if (RegionId !== undefined && row.instanceRegionId !== undefined && row.instanceRegionId !== RegionId) return false
      if (ChildInstanceId !== undefined && row.instanceId !== ChildInstanceId) return false
      if (ChildInstanceOwnerId !== undefined && row.instanceOwner !== ChildInstanceOwnerId) return false
      if (EnabledIpv6 === undefined || kind !== 'VPC') return true
      const vpc = await at(row.instanceOwner).get(vpcs, row.instanceId)
      return (vpc !== undefined && vpc.ipv6CidrBlock !== '') === EnabledIpv6
    }
    const all = await own.all(cenGrantsReceived, 'key', [input.CenId])
    const kept = await Promise.all(all.map(isAsked))
    const asked = all.filter((_, i) => kept[i])
    const { rows, about } = await pageOfGrants(page, input.MaxResults, asked, (row) => row.instanceId)
    const show = (row: CenGrant) => ({
      ChildInstanceId: row.instanceId,
      ChildInstanceType: row.instanceType,
      ChildInstanceRegionId: row.instanceRegionId,
      ChildInstanceOwnerId: row.instanceOwner,
      CenId: row.cenId,
      CenOwnerId: row.cenOwner,
      OrderType: row.orderType,
      EffectiveOrderType: row.orderType,
      CreateTime: Date.parse(row.createdAt),
    })
    return { GrantRules: { GrantRule: rows.map(show) }, ...about }
  },
})
