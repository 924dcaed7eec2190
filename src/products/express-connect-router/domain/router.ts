/** The ECR itself. */

import { no, yes } from '../../../model/index.js'

/** Whether an account may have one more ECR, with this ASN. */
export function mayCreate({
  asn,
  sameAsn,
  ecrs,
  most,
}: {
  readonly asn: number
  readonly sameAsn: number
  readonly ecrs: number
  readonly most: number
}) {
  if (sameAsn > 0)
    return no('Conflict.ASNOfECR', {
      because: `An ECR of this account has ASN ${asn}.`,
      next: 'Choose another ASN: each ECR of an account has its own.',
    })
  if (ecrs >= most)
    return no('QuotaExceeded.EcrCountPerUser', {
      because: `The account has ${ecrs} ECRs, the limit is ${most}.`,
      next: 'Delete one, or raise the quota of the world.',
    })
  return yes()
}

/** Whether an ECR can be deleted. */
export function mayDelete({ ecrId, attached }: { readonly ecrId: string; readonly attached: number }) {
  if (attached === 0) return yes()
  return no('ResourceInUse.Ecr', {
    because: `${attached} instances are attached to ${ecrId}.`,
    next: 'Delete its associations and detach its VBRs first.',
  })
}

/** The forwarding mode of each region of an ECR, and of those for which one was set before anything was there. */
export function transitModesOf(set: Readonly<Record<string, 'ECMP' | 'NearBy'>>, regions: readonly string[]) {
  const all = [...new Set([...regions, ...Object.keys(set)])].sort()
  return all.map((RegionId) => ({ RegionId, Mode: set[RegionId] ?? 'ECMP' }))
}

/** Whether an ECR can have something in this region. */
export function mayJoinFrom(regionId: string, offered: readonly string[]) {
  if (offered.includes(regionId)) return yes(regionId)
  return no('UnsupportedRegion', {
    because: `ECR is not offered in ${regionId}.`,
    next: `Regions that have it: ${offered.join(', ')}.`,
  })
}
