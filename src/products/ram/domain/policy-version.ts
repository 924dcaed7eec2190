/** Versions of a custom policy: one is in force and lies in the policy's row, the others wait. */

import { no, yes } from '../../../model/index.js'
import type { Policy, PolicyVersion } from '../tables.js'

export const idOf = (number: number) => `v${number}`
export const numberOf = (versionId: string) => Number(versionId.slice(1))

export interface VersionFacts {
  readonly policy: Policy | undefined
  /** Those that are not in force, oldest first. */
  readonly waiting: readonly PolicyVersion[]
  readonly most: number
  readonly makesRoom: boolean
}

/** The policy, and the version that has to make room. */
export function mayAddVersion({ policy, waiting, most, makesRoom }: VersionFacts) {
  if (!policy) return noPolicy()
  const full = waiting.length + 1 >= most
  const discarded = full && makesRoom ? waiting[0] : undefined
  if (!full || discarded) return yes({ policy, discarded })
  return no('LimitExceeded.Policy.Version', {
    because: `The policy has ${waiting.length + 1} versions, the most allowed.`,
    next: 'Delete one with DeletePolicyVersion, or say RotateStrategy DeleteOldestNonDefaultVersionWhenLimitExceeded.',
  })
}

interface OneFacts {
  readonly policy: Policy | undefined
  readonly versionId: string
  readonly waiting: PolicyVersion | undefined
}

export function mayDeleteVersion({ policy, versionId, waiting }: OneFacts) {
  if (!policy) return noPolicy()
  if (policy.defaultVersion === versionId)
    return no('DeleteConflict.Policy.Version.Default', {
      because: `${versionId} is in force.`,
      next: 'Put another one in force with SetDefaultPolicyVersion first.',
    })
  return waiting ? yes(waiting) : noVersion(versionId)
}

/** The policy with the version in force, and the version that waits from now on, if anything changes. */
export function putInForce({ policy, versionId, waiting }: OneFacts, now: Date) {
  if (!policy) return noPolicy()
  if (policy.defaultVersion === versionId) return yes(undefined)
  return waiting ? yes(swapped(policy, waiting, now)) : noVersion(versionId)
}

/** What changes when another version comes into force. */
export function swapped(
  policy: Policy,
  next: PolicyVersion,
  now: Date,
): { readonly policy: Policy; readonly waiting: PolicyVersion } {
  const { policyName, document, createdAt } = inForce(policy)
  return {
    policy: {
      ...policy,
      document: next.document,
      defaultVersion: idOf(next.number),
      versionCreatedAt: next.createdAt,
      updatedAt: now.toISOString(),
    },
    waiting: { policyName, number: numberOf(policy.defaultVersion), document, createdAt },
  }
}

/** The version in force, as one among the others. */
export function inForce({ policyName, defaultVersion, document, versionCreatedAt, createdAt }: Policy): PolicyVersion {
  return { policyName, number: numberOf(defaultVersion), document, createdAt: versionCreatedAt ?? createdAt }
}

/** The version of that id: the one in force, or one that waits. */
export function versionNamed({ policy, versionId, waiting }: OneFacts) {
  if (!policy) return noPolicy()
  const found = policy.defaultVersion === versionId ? inForce(policy) : waiting
  return found ? yes({ policy, version: found }) : noVersion(versionId)
}

export function noPolicy() {
  return no('EntityNotExist.Policy', {
    because: 'There is no policy of that type and name.',
    next: 'ListPolicies shows those there are; PolicyType is System or Custom.',
  })
}

function noVersion(versionId: string) {
  return no('EntityNotExist.Policy.Version', {
    because: `The policy has no version ${versionId}.`,
    next: 'ListPolicyVersions shows those there are.',
  })
}
