import { clientToken, onlyOwn, operation, required } from '../../../model/index.js'
import { lineIn } from '../domain/line.js'
import { lineParameter, requiredRegion, toLine } from '../parameters.js'
import { vpc } from '../product.js'
import { ownLine } from '../reads.js'
import { physicalConnections } from '../tables.js'

export default operation(vpc, {
  name: 'ConfirmPhysicalConnection',
  documented: '2024-06-24',
  does: 'Confirms that an allocated physical connection works; it can then be ordered.',
  input: { RegionId: requiredRegion, PhysicalConnectionId: required(lineParameter), ...clientToken },
  access: { level: 'update', resources: [{ arn: toLine, id: 'PhysicalConnectionId' }] },
  errors: {
    'OperationFailed.PconnTrafficNotEnable': [400, 'The operation is failed because of PconnTrafficNotEnable.'],
    'ResourceNotFound.PhysicalConnectionId': [400, 'PhysicalConnection is not found.'],
    'MissingParam.RegionNo': [400, 'RegionNo is missing.'],
    'MissingParam.AliUid': [400, 'AliUid is missing.'],
    'MissingParam.PhysicalConnectionId': [400, 'PhysicalConnectionId is missing.'],
    'InvalidPhysicalConnectionId.NotFound': [400, 'The specified physicalConnection is not found'],
    'InvalidRegionId.NotFound': [400, 'The specified RegionId is not found.'],
    'IncorrectStatus.PhysicalConnection': [400, 'The specified PhysicalConnectionId is not in Allocated state.'],
    'OperationUnsupported.SkipConstruction': [400, 'You can not skip construction.'],
  },
  touches: onlyOwn,
  async run({ input, region, now, own, settle }) {
    const line = await ownLine(own, region, input.PhysicalConnectionId)
    const codes = { unknown: 'InvalidPhysicalConnectionId.NotFound', wrong: 'IncorrectStatus.PhysicalConnection' } as const
    const { settlesAt: _, fails: __, ...rest } = settle(lineIn(line, ['Allocated'], codes, now))
    own.put(physicalConnections, { ...rest, status: 'Confirmed' })
  },
})
