/** What a prefix list may hold, and who may change it. Facts: metadata of the operations; limits: page on the quotas of VPC. */

import { isIPv6 } from 'node:net'
import { no, yes } from '../../../model/index.js'
import type { PrefixList, PrefixListEntry } from '../tables.js'
import { parseCidr } from './cidr.js'

interface GivenEntry {
  readonly Cidr?: string | undefined
  readonly Description?: string | undefined
}
type Given = readonly GivenEntry[] | undefined

/** How many entries a list has place for when its creator does not say (help page). */
export const usualEntries = 50

function isCidrOf(ipVersion: PrefixList['ipVersion'], text: string): boolean {
  if (ipVersion === 'IPv4') return parseCidr(text) !== undefined
  const [address = '', bits = '', ...rest] = text.split('/')
  return rest.length === 0 && isIPv6(address) && /^(0|[1-9]\d{0,2})$/.test(bits) && Number(bits) <= 128
}

/** The blocks given: each a block of the list's version, none twice. */
function blocksOf(given: Given, ipVersion: PrefixList['ipVersion']) {
  const blocks = new Map<string, string>()
  for (const { Cidr = '', Description = '' } of given ?? []) {
    if (!isCidrOf(ipVersion, Cidr)) return no('IllegalParam.CidrBlock', { because: `${Cidr} is not a block of ${ipVersion}.` })
    if (blocks.has(Cidr)) return no('DuplicatedParam.CidrBlock', { because: `${Cidr} was given twice.` })
    blocks.set(Cidr, Description)
  }
  return yes(blocks)
}

export interface NewPrefixListFacts {
  readonly ipVersion: PrefixList['ipVersion']
  readonly maxEntries: number
  readonly entries: Given
  /** Prefix lists of the account. */
  readonly existing: number
  readonly most: number
  readonly mostEntries: number
}

/** The entries of the new list. */
export function mayCreatePrefixList({ ipVersion, maxEntries, entries, existing, most, mostEntries }: NewPrefixListFacts) {
  const blocks = blocksOf(entries, ipVersion)
  if (!blocks.ok) return blocks
  const roomy = hasRoom(blocks.value.size, maxEntries, mostEntries)
  if (!roomy.ok) return roomy
  if (existing >= most)
    return no('QuotaExceeded.PrefixListCount', {
      because: `This account has ${existing} prefix lists, the limit.`,
      next: 'Delete one, or raise the limit vpc.prefixLists of the world.',
    })
  return yes([...blocks.value].map(([cidr, description], place): PrefixListEntry => ({ cidr, description, place })))
}

function hasRoom(entries: number, maxEntries: number, mostEntries: number) {
  if (maxEntries > mostEntries)
    return no('QuotaExceeded.PrefixListCidrCount', { because: `A prefix list has at most ${mostEntries} entries.` })
  if (entries > maxEntries)
    return no('OperationFailed.CidrCountExceedMaxCount', {
      because: `${entries} entries do not fit: the list has place for ${maxEntries}.`,
      next: 'Give a larger MaxEntries.',
    })
  return yes()
}

export interface ChangeFacts {
  readonly list: Pick<PrefixList, 'ipVersion' | 'entries'>
  readonly maxEntries: number
  readonly add: Given
  readonly remove: Given
  readonly mostEntries: number
}

/**
 * The entries after a change. A block that is there already takes the new description. UNKNOWN: removing a block that is not
 * there, and one block both added and removed; both are refused.
 */
export function mayChangeEntries({ list, maxEntries, add, remove, mostEntries }: ChangeFacts) {
  const added = blocksOf(add, list.ipVersion)
  if (!added.ok) return added
  const removed = blocksOf(remove, list.ipVersion)
  if (!removed.ok) return removed
  const both = [...removed.value.keys()].find((cidr) => added.value.has(cidr))
  if (both !== undefined) return no('DuplicatedParam.CidrBlock', { because: `${both} was given to be added and to be removed.` })
  if (removed.value.size > list.entries.length)
    return no('OperationDenied.RemoveCountExceedExistCount', {
      because: `${removed.value.size} entries were to be removed, the list has ${list.entries.length}.`,
    })
  const here = new Set(list.entries.map(({ cidr }) => cidr))
  const missing = [...removed.value.keys()].find((cidr) => !here.has(cidr))
  if (missing !== undefined) return no('IllegalParam.CidrBlock', { because: `${missing} is not in the list.` })
  let place = Math.max(-1, ...list.entries.map((entry) => entry.place))
  const kept = list.entries
    .filter(({ cidr }) => !removed.value.has(cidr))
    .map((entry): PrefixListEntry => ({ ...entry, description: added.value.get(entry.cidr) ?? entry.description }))
  const fresh = [...added.value].filter(([cidr]) => !here.has(cidr))
  const entries = [...kept, ...fresh.map(([cidr, description]): PrefixListEntry => ({ cidr, description, place: ++place }))]
  const roomy = hasRoom(entries.length, maxEntries, mostEntries)
  return roomy.ok ? yes(entries) : roomy
}

/** Who asks to change a list. `sharedBy`: it belongs to another account, which shares it with the caller. */
interface Standing {
  readonly prefixListId: string
  readonly found: boolean
  readonly sharedBy: string | undefined
  readonly settled: boolean
}
const unknownList = { because: 'This account has no such prefix list in the region, and none is shared with it.' }

export function mayModifyPrefixList({ prefixListId, found, sharedBy, settled }: Standing) {
  if (sharedBy !== undefined)
    return no('OperationFailed.OperateShareResource', {
      because: `${prefixListId} belongs to account ${sharedBy}.`,
      next: 'Only its owner can change a shared prefix list.',
    })
  if (!found) return no('ResourceNotFound.PrefixList', unknownList)
  if (!settled) return no('IncorrectStatus.PrefixList', { because: `${prefixListId} is still being changed.` })
  return yes()
}

export function mayDeletePrefixList({ prefixListId, found, sharedBy, settled, shared }: Standing & { readonly shared: boolean }) {
  if (sharedBy !== undefined)
    return no('OperationDenied.DeleteShareResource', {
      because: `${prefixListId} belongs to account ${sharedBy}.`,
      next: 'Only its owner can delete a shared prefix list.',
    })
  if (!found) return no('ResourceNotFound.PrefixList', unknownList)
  if (!settled) return no('IncorrectStatus.PrefixList', { because: `${prefixListId} is still being changed.` })
  if (shared)
    return no('DependencyViolation.ShareResource', {
      because: `${prefixListId} is in a resource share.`,
      next: 'Take it out of the resource share (DisassociateResourceShare), or delete the share.',
    })
  return yes()
}
