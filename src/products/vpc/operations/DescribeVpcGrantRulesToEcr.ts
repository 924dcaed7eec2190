import { accountId, carriesTags, list, oneOf, operation, paged, pageOf, sometimes, structure, text } from '../../../model/index.js'
import { type Grant, grantsGiven } from '../../express-connect-router/tables.js'
import { requiredRegion, resourceGroup, tagFilter, timeAnswered } from '../parameters.js'
import { vpc } from '../product.js'
import { newestFirst, pagesOf } from '../reads.js'
import { vbrs, vpcs } from '../tables.js'

/** No source lists its errors. */
export default operation(vpc, {
  name: 'DescribeVpcGrantRulesToEcr',
  documented: '2025-08-01',
  does: 'Lists what the account granted to Express Connect Routers of other accounts.',
  input: {
    RegionId: requiredRegion,
    InstanceId: text('Only what this VPC or VBR is granted to.', 'vpc-bp15zckdt37pq72zvw3qx'),
    InstanceType: oneOf(['VBR', 'VPC'], 'Only instances of this type.'),
    EcrInstanceId: text('Only what is granted to this ECR.', 'ecr-mezk2idmsd0vx2a001'),
    EcrOwnerId: accountId('Only what is granted to ECRs of this account.'),
    ResourceGroupId: resourceGroup,
    Tags: tagFilter,
    ...paged(100, 100),
  },
  output: {
    GrantRuleModels: list(
      'The grants of the page.',
      structure({
        EcrId: text('The ECR.', 'ecr-mezk2idmsd0vx2a001'),
        EcrOwnerId: accountId('The account that owns it.'),
        InstanceId: text('What is granted.', 'vpc-bp15zckdt37pq72zvw3qx'),
        InstanceUid: accountId('The account that owns that.', '1000000000000003'),
        Type: text('`VPC` or `VBR`.', 'VPC'),
        RegionNo: text('Its region.', 'cn-hangzhou'),
        CreationTime: text('When it was granted.', '2026-01-01T00:00:00Z'),
      }),
    ),
    NextToken: sometimes(text('Continues behind this page; absent at the end.', 'FFmyTO70tTpLG6I3FmYAXGKPd')),
  },
  access: { level: 'list', resources: [{ arn: 'acs:vpc:{#regionId}:{#accountId}:vpc/{#InstanceId}', id: 'InstanceId' }] },
  async run({ input, caller, region, own, page }) {
    const asksForInstance = input.ResourceGroupId !== undefined || input.Tags !== undefined
    const isAsked = async (grant: Grant) => {
      const fits =
        grant.instanceRegionId === region &&
        (input.InstanceId === undefined || grant.instanceId === input.InstanceId) &&
        (input.InstanceType === undefined || grant.instanceType === input.InstanceType) &&
        (input.EcrInstanceId === undefined || grant.ecrId === input.EcrInstanceId) &&
        (input.EcrOwnerId === undefined || grant.ecrOwner === input.EcrOwnerId)
      if (!fits || !asksForInstance) return fits
      const instance = await (grant.instanceType === 'VPC' ? own.get(vpcs, grant.instanceId) : own.get(vbrs, grant.instanceId))
      return (
        instance !== undefined &&
        (input.ResourceGroupId === undefined || instance.resourceGroupId === input.ResourceGroupId) &&
        carriesTags(instance.tags, input.Tags)
      )
    }
    const sorted = (await own.all(grantsGiven, 'key', []))
      .map((row) => ({ owner: caller.account, row }))
      .sort(newestFirst(({ grantId }) => grantId))
    const { rows, nextToken } = await pageOf(
      page,
      pagesOf(sorted, ({ grantId }) => grantId),
      ({ row }) => isAsked(row),
    )
    const GrantRuleModels = rows.map(({ row }) => ({
      EcrId: row.ecrId,
      EcrOwnerId: row.ecrOwner,
      InstanceId: row.instanceId,
      InstanceUid: row.instanceOwner,
      Type: row.instanceType,
      RegionNo: row.instanceRegionId,
      CreationTime: timeAnswered(row.createdAt),
    }))
    return { GrantRuleModels, NextToken: nextToken }
  },
})
