import { clientToken, list, oneOf, onlyOwn, operation, required, text, whole, withTags } from '../../../model/index.js'
import { defaultResourceGroupId } from '../../resource-manager/domain/resource-group.js'
import { descriptionOf, lineOperator, linePort, nameOf, requiredRegion, resourceGroup, tags } from '../parameters.js'
import { vpc } from '../product.js'
import { physicalConnections } from '../tables.js'

export default operation(vpc, {
  name: 'CreatePhysicalConnection',
  documented: '2024-06-24',
  does: 'Creates a physical connection (a leased line), ready for VBRs, or in a world that chooses so, to be confirmed and ordered.',
  input: {
    RegionId: requiredRegion,
    AccessPointId: required(text('Where the line arrives.', 'ap-cn-beijing-ft-A')),
    LineOperator: required(lineOperator),
    Type: oneOf(['VPC'], 'What it connects to.'),
    bandwidth: whole('Its bandwidth in Mbit/s.', 1000, { min: 2, max: 100_000, default: 100 }),
    PeerLocation: text('Where the other end is.', '1 Example Street'),
    PortType: linePort,
    RedundantPhysicalConnectionId: text('The connection that this one backs up.', 'pc-119mfjzm7m2x'),
    Name: nameOf('physical connection'),
    Description: descriptionOf('physical connection'),
    CircuitCode: text('The line in the words of its operator.', 'longtel001'),
    ResourceGroupId: resourceGroup,
    OpticalModuleModel: text('The optical module.', 'SFP-10G-LR'),
    DeviceAdvancedCapacity: list('Wanted abilities of the device.', text('An ability.', 'macsec'), { max: 100 }),
    Tag: tags,
    ...clientToken,
  },
  output: { PhysicalConnectionId: text('The new physical connection.', 'pc-bp1ciz7ekd2grn1asx0qy') },
  // UNKNOWN: the page of this operation was not readable; that of its order operation gives this ARN.
  access: { level: 'create', resources: [{ arn: 'acs:vpc:{#regionId}:{#accountId}:physicalconnection/*' }] },
  errors: {
    'Invalid.Status': [400, 'The device or interface status invalid, or has been used..'],
    'InvalidType.Malformd': [400, 'The Type provided was invalid.'],
    'InvalidPeerLocation.Malformd': [400, 'The PeerLocation provided was invalid.'],
    'InvalidLineOperator.Malformd': [400, 'The LineOperator provided was invalid.'],
    'InvalidPortType.Malformd': [400, 'The PortType provided was invalid.'],
    'InvalidDescription.Malformed': [400, 'The specifid ?Description? is not valid.'],
    'InvalidRedundantPhysicalConnectionId.NotFound': [400, 'The RedundantPhysicalConnectionId  does not found.'],
    'InvalidName.Malformed': [400, 'The specified ?Name? is not valid.'],
    'QuotaExceeded.pConnPerAP': [400, 'Physical connection count per ap quota exceed.'],
    InvalidBandwidth: [400, 'invalid physical connection banwidth.'],
    InvalidRedundantPhysicalConnection: [400, "redundant physical connection doesn't belong to current user."],
    InvalidRedundantPhysicalConnectionStatus: [400, 'invalid redundant physical connection status.'],
    'InvalidCircuitCode.Malformed': [400, 'circuitCode is illegal.'],
    'QuotaExceeded.freePconnPerAP': [400, 'free physical connections count excceeded.'],
    'InvalidPhysicalConnectionOperator.Malformed': [400, 'Specified PhysicalConnection Operator is not valid.'],
    'InvalidPhysicalConnectionPortType.Malformed': [400, 'Specified PhysicalConnection PortType is not valid.'],
    'InvalidPhysicalConnectionBandwidth.Malformed': [400, 'Specified PhysicalConnection Bandwidth is not valid.'],
    'IllegalParam.ClientToken': [400, 'Token verify failed because client token length too long.'],
    'InvalidPortType.NotFound': [400, 'Specified port type is not found.'],
    'OperationFailed.PconnTrafficNotEnable': [400, 'The operation is failed because of PconnTrafficNotEnable.'],
  },
  touches: onlyOwn,
  async run({ input, caller, region, now, own, locate, newId, refuse, settings, transition }) {
    const redundant = input.RedundantPhysicalConnectionId
    if (redundant !== undefined) {
      const found = await locate(physicalConnections, redundant)
      if (!found)
        return refuse('InvalidRedundantPhysicalConnectionId.NotFound', { because: `There is no physical connection ${redundant}.` })
      if (found.account !== caller.account)
        return refuse('InvalidRedundantPhysicalConnection', { because: `${redundant} belongs to another account.` })
    }
    const physicalConnectionId = newId('pc-', 21)
    own.put(physicalConnections, {
      physicalConnectionId,
      regionId: region,
      name: input.Name ?? '',
      description: input.Description ?? '',
      accessPointId: input.AccessPointId,
      lineOperator: input.LineOperator,
      portType: input.PortType ?? '1000Base-T',
      peerLocation: input.PeerLocation ?? '',
      circuitCode: input.CircuitCode ?? '',
      redundantPhysicalConnectionId: redundant ?? '',
      bandwidth: input.bandwidth ?? 100,
      // Where Terraform waits for a new line (facts, clients 5.3). In a world whose choice `vpc.physicalConnection` is Allocated
      // its allocation takes the time of a transition.
      status: 'Allocated',
      ...(settings.choices['vpc.physicalConnection'] === 'Allocated'
        ? { settlesAt: transition.settlesAt, fails: !transition.succeeds }
        : {}),
      resourceGroupId: input.ResourceGroupId ?? defaultResourceGroupId(caller.account),
      tags: withTags({}, input.Tag),
      createdAt: now.toISOString(),
    })
    return { PhysicalConnectionId: physicalConnectionId }
  },
})
