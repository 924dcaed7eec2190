/** Autonomous system numbers. */

import { no, yes } from '../../../model/index.js'

/** The ASN that the service has for everybody. */
export const usualAsn = 45104
const reserved = 65025
const privateRanges = [
  [64512, 65534],
  [4200000000, 4294967294],
] as const

/** Whether an ECR may have this number. */
export function isEcrAsn(asn: number): boolean {
  return asn === usualAsn || (asn !== reserved && privateRanges.some(([least, most]) => asn >= least && asn <= most))
}

/**
 * Whether the BGP side of a VBR fits the ECR. A VBR without BGP group fits every ECR: it gets its number afterwards.
 * UNKNOWN: the rule (equal numbers) is documented, that this is its code is our reading.
 */
export function fitsAsn({ localAsn, routerAsn }: { readonly localAsn: number | undefined; readonly routerAsn: number }) {
  if (localAsn === undefined || localAsn === routerAsn) return yes()
  return no('Conflict.ASNOfVBR', {
    because: `The BGP group of the VBR has local ASN ${localAsn}, the ECR has ${routerAsn}.`,
    next: 'Give both the same number, or attach the VBR before it has a BGP group.',
  })
}
