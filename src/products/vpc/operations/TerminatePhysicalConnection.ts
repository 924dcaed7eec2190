import { clientToken, onlyOwn, operation, required } from '../../../model/index.js'
import { lineIn } from '../domain/line.js'
import { lineParameter, requiredRegion, toLine } from '../parameters.js'
import { vpc } from '../product.js'
import { ownLine } from '../reads.js'
import { occupiedVlans, physicalConnections } from '../tables.js'

export default operation(vpc, {
  name: 'TerminatePhysicalConnection',
  documented: '2024-06-24',
  does: 'Closes an open physical connection that no VBR is on.',
  input: { RegionId: requiredRegion, PhysicalConnectionId: required(lineParameter), ...clientToken },
  access: { level: 'update', resources: [{ arn: toLine, id: 'PhysicalConnectionId' }] },
  errors: {
    'Forbidden.NotAllowedInState': [400, 'The request does not allow in this state.'],
    'Forbidden.VbrAttached': [400, 'Cannot terminate physical connection when virtual border routers are still attached.'],
    'OperationFailed.VpconnAttached': [400, 'Cannot terminate physical connection when vpconn are still attached.'],
    'InvalidRegionId.NotFound': [404, 'The RegionId provided does not exist in our records.'],
    'InvalidPhysicalConnectionId.NotFound': [404, 'The PhysicalConnectionId provided does not exist in our records.'],
  },
  touches: onlyOwn,
  async run({ input, region, now, own, settle, refuse, transition }) {
    const found = await ownLine(own, region, input.PhysicalConnectionId)
    const codes = { unknown: 'InvalidPhysicalConnectionId.NotFound', wrong: 'Forbidden.NotAllowedInState' } as const
    const line = settle(lineIn(found, ['Enabled'], codes, now))
    const [taken] = await own.all(occupiedVlans, 'key', [line.physicalConnectionId])
    if (taken)
      return refuse('Forbidden.VbrAttached', {
        because: `${taken.vbrId} of account ${taken.vbrOwner} is on it.`,
        next: 'Delete its VBRs first.',
      })
    const life = { settlesAt: transition.settlesAt, fails: !transition.succeeds }
    own.put(physicalConnections, { ...line, status: 'Terminated', terminatedAt: now.toISOString(), ...life })
  },
})
