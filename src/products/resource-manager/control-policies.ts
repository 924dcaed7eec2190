/** Control policies: the feature, and the policies themselves. Declared once for both versions of the API. */

import {
  carriesTags,
  list,
  no,
  oneOf,
  onlyOwn,
  operation,
  type Partition,
  required,
  sometimes,
  structure,
  text,
  withTags,
  yes,
} from '../../model/index.js'
import { readDocument } from '../../policy/index.js'
import { toldDate } from '../ram/domain/dates.js'
import {
  fullAliyunAccess,
  knownPolicy,
  type Language,
  mayBeNamed,
  mayChange,
  mayCreate,
  mayDelete,
  systemDescriptions,
} from './domain/control-policy.js'
import { managed } from './domain/directory.js'
import { noDirectory } from './errors.js'
import { numbered, numberedAnswer, pageOfAll, tagFilter, tags } from './parameters.js'
import { directoryRunBy } from './reads.js'
import { type DirectoryProduct, newer } from './service.js'
import { type ControlPolicy, controlPolicies, controlPolicyAttachments } from './tables.js'

export const policyId = text('The control policy.', 'cp-jExXAqIYkwHN0001')
export const language = oneOf(['zh-CN', 'en', 'ja'], 'The language in which system policies are described.')

/** A policy as RAM names it. The region is empty in the pages of the newer version. */
export const policyRule = ({ version }: DirectoryProduct) =>
  ({
    arn: `acs:resourcemanager:${version < '2022' ? '*' : ''}:{#accountId}:policy/controlpolicy/{#PolicyId}`,
    id: 'PolicyId',
  }) as const

// UNKNOWN: the list of no operation has it, clients expect it (Terraform); its status and text are like those of other entities.
export const noSuchPolicy = {
  'EntityNotExists.ControlPolicy': [404, 'The text is not published.', 'The specified control policy does not exist.'],
} as const
const nameTaken = {
  // UNKNOWN: code and text.
  'EntityAlreadyExists.ControlPolicy': [409, 'The code is not published.', 'The control policy already exists.'],
} as const
// Published for RAM policies of the same service.
const malformedDocument = { MalformedPolicyDocument: [409, 'The policy format is invalid.'] } as const
const systemPolicy = {
  // UNKNOWN: code and text.
  'NotSupport.SystemControlPolicy': [400, 'The code is not published.', 'A system control policy cannot be changed or deleted.'],
} as const

const named = { pattern: /^[A-Za-z][A-Za-z0-9-]*$/, max: 128 }
// Pages ask for letters, digits, `_` and `-`; the Terraform provider's tests have Chinese descriptions.
const described = { max: 1024 }
const document = { max: 4096 }
const exampleDocument = '{"Version":"1","Statement":[{"Effect":"Deny","Action":"vpc:DeleteVpc","Resource":"*"}]}'

const policyFields = {
  PolicyId: policyId,
  PolicyName: text('Its name.', 'NoDeletion'),
  PolicyType: text('`System` or `Custom`.', 'Custom'),
  EffectScope: text('`All`: accounts, RAM users and roles. `RAM`: RAM users and roles.', 'RAM'),
  Description: text('What it is for.', 'Keeps networks'),
  AttachmentCount: text('To how many targets it is attached.', '0'),
  CreateDate: text('When it was created.', '2026-01-01T00:00:00Z'),
  UpdateDate: text('When it was changed last.', '2026-01-01T00:00:00Z'),
}
const tagsAnswer = sometimes(
  structure({ Tag: list('Its tags.', structure({ Key: text('Tag key.', 'team'), Value: text('Tag value.', 'network') })) }),
)

/** The policy with this id, as the directory of this management account has it. */
export async function controlPolicyOf(management: Partition, id: string): Promise<ControlPolicy | undefined> {
  return id === fullAliyunAccess.policyId ? fullAliyunAccess : management.get(controlPolicies, id)
}

/** UNKNOWN: the language of the answer where none is asked for; pages say Chinese. */
export function descriptionOf({ type, description }: ControlPolicy, language: Language = 'zh-CN'): string {
  return type === 'System' ? systemDescriptions[language] : description
}

