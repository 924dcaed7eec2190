/** Members of the directory in lists: operations of both versions. */

import { carriesTags, type Lookup, operation, paged, pageOf, sometimes, text } from '../../model/index.js'
import { type ListedMember, listedMemberAnswer, memberList, path } from './answers.js'
import { managed } from './domain/directory.js'
import { existing } from './domain/folder.js'
import { badParentFolderId, noDirectory, noFolder } from './errors.js'
import { anyOf, folderId, holds, includeTags, numbered, numberedAnswer, pageOfAll, tagFilter } from './parameters.js'
import { directoryReadBy, folderPath, membersShown, pathText } from './reads.js'
import { type DirectoryProduct, newer } from './service.js'
import { accountDeletions, accounts, type Directory, deletionChecks, folders, type Member } from './tables.js'

const keyword = text('Only members whose display name holds this.', 'Dev')

/** What lists show of members beyond their rows. */
async function detailed(at: Lookup['at'], directory: Directory, members: readonly Member[]): Promise<readonly ListedMember[]> {
  const { managementAccount, directoryId } = directory
  const management = at(managementAccount)
  const keys = members.map(({ accountId }) => [accountId])
  const deletions = await management.getMany(accountDeletions, keys)
  const checks = await management.getMany(deletionChecks, keys)
  return Promise.all(
    members.map(async (member, i) => ({
      member,
      account: await at(member.accountId).get(accounts, member.accountId),
      deletion: deletions[i],
      check: checks[i],
      path: pathText([directoryId, ...(await folderPath({ at }, managementAccount, member.folderId)), member.accountId]),
    })),
  )
}

/** The newer version goes on by token where MaxResults or NextToken is given, and by number otherwise. */
export const listAccounts = (product: DirectoryProduct) =>
  operation(product, {
    name: 'ListAccounts',
    does: 'Lists the members of the directory in the order in which they joined.',
    input: {
      ...numbered,
      Tag: tagFilter,
      ...includeTags,
      ...newer(product, { QueryKeyword: keyword, ...paged(100, 10) }),
    },
    output: {
      ...memberList(product, path),
      ...numberedAnswer,
      ...newer(product, { NextToken: sometimes(text('Where the next page begins. Absent on the last.', 'TGlzdFJlc291cmNl')) }),
    },
    access: { level: 'list', resources: anyOf(product, 'account') },
    errors: noDirectory,
    async run({ input, caller, now, at, page, settle }) {
      const directory = settle(managed(await directoryReadBy({ at }, caller.account)))
      const shown = await membersShown(at(directory.managementAccount), now)
      const wanted = shown.filter(
        (member) => holds(member.displayName, input.QueryKeyword) && carriesTags(member.tags ?? {}, input.Tag),
      )
      const answer = async (members: readonly Member[]) => ({
        Accounts: {
          Account: (await detailed(at, directory, members)).map((each) =>
            listedMemberAnswer(each, now, input.IncludeTags === true),
          ),
        },
      })
      if (input.MaxResults === undefined && input.NextToken === undefined) {
        const { entries, page: numbers } = pageOfAll(wanted, input)
        return { ...(await answer(entries)), ...numbers }
      }
      const placed = wanted.map((row) => ({ row, cursor: `${row.joinedAt} ${row.accountId}` }))
      const { rows, nextToken } = await pageOf(page, async (after = '', limit) =>
        placed.filter(({ cursor }) => cursor > after).slice(0, limit),
      )
      return { ...(await answer(rows)), TotalCount: wanted.length, PageSize: page.size, PageNumber: 1, NextToken: nextToken }
    },
  })

export const listAccountsForParent = (product: DirectoryProduct) =>
  operation(product, {
    name: 'ListAccountsForParent',
    does: 'Lists the members right in a folder in the order in which they joined.',
    input: {
      ParentFolderId: folderId('The folder. Absent: Root.'),
      QueryKeyword: keyword,
      ...numbered,
      Tag: tagFilter,
      ...includeTags,
    },
    output: { ...memberList(product), ...numberedAnswer },
    access: { level: 'list', resources: anyOf(product, 'folder') },
    errors: { ...badParentFolderId, ...noDirectory, ...noFolder },
    async run({ input, caller, now, at, settle }) {
      const directory = settle(managed(await directoryReadBy({ at }, caller.account)))
      const management = at(directory.managementAccount)
      const parent = settle(existing(await management.get(folders, input.ParentFolderId ?? directory.rootFolderId)))
      const wanted = (await membersShown(management, now)).filter(
        (member) =>
          member.folderId === parent.folderId &&
          holds(member.displayName, input.QueryKeyword) &&
          carriesTags(member.tags ?? {}, input.Tag),
      )
      const { entries, page } = pageOfAll(wanted, input)
      const listed = await detailed(at, directory, entries)
      return {
        Accounts: { Account: listed.map((each) => listedMemberAnswer(each, now, input.IncludeTags === true)) },
        ...page,
      }
    },
  })
