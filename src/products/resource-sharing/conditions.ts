/**
 * Condition keys of sharing: what policies can say about resources and principals of a request. Every value of a request is
 * one entry with its alternative spellings. UNKNOWN: that an Allow needs all of them and a Deny any (facts 18.33); and that tags
 * and groups of shares are no keys, `acs:ResourceTag` not among them (18.22).
 */

import type { AccountId, ConditionKey, FlagShape, Lookup } from '../../model/index.js'
import { folderPath, pathText, placeOf } from '../resource-manager/reads.js'
import { folders } from '../resource-manager/tables.js'
import { parsePrincipal } from './domain/principal.js'
import { arnOf, parseArn } from './domain/resource-types.js'
import type { resourcesGiven, targetsGiven } from './fields.js'

type Scope = { readonly AllowExternalTargets: FlagShape }

/** `resourcesharing:RequestedAllowExternalTargets`. `absent`: its value where the parameter is left out. */
export function requestedScope({ absent }: { readonly absent?: string }): ConditionKey<Scope> {
  return {
    key: 'resourcesharing:RequestedAllowExternalTargets',
    async values({ input }) {
      const value = input.AllowExternalTargets === undefined ? absent : String(input.AllowExternalTargets)
      return value === undefined ? [] : [[value]]
    },
  }
}

/** `resourcesharing:Target`: accounts by id and, within a directory, by path; folders by path; directories by id. */
export const targetsAsked: ConditionKey<typeof targetsGiven> = {
  key: 'resourcesharing:Target',
  values: ({ input, at, locate }) => Promise.all((input.Targets ?? []).map((target) => spellingsOf({ at, locate }, target))),
}

async function spellingsOf(lookup: Lookup, target: string): Promise<readonly string[]> {
  const principal = parsePrincipal(target)
  if (principal?.type === 'Account') {
    const place = await placeOf(lookup, principal.id)
    return place ? [target, pathText([...place.path, target])] : [target]
  }
  const folder = principal?.type === 'Folder' ? await lookup.locate(folders, target) : undefined
  if (!folder) return [target]
  return [pathText([folder.row.directoryId, ...(await folderPath(lookup, folder.account, target))])]
}

/** `resourcesharing:RequestedResourceType`. */
export const requestedTypes: ConditionKey<typeof resourcesGiven> = {
  key: 'resourcesharing:RequestedResourceType',
  async values({ input }) {
    const types = [
      ...(input.Resources ?? []).map(({ ResourceType }) => ResourceType),
      ...(input.ResourceArns ?? []).map((arn) => parseArn(arn)?.type.code),
    ]
    return [...new Set(types)].filter((type) => type !== undefined).map((type) => [type])
  },
}

/** `resourcesharing:ResourceArn`, also of resources that were named by id. Types without an ARN supply none. */
export const requestedArns: ConditionKey<typeof resourcesGiven> = {
  key: 'resourcesharing:ResourceArn',
  async values({ input, caller, region }) {
    const named = (input.Resources ?? []).map(({ ResourceType = '', ResourceId = '' }) =>
      arnOf(ResourceType, region, caller.account as AccountId, ResourceId),
    )
    return [...named, ...(input.ResourceArns ?? [])].filter((arn) => arn !== undefined).map((arn) => [arn])
  },
}