async function policyAnswer(management: Partition, policy: ControlPolicy, language?: Language) {
  return {
    PolicyId: policy.policyId,
    PolicyName: policy.name,
    PolicyType: policy.type,
    EffectScope: policy.effectScope,
    Description: descriptionOf(policy, language),
    AttachmentCount: String(await management.count(controlPolicyAttachments, 'byPolicy', [policy.policyId])),
    CreateDate: toldDate(policy.createdAt),
    UpdateDate: toldDate(policy.updatedAt),
  }
}

/** A document that nobody could evaluate is refused; what can be is kept byte for byte. */
function readable(given: string) {
  const read = readDocument(given, 'permission')
  if (read.readable) return yes(given)
  const faults = read.faults.map(({ path, why }) => `${path || 'The document'} ${why}`)
  return no('MalformedPolicyDocument', {
    because: `${faults.join('; ')}.`,
    next: 'Correct the document; its Version is "1".',
  })
}

const isTaken = async (management: Partition, name: string) =>
  (await management.count(controlPolicies, 'byName', [name], { upTo: 1 })) > 0

export const createControlPolicy = (product: DirectoryProduct) =>
  operation(product, {
    name: 'CreateControlPolicy',
    does: 'Creates a custom control policy, which takes effect where it is attached.',
    input: {
      PolicyName: required(text('Begins with a letter; letters, digits and `-`.', 'NoDeletion', named)),
      // UNKNOWN: `All` stands in answers, for the system policy; that a custom one can have it is published nowhere.
      EffectScope: required(oneOf(['RAM'], 'Whom it binds: RAM users and roles.')),
      PolicyDocument: required(text('The document.', exampleDocument, document)),
      Description: text('What it is for.', 'Keeps networks', described),
      ...newer(product, { Tag: tags('Tags of the policy.') }),
    },
    output: { ControlPolicy: structure(policyFields) },
    access: { level: 'create' },
    errors: {
      'InvalidParameter.PolicyDocument.Length': [
        409,
        'The maximum length of the policy document is exceeded. It must not exceed 4096 characters.',
      ],
      ...malformedDocument,
      ...nameTaken,
      // UNKNOWN: code and text; the limit is published.
      'LimitExceeded.ControlPolicy': [409, 'The code is not published.', 'The maximum number of control policies is exceeded.'],
      ...noDirectory,
    },
    touches: onlyOwn,
    async run({ input, caller, now, own, at, settle, quota, newId }) {
      settle(managed(await directoryRunBy({ at }, caller.account)))
      settle(readable(input.PolicyDocument))
      const most = quota('customControlPolicies')
      const policies = await own.count(controlPolicies, 'key', [], { upTo: most })
      const name = settle(mayCreate({ name: input.PolicyName, taken: await isTaken(own, input.PolicyName), policies, most }))
      const createdAt = now.toISOString()
      const policy: ControlPolicy = {
        policyId: newId('cp-', 16, 'mixed'),
        name,
        type: 'Custom',
        effectScope: input.EffectScope,
        description: input.Description ?? '',
        document: input.PolicyDocument,
        createdAt,
        updatedAt: createdAt,
        ...(input.Tag ? { tags: withTags({}, input.Tag) } : {}),
      }
      own.put(controlPolicies, policy)
      return { ControlPolicy: await policyAnswer(own, policy) }
    },
  })

export const getControlPolicy = (product: DirectoryProduct) =>
  operation(product, {
    name: 'GetControlPolicy',
    does: 'Tells a control policy with its document.',
    input: { PolicyId: required(policyId), Language: language },
    output: {
      ControlPolicy: structure({ ...policyFields, PolicyDocument: text('The document, byte for byte.', exampleDocument) }),
    },
    access: { level: 'get', resources: [policyRule(product)] },
    errors: { ...noSuchPolicy, ...noDirectory },
    async run({ input, caller, own, at, settle }) {
      settle(managed(await directoryRunBy({ at }, caller.account)))
      const policy = settle(knownPolicy(await controlPolicyOf(own, input.PolicyId)))
      return { ControlPolicy: { ...(await policyAnswer(own, policy, input.Language)), PolicyDocument: policy.document } }
    },
  })

