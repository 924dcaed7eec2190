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

/** The association that an operation is about. */
export const associationId = {
  AssociationId: required(text('The association.', 'ecr-assoc-9p2qxx5phpca2m0001', { pattern: /^ecr-assoc-[0-9a-z]+$/ })),
}

/** Blocks that an association announces. */
export const prefixes = {
  AllowedPrefixes: list('Blocks that are announced to the data centre.', text('CIDR block.', '172.16.0.0/24'), { max: 10000 }),
  // UNKNOWN: the usual mode is not documented; it is the one that was there before there were modes.
  AllowedPrefixesMode: oneOf(
    ['MatchMode', 'IncrementalMode'],
    'MatchMode: announce only these blocks. IncrementalMode: announce them instead of the routes inside them, and the other routes.',
  ),
}

/** A route of an ECR. */
export const routeOfEcr = {
  DestinationCidrBlock: required(text('Destination of the route.', '10.153.32.16/28')),
  NexthopInstanceId: required(text('What the route leads to: a VPC, a VBR or a transit router.', 'vpc-bp1h37fchc6jmfyln0001')),
}

const webAddress = /^https?:\/\//
/** What a flow log is called and how it samples. Most of it travels in the query string, which makes no difference here. */
export const namesOfFlowLog = {
  FlowLogName: text('Display name.', 'leased line 1', { min: 0, max: 128, barred: webAddress }),
  Description: text('Free text.', 'Traffic of the data centre.', { min: 0, max: 256, barred: webAddress }),
}
export const samplingOfFlowLog = {
  Interval: whole('Seconds that one record covers: 60 or 600.', 600, { allowed: (seconds) => seconds === 60 || seconds === 600 }),
  SamplingRate: oneOf(['1:4096', '1:2048', '1:1024'], 'One packet of how many is looked at.'),
}
/** The flow log that an operation is about. */
export const flowLogId = { FlowLogId: required(text('The flow log.', 'ecr-flog-m5evbtbptx0001')) }

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

/** Kinds of resources that carry tags. UNKNOWN: the last two are named after the second, which a page of July 2026 has. */
export const taggedType = oneOf(
  [
    'EXPRESSCONNECTROUTER',
    'EXPRESSCONNECTROUTERVPCASSOCIATION',
    'EXPRESSCONNECTROUTERTRASSOCIATION',
    'EXPRESSCONNECTROUTERFLOWLOG',
  ],
  'Kind of resource.',
)
/** What an operation is about when it tags. UNKNOWN: the text caps both lists at 20, the metadata at 100; the text is kept. */
export const taggedEcrs = {
  ResourceId: required(
    list('Ids of what is tagged.', text('Id of an ECR, an association or a flow log.', 'ecr-mezk2idmsd0vx2a001'), { max: 20 }),
  ),
  ResourceType: required(taggedType),
}
/** Answers of the operations on tags have a smaller envelope. */
export const smallEnvelope = ['HttpStatusCode', 'DynamicCode', 'DynamicMessage', 'AccessDeniedDetail']

// The published constraints bar the prefix `aliyun` in values too; a newer text of the page bars `acs:` alone.
const tagLimits = { value: 128, most: 20, valueBarred: /^(aliyun|acs:)|https?:\/\// }
/** Tags of something new. */
export const newTags = { Tag: tagList('Tags of the new resource.', { key: 128, ...tagLimits }) }
/** Tags to look for. */
export const wantedTags = { Tag: tagList('Only what carries all of these tags.', { key: 64, ...tagLimits }) }

/** Lists take any page size. */
export const pages = paged(2147483647, 20)
/** Lists of routes and of flow logs have shorter pages. */
export const shortPages = paged(2147483647, 10)
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
