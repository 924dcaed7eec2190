/** Parameters that operations of the directory share. */

import {
  type AccountId,
  accountId,
  type Fields,
  flag,
  list,
  structure,
  type TextShape,
  tagList,
  text,
  whole,
} from '../../model/index.js'
import type { DirectoryProduct } from './service.js'

/** UNKNOWN: which forms are malformed; ids here are a letter or two, a hyphen, letters and digits. */
const folderPattern = /^(?:r|fd)-[A-Za-z0-9]+$/
export const folderId = (note: string) => text(note, 'fd-bVaRIG0001', { pattern: folderPattern })

/** Page "DeleteAccount": an id has 16 digits. */
const accountPattern = /^[0-9]{16}$/
export function memberId(note: string): TextShape<AccountId> {
  return { ...accountId(note, '1000000000000003'), published: 'string', pattern: accountPattern }
}
/** The same where no code tells a malformed id from an unknown one. */
export function anyMemberId(note: string): TextShape<AccountId> {
  const { pattern: _, ...shape } = accountId(note, '1000000000000003')
  return { ...shape, published: 'string' }
}

// Letters of any script: "letters" of the Chinese edition include Chinese characters.
export const folderName = text('Name of the folder: letters, digits, `_`, `.` and `-`.', 'rdFolder', {
  pattern: /^[\p{L}\p{N}_.-]+$/u,
  max: 24,
})
export const displayName = text('Name in the directory: letters, digits, `_`, `.`, `-` and blanks.', 'Dev', {
  pattern: /^[\p{L}\p{N}_. -]+$/u,
  min: 2,
  max: 50,
})

export const tags = (note: string) => tagList(note, { key: 128, value: 128, most: 20 })
/** A filter by tags; a key alone asks for any value. */
export const tagFilter = list(
  'Only what carries all of these tags.',
  structure({ Key: text('Tag key.', 'team'), Value: text('Tag value. Absent: any.', 'network') }),
  { max: 20 },
)
export const includeTags = { IncludeTags: flag('Answer tags too.', false) }

/** Pages by number. */
export const numbered = {
  PageNumber: whole('Page, from 1.', 1, { min: 1, default: 1 }),
  PageSize: whole('Entries per page.', 10, { min: 1, max: 100, default: 10 }),
}
export const numberedAnswer = {
  TotalCount: whole('Entries in all.', 2),
  PageSize: whole('Entries per page.', 10),
  PageNumber: whole('Page, from 1.', 1),
} as const satisfies Fields

/** One page of entries, and the fields that say which. */
export function pageOfAll<T>(
  all: readonly T[],
  { PageNumber = 1, PageSize = 10 }: { PageNumber?: number | undefined; PageSize?: number | undefined },
) {
  const entries = all.slice((PageNumber - 1) * PageSize, PageNumber * PageSize)
  return { entries, page: { TotalCount: all.length, PageNumber, PageSize } }
}

/** UNKNOWN: what "fuzzy match" finds; here names that hold the keyword, whatever the case. */
export function holds(name: string, keyword: string | undefined): boolean {
  return keyword === undefined || name.toLowerCase().includes(keyword.toLowerCase())
}

/**
 * What RAM checks, as each version's pages write it: `acs:resourcemanager:*:<account>:folder/<RDPath>`, the region empty in the
 * newer one. UNKNOWN: whether a policy can name a single folder or member here: a path is not known before it is looked up, so
 * that calls ask for any.
 */
export const anyOf = ({ version }: DirectoryProduct, kind: 'folder' | 'account'): readonly [{ readonly arn: string }] => [
  { arn: `acs:resourcemanager:${version < '2022' ? '*' : ''}:{#accountId}:${kind}/{#ResourceDirectoryPath}` },
]
