/** What the tag operations have in common: their parameters, and the shares that they are about. */

import { type Decision, list, no, oneOf, type Partition, required, type TextRules, text, yes } from '../../model/index.js'
import { regionIds } from './domain/regions.js'
import { shareStatusAt } from './domain/share.js'
import { type Share, shares } from './tables.js'

export const about = {
  RegionId: required(oneOf(regionIds, 'The region of the shares.', 'cn-hangzhou')),
  ResourceType: required(oneOf(['ResourceShare'], 'Always this one.')),
}

/** UNKNOWN: how many TagResources takes; as many as the others. */
export const idsOf = (rules: TextRules) =>
  list('Resource shares.', text('A resource share.', 'rs-PqysnzIja1b2', rules), { max: 20 })

export const shareArn = 'acs:resourcesharing:{#regionId}:{#accountId}:resourceshare/{#ResourceShareId}'

/** Whether a share can be tagged or moved: a deleted one is gone, though it is still listed. */
export function isThere(share: Share | undefined, regionId: string, now: Date): share is Share {
  const status = share?.regionId === regionId ? shareStatusAt(share, now) : undefined
  return status !== undefined && status !== 'Deleted'
}

/** The caller's shares of these ids, each once. */
export async function sharesNamed(
  { own, now }: { readonly own: Partition; readonly now: Date },
  regionId: string,
  ids: readonly string[],
): Promise<Decision<Share[], 'InvalidResourceId.NotFound'>> {
  const wanted = [...new Set(ids)]
  const rows = await own.getMany(
    shares,
    wanted.map((id) => [id]),
  )
  const found = rows.filter((share) => isThere(share, regionId, now)) as Share[]
  if (found.length < wanted.length) {
    const missing = wanted.find((id) => !found.some(({ shareId }) => shareId === id))
    return no('InvalidResourceId.NotFound', {
      because: `This account has no resource share ${missing} in ${regionId}.`,
      next: 'Call with a key of the owner.',
    })
  }
  return yes(found)
}
