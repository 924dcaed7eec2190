import {
  carriesTags,
  dryRun,
  flag,
  list,
  oneOf,
  operation,
  pageOf,
  sometimes,
  structure,
  text,
  whole,
} from '../../../model/index.js'
import { newestFirst, pagesOf } from '../../vpc/reads.js'
import { asksByToken, pages, requiredRegion, tagAnswer, tagFilter, tagsAnswered, timeAnswered } from '../parameters.js'
import { ecs } from '../product.js'
import { type SecurityGroup, securityGroups } from '../tables.js'

const example = 'sg-bp67acfmxazb4p6x1k2d'
const idOf = ({ securityGroupId }: SecurityGroup) => securityGroupId

export default operation(ecs, {
  name: 'DescribeSecurityGroups',
  documented: '2024-06-24',
  does: 'Lists the security groups that the account created, also those in VPCs of others. Their rules are not offered here.',
  input: {
    RegionId: requiredRegion,
    SecurityGroupId: text('Only this group.', example),
    SecurityGroupIds: text('Only these: a JSON array of at most 100 ids.', `["${example}"]`),
    VpcId: text('Only groups in this VPC.', 'vpc-bp15zckdt37pq72zvw3qx'),
    SecurityGroupType: oneOf(['normal', 'enterprise'], 'Only groups of this type.'),
    NetworkType: oneOf(['vpc', 'classic'], 'Only groups of this kind of network; all are of VPCs here.'),
    SecurityGroupName: text('Only groups of this name.', 'web'),
    ResourceGroupId: text('Only groups in this resource group.', 'rg-acfmxazb4ph6aiy'),
    ServiceManaged: flag('Only groups that a cloud service manages, or only others; none is here.', false),
    Tag: tagFilter,
    ...pages({ pageSize: 100, maxResults: { min: 1, max: 100 } }),
    ...dryRun,
  },
  output: {
    RegionId: text('The region.', 'cn-hangzhou'),
    NextToken: text('Continues the list; empty on the last page.', ''),
    SecurityGroups: structure({
      SecurityGroup: list(
        'The groups of the page.',
        structure({
          SecurityGroupId: text('Its id.', example),
          SecurityGroupName: text('Its name, empty if none.', 'web'),
          Description: text('Its description, empty if none.', ''),
          SecurityGroupType: text('`normal` or `enterprise`.', 'normal'),
          VpcId: text('The VPC that it lies in.', 'vpc-bp15zckdt37pq72zvw3qx'),
          CreationTime: text('When it was created.', '2026-01-01T00:00:00Z'),
          ResourceGroupId: text('Its resource group.', 'rg-acfmxazb4ph6aiy'),
          ServiceManaged: flag('Whether a cloud service manages it.', false),
          Tags: tagAnswer,
        }),
      ),
    }),
    TotalCount: sometimes(whole('Groups on all pages. Not with MaxResults or NextToken.', 1)),
    PageNumber: sometimes(whole('Which page this is.', 1)),
    PageSize: sometimes(whole('Entries per page.', 10)),
  },
  access: {
    level: 'get',
    resources: [
      {
        arn: 'acs:ecs:{#regionId}:{#accountId}:securitygroup/{#securitygroupId}',
        id: ({ input }) => input.SecurityGroupId ?? idsIn(input.SecurityGroupIds),
      },
    ],
  },
  errors: {
    'NotSupported.PageNumberAndPageSize': [
      400,
      'The parameters PageNumber and PageSize are currently not supported, please use NextToken and MaxResults instead.',
    ],
    'InValidParameter.NextToken': [400, 'The parameter NextToken is invalid.'],
    'MissingParameter.RegionId': [
      400,
      'The input parameter RegionId that is mandatory for processing this request is not supplied.',
    ],
    'InvalidParameter.SecurityGroupType': [400, 'The specified SecurityGroupType is not valid.'],
    InternalError: [500, 'The request processing has failed due to some unknown error.'],
  },
  async run({ input, caller, region, own, page, refuse }) {
    const ids = idsIn(input.SecurityGroupIds)
    // UNKNOWN: the code for ids that are no JSON array; the product's general one.
    if (input.SecurityGroupIds !== undefined && !ids)
      return refuse('InvalidParameter.%s', { fill: ['SecurityGroupIds'], because: 'It is not a JSON array of at most 100 ids.' })
    const rows = await own.all(securityGroups, 'byRegion', [region])
    const asked = rows
      .filter(
        (row) =>
          (input.SecurityGroupId === undefined || row.securityGroupId === input.SecurityGroupId) &&
          (!ids || ids.includes(row.securityGroupId)) &&
          (input.VpcId === undefined || row.vpcId === input.VpcId) &&
          (input.SecurityGroupType === undefined || row.type === input.SecurityGroupType) &&
          input.NetworkType !== 'classic' &&
          (input.SecurityGroupName === undefined || row.name === input.SecurityGroupName) &&
          (input.ResourceGroupId === undefined || row.resourceGroupId === input.ResourceGroupId) &&
          input.ServiceManaged !== true &&
          carriesTags(row.tags, input.Tag),
      )
      .map((row) => ({ owner: caller.account, row }))
      .sort(newestFirst(idOf))
    if (asksByToken(input)) {
      const { rows: shown, nextToken } = await pageOf(page, pagesOf(asked, idOf))
      return {
        RegionId: region,
        NextToken: nextToken ?? '',
        SecurityGroups: { SecurityGroup: shown.map(({ row }) => answered(row)) },
      }
    }
    const { PageNumber = 1, PageSize = 10 } = input
    const shown = asked.slice((PageNumber - 1) * PageSize, PageNumber * PageSize)
    return {
      RegionId: region,
      NextToken: '',
      SecurityGroups: { SecurityGroup: shown.map(({ row }) => answered(row)) },
      TotalCount: asked.length,
      PageNumber,
      PageSize,
    }
  },
})

/** The ids in a JSON array; `undefined` for any other text, and for none. */
function idsIn(text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return undefined
  try {
    const ids: unknown = JSON.parse(text)
    return Array.isArray(ids) && ids.length <= 100 && ids.every((id) => typeof id === 'string') ? ids : undefined
  } catch {
    return undefined
  }
}

function answered(row: SecurityGroup) {
  return {
    SecurityGroupId: row.securityGroupId,
    SecurityGroupName: row.name,
    Description: row.description,
    SecurityGroupType: row.type,
    VpcId: row.vpcId,
    CreationTime: timeAnswered(row.createdAt),
    ResourceGroupId: row.resourceGroupId,
    ServiceManaged: false,
    Tags: tagsAnswered(row.tags),
  }
}
