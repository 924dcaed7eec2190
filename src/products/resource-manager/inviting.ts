/** Sending invitations and answering them. */

import { oneOf, onlyOwn, operation, parseAccountId, required, structure, text, withTags } from '../../model/index.js'
import { managed } from './domain/directory.js'
import { expiryOf, mayAnswer, mayInvite, mayJoin } from './domain/handshake.js'
import { badParentFolderId, noDirectory, noFolder } from './errors.js'
import {
  accountOf,
  answered,
  anyHandshake,
  badHandshakeId,
  handshakeAnswer,
  handshakeFields,
  handshakeId,
  handshakeRule,
  noSuchHandshake,
  sentBy,
} from './handshakes.js'
import { join } from './membership.js'
import { folderId, tags } from './parameters.js'
import { directoryRunBy } from './reads.js'
import { type DirectoryProduct, newer, older } from './service.js'
import {
  accounts,
  directories,
  folders,
  type Handshake,
  handshakes,
  members,
  memberships,
  receivedHandshakes,
  signInNames,
} from './tables.js'

const output = { Handshake: structure(handshakeFields) }

const inDirectory = 'Your account is a management account for another resource directory or a member of another resource directory.'
const accountErrors = { 'Invalid.AccountType': [409, 'The specified profile type of account is invalid.'] } as const

const badInvitation = {
  'MissingParameter.TargetEntity': [400, 'You must specify TargetEntity.'],
  'InvalidParameter.TargetEntity': [400, 'The TargetEntity is invalid.'],
  'MissingParameter.TargetType': [400, 'You must specify TargetType.'],
  'InvalidParameter.TargetType': [400, 'The TargetType is invalid.'],
  'InvalidParameter.Note.Length': [400, 'The length of the invitation note exceeds the limit.'],
  'InvalidParameter.Note': [400, 'The Note is invalid.'],
} as const

/** The two versions say these in other words. */
const olderErrors = {
  'NotSupport.AccountInAnotherResourceDirectory': [409, inDirectory],
  LegalEntityMismatch: [409, 'Your account does not have the same legal entity as the master account.'],
} as const
const newerErrors = {
  'NotSupport.AccountInAnotherResourceDirectory': [
    409,
    'The invited account already belongs to another resource directory. To continue, remove the account from the other resource directory.',
  ],
  LegalEntityMismatch: [409, 'The account does not have the same legal entity as the management account.'],
  'EntityAlreadyExists.ResourceDir.Account': [409, 'This resource directory account already exists.'],
  'InvalidParameter.AccountId': [400, 'The AccountId is invalid.'],
  ...badParentFolderId,
  ...noFolder,
  // UNKNOWN: the number; refused calls are not counted here, so only fault injection gives it.
  'LimitExceeded.Invitation.InvalidTarget': [
    409,
    'The maximum number of invalid targets that can be invited by a single account is exceeded.',
  ],
} as const

export const inviteAccountToResourceDirectory = (product: DirectoryProduct) =>
  operation(product, {
    name: 'InviteAccountToResourceDirectory',
    does: 'Invites an account to join the directory. The invitation can be accepted within 14 days.',
    input: {
      TargetEntity: required(text('Id of the account, or the mail address that it signs in with.', '2000000000000001')),
      TargetType: required(oneOf(['Account', 'Email'], 'Which of the two it is.')),
      Note: text('What to write to them.', 'Welcome', { max: 1024 }),
      Tag: tags('Tags of the member that it becomes.'),
      ...newer(product, { ParentFolderId: folderId('Where it goes. Absent: Root.') }),
    },
    output,
    access: { level: 'create', resources: [{ arn: anyHandshake(product) }] },
    errors: {
      ...badInvitation,
      'LimitExceeded.Account': [409, 'The maximum number of member accounts in a resource directory exceeds the limit.'],
      'LimitExceeded.InvitationRate': [409, 'The number of invitations sent exceeds the limit.'],
      'EntityAlreadyExists.Handshake': [409, 'Handshakes with the same target entity already exist.'],
      ...accountErrors,
      ...older(product, olderErrors),
      ...newer(product, newerErrors),
      ...noDirectory,
    },
    touches: ({ input, caller }) => {
      const invited = input.TargetType === 'Account' && parseAccountId(input.TargetEntity)
      return invited ? [caller.account, invited] : [caller.account]
    },
    async run({ input, caller, now, own, at, locate, settle, refuse, quota, settings, newId }) {
      const directory = settle(managed(await directoryRunBy({ at }, caller.account)))
      const { ParentFolderId: parentFolderId } = input
      if (parentFolderId !== undefined && !(await own.get(folders, parentFolderId)))
        refuse('EntityNotExists.Folder', {
          because: `${parentFolderId} is no folder of this directory.`,
          next: 'Take an id from ListFoldersForParent.',
        })
      const target =
        input.TargetType === 'Account'
          ? parseAccountId(input.TargetEntity)
          : (await locate(signInNames, input.TargetEntity))?.row.accountId
      const invited = settle(
        mayInvite({
          now,
          directory,
          management: await accountOf({ at }, caller.account),
          targetEntity: input.TargetEntity,
          account: target && (await at(target).get(accounts, target)),
          directoryId: target && (await at(target).get(memberships, 'directory'))?.directoryId,
          sent: await sentBy(own, directory.directoryId, now),
          members: await own.count(members, 'key', []),
          most: { members: quota('members'), invitationsPerDay: quota('invitationsPerDay') },
          anyCompany: settings.choices['resourcemanager.legalEntity'] === 'any',
          tellsMembersApart: product.version >= '2022',
        }),
      )
      const createdAt = now.toISOString()
      const { directoryId, managementAccount } = directory
      const handshake: Handshake = {
        handshakeId: newId('h-', 16, 'mixed'),
        directoryId,
        managementAccount,
        targetType: input.TargetType,
        targetEntity: input.TargetEntity,
        invited: invited.accountId,
        note: input.Note ?? '',
        ...(parentFolderId === undefined ? {} : { parentFolderId }),
        ...(input.Tag ? { tags: withTags({}, input.Tag) } : {}),
        answer: 'none',
        createdAt,
        modifiedAt: createdAt,
        expiresAt: expiryOf(now),
      }
      own.put(handshakes, handshake)
      at(invited.accountId).put(receivedHandshakes, { handshakeId: handshake.handshakeId, managementAccount, createdAt })
      return { Handshake: await handshakeAnswer({ at }, handshake, now) }
    },
  })

