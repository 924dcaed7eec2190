/** What operations on invitations have in common, and reading them. */

import {
  type AccountId,
  type Lookup,
  list,
  operation,
  type Partition,
  required,
  sometimes,
  structure,
  text,
} from '../../model/index.js'
import { toldDate } from '../ram/domain/dates.js'
import { managed } from './domain/directory.js'
import { isForgotten, partyTo, statusOf } from './domain/handshake.js'
import { noDirectory } from './errors.js'
import { numbered, numberedAnswer, pageOfAll } from './parameters.js'
import { accountNameOf, directoryRunBy } from './reads.js'
import type { DirectoryProduct } from './service.js'
import { type Account, accounts, type Handshake, handshakes, receivedHandshakes } from './tables.js'

// UNKNOWN: which forms are malformed.
export const handshakeId = text('The invitation.', 'h-Ih8IuPfvV0t00001', { pattern: /^h-[A-Za-z0-9]+$/ })

export const handshakeFields = {
  HandshakeId: handshakeId,
  Status: text('`Pending`, `Accepted`, `Declined`, `Cancelled` or `Expired`.', 'Pending'),
  ResourceDirectoryId: text('The directory.', 'rd-3G0001'),
  MasterAccountId: text('Its management account.', '1000000000000001'),
  MasterAccountName: text('Name of the management account.', 'management'),
  TargetEntity: text('Who is invited.', '2000000000000001'),
  TargetType: text('`Account` or `Email`.', 'Account'),
  Note: text('What was written to them.', 'Welcome'),
  CreateTime: text('When it was sent.', '2026-01-01T00:00:00Z'),
  ModifyTime: text('When it changed last.', '2026-01-01T00:00:00Z'),
  ExpireTime: text('Until when it can be answered.', '2026-01-15T00:00:00Z'),
}

/** An invitation as RAM names it. */
export const handshakeRule = (product: DirectoryProduct) => ({ arn: anyHandshake(product), id: 'HandshakeId' }) as const
export const anyHandshake = ({ version }: DirectoryProduct) =>
  `acs:resourcemanager:${version < '2022' ? '*' : ''}:{#accountId}:handshake/{#HandshakeId}`

export const badHandshakeId = {
  'MissingParameter.HandshakeId': [400, 'You must specify HandshakeId.'],
  'InvalidParameter.HandshakeId': [400, 'The HandshakeId is invalid.'],
} as const
export const noSuchHandshake = {
  'EntityNotExists.Handshake': [404, 'The specified handshake does not exist.'],
} as const
export const answered = { HandshakeStatusMismatch: [409, 'The invitation is invalid.'] } as const

export async function accountOf(lookup: Pick<Lookup, 'at'>, account: AccountId): Promise<Account> {
  const row = await lookup.at(account).get(accounts, account)
  if (!row) throw new Error(`there is no account ${account}`)
  return row
}

export async function handshakeAnswer(lookup: Pick<Lookup, 'at'>, handshake: Handshake, now: Date) {
  const management = await accountOf(lookup, handshake.managementAccount)
  return {
    HandshakeId: handshake.handshakeId,
    Status: statusOf(handshake, now),
    ResourceDirectoryId: handshake.directoryId,
    MasterAccountId: handshake.managementAccount,
    MasterAccountName: accountNameOf(management),
    TargetEntity: handshake.targetEntity,
    TargetType: handshake.targetType,
    Note: handshake.note,
    CreateTime: toldDate(handshake.createdAt),
    ModifyTime: toldDate(handshake.modifiedAt),
    ExpireTime: toldDate(handshake.expiresAt),
  }
}

