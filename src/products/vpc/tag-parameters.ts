/** Parameters, answer fields and RAM resources of the tag operations. */

import { flag, list, required, sometimes, structure, tagList, text } from '../../model/index.js'
import { requiredRegion } from './parameters.js'

const tagKey = text('Tag key.', 'team', { max: 128, barred: /^(aliyun|acs:)|https?:\/\// })
const tag = (note: string) => tagList(note, { key: 128, value: 128, most: 20 })

/** What is tagged: of `most` resources at once. */
function tagged(type: string, id: string, most: number) {
  return {
    RegionId: requiredRegion,
    ResourceType: required(text('The kind of resource, in any case.', type)),
    ResourceId: required(list('The resources.', text('An id.', id), { max: most })),
  }
}
export const ofVpc = tagged('VPC', 'vpc-bp15zckdt37pq72zvw3qx', 50)
export const ofLines = tagged('VIRTUALBORDERROUTER', 'vbr-bp1jcg5cmxjbl9xgcx2ky', 20)

export const tagsToSet = { Tag: required(tag('Tags to set.')) }
export const tagsToRemove = {
  TagKey: list('Keys to remove.', tagKey, { max: 20 }),
  All: flag('Remove every tag; counts only without TagKey.', false),
}
export const tagsToFind = { Tag: tag('Only tags that are named here, of what carries all of them.') }

export const tagPage = {
  TagResources: structure({
    TagResource: list(
      'The tags of the page, in the order of ids and keys.',
      structure({
        ResourceType: text('The kind of resource, in capitals.', 'VPC'),
        ResourceId: text('The resource.', 'vpc-bp15zckdt37pq72zvw3qx'),
        TagKey: text('Tag key.', 'team'),
        TagValue: text('Tag value.', 'network'),
      }),
    ),
  }),
  NextToken: sometimes(text('Continues behind this page; absent at the end.', 'FFmyTO70tTpLG6I3FmYAXGKPd')),
}

const arns = {
  VPC: 'acs:vpc:{#regionId}:{#accountId}:vpc/{#VpcId}',
  VSWITCH: 'acs:vpc:{#regionId}:{#accountId}:vswitch/{#VSwitchId}',
  ROUTETABLE: 'acs:vpc:{#regionId}:{#accountId}:routetable/{#RouteTableId}',
  PREFIXLIST: 'acs:vpc:{#regionId}:{#accountId}:prefixlist/{#PrefixListId}',
  PHYSICALCONNECTION: 'acs:vpc:{#regionId}:{#accountId}:physicalconnection/{#PhysicalConnectionId}',
  VIRTUALBORDERROUTER: 'acs:vpc:{#regionId}:{#accountId}:virtualborderrouter/{#VbrId}',
} as const

/** What RAM checks: the resources named, by their kind. A kind in mixed case, or one that is not here: everything. */
export function resourcesOf(kinds: readonly (keyof typeof arns)[]) {
  return kinds.flatMap((kind) =>
    [kind, kind.toLowerCase(), `${kind.charAt(0)}${kind.slice(1).toLowerCase()}`].map((ResourceType) => ({
      when: { ResourceType },
      arn: arns[kind],
      id: 'ResourceId' as const,
    })),
  )
}
export const vpcKinds = ['VPC', 'VSWITCH', 'ROUTETABLE', 'PREFIXLIST'] as const
export const lineKinds = ['PHYSICALCONNECTION', 'VIRTUALBORDERROUTER'] as const
