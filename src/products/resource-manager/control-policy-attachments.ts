/** Which control policies are attached to Root, folders and members. */

import { type AccountId, list, onlyOwn, operation, type Partition, required, structure, text } from '../../model/index.js'
import { toldDate } from '../ram/domain/dates.js'
import { controlPolicyOf, descriptionOf, language, noSuchPolicy, policyId, policyRule } from './control-policies.js'
import { invalidEnablement } from './control-policy-feature.js'
import { knownPolicy, mayAttach, mayDetach } from './domain/control-policy.js'
import { managed } from './domain/directory.js'
import { noDirectory } from './errors.js'
import { anyOf, numbered, numberedAnswer, pageOfAll } from './parameters.js'
import { directoryRunBy } from './reads.js'
import type { DirectoryProduct } from './service.js'
import { type ControlPolicyAttachment, controlPolicyAttachments, type Directory, folders, members } from './tables.js'

const targetId = text('Root, a folder or a member.', 'fd-ZDNPiT0001')

const noSuchTarget = {
  'EntityNotExists.Target': [404, 'The specified target does not exist in the resource directory.'],
} as const

type TargetType = 'Root' | 'Folder' | 'Account'

/** What policies can be attached to. */
async function targetOf(
  management: Partition,
  directory: Directory,
  id: string,
): Promise<{ type: TargetType; name: string } | undefined> {
  const folder = await management.get(folders, id)
  if (folder) return { type: id === directory.rootFolderId ? 'Root' : 'Folder', name: folder.name }
  const member = await management.get(members, id as AccountId)
  return member && { type: 'Account', name: member.displayName }
}

const attachmentsOf = (management: Partition, id: string): Promise<ControlPolicyAttachment[]> =>
  management.all(controlPolicyAttachments, 'key', [id])

interface Asked {
  readonly PolicyId: string
  readonly TargetId: string
}

/** What both attaching and detaching ask. */
async function factsOf(management: Partition, directory: Directory, { PolicyId, TargetId }: Asked) {
  const [policy, target, attachments] = await Promise.all([
    controlPolicyOf(management, PolicyId),
    targetOf(management, directory, TargetId),
    attachmentsOf(management, TargetId),
  ])
  return { directory, policy, targetExists: target !== undefined, attached: attachments.map((row) => row.policyId) }
}

const input = { PolicyId: required(policyId), TargetId: required(targetId) }
const accessOf = (product: DirectoryProduct) =>
  ({ level: 'update', resources: [...anyOf(product, 'account'), ...anyOf(product, 'folder'), policyRule(product)] }) as const

export const attachControlPolicy = (product: DirectoryProduct) =>
  operation(product, {
    name: 'AttachControlPolicy',
    does: 'Attaches a control policy to Root, a folder or a member; it binds all members below at once.',
    input,
    access: accessOf(product),
    errors: {
      ...noSuchTarget,
      // UNKNOWN: both codes and texts; the limit is published.
      'EntityAlreadyExists.ControlPolicyAttachment': [
        409,
        'The code is not published.',
        'The control policy is attached to the target already.',
      ],
      'LimitExceeded.ControlPolicyAttachment': [
        409,
        'The code is not published.',
        'The maximum number of control policies on a target is exceeded.',
      ],
      ...noSuchPolicy,
      ...invalidEnablement,
      ...noDirectory,
    },
    touches: onlyOwn,
    async run({ input, caller, now, own, at, settle, quota }) {
      const directory = settle(managed(await directoryRunBy({ at }, caller.account)))
      const most = quota('controlPoliciesPerTarget')
      const { policyId } = settle(mayAttach({ ...(await factsOf(own, directory, input)), now, most }))
      own.put(controlPolicyAttachments, { targetId: input.TargetId, policyId, attachedAt: now.toISOString() })
    },
  })

