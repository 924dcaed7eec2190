/** Parameters, answer fields and RAM resources that several operations have. */

import { clientToken, dryRun, list, oneOf, required, structure, type Tags, tagList, text, whole } from '../../model/index.js'

/** Every call that changes something may be rehearsed and repeated. */
export const usual = { ...dryRun, ...clientToken }

const barred = /^https?:\/\//i
export const nameOf = (what: string) => text(`The name of the ${what}.`, 'backbone', { min: 0, max: 128, barred })
export const descriptionOf = (what: string) => text(`What the ${what} is for.`, 'Joins all regions.', { min: 0, max: 256, barred })

export const cenId = text('The CEN instance.', 'cen-j3jzhw1zpau2km0001')
export const transitRouterId = text('The transit router.', 'tr-bp1su1ytdxtataupl0001')
export const attachmentId = text('The attachment.', 'tr-attach-nls9fzkfat89340001')
export const routeTableId = text('The system route table of a transit router.', 'vtb-bp1dudbh2d5na6b500001')
export const region = text('The region of the transit router.', 'cn-hangzhou')

/** How an attachment is called. */
export const namesOfAttachment = {
  TransitRouterAttachmentName: nameOf('attachment'),
  TransitRouterAttachmentDescription: descriptionOf('attachment'),
}

const limits = { key: 64, value: 128, most: 20, valueBarred: /^(aliyun|acs:)|https?:\/\// }
/** Tags of something new, or to set. */
export const tags = tagList('Tags to set.', limits)
/** Tags to look for. */
export const tagFilter = tagList('Only what carries all of these tags.', limits)

const tag = structure({ Key: text('Tag key.', 'team'), Value: text('Tag value.', 'network') })
export const tagAnswer = list('Tags.', tag)
export const tagsAnswered = (given: Tags) => Object.entries(given).map(([Key, Value]) => ({ Key, Value }))

/** A time as the product writes it: in minutes. */
export const timeAnswered = (iso: string): string => `${iso.slice(0, 16)}Z`

/** Pages by number. */
export const pageNumbers = {
  PageNumber: whole('Which page, from 1.', 1, { min: 1, default: 1 }),
  PageSize: whole('Entries per page.', 10, { min: 1, max: 50, default: 10 }),
}
export const numberedPageAnswer = {
  PageNumber: whole('Which page this is.', 1),
  PageSize: whole('Entries per page.', 10),
  TotalCount: whole('Entries on all pages.', 1),
}
export function pageByNumber<T>(
  rows: readonly T[],
  { PageNumber = 1, PageSize = 10 }: { readonly PageNumber?: number | undefined; readonly PageSize?: number | undefined },
) {
  const start = (PageNumber - 1) * PageSize
  return { rows: rows.slice(start, start + PageSize), about: { PageNumber, PageSize, TotalCount: rows.length } }
}

/** What may be tagged, and which of it. Case of the kind: `domain/tags.ts`. */
export const taggedResources = {
  ResourceType: required(text('Kind of resource: Cen, TransitRouter, TransitRouterEcrAttachment, in any case.', 'cen')),
  RegionId: text('The region of the resources; CEN instances have none.', 'cn-hangzhou'),
}
export const resourceIds = list('The resources.', text('Id of one.', 'cen-7qthudw0ll6jmc0001'), { max: 20 })
export const tagErrors = {
  InvalidTagKey: [400, 'The tag keys are not valid.'],
  InvalidTagValue: [400, 'The tag values are not valid.'],
  MissingParam: [400, '%s'],
  'InvalidInstanceType.NotFound': [400, 'The instance type is not found'],
  'InvalidInstanceIds.NotFound': [400, 'The instanceIds are not found'],
  'Forbidden.TagKeys': [400, 'The request do not allow to operate the tag keys'],
  'QuotaExceeded.TagNum': [400, 'Custom Tags quota exceeded'],
  'InvalidTagScope.NotFound': [400, 'The tag scope is not found'],
  'Forbidden.NotAllowedCategary': [400, 'The System tag is not valid'],
  'SizeLimitExceeded.ResourceIdNum': [400, "The ResourceIds parameter's number is exceed , Valid : 20"],
  'IllegalParam.Region': [400, 'The specified region is invalid.'],
} as const

const arn = 'acs:cen:*:{#accountId}'
/** A CEN instance, or all where a call names none. */
export const cenArn = `${arn}:ceninstance/{#ceninstanceId}`
export const transitRouterArn = `${arn}:centransitrouter/{#centransitrouterId}`
export const attachmentArn = `${arn}:centransitrouterattachment/{#centransitrouterattachmentId}`
export const routeTableArn = `${arn}:centransitrouterroutetable/{#centransitrouterroutetableId}`
export const routeEntryArn = `${arn}:centransitrouterroutentry/{#centransitrouterroutentryId}`

/** An instance and the CEN instance of another account: what is granted, and what is taken back. */
export const grantedInstance = {
  CenId: required(text('The CEN instance that the transit router is of.', 'cen-44m0p68spvlrqq0001')),
  InstanceId: required(text('What is granted.', 'ecr-mezk2idmsd0vx2a001')),
  InstanceType: required(
    oneOf(['VPC', 'ExpressConnect', 'VPN', 'ECR'], 'Its kind; ExpressConnect is a VBR. There are no VPNs here.'),
  ),
  RegionId: text('The region of the instance; ECRs have none.', 'cn-hangzhou'),
}

/** Lists of grants are paged only when a page size is given; 0 asks for none. */
export const grantPages = {
  MaxResults: { ...whole('Entries per page. Absent: all in one.', 20, { min: 0, max: 100 }), role: 'pageSize' as const },
  NextToken: {
    ...text('Where the previous page ended.', 'FFmyTO70tTpLG6I3FmYAXGKPd0001', { min: 0, max: 256 }),
    role: 'pageToken' as const,
  },
}
