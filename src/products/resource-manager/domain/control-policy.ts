/** Control policies: what may happen at all in folders and members. */

import { hasSettled, no, yes } from '../../../model/index.js'
import type { ControlPolicy, Directory } from '../tables.js'

/**
 * The system policy that is attached everywhere when the feature is switched on, and to every new folder and member after
 * that. It belongs to every directory and is kept in none. Id, scope and dates: samples of ListControlPolicies.
 */
export const fullAliyunAccess = {
  policyId: 'cp-FullAliyunAccess',
  name: 'FullAliyunAccess',
  type: 'System',
  effectScope: 'All',
  description: 'Allows everything.',
  document: '{"Version":"1","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
  createdAt: '2020-08-05T06:32:24.000Z',
  updatedAt: '2020-08-05T06:32:24.000Z',
} as const satisfies ControlPolicy

/** The description of the system policy by the `Language` asked for; our own words. */
export const systemDescriptions = {
  'zh-CN': '允许所有操作。',
  en: 'Allows everything.',
  ja: 'すべての操作を許可します。',
} as const
export type Language = keyof typeof systemDescriptions

export type EnablementStatus = 'Enabled' | 'PendingEnable' | 'Disabled' | 'PendingDisable'

/**
 * How far the feature is. UNKNOWN: from when on policies bind while it is being switched. Here they do from the call that enables,
 * which nobody can tell, since nothing but FullAliyunAccess is attached then, up to the call that disables.
 */
export function enablementStatus(directory: Directory, now: Date): EnablementStatus {
  const { controlPolicies, settlesAt } = directory
  if (settlesAt === undefined || hasSettled({ settlesAt }, now)) return controlPolicies
  return controlPolicies === 'Enabled' ? 'PendingEnable' : 'PendingDisable'
}

const invalidStatus = (because: string, next: string) => no('InvalidControlPolicyEnablementStatus', { because, next })

interface Switching {
  readonly directory: Directory
  readonly to: 'Enabled' | 'Disabled'
  readonly now: Date
}

/** Whether the feature can be switched now. `change: false`: it is so already, or on the way. */
export function switchFeature({ directory, to, now }: Switching) {
  const status = enablementStatus(directory, now)
  // UNKNOWN: what a repeated call is told; here it is answered with the status that there is.
  if (directory.controlPolicies === to) return yes({ change: false, status })
  if (status === 'Enabled' || status === 'Disabled') return yes({ change: true, status })
  return invalidStatus(`The feature is ${status}.`, 'Wait until GetControlPolicyEnablementStatus says that it is through.')
}

/** `pause`: minutes that have to pass between two enablings. */
export function notTooSoon({ controlPoliciesEnabledAt: last }: Directory, now: Date, pause: number) {
  const wait = last === undefined ? 0 : Math.ceil(pause - (now.getTime() - Date.parse(last)) / 60_000)
  if (wait <= 0) return yes()
  return no('Throttling.EnableControlPolicy', {
    fill: [String(wait)],
    because: `The feature was enabled less than ${pause} minutes ago.`,
    next: 'Wait as long as the message says.',
  })
}

interface Attaching {
  readonly directory: Directory
  readonly now: Date
  readonly policy: ControlPolicy | undefined
  readonly targetExists: boolean
  /** Policies on the target. */
  readonly attached: readonly string[]
}

/** UNKNOWN: the order of these. */
export function mayAttach({ most, ...facts }: Attaching & { readonly most: number }) {
  const found = findBoth(facts)
  if (!found.ok) return found
  if (facts.attached.includes(found.value.policyId))
    return no('EntityAlreadyExists.ControlPolicyAttachment', {
      because: 'The policy is attached to this target.',
      next: 'Nothing is left to do.',
    })
  if (facts.attached.length >= most)
    return no('LimitExceeded.ControlPolicyAttachment', {
      because: `${facts.attached.length} policies are attached to this target; ${most} is the limit.`,
      next: 'Detach one, or put two into one document.',
    })
  return found
}

export function mayDetach(facts: Attaching) {
  const found = findBoth(facts)
  if (!found.ok) return found
  if (!facts.attached.includes(found.value.policyId))
    return no('EntityNotExists.ControlPolicyAttachment', {
      because: 'The policy is not attached to this target.',
      next: 'ListControlPolicyAttachmentsForTarget tells what is.',
    })
  if (facts.attached.length === 1)
    return no('NotSupport.DetachLastControlPolicy', {
      because: 'It is the only policy on this target.',
      next: 'Attach another one first, for example cp-FullAliyunAccess.',
    })
  return found
}

function findBoth({ directory, now, policy, targetExists }: Attaching) {
  if (enablementStatus(directory, now) !== 'Enabled')
    return invalidStatus('The feature is not enabled.', 'Call EnableControlPolicy first.')
  const known = knownPolicy(policy)
  if (!known.ok) return known
  if (!targetExists)
    return no('EntityNotExists.Target', {
      because: 'The target is neither Root nor a folder nor a member of this directory.',
      next: 'Take an id from ListFoldersForParent or ListAccounts.',
    })
  return known
}

export function knownPolicy(policy: ControlPolicy | undefined) {
  if (policy) return yes(policy)
  return no('EntityNotExists.ControlPolicy', {
    because: 'There is no control policy of this id.',
    next: 'ListControlPolicies tells the ids.',
  })
}

/** System policies belong to Alibaba Cloud (help pages: they can be looked at only). */
export function mayChange(policy: ControlPolicy | undefined) {
  const known = knownPolicy(policy)
  if (policy?.type !== 'System') return known
  return no('NotSupport.SystemControlPolicy', {
    because: `${policy.name} is a system policy.`,
    next: 'Create a custom policy instead.',
  })
}

export function mayDelete(policy: ControlPolicy | undefined, attachments: number) {
  const custom = mayChange(policy)
  if (!custom.ok || attachments === 0) return custom
  return no('DeleteConflict.ControlPolicy', {
    because: `The policy is attached to ${attachments} targets.`,
    next: 'Detach it from all that ListTargetAttachmentsForControlPolicy tells.',
  })
}

interface Creating {
  /** A custom policy has the name. */
  readonly taken: boolean
  readonly name: string
  readonly policies: number
  readonly most: number
}

export function mayCreate({ policies, most, ...naming }: Creating) {
  if (policies < most) return mayBeNamed(naming)
  return no('LimitExceeded.ControlPolicy', {
    because: `There are ${policies} custom control policies; ${most} is the limit.`,
    next: 'Delete one first.',
  })
}

/** UNKNOWN: whether names are unique; those of RAM policies are. */
export function mayBeNamed({ name, taken }: Pick<Creating, 'name' | 'taken'>) {
  if (!taken && name !== fullAliyunAccess.name) return yes(name)
  return no('EntityAlreadyExists.ControlPolicy', {
    because: `There is a control policy named ${name}.`,
    next: 'Take another name.',
  })
}
