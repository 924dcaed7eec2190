/** Parameters, answer fields and RAM resources that several operations have. */

import {
  type AccessLevel,
  accountId,
  clientToken,
  dryRun,
  list,
  oneOf,
  paged,
  required,
  sometimes,
  structure,
  tagList,
  text,
  whole,
} from '../../model/index.js'

/** UNKNOWN: what makes an id malformed is not documented; ids seen are `ecr-` and 18 of these characters. */
const ecrIdForm = { pattern: /^ecr-[0-9a-z]+$/ }

/** The ECR that an operation is about. */
export const ecrId = { EcrId: required(text('Id of the ECR.', 'ecr-mezk2idmsd0vx2a001', ecrIdForm)) }

/** Names and descriptions of an ECR. An empty one is a value like any other. */
export const namesOfEcr = {
  Name: text('Display name.', 'core', { min: 0, max: 128, barred: /^https?:\/\// }),
  Description: text('Free text.', 'Joins the data centre.', { min: 0, max: 256, barred: /^https?:\/\// }),
}

/** Free text that an association or a child instance keeps. */
export const descriptionOfAttachment = { Description: text('Free text.', 'production network', { min: 0, max: 128 }) }

/** An instance and the ECR of another account: what is granted, and what is taken back. */
export const grantedInstance = {
  EcrId: required(text('The ECR that may attach the instance.', 'ecr-mezk2idmsd0vx2a001', ecrIdForm)),
  EcrOwnerAliUid: required(accountId('The account that owns that ECR.', '1000000000000002')),
  InstanceId: required(text('The VPC or VBR being granted.', 'vbr-j6cwxhgg0s5nuephp0001', { pattern: /^(vpc|vbr)-[0-9a-z]+$/ })),
  InstanceType: required(oneOf(['VBR', 'VPC'], 'Which of the two it is.')),
  InstanceRegionId: required(text('The region that the instance is in.', 'cn-hangzhou')),
}

/** The VBR that an operation is about. */
export const childInstance = {
  ChildInstanceId: required(text('The VBR.', 'vbr-j6cwxhgg0s5nuephp0001', { pattern: /^vbr-[0-9a-z]+$/ })),
  ChildInstanceType: required(oneOf(['VBR'], 'Kind of child instance; there is one.')),
}

/** Every call may be rehearsed and repeated; reads take both parameters and have no use for them. */
export const usual = { ...dryRun, ...clientToken }

/** What an operation is about when it tags. UNKNOWN: the text caps both lists at 20, the metadata at 100; the text is kept. */
export const taggedEcrs = {
  ResourceId: required(list('Ids of ECRs.', text('Id of an ECR.', 'ecr-mezk2idmsd0vx2a001'), { max: 20 })),
  ResourceType: required(oneOf(['EXPRESSCONNECTROUTER'], 'Kind of resource.')),
}
/** Answers of the operations on tags have a smaller envelope. */
export const smallEnvelope = ['HttpStatusCode', 'DynamicCode', 'DynamicMessage', 'AccessDeniedDetail']

const tagLimits = { value: 128, most: 20 }
/** Tags of something new. */
export const newTags = { Tag: tagList('Tags of the new resource.', { key: 128, ...tagLimits }) }
/** Tags to look for. */
export const wantedTags = { Tag: tagList('Only what carries all of these tags.', { key: 64, ...tagLimits }) }

/** Lists take any page size. */
export const pages = paged(2147483647, 20)
/** What every list tells beside its entries. */
export const pageAnswer = {
  MaxResults: whole('Page size that was applied.', 20),
  NextToken: sometimes(text('Where the next page begins; absent at the end.', 'AAAAAdDWBF2w6Olxc')),
  TotalCount: whole('Entries that match, over all pages.', 1),
}

/** `Key` and `Value` of an answer's tag. */
export const tagAnswer = list('Tags.', structure({ Key: text('Tag key.', 'team'), Value: text('Tag value.', 'network') }))

const arn = 'acs:expressconnectrouter::{#accountId}:expressconnectrouter'
/** Access to one ECR, or to all when a call names none. */
export const toEcr = (level: AccessLevel) => ({ level, resources: [{ arn: `${arn}/{#EcrId}`, id: 'EcrId' as const }] })
export const toTaggedEcrs = (level: AccessLevel) => ({ level, resources: [{ arn: `${arn}/{#EcrId}`, id: 'ResourceId' as const }] })
export const toNewEcr = { level: 'create' as const, resources: [{ arn: `${arn}/*` }] }

const vpcArn = 'acs:vpc:{#regionId}:{#accountId}:vpc/{#VpcId}'
const vbrArn = 'acs:expressconnect:{#regionId}:{#accountId}:virtualborderrouter/{#VbrId}'
/** Access to the VPC or VBR that a grant is about. */
export const toGrantedInstance = (level: AccessLevel) => ({
  level,
  conditions: ['InstanceType' as const],
  resources: [
    { when: { InstanceType: 'VPC' }, arn: vpcArn, id: 'InstanceId' as const, region: 'InstanceRegionId' as const },
    { when: { InstanceType: 'VBR' }, arn: vbrArn, id: 'InstanceId' as const, region: 'InstanceRegionId' as const },
  ],
})
