/** Parameters and answer fields that several operations of the product share. */

import { flag, list, required, structure, tagList, text, whole } from '../../model/index.js'

/** Letters of any script, no `http://` or `https://` in front (help pages). */
const named = { min: 1, max: 128, barred: /^https?:\/\//i }
const described = { min: 1, max: 256, barred: /^https?:\/\//i }

/** Regions are not listed: any id of the form is taken, so that a new region needs no release. */
export const region = text('The region.', 'cn-hangzhou', { pattern: /^[a-z]{2,3}-[a-z]+(?:-[a-z0-9]+)*$/ })
export const requiredRegion = required(region)

export const nameOf = (what: string) => text(`The name of the ${what}.`, 'core', named)
export const descriptionOf = (what: string) => text(`What the ${what} is for.`, 'shared by all teams', described)
export const resourceGroup = text('The resource group.', 'rg-acfmxazb4ph6aiy')

export const tags = tagList('Tags to set.', { key: 128, value: 128, most: 20 })
export const tagFilter = tagList('Only what carries all of these tags.', { key: 128, value: 128, most: 20 })

/** A page by its number. Largest and usual size: metadata. */
export const pageNumbers = {
  PageNumber: whole('Which page, from 1.', 1, { min: 1, default: 1 }),
  PageSize: whole('Entries per page.', 10, { min: 1, max: 50, default: 10 }),
}
export const pageAnswer = {
  PageNumber: whole('Which page this is.', 1),
  PageSize: whole('Entries per page.', 10),
  TotalCount: whole('Entries on all pages.', 1),
}

interface PageAsked {
  readonly PageNumber?: number | undefined
  readonly PageSize?: number | undefined
}
/** The rows of the page asked for, and what the answer says about pages. Past the end a page is empty. */
export function pageByNumber<T>(rows: readonly T[], { PageNumber = 1, PageSize = 10 }: PageAsked) {
  const start = (PageNumber - 1) * PageSize
  return { rows: rows.slice(start, start + PageSize), about: { PageNumber, PageSize, TotalCount: rows.length } }
}

/** Tags as the VPC family answers them: `Tags.Tag[]`. */
export const tagAnswer = structure({
  Tag: list('Each tag.', structure({ Key: text('Tag key.', 'team'), Value: text('Tag value.', 'network') })),
})
export function tagsAnswered(given: Readonly<Record<string, string>>) {
  return { Tag: Object.entries(given).map(([Key, Value]) => ({ Key, Value })) }
}

export const defaultFlag = flag('Whether it is the default one of its region.', false)

/** `Filter.N.Key`, `Filter.N.Value.N`, with the keys that an operation knows. */
export function filterParameter(keys: readonly string[]) {
  return list(
    'Conditions: all keys must hold, of each one value.',
    structure({
      Key: text('What to compare.', keys[0], { oneOf: keys }),
      Value: list('Values of which one must be met.', text('A value.', 'vbr-j6cwxhgg0s5nuephp0001')),
    }),
    { max: 5 },
  )
}
type Filters = readonly { readonly Key?: string | undefined; readonly Value?: readonly string[] | undefined }[]
/** Whether a row meets all filters; `of` gives what each key stands for. */
export function meetsFilters(filters: Filters | undefined, of: (key: string) => string): boolean {
  // Status values are written in either case by the pages (`Active`, `active`).
  return (filters ?? []).every(
    ({ Key, Value }) => Key === undefined || !Value || Value.some((value) => value.toLowerCase() === of(Key).toLowerCase()),
  )
}

/** A time as the family answers it, without milliseconds. */
export function timeAnswered(iso: string): string {
  return `${iso.slice(0, 19)}Z`
}

/** Several ids in one text, separated by commas: at most 20 (help page of DescribeVpcs). */
export function idsIn(given: string | undefined): readonly string[] | undefined {
  return given
    ?.split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '')
}
export const mostIdsInAFilter = 20
