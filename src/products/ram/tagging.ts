/** Tags of roles and policies: the two kinds of things that RAM tags (those of users and groups belong to another product, IMS). */

import {
  list,
  no,
  oneOf,
  type Partition,
  required,
  structure,
  type Tags,
  text,
  type WritablePartition,
  yes,
} from '../../model/index.js'
import { type Policy, policies, type Role, roles } from './tables.js'

export type TaggedKind = 'role' | 'policy'

export const resourceType = required(oneOf(['role', 'policy'], 'Whether roles or policies are meant.'))
/** One JSON text, or numbered, as other lists. */
export const resourceNames = list('The roles or policies, by name.', text('A name.', 'network-reader', { max: 128 }), {
  max: 50,
  jsonText: true,
})

/** UNKNOWN: what RAM checks; the ARNs of the things themselves here. */
export const taggedThings = [
  { when: { ResourceType: 'role' }, arn: 'acs:ram:*:{#accountId}:role/{#RoleName}', id: 'ResourceNames' },
  { when: { ResourceType: 'policy' }, arn: 'acs:ram:*:{#accountId}:policy/{#PolicyName}', id: 'ResourceNames' },
] as const

export const tagEntry = structure({
  ResourceName: text('The name of the role or policy.', 'network-reader'),
  ResourceType: text('role or policy.', 'role'),
  TagKey: text('Tag key.', 'team'),
  TagValue: text('Tag value.', 'network'),
})

interface Tagged {
  readonly name: string
  readonly tags: Tags
  retag(own: WritablePartition, tags: Tags): void
}

const ofRole = (row: Role): Tagged => ({
  name: row.roleName,
  tags: row.tags ?? {},
  retag: (own, tags) => own.put(roles, { ...row, tags }),
})
const ofPolicy = (row: Policy): Tagged => ({
  name: row.policyName,
  tags: row.tags ?? {},
  retag: (own, tags) => own.put(policies, { ...row, tags }),
})

/** Those named, each once; a name that nothing has is refused. */
export async function namedThings(own: Partition, kind: TaggedKind, names: readonly string[]) {
  const found: Tagged[] = []
  for (const name of new Set(names)) {
    if (kind === 'role') {
      const row = await own.get(roles, name)
      if (!row) return no('EntityNotExist.Role', { because: `This account has no role ${name}.` })
      found.push(ofRole(row))
    } else {
      const row = await own.get(policies, name)
      if (!row) return no('EntityNotExist.Policy', { because: `This account has no custom policy ${name}.` })
      found.push(ofPolicy(row))
    }
  }
  return yes(found)
}

/** All of a kind, by name. */
export async function allThings(own: Partition, kind: TaggedKind): Promise<readonly Tagged[]> {
  return kind === 'role' ? (await own.all(roles, 'key', [])).map(ofRole) : (await own.all(policies, 'key', [])).map(ofPolicy)
}