export const updateControlPolicy = (product: DirectoryProduct) =>
  operation(product, {
    name: 'UpdateControlPolicy',
    does: 'Changes name, description or document of a custom control policy, at once wherever it is attached.',
    input: {
      PolicyId: required(policyId),
      NewPolicyName: text('Begins with a letter; letters, digits and `-`.', 'NewName', named),
      // Empty: none from now on, as the Terraform provider means it when a description is taken out.
      NewDescription: text('What it is for. Absent: as it is.', 'Keeps networks', { ...described, min: 0 }),
      NewPolicyDocument: text('The document.', exampleDocument, document),
    },
    output: { ControlPolicy: structure(policyFields) },
    access: { level: 'update', resources: [policyRule(product)] },
    errors: {
      'InvalidParameter.NewPolicyDocument.Length': [
        400,
        'Unable to save your policy. A policy contains a maximum of 4096 characters.',
      ],
      ...malformedDocument,
      ...nameTaken,
      ...systemPolicy,
      ...noSuchPolicy,
      ...noDirectory,
    },
    touches: onlyOwn,
    async run({ input, caller, now, own, at, settle }) {
      settle(managed(await directoryRunBy({ at }, caller.account)))
      const old = settle(mayChange(await controlPolicyOf(own, input.PolicyId)))
      const { NewPolicyName: name = old.name, NewDescription: description = old.description } = input
      if (name !== old.name) settle(mayBeNamed({ name, taken: await isTaken(own, name) }))
      const given = input.NewPolicyDocument === undefined ? old.document : settle(readable(input.NewPolicyDocument))
      const policy: ControlPolicy = { ...old, name, description, document: given, updatedAt: now.toISOString() }
      own.put(controlPolicies, policy)
      return { ControlPolicy: await policyAnswer(own, policy) }
    },
  })

export const deleteControlPolicy = (product: DirectoryProduct) =>
  operation(product, {
    name: 'DeleteControlPolicy',
    does: 'Deletes a custom control policy that is attached to nothing.',
    input: { PolicyId: required(policyId) },
    access: { level: 'delete', resources: [policyRule(product)] },
    errors: {
      // UNKNOWN: code and text; that it must be detached first is published.
      'DeleteConflict.ControlPolicy': [409, 'The code is not published.', 'The control policy is attached to targets.'],
      ...systemPolicy,
      ...noSuchPolicy,
      ...noDirectory,
    },
    touches: onlyOwn,
    async run({ input, caller, own, at, settle }) {
      settle(managed(await directoryRunBy({ at }, caller.account)))
      const attachments = await own.count(controlPolicyAttachments, 'byPolicy', [input.PolicyId])
      const { policyId } = settle(mayDelete(await controlPolicyOf(own, input.PolicyId), attachments))
      own.delete(controlPolicies, policyId)
    },
  })

export const listControlPolicies = (product: DirectoryProduct) =>
  operation(product, {
    name: 'ListControlPolicies',
    does: 'Lists control policies: the system policy, then the custom ones.',
    input: {
      PolicyType: oneOf(['System', 'Custom'], 'Only those of this type.', 'Custom'),
      Language: language,
      ...numbered,
      ...newer(product, { Tag: tagFilter }),
    },
    output: {
      ...numberedAnswer,
      ControlPolicies: structure({
        ControlPolicy: list('The policies.', structure({ ...policyFields, ...newer(product, { Tags: tagsAnswer }) })),
      }),
    },
    access: { level: 'list' },
    errors: { ...noDirectory },
    async run({ input, caller, own, at, settle }) {
      settle(managed(await directoryRunBy({ at }, caller.account)))
      const all: ControlPolicy[] = [fullAliyunAccess, ...(await own.all(controlPolicies, 'byCreated', []))]
      const { entries, page } = pageOfAll(
        all.filter((row) => (!input.PolicyType || row.type === input.PolicyType) && carriesTags(row.tags ?? {}, input.Tag)),
        input,
      )
      const ControlPolicy = await Promise.all(
        entries.map(async (row) => ({ ...(await policyAnswer(own, row, input.Language)), ...tagsOf(row) })),
      )
      return { ...page, ControlPolicies: { ControlPolicy } }
    },
  })

function tagsOf({ tags: carried }: ControlPolicy) {
  return carried ? { Tags: { Tag: Object.entries(carried).map(([Key, Value]) => ({ Key, Value })) } } : {}
}
