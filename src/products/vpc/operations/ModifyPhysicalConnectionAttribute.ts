import { clientToken, onlyOwn, operation, required, text, whole } from '../../../model/index.js'
import { lineIn, lineStatus } from '../domain/line.js'
import { descriptionOf, lineOperator, lineParameter, linePort, nameOf, requiredRegion, toLine } from '../parameters.js'
import { vpc } from '../product.js'
import { ownLine } from '../reads.js'
import { physicalConnections } from '../tables.js'

/** States whose size and redundant connection may change; all others but the ended ones change in the rest only (help page). */
const sizable = ['Enabled'] as const

export default operation(vpc, {
  name: 'ModifyPhysicalConnectionAttribute',
  documented: '2024-06-24',
  does: 'Changes what a physical connection is called, where it leads and how large it is.',
  input: {
    RegionId: requiredRegion,
    PhysicalConnectionId: required(lineParameter),
    LineOperator: lineOperator,
    bandwidth: whole('Its bandwidth in Mbit/s.', 1000, { min: 2, max: 100_000 }),
    PeerLocation: text('Where the other end is.', '1 Example Street'),
    PortType: linePort,
    RedundantPhysicalConnectionId: text('The connection that this one backs up.', 'pc-119mfjzm7m2x'),
    Name: nameOf('physical connection'),
    Description: descriptionOf('physical connection'),
    CircuitCode: text('The line in the words of its operator.', 'longtel001'),
    ...clientToken,
  },
  access: { level: 'update', resources: [{ arn: toLine, id: 'PhysicalConnectionId' }] },
  errors: {
    'InvalidLineOperator.Malformd': [400, 'The LineOperator provided was invalid.'],
    'InvalidPeerLocation.Malformd': [400, 'The PeerLocation provided was invalid.'],
    'InvalidPortType.Malformd': [400, 'The PortType provided was invalid.'],
    'InvalidName.Malformed': [400, 'The specified ?Name? is not valid.'],
    InvalidStatus: [400, 'invalid physical connection status.'],
    InvalidBandwidth: [400, 'invalid physical connection banwidth.'],
    InvalidRedundantPhysicalConnection: [400, "redundant physical connection doesn't belong to current user."],
    InvalidRedundantPhysicalConnectionStatus: [400, 'invalid redundant physical connection status.'],
    'InvalidCircuitCode.Malformed': [400, 'circuitCode is illegal.'],
    'InvalidPhysicalConnectionOperator.Malformed': [400, 'Specified PhysicalConnection Operator is not valid.'],
    'InvalidPhysicalConnectionBandwidth.Malformed': [400, 'Specified PhysicalConnection Bandwidth is not valid.'],
    'InvalidDescription.Malformed': [400, 'The specified Description is not valid.'],
    'OperationDenied.VPconn': [400, 'The operation is not allowed because of VPconn.'],
    'InvalidRegionId.NotFound': [404, 'The RegionId provided does not exist in our records.'],
    'InvalidPhysicalConnectionId.NotFound': [404, 'The PhysicalConnectionId provided does not exist in our records.'],
  },
  touches: onlyOwn,
  async run({ input, caller, region, now, own, locate, settle, refuse }) {
    const found = await ownLine(own, region, input.PhysicalConnectionId)
    const codes = { unknown: 'InvalidPhysicalConnectionId.NotFound', wrong: 'InvalidStatus' } as const
    const line = settle(lineIn(found, ['Allocated', 'Confirmed', 'Enabled'], codes, now))
    const redundant = input.RedundantPhysicalConnectionId
    const resizes =
      (input.bandwidth !== undefined && input.bandwidth !== line.bandwidth) ||
      (redundant !== undefined && redundant !== line.redundantPhysicalConnectionId)
    if (resizes) settle(lineIn(line, sizable, codes, now))
    if (redundant !== undefined) {
      const other = await locate(physicalConnections, redundant)
      if (other?.account !== caller.account)
        return refuse('InvalidRedundantPhysicalConnection', { because: `This account has no physical connection ${redundant}.` })
      const status = lineStatus(other.row, now)
      if (status !== 'Allocated' && status !== 'Confirmed' && status !== 'Enabled')
        return refuse('InvalidRedundantPhysicalConnectionStatus', { because: `${redundant} is ${status}.` })
    }
    own.put(physicalConnections, {
      ...line,
      name: input.Name ?? line.name,
      description: input.Description ?? line.description,
      lineOperator: input.LineOperator ?? line.lineOperator,
      portType: input.PortType ?? line.portType,
      peerLocation: input.PeerLocation ?? line.peerLocation,
      circuitCode: input.CircuitCode ?? line.circuitCode,
      bandwidth: input.bandwidth ?? line.bandwidth,
      redundantPhysicalConnectionId: redundant ?? line.redundantPhysicalConnectionId,
    })
  },
})