export const getHandshake = (product: DirectoryProduct) =>
  operation(product, {
    name: 'GetHandshake',
    does: 'Tells an invitation to either side of it.',
    input: { HandshakeId: required(handshakeId) },
    output: {
      Handshake: structure({
        ...handshakeFields,
        MasterAccountRealName: sometimes(text('Company of the management account; only the one invited sees it.', 'Example Group')),
        InvitedAccountRealName: sometimes(text('Company of the one invited; only it sees it.', 'Example Group')),
      }),
    },
    access: { level: 'get', resources: [handshakeRule(product)] },
    errors: {
      ...badHandshakeId,
      ...noSuchHandshake,
      // Each account here has a company, and an invitation can be looked at in each status: these cannot happen.
      ...answered,
      MissingAccountRealName: [409, 'The name of the invited account is not specified.'],
      NoRealNameAuthentication: [409, 'The account invited has not passed real-name authentication.'],
    },
    async run({ input, caller, now, at, locate, settle }) {
      const found = await locate(handshakes, input.HandshakeId)
      const handshake = settle(partyTo(found?.row, caller.account, ['managementAccount', 'invited'], now))
      const answer = await handshakeAnswer({ at }, handshake, now)
      if (handshake.invited !== caller.account) return { Handshake: answer }
      const [management, invited] = [await accountOf({ at }, handshake.managementAccount), await accountOf({ at }, caller.account)]
      return {
        Handshake: {
          ...answer,
          MasterAccountRealName: management.legalEntity,
          InvitedAccountRealName: invited.legalEntity,
        },
      }
    },
  })

const listed = {
  ...numberedAnswer,
  Handshakes: structure({ Handshake: list('The invitations, latest first.', structure(handshakeFields)) }),
}

/** What a directory sent and is told of still. */
export async function sentBy(management: Partition, directoryId: string, now: Date): Promise<readonly Handshake[]> {
  const all = await management.all(handshakes, 'byCreated', [])
  return all.filter((each) => each.directoryId === directoryId && !isForgotten(each, now))
}

/** Those that nobody answered: each of them takes the place of a member. */
export async function pendingOf(management: Partition, directoryId: string, now: Date): Promise<number> {
  return (await sentBy(management, directoryId, now)).filter((each) => statusOf(each, now) === 'Pending').length
}

const latestFirst = (a: Handshake, b: Handshake) =>
  b.createdAt.localeCompare(a.createdAt) || b.handshakeId.localeCompare(a.handshakeId)

export const listHandshakesForAccount = (product: DirectoryProduct) =>
  operation(product, {
    name: 'ListHandshakesForAccount',
    does: 'Lists the invitations that the account received, and those that its directory sent.',
    input: numbered,
    output: listed,
    access: { level: 'list', resources: [{ arn: anyHandshake(product) }] },
    errors: {},
    async run({ input, caller, now, own, at }) {
      const received = await Promise.all(
        (await own.all(receivedHandshakes, 'byCreated', [])).map((each) =>
          at(each.managementAccount).get(handshakes, each.handshakeId),
        ),
      )
      // The example of the page is that of a management account, which was not invited by anybody.
      const directory = await directoryRunBy({ at }, caller.account)
      const sent = directory ? await sentBy(own, directory.directoryId, now) : []
      const told = received.filter((each) => each !== undefined).filter((each) => !isForgotten(each, now))
      const all = [...told, ...sent].sort(latestFirst)
      const { entries, page } = pageOfAll(all, input)
      return { ...page, Handshakes: { Handshake: await Promise.all(entries.map((each) => handshakeAnswer({ at }, each, now))) } }
    },
  })

export const listHandshakesForResourceDirectory = (product: DirectoryProduct) =>
  operation(product, {
    name: 'ListHandshakesForResourceDirectory',
    does: 'Lists the invitations that the directory sent.',
    input: numbered,
    output: listed,
    access: { level: 'list', resources: [{ arn: anyHandshake(product) }] },
    errors: { ...noDirectory },
    async run({ input, caller, now, own, at, settle }) {
      const { directoryId } = settle(managed(await directoryRunBy({ at }, caller.account)))
      const all = [...(await sentBy(own, directoryId, now))].sort(latestFirst)
      const { entries, page } = pageOfAll(all, input)
      return { ...page, Handshakes: { Handshake: await Promise.all(entries.map((each) => handshakeAnswer({ at }, each, now))) } }
    },
  })
