/** Which routes of an ECR can be switched on and off. */

import { no, yes } from '../../../model/index.js'
import { parseCidr } from '../../vpc/domain/cidr.js'
import type { Life } from './attachment.js'

/** The destination, when it is a CIDR block. */
export function destinationOf(destination: string) {
  if (parseCidr(destination)) return yes(destination)
  return no('IllegalParamFormat.DestinationCidrBlock', {
    because: `${destination} is not a CIDR block.`,
    next: 'Write blocks like 172.16.0.0/24.',
  })
}

/**
 * What a route leads to, when the ECR has it. UNKNOWN: the order of the checks. What is just being attached holds the lock of
 * the ECR as well, and has a code of its own here, so this goes before the lock.
 */
export function nextHopFor<Hop extends { readonly life: Life }>(id: string, hop: Hop | undefined) {
  if (!hop)
    return no('ResourceNotFound.NexthopInstanceId', {
      because: `${id} is not attached to the ECR.`,
      next: 'Name a VPC, a VBR or a transit router of the ECR.',
    })
  if (hop.life === 'attaching')
    return no('ResourceInCreating.NexthopInstanceId', {
      because: `${id} is just being attached.`,
      next: 'Try again when it is ACTIVE.',
    })
  return yes(hop)
}
