import { clientToken, onlyOwn, operation, required } from '../../../model/index.js'
import { beforeEnabled, lineIn } from '../domain/line.js'
import { lineParameter, requiredRegion, toLine } from '../parameters.js'
import { vpc } from '../product.js'
import { ownLine } from '../reads.js'
import { physicalConnections } from '../tables.js'

export default operation(vpc, {
  name: 'CancelPhysicalConnection',
  documented: '2024-06-24',
  does: 'Gives up a physical connection that is not open yet.',
  input: { RegionId: requiredRegion, PhysicalConnectionId: required(lineParameter), ...clientToken },
  access: { level: 'update', resources: [{ arn: toLine, id: 'PhysicalConnectionId' }] },
  errors: {
    'Forbidden.NotAllowedInState': [400, 'The request does not allow in this state.'],
    'InvalidRegionId.NotFound': [404, 'The RegionId provided does not exist in our records.'],
    'InvalidPhysicalConnectionId.NotFound': [404, 'The PhysicalConnectionId provided does not exist in our records.'],
  },
  touches: onlyOwn,
  async run({ input, region, now, own, settle }) {
    const line = await ownLine(own, region, input.PhysicalConnectionId)
    const codes = { unknown: 'InvalidPhysicalConnectionId.NotFound', wrong: 'Forbidden.NotAllowedInState' } as const
    const { settlesAt: _, fails: __, ...rest } = settle(lineIn(line, beforeEnabled, codes, now))
    own.put(physicalConnections, { ...rest, status: 'Canceled' })
  },
})
