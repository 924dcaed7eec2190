import { clientToken, onlyOwn, operation, required } from '../../../model/index.js'
import { mayTerminate } from '../domain/vbr-changes.js'
import { lifeOfVbr } from '../domain/vbr-life.js'
import { requiredRegion, toVbr, vbrParameter } from '../parameters.js'
import { vpc } from '../product.js'
import { vbrSeenBy } from '../reads.js'
import { vbrs } from '../tables.js'

export default operation(vpc, {
  name: 'TerminateVirtualBorderRouter',
  documented: '2024-06-24',
  does: 'Closes a VBR; it keeps what it has, and its VLAN for seven days.',
  input: { RegionId: requiredRegion, VbrId: required(vbrParameter), ...clientToken },
  access: { level: 'update', resources: [{ arn: toVbr, id: 'VbrId' }] },
  errors: {
    'InvalidOperation.OperationNotAllowedInState': [400, 'The specified VirutalBorderRouter is in invalid state.'],
    'Forbidden.OperationTerminateNotAllowedByUser': [
      403,
      'The caller is not allowed to terminate the specified VirtualBorderRouter.',
    ],
    'InvalidRegionId.NotFound': [404, 'The RegionId provided does not exist in our records.'],
    'InvalidVbrId.NotFound': [404, 'The specified VirutalBorderRouter is not found.'],
  },
  // The VBR may be another account's; the input does not tell.
  touches: onlyOwn,
  async run(context) {
    const { input, caller, region, now, at, settle, refuse, transition } = context
    const seen = await vbrSeenBy(context, { account: caller.account, region, now }, input.VbrId)
    if (!seen) return refuse('InvalidVbrId.NotFound', { because: 'This account has no such VBR in the region.' })
    const { row, owner } = seen
    settle(mayTerminate({ vbr: row, owner, caller: caller.account, life: lifeOfVbr(row, now) }))
    const life = { settlesAt: transition.settlesAt, fails: !transition.succeeds }
    at(owner).put(vbrs, { ...row, step: 'terminating', terminatedAt: now.toISOString(), ...life })
  },
})
