/** What has to follow when a user or a group gets another name: rows tell both by name. */

import type { WritablePartition } from '../../model/index.js'
import { accessKeys, groupMembers, loginProfiles, mfaDevices, type PolicyAttachment, policyAttachments } from './tables.js'

/** INVARIANT: what belongs to a user belongs to it under its new name, so keys go on working and policies on holding. */
export async function renameUser(own: WritablePartition, from: string, to: string): Promise<void> {
  for (const key of await own.all(accessKeys, 'byUser', [from]))
    if (key.holder.kind === 'user') own.put(accessKeys, { ...key, userName: to, holder: { ...key.holder, userName: to } })
  await moveAttachments(own, 'user', from, to)
  for (const member of await own.all(groupMembers, 'key', [from])) {
    own.delete(groupMembers, from, member.groupName)
    own.put(groupMembers, { ...member, userName: to })
  }
  const profile = await own.get(loginProfiles, from)
  if (profile) {
    own.delete(loginProfiles, from)
    own.put(loginProfiles, { ...profile, userName: to })
  }
  for (const device of await own.all(mfaDevices, 'byUser', [from])) own.put(mfaDevices, { ...device, userName: to })
}

export async function renameGroup(own: WritablePartition, from: string, to: string): Promise<void> {
  await moveAttachments(own, 'group', from, to)
  for (const member of await own.all(groupMembers, 'byGroup', [from])) {
    own.delete(groupMembers, member.userName, from)
    own.put(groupMembers, { ...member, groupName: to })
  }
}

async function moveAttachments(own: WritablePartition, kind: PolicyAttachment['entityType'], from: string, to: string) {
  for (const attachment of await own.all(policyAttachments, 'key', [kind, from])) {
    own.delete(policyAttachments, kind, from, attachment.policyType, attachment.policyName)
    own.put(policyAttachments, { ...attachment, entity: to })
  }
}
