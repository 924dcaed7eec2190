import { accountId, list, long, operation, required, structure, text, whole } from '../../../model/index.js'
import { grantableInstance } from '../grants.js'
import { pageByNumber } from '../parameters.js'
import { vpc } from '../product.js'
import { newestFirst } from '../reads.js'
import { grantsToOwnVbr, grantsToVbr, type VbrGrant, vpcs } from '../tables.js'

export default operation(vpc, {
  name: 'DescribeEcGrantRelation',
  documented: '2024-06-24',
  does: 'Lists the VPCs that a VBR of the account may connect to, or the VBRs that a VPC of the account is granted to.',
  input: {
    InstanceType: required(text('`VBR` or `VPC`: which of the two InstanceId is.', 'VBR', { oneOf: ['VBR', 'VPC'] })),
    InstanceId: required(text('The VBR or VPC.', 'vbr-bp1jcg5cmxjbl9xgcx2ky')),
    VbrRegionNo: text('The region of the VBR; needed for one.', 'cn-hangzhou'),
    PageNumber: long('Which page, from 1.', 1, { min: 1, default: 1 }),
    PageSize: long('Entries per page.', 10, { min: 1, max: 50, default: 10 }),
  },
  output: {
    EcGrantRelations: list(
      'The grants of the page.',
      structure({
        VbrOwnerUid: accountId('The account of the VBR.'),
        VbrInstanceId: text('The VBR; empty: all of that account in that region.', 'vbr-bp1jcg5cmxjbl9xgcx2ky'),
        VbrRegionNo: text('The region of the VBR.', 'cn-hangzhou'),
        InstanceId: text('The VPC.', 'vpc-bp15zckdt37pq72zvw3qx'),
        InstanceName: text('Its name.', 'core'),
        InstanceRouterId: text('Its router.', 'vrt-bp1lhl0taikrteen8jz5y'),
        RegionNo: text('Its region.', 'cn-hangzhou'),
        AliUid: accountId('The account of the VPC.', '1000000000000003'),
        GrantType: text('`All` or `Specify`.', 'Specify'),
        Status: text('`Created`: it is granted.', 'Created'),
        GmtCreate: text('When it was granted.', '2026-01-01T00:00Z'),
      }),
    ),
    Count: whole('Entries on this page.', 1),
    TotalCount: whole('Entries on all pages.', 1),
    Page: whole('Which page this is.', 1),
    PageSize: whole('Entries per page.', 10),
  },
  access: {
    level: 'list',
    resources: [{ arn: 'acs:vpc:{#regionId}:{#accountId}:virtualborderrouter/{#VbrId}', id: 'InstanceId', region: 'VbrRegionNo' }],
  },
  errors: {
    'InvalidParam.NotNull': [400, 'The parameter must not be null.'],
    'Parameter.Illegal': [400, 'The parameter is illegal.'],
    'Instance.StatusError': [400, 'The status of instance error.'],
    'VRouterId.NotFound': [404, 'The VRouter not found.'],
    'Instance.NotExist': [404, 'The instance not exist.'],
  },
  async run({ input, caller, region, now, own, at, refuse }) {
    const { InstanceType: type, InstanceId: id } = input
    if (type === 'VBR' && input.VbrRegionNo === undefined)
      return refuse('InvalidParam.NotNull', { because: 'VbrRegionNo is needed for a VBR.' })
    const where = type === 'VBR' ? (input.VbrRegionNo ?? region) : region
    if (!(await grantableInstance(own, where, { type, id }, now)))
      return refuse('Instance.NotExist', { because: `This account has no such ${type} in ${where}.` })
    const found =
      type === 'VPC'
        ? await own.all(grantsToVbr, 'byVpc', [id])
        : [...(await own.all(grantsToOwnVbr, 'byVbr', [where, id])), ...(await own.all(grantsToOwnVbr, 'byVbr', [where, '']))]
    const seen = found.map((row) => ({ owner: caller.account, row })).sort(newestFirst(({ grantId }) => grantId))
    const { rows, about } = pageByNumber(seen, input)
    const answered = async ({ row }: { readonly row: VbrGrant }) => {
      const home = await at(row.vpcOwner).get(vpcs, row.vpcId)
      return {
        VbrOwnerUid: row.vbrOwner,
        VbrInstanceId: row.vbrId,
        VbrRegionNo: row.vbrRegionId,
        InstanceId: row.vpcId,
        InstanceName: home?.name ?? '',
        InstanceRouterId: home?.vRouterId ?? '',
        RegionNo: row.vpcRegionId,
        AliUid: row.vpcOwner,
        GrantType: row.vbrId === '' ? 'All' : 'Specify',
        Status: 'Created',
        // Without seconds, as in the published sample.
        GmtCreate: `${row.createdAt.slice(0, 16)}Z`,
      }
    }
    return {
      EcGrantRelations: await Promise.all(rows.map(answered)),
      Count: rows.length,
      TotalCount: about.TotalCount,
      Page: about.PageNumber,
      PageSize: about.PageSize,
    }
  },
})