const answering = { HandshakeId: required(handshakeId) }
const answeringErrors = { ...badHandshakeId, ...noSuchHandshake, ...answered } as const

export const acceptHandshake = (product: DirectoryProduct) =>
  operation(product, {
    name: 'AcceptHandshake',
    does: 'Accepts an invitation: the account is a member of the directory from now on.',
    input: answering,
    output,
    access: { level: 'update', resources: [handshakeRule(product)] },
    errors: {
      ...answeringErrors,
      SpecifiedResourceDirectoryNotExists: [
        404,
        'The specified resource directory does not exist. You must specify a valid resource directory.',
      ],
      'NotSupport.AccountInAnotherResourceDirectory': [409, inDirectory],
      ...accountErrors,
      // Each account here is one of a company.
      'NotSupport.Account.RealNameType': [
        409,
        'Your account is not a real-name of enterprise type, so you cannot accept the invitation.',
      ],
    },
    // The management account is told by the invitation only.
    touches: onlyOwn,
    async run({ input, caller, now, own, at, locate, settle }) {
      const found = await locate(handshakes, input.HandshakeId)
      const handshake = settle(mayAnswer(found?.row, caller.account, 'invited', now))
      const management = at(handshake.managementAccount)
      const account = await accountOf({ at }, caller.account)
      const directory = settle(
        mayJoin({
          directory: await management.get(directories, handshake.directoryId),
          account,
          management: await accountOf({ at }, handshake.managementAccount),
          directoryId: (await own.get(memberships, 'directory'))?.directoryId,
        }),
      )
      // UNKNOWN: where it goes when the folder is there no more.
      const folder = handshake.parentFolderId && (await management.get(folders, handshake.parentFolderId))
      join({ at, now }, directory, {
        accountId: caller.account,
        folderId: folder ? folder.folderId : directory.rootFolderId,
        displayName: account.displayName,
        type: 'CloudAccount',
        joinMethod: 'invited',
        tags: handshake.tags,
      })
      const accepted: Handshake = { ...handshake, answer: 'Accepted', modifiedAt: now.toISOString() }
      management.put(handshakes, accepted)
      return { Handshake: await handshakeAnswer({ at }, accepted, now) }
    },
  })

/** Answers that change nothing but the invitation itself. */
const refusing = (product: DirectoryProduct, name: string, does: string, answer: 'Declined' | 'Cancelled') =>
  operation(product, {
    name,
    does,
    input: answering,
    output,
    access: { level: 'update', resources: [handshakeRule(product)] },
    errors: { ...answeringErrors },
    touches: onlyOwn,
    async run({ input, caller, now, at, locate, settle }) {
      const found = await locate(handshakes, input.HandshakeId)
      const side = answer === 'Declined' ? 'invited' : 'managementAccount'
      const handshake = settle(mayAnswer(found?.row, caller.account, side, now))
      const over: Handshake = { ...handshake, answer, modifiedAt: now.toISOString() }
      at(handshake.managementAccount).put(handshakes, over)
      return { Handshake: await handshakeAnswer({ at }, over, now) }
    },
  })

export const declineHandshake = (product: DirectoryProduct) =>
  refusing(product, 'DeclineHandshake', 'Declines an invitation that the account received.', 'Declined')

export const cancelHandshake = (product: DirectoryProduct) =>
  refusing(product, 'CancelHandshake', 'Takes an invitation back that the directory sent.', 'Cancelled')
