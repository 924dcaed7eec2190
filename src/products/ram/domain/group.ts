/** When a group may come and go, and who may be in it. */

import { no, yes } from '../../../model/index.js'
import type { Group, GroupMember } from '../tables.js'

export function mayCreateGroup({
  taken,
  groups,
  most,
}: {
  readonly taken: boolean
  readonly groups: number
  readonly most: number
}) {
  if (taken)
    return no('EntityAlreadyExists.Group', { because: 'This account has a group of that name.', next: 'Choose another GroupName.' })
  if (groups >= most) return no('LimitExceeded.Group', { because: `This account has ${groups} groups, the most allowed.` })
  return yes()
}

export interface DeleteGroupFacts {
  readonly group: Group | undefined
  readonly users: number
  readonly policies: number
}

/** A group goes last, as a user does. UNKNOWN: the order of the conflicts; this is the published list's. */
export function mayDeleteGroup({ group, users, policies }: DeleteGroupFacts) {
  if (!group) return existing(group)
  if (users > 0)
    return no('DeleteConflict.Group.User', {
      because: `${users} users are in the group.`,
      next: 'Take them out with RemoveUserFromGroup first.',
    })
  if (policies > 0)
    return no('DeleteConflict.Group.Policy', {
      because: `${policies} policies are attached to the group.`,
      next: 'Detach them with DetachPolicyFromGroup first.',
    })
  return yes(group)
}

interface Facts {
  readonly userExists: boolean
  readonly group: Group | undefined
  readonly member: GroupMember | undefined
}

function unmet({ userExists, group }: Facts) {
  if (!userExists) return no('EntityNotExist.User', { because: 'This account has no such user.' })
  return group ? undefined : existing(group)
}

export interface JoinFacts extends Facts {
  /** Groups that the user is in. */
  readonly joined: number
  readonly most: number
}

/** UNKNOWN: the order of the checks is not documented; existence goes first. */
export function mayJoin(facts: JoinFacts) {
  const refusal = unmet(facts)
  if (refusal) return refusal
  if (facts.member) return no('EntityAlreadyExists.User.Group', { because: 'The user is in this group already.' })
  if (facts.joined >= facts.most)
    return no('LimitExceeded.User.Group', {
      because: `The user is in ${facts.joined} groups, the most allowed.`,
      next: 'Take it out of one with RemoveUserFromGroup first.',
    })
  return yes()
}

export function mayLeave(facts: Facts) {
  const refusal = unmet(facts)
  if (refusal) return refusal
  if (!facts.member) return no('EntityNotExist.User.Group', { because: 'The user is not in this group.' })
  return yes()
}

/** The group, or the refusal that says there is none. */
export function existing(group: Group | undefined) {
  return group
    ? yes(group)
    : no('EntityNotExist.Group', { because: 'This account has no such group.', next: 'ListGroups shows those there are.' })
}