export const detachControlPolicy = (product: DirectoryProduct) =>
  operation(product, {
    name: 'DetachControlPolicy',
    does: 'Detaches a control policy, unless it is the last one of its target.',
    input,
    access: accessOf(product),
    errors: {
      'NotSupport.DetachLastControlPolicy': [400, 'It is not detach the last control policy on the target node.'],
      ...noSuchTarget,
      // UNKNOWN: code and text.
      'EntityNotExists.ControlPolicyAttachment': [
        404,
        'The code is not published.',
        'The control policy is not attached to the target.',
      ],
      ...noSuchPolicy,
      ...invalidEnablement,
      ...noDirectory,
    },
    touches: onlyOwn,
    async run({ input, caller, now, own, at, settle }) {
      const directory = settle(managed(await directoryRunBy({ at }, caller.account)))
      const { policyId } = settle(mayDetach({ ...(await factsOf(own, directory, input)), now }))
      own.delete(controlPolicyAttachments, input.TargetId, policyId)
    },
  })

export const listControlPolicyAttachmentsForTarget = (product: DirectoryProduct) =>
  operation(product, {
    name: 'ListControlPolicyAttachmentsForTarget',
    does: 'Lists the policies that are attached to a target itself.',
    input: { TargetId: required(targetId), Language: language },
    output: {
      ControlPolicyAttachments: structure({
        ControlPolicyAttachment: list(
          'What is attached.',
          structure({
            PolicyId: policyId,
            PolicyName: text('Its name.', 'NoDeletion'),
            PolicyType: text('`System` or `Custom`.', 'Custom'),
            EffectScope: text('`All` or `RAM`.', 'RAM'),
            Description: text('What it is for.', 'Keeps networks'),
            AttachDate: text('Since when it is attached.', '2026-01-01T00:00:00Z'),
          }),
        ),
      }),
    },
    access: { level: 'list', resources: [...anyOf(product, 'account'), ...anyOf(product, 'folder')] },
    errors: { ...noSuchTarget, ...noDirectory },
    async run({ input, caller, own, at, settle, refuse }) {
      const directory = settle(managed(await directoryRunBy({ at }, caller.account)))
      if (!(await targetOf(own, directory, input.TargetId)))
        refuse('EntityNotExists.Target', {
          because: `${input.TargetId} is neither Root nor a folder nor a member of this directory.`,
          next: 'Take an id from ListFoldersForParent or ListAccounts.',
        })
      const attachments = await attachmentsOf(own, input.TargetId)
      const found = await Promise.all(
        attachments.map(async ({ policyId, attachedAt }) => ({ policy: await controlPolicyOf(own, policyId), attachedAt })),
      )
      return {
        ControlPolicyAttachments: {
          ControlPolicyAttachment: found.flatMap(({ policy, attachedAt }) =>
            policy
              ? [
                  {
                    PolicyId: policy.policyId,
                    PolicyName: policy.name,
                    PolicyType: policy.type,
                    EffectScope: policy.effectScope,
                    Description: descriptionOf(policy, input.Language),
                    AttachDate: toldDate(attachedAt),
                  },
                ]
              : [],
          ),
        },
      }
    },
  })

export const listTargetAttachmentsForControlPolicy = (product: DirectoryProduct) =>
  operation(product, {
    name: 'ListTargetAttachmentsForControlPolicy',
    does: 'Lists the targets that a policy is attached to.',
    input: { PolicyId: required(policyId), ...numbered },
    output: {
      ...numberedAnswer,
      TargetAttachments: structure({
        TargetAttachment: list(
          'The targets.',
          structure({
            TargetId: targetId,
            TargetName: text('Its name.', 'Workloads'),
            TargetType: text('`Root`, `Folder` or `Account`.', 'Folder'),
            AttachDate: text('Since when it is attached.', '2026-01-01T00:00:00Z'),
          }),
        ),
      }),
    },
    access: { level: 'list', resources: [policyRule(product)] },
    errors: { ...noSuchPolicy, ...noDirectory },
    async run({ input, caller, own, at, settle }) {
      const directory = settle(managed(await directoryRunBy({ at }, caller.account)))
      const policy = settle(knownPolicy(await controlPolicyOf(own, input.PolicyId)))
      const all = await own.all(controlPolicyAttachments, 'byPolicy', [policy.policyId])
      const { entries, page } = pageOfAll(all, input)
      const TargetAttachment = await Promise.all(
        entries.map(async ({ targetId, attachedAt }) => {
          const target = await targetOf(own, directory, targetId)
          return {
            TargetId: targetId,
            TargetName: target?.name ?? '',
            TargetType: target?.type ?? 'Folder',
            AttachDate: toldDate(attachedAt),
          }
        }),
      )
      return { ...page, TargetAttachments: { TargetAttachment } }
    },
  })
