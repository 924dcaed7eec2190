/** Parameters and answer fields that several operations of the product share. */

import { list, required, structure, tagList, text, whole } from '../../model/index.js'

/** Any id of the form is taken where things are kept, so that a new region needs no release. */
export const requiredRegion = required(text('The region.', 'cn-hangzhou', { pattern: /^[a-z]{2,3}-[a-z]+(?:-[a-z0-9]+)*$/ }))

/** Begins with a letter of any script, no `http://` or `https://` in front (help pages). */
export const nameOf = (what: string) =>
  text(`The name of the ${what}.`, 'web', { min: 2, max: 128, pattern: /^\p{L}[\p{L}\p{N}:_.-]*$/u, barred: /^https?:\/\//i })
export const descriptionOf = (what: string) =>
  text(`What the ${what} is for.`, 'front ends', { min: 2, max: 256, barred: /^https?:\/\//i })

export const tags = tagList('Tags to set.', { key: 128, value: 128, most: 20 })
export const tagFilter = tagList('Only what carries all of these tags.', { key: 128, value: 128, most: 20 })

export const tagAnswer = structure({
  Tag: list('Each tag.', structure({ TagKey: text('Tag key.', 'team'), TagValue: text('Tag value.', 'network') })),
})
export function tagsAnswered(given: Readonly<Record<string, string>>) {
  return { Tag: Object.entries(given).map(([TagKey, TagValue]) => ({ TagKey, TagValue })) }
}

/** The key that a list of tags has twice. */
export function keyTwice(given: readonly { readonly Key?: string | undefined }[] | undefined): string | undefined {
  const keys = (given ?? []).map(({ Key }) => Key)
  return keys.find((key, i) => keys.indexOf(key) < i)
}

/** Ways to page that these lists have side by side: by number, or by token as soon as one of its parameters is given. */
export function pages(limits: {
  readonly pageSize: number
  readonly maxResults: { readonly min?: number; readonly max?: number }
}) {
  return {
    PageNumber: whole('Which page, from 1.', 1, { min: 1, default: 1 }),
    PageSize: whole('Entries per page.', 10, { min: 1, max: limits.pageSize, default: 10 }),
    MaxResults: {
      ...whole('Entries per page, when pages are continued by token.', 50, limits.maxResults),
      role: 'pageSize' as const,
    },
    NextToken: { ...text('Where the previous page ended.', 'AAAAAdDWBF2', { max: 256 }), role: 'pageToken' as const },
  }
}
export function asksByToken({
  MaxResults,
  NextToken,
}: {
  MaxResults?: number | undefined
  NextToken?: string | undefined
}): boolean {
  return MaxResults !== undefined || NextToken !== undefined
}

/** A time as these lists answer it, without milliseconds. */
export function timeAnswered(iso: string): string {
  return `${iso.slice(0, 19)}Z`
}
