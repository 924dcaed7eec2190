/** Flow logs. */

import { no, yes } from '../../../model/index.js'
import type { FlowLog } from '../tables.js'
import type { Life } from './attachment.js'

interface Captured {
  readonly kind: string
  readonly life: Life
  readonly regionId: string
}

/**
 * What a flow log can capture: a VBR that is attached. UNKNOWN: the errors of flow logs are not documented; that several of
 * them may capture one VBR; and that a flow log outlives the attachment, capturing nothing.
 */
export function mayCapture(id: string, hop: Captured | undefined) {
  if (hop?.kind === 'VBR' && hop.life === 'attached') return yes(hop)
  return no('IllegalParam.%s', {
    fill: ['InstanceId', 'InstanceId'],
    because: hop ? `${id} is ${hop.kind === 'VBR' ? hop.life : `a ${hop.kind}`}.` : `${id} is not attached to the ECR.`,
    next: 'Name a VBR of the ECR.',
  })
}

/** The flow log, where this ECR has it. */
export function knownFlowLog(row: FlowLog | undefined, ecrId: string) {
  if (row?.ecrId === ecrId) return yes(row)
  return no('IllegalParam.%s', { fill: ['FlowLogId', 'FlowLogId'], because: `${ecrId} has no such flow log.` })
}
