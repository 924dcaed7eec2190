import { accountId, carriesTags, list, long, operation, required, structure, text, whole } from '../../../model/index.js'
import { grantsGiven } from '../../express-connect-router/tables.js'
import { pageByNumber, requiredRegion, resourceGroup, tagFilter, timeAnswered, toVbr } from '../parameters.js'
import { vpc } from '../product.js'
import { newestFirst } from '../reads.js'
import { vbrs } from '../tables.js'

/** No source lists its errors. UNKNOWN: what an unknown VBR answers; here it is granted to nothing. */
export default operation(vpc, {
  name: 'DescribeGrantRulesToEcr',
  documented: '2026-01-07',
  does: 'Lists the Express Connect Routers of other accounts that a VBR of the account is granted to.',
  input: {
    RegionId: requiredRegion,
    InstanceId: required(text('The VBR.', 'vbr-bp1jcg5cmxjbl9xgcx2ky')),
    ResourceGroupId: resourceGroup,
    Tags: tagFilter,
    PageNumber: long('Which page, from 1.', 1, { min: 1, default: 1 }),
    PageSize: long('Entries per page.', 10, { min: 1, max: 50, default: 10 }),
  },
  output: {
    EcrGrantRules: list(
      'The grants of the page.',
      structure({
        EcrInstanceId: text('The ECR.', 'ecr-mezk2idmsd0vx2a001'),
        EcrUid: accountId('The account that owns it.'),
        CreateTime: text('When it was granted.', '2026-01-01T00:00:00Z'),
      }),
    ),
    Count: whole('Entries on this page.', 1),
    TotalCount: whole('Entries on all pages.', 1),
    PageNumber: whole('Which page this is.', 1),
    PageSize: whole('Entries per page.', 10),
  },
  access: { level: 'list', resources: [{ arn: toVbr, id: 'InstanceId' }] },
  async run({ input, caller, region, own }) {
    const vbr = await own.get(vbrs, input.InstanceId)
    const isAsked =
      vbr?.regionId === region &&
      (input.ResourceGroupId === undefined || vbr.resourceGroupId === input.ResourceGroupId) &&
      carriesTags(vbr.tags, input.Tags)
    const grants = isAsked ? await own.all(grantsGiven, 'byInstance', [input.InstanceId]) : []
    const seen = grants.map((row) => ({ owner: caller.account, row })).sort(newestFirst(({ grantId }) => grantId))
    const { rows, about } = pageByNumber(seen, input)
    const EcrGrantRules = rows.map(({ row }) => ({
      EcrInstanceId: row.ecrId,
      EcrUid: row.ecrOwner,
      CreateTime: timeAnswered(row.createdAt),
    }))
    return { EcrGrantRules, Count: rows.length, ...about }
  },
})
