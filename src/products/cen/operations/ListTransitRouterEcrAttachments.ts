import {
  accountId,
  carriesTags,
  flag,
  list,
  oneOf,
  operation,
  paged,
  sometimes,
  structure,
  text,
  whole,
} from '../../../model/index.js'
import { attachmentStatus } from '../domain/ecr-attachment.js'
import {
  attachmentArn,
  attachmentId,
  cenId,
  region,
  tagAnswer,
  tagFilter,
  tagsAnswered,
  timeAnswered,
  transitRouterId,
} from '../parameters.js'
import { cen } from '../product.js'
import { allThere, pageByToken } from '../reads.js'
import { type EcrAttachment, ecrAttachments } from '../tables.js'

const entry = structure({
  TransitRouterAttachmentId: text('Id of the attachment.', 'tr-attach-nls9fzkfat89340001'),
  ResourceType: oneOf(['ECR'], 'What is attached.'),
  EcrId: text('The ECR.', 'ecr-n78omt2qsko06y0001'),
  EcrOwnerId: accountId('The account that owns the ECR.'),
  CenId: text('The CEN instance.', 'cen-j3jzhw1zpau2km0001'),
  TransitRouterId: text('The transit router.', 'tr-bp1su1ytdxtataupl0001'),
  TransitRouterRegionId: text('The region of the transit router.', 'cn-shanghai'),
  Status: oneOf(['Attached', 'Attaching', 'Detaching', 'Modifying'], 'What it is doing.'),
  TransitRouterAttachmentName: sometimes(text('Its name, where it was given one.', 'backbone')),
  TransitRouterAttachmentDescription: sometimes(text('Its description, where it was given one.', 'Joins all regions.')),
  AutoPublishRouteEnabled: flag('Whether routes are published to the ECR; always.', true),
  OrderType: oneOf(['PayByCenOwner', 'PayByResourceOwner'], 'Who pays.'),
  CreationTime: text('When it was created.', '2026-01-01T00:00Z'),
  Tags: tagAnswer,
})

export default operation(cen, {
  name: 'ListTransitRouterEcrAttachments',
  documented: '2025-06-06',
  does: 'Lists the ECR attachments of the transit routers of the account. Ids that nothing has find nothing.',
  input: {
    // UNKNOWN: a call is to name a transit router, a CEN instance and a region, or an attachment; one that names less finds more here.
    TransitRouterAttachmentId: attachmentId,
    TransitRouterId: transitRouterId,
    CenId: cenId,
    RegionId: region,
    Tag: tagFilter,
    ...paged(100, 20),
  },
  output: {
    MaxResults: whole('Page size that was applied.', 20),
    NextToken: sometimes(text('Where the next page begins; absent at the end.', 'FFmyTO70tTpLG6I3FmYAXGKPd0001')),
    TotalCount: whole('Entries on all pages.', 1),
    TransitRouterAttachments: list('The attachments, newest first.', entry),
  },
  access: { level: 'list', resources: [{ arn: attachmentArn, id: 'TransitRouterAttachmentId' }] },
  errors: {
    'IllegalParam.NextToken': [400, 'The specified NextToken is invalid.'],
    'IllegalParam.TrInstance': [400, 'The specified TransitRouter is invalid.'],
    'IllegalParam.Region': [400, 'The specified Region is invalid.'],
    'IllegalParam.CenId': [400, 'The specified CenId is invalid.'],
    'IllegalParam.TransitRouterId': [400, 'The specified TransitRouterId is invalid.'],
    'IllegalParam.CenIdOrRegionId': [400, 'The specified CenId or RegionId is invalid.'],
    'IllegalParam.MaxResults': [400, 'The specified MaxResults is illegal.'],
  },
  async run({ input, now, own, page }) {
    const all = await allThere(own, ecrAttachments, 'byCreated', [], now)
    const asked = all.filter(
      (row) =>
        (input.TransitRouterAttachmentId === undefined || row.attachmentId === input.TransitRouterAttachmentId) &&
        (input.TransitRouterId === undefined || row.transitRouterId === input.TransitRouterId) &&
        (input.CenId === undefined || row.cenId === input.CenId) &&
        (input.RegionId === undefined || row.regionId === input.RegionId) &&
        carriesTags(row.tags, input.Tag),
    )
    const { rows, about } = await pageByToken(page, asked, (row) => row.attachmentId)
    const show = (row: EcrAttachment) => ({
      TransitRouterAttachmentId: row.attachmentId,
      ResourceType: 'ECR',
      EcrId: row.ecrId,
      EcrOwnerId: row.ecrOwner,
      CenId: row.cenId,
      TransitRouterId: row.transitRouterId,
      TransitRouterRegionId: row.regionId,
      Status: attachmentStatus(row, now),
      TransitRouterAttachmentName: row.name,
      TransitRouterAttachmentDescription: row.description,
      AutoPublishRouteEnabled: true,
      OrderType: row.orderType,
      CreationTime: timeAnswered(row.createdAt),
      Tags: tagsAnswered(row.tags),
    })
    return { ...about, TransitRouterAttachments: rows.map(show) }
  },
})
