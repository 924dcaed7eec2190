import { clientToken, flag, onlyOwn, operation, required } from '../../../model/index.js'
import { lineIn } from '../domain/line.js'
import { lineParameter, requiredRegion, toLine } from '../parameters.js'
import { vpc } from '../product.js'
import { ownLine } from '../reads.js'
import { physicalConnections } from '../tables.js'

export default operation(vpc, {
  name: 'EnablePhysicalConnection',
  documented: '2024-06-24',
  does: 'Opens a confirmed physical connection.',
  input: {
    RegionId: requiredRegion,
    PhysicalConnectionId: required(lineParameter),
    ByPassSp: flag('Whether no order is made for it. Without effect here.', false),
    ...clientToken,
  },
  access: { level: 'update', resources: [{ arn: toLine, id: 'PhysicalConnectionId' }] },
  errors: {
    'Forbidden.NotAllowedInState': [400, 'The request does not allow in this state.'],
    'INSTANCE.STATUS.NOT.ALLOW': [400, 'Instance status not allow'],
    'ALIUID.NOT.ALLOW.WITHOUT.SP': [400, 'AliUid not allow direct enable physical connection'],
    'ACCESS.DEVICE.NOT.ALLOW.WITHOUT.SP': [400, 'Access device not allow direct enable physical connection'],
    'InvalidRegionId.NotFound': [404, 'The RegionId provided does not exist in our records.'],
    'InvalidPhysicalConnectionId.NotFound': [404, 'The PhysicalConnectionId provided does not exist in our records.'],
  },
  touches: onlyOwn,
  async run({ input, region, now, own, settle, transition }) {
    const line = await ownLine(own, region, input.PhysicalConnectionId)
    const codes = { unknown: 'InvalidPhysicalConnectionId.NotFound', wrong: 'Forbidden.NotAllowedInState' } as const
    const found = settle(lineIn(line, ['Confirmed'], codes, now))
    const life = { settlesAt: transition.settlesAt, fails: !transition.succeeds }
    own.put(physicalConnections, { ...found, status: 'Enabled', enabledAt: now.toISOString(), ...life })
  },
})
