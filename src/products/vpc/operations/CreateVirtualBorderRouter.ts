import { accountId, clientToken, flag, long, operation, required, text, whole, withTags } from '../../../model/index.js'
import { defaultResourceGroupId } from '../../resource-manager/domain/resource-group.js'
import { accounts } from '../../resource-manager/tables.js'
import { openedByUse } from '../domain/line.js'
import { mayCreateVbr } from '../domain/vbr.js'
import { descriptionOf, nameOf, requiredRegion, resourceGroup, tags } from '../parameters.js'
import { vpc } from '../product.js'
import { takenVlans } from '../reads.js'
import { occupiedVlans, physicalConnections, routeTables, vbrs } from '../tables.js'

const ipv6 = /^[0-9a-fA-F:]+(\/\d{1,3})?$/

export default operation(vpc, {
  name: 'CreateVirtualBorderRouter',
  documented: '2024-06-24',
  does: 'Creates a VBR on a VLAN of a physical connection, for the account itself or for another one.',
  input: {
    RegionId: requiredRegion,
    PhysicalConnectionId: required(text('The physical connection that it is on.', 'pc-bp1ciz7ekd2grn1asx0qy')),
    // 0 to 2999: help page.
    VlanId: required(whole('Its VLAN; 0 takes the whole port.', 10, { min: 0, max: 2999 })),
    VbrOwnerId: accountId('The account that gets it. Absent: the caller.'),
    CircuitCode: text('The line in the words of its operator.', 'longtel001'),
    LocalGatewayIp: text('Its address on the side of the cloud.', '192.168.100.1'),
    PeerGatewayIp: text('Its address on the side of the user.', '192.168.100.2'),
    PeeringSubnetMask: text('The mask of both addresses.', '255.255.255.252'),
    EnableIpv6: flag('Whether it has IPv6.', false),
    LocalIpv6GatewayIp: text('Its IPv6 address on the side of the cloud.', '2408:4004:cc:400::1', { pattern: ipv6 }),
    PeerIpv6GatewayIp: text('Its IPv6 address on the side of the user.', '2408:4004:cc:400::2', { pattern: ipv6 }),
    PeeringIpv6SubnetMask: text('The mask of both IPv6 addresses.', '2408:4004:cc:400::/56', { pattern: ipv6 }),
    Bandwidth: long('Its bandwidth in Mbit/s.', 100, { min: 1 }),
    Name: nameOf('VBR'),
    Description: descriptionOf('VBR'),
    ResourceGroupId: resourceGroup,
    Tags: tags,
    ...clientToken,
  },
  output: { VbrId: text('The new VBR.', 'vbr-bp1jcg5cmxjbl9xgcx2ky') },
  // The page on DescribeVirtualBorderRouters gives this ARN. UNKNOWN: whether creating also checks the physical connection.
  access: { level: 'create', resources: [{ arn: 'acs:vpc:{#regionId}:{#accountId}:virtualborderrouter/*' }] },
  errors: {
    'OperationFailed.PconnAllocateVlan0': [400, 'Vlan 0 Vbr cannot share the physical connection with another Vbr.'],
    'IllegalParam.IpAddress': [400, 'The specified IpAddress (%s) is illegal.'],
    'IllegalParam.CidrBlock': [400, 'The specified CidrBlock (%s) is illegal.'],
    'InvalidPhysicalConnectionId.NotFound': [400, 'The specified PhysicalConnectionId is not found.'],
    'InvalidVlanId.Used': [400, 'The specified VlanId has been used.'],
    MissingParameter: [
      400,
      "The input parameter 'PhysicalConnectionId' that is mandatory for processing this request is not supplied.",
    ],
    'InvalidPhysicalConnectionId.NotEnabled': [400, 'The specified PhysicalConnectionId is not in Enabled state.'],
    'InvalidVlanId.Malformed': [400, 'The specified VlanId is not valid.'],
    'InvalidCircuitCode.Malformed': [400, 'The specified CircuitCode is not valid.'],
    'InvalidLocalGatewayIp.Malformed': [400, 'The specified LocalGatewayIp is not valid.'],
    'InvalidPeeringSubnetMask.Malformed': [400, 'The specified PeeringSubnetMask is not valid.'],
    'InvalidName.Malformed': [400, 'The specified ?Name? is not valid.'],
    'InvalidDescription.Malformed': [400, 'The specifid ?Description? is not valid.'],
    'QuotaExceeded.vbrPerpConn': [400, 'Virtual boarder router per PhysicalConnection quota exceed.'],
    'QuotaExceeded.freevbr': [400, 'Free virtual boarder router quota exceed.'],
    'InvalidIp.NotSameSubnet': [400, 'Local gateway ip and peer gateway ip are not in the same subnet.'],
    TaskConflict: [400, 'The operation is too frequent, please wait a moment and try again.'],
    'QuotaExceeded.CrossUserVBRPerUser': [400, 'Cross virtual boarder router per user quota exceed.'],
    'OperationFailed.VlanIdInUse': [400, 'Operation failed because vlanId is in use.'],
    'QuotaExceeded.SameAccountVBRPerPconn': [400, 'Same account virtual boarder router per physicalConnection quota exceed.'],
    'QuotaExceeded.VbrPerPconnPortSpec': [400, 'Quota exceed for current port spec'],
    'QuotaExceeded.VbrPerAccessDevice': [400, 'Virtual boarder router per access device quota exceed.'],
    'OperationUnsupported.IPV6ForThisRegion': [400, 'This Region do not support IPV6.'],
    VbrBandwidthExceed: [400, 'VBR bandwidth exceed for this physical connection.'],
    'OperationFailed.PconnExistVlan0Vbr': [400, 'The physical connection has VLAN 0 VBR. You cannot create another VBR.'],
    'OperationFailed.Vlan0VbrUnSharePconn': [400, 'VLAN 0 VBR cannot share the physical connection with another VBR.'],
    'OperationFailed.PconnTrafficNotEnable': [400, 'The operation is failed because of PconnTrafficNotEnable.'],
    'ResourceNotEnough.Bandwidth': [400, 'The specified resource of Bandwidth is not enough.'],
    'OperationUnsupported.VirtualBorderRouterEnableIPv6': [
      400,
      'The operation failed. The device or region does not support IPv6 functions.',
    ],
    'IllegalParam.OwnerAliUid': [400, 'The param of VbrOwnerId is illegal.'],
    'Forbidden.OwnerAliUid': [400, 'RAM account or Partner account is forbidden to be OwnerAliUid.'],
    'OperationDenied.VPconn': [400, 'Vpconn is forbidden to create vbr for another account.'],
    'OperationFailed.NotConsistentWithVpconn': [400, 'VBR bandwidth is not consistent with vpconn'],
    'IllegalParam.Bandwidth': [400, 'The param of bandwidth is illegal.'],
    'OperationFailed.VirtualPhysicalConnectionExistVBR': [400, 'The virtual physical connect has already created another VBR.'],
    ResourceNotInResourceGroup: [400, 'The specified resource is not in the specified ResourceGroup.'],
    'IncorrectStatus.VirtualPhysicalConnection': [400, 'The status of PhysicalConnection [%s] is incorrect.'],
    EcAssociatedQoSPconnNotAllowCreateCrossAccountVbr: [
      400,
      'The specified Pconn associated with Qos is not allowed to create cross account VBR.Please contact the business manager.',
    ],
    'Forbidden.LocalGatewayIpNotAllowedByCaller': [403, 'The caller is not allowed to specify the LocalGatewayIp parameter.'],
    'Forbidden.PeerGatewayIpNotAllowedByCaller': [403, 'The caller is not allowed to specify the PeerGatewayIp  parameter.'],
    'Forbidden.PeeringSubnetMaskNotAllowedByCaller': [403, 'The caller is not allowed to specify the PeeringSubnetMask parameter.'],
    'Forbidden.NameNotAllowedByCaller': [403, 'The caller is not allowed to specify the Name parameter.'],
    'Forbidden.DescriptionNotAllowedByCaller': [403, 'The caller is not allowed to specify the Description parameter.'],
    'InvalidRegionId.NotFound': [404, 'The specified RegionId is not found.'],
    'InvalidVbrOwnerId.NotFound': [404, 'The specified VbrOwnerId is not valid.'],
    'CROSS_BID.FORBIDDEN': [404, 'Create VBR across bid is illegal'],
    'OperationFailed.AccessDeviceDisabled': [404, 'Access device is disabled and can not create vbr.'],
    InternalError: [500, 'The request processing has failed due to some unknown error, exception or failure.'],
  },
  touches: ({ input, caller }) => [...new Set([caller.account, input.VbrOwnerId ?? caller.account])],
  async run({ input, caller, region, now, own, at, newId, settle, settings, quota }) {
    const { PhysicalConnectionId: physicalConnectionId, VlanId: vlanId } = input
    const owner = input.VbrOwnerId ?? caller.account
    const found = await own.get(physicalConnections, physicalConnectionId)
    const here = found?.regionId === region ? found : undefined
    const connection = settle(
      mayCreateVbr({
        connection: settings.choices['vpc.physicalConnection'] === 'Allocated' ? here : openedByUse(here, now),
        caller: caller.account,
        owner,
        ownerBid: (await at(owner).get(accounts, owner))?.bid,
        callerBid: (await own.get(accounts, caller.account))?.bid,
        vlanId,
        occupied: await takenVlans({ at }, caller.account, physicalConnectionId, now),
        local: input.LocalGatewayIp,
        peer: input.PeerGatewayIp,
        mask: input.PeeringSubnetMask,
        ownersParameters: {
          LocalGatewayIp: input.LocalGatewayIp !== undefined,
          PeerGatewayIp: input.PeerGatewayIp !== undefined,
          PeeringSubnetMask: input.PeeringSubnetMask !== undefined,
          Name: input.Name !== undefined,
          Description: input.Description !== undefined,
        },
        bandwidth: input.Bandwidth,
        most: quota('vbrsPerPhysicalConnection'),
        now,
      }),
    )
    if (connection !== found) own.put(physicalConnections, connection)
    const vbrId = newId('vbr-', 21)
    const createdAt = now.toISOString()
    const routeTableId = newId('vtb-', 21)
    const resourceGroupId = input.ResourceGroupId ?? defaultResourceGroupId(owner)
    at(owner).put(vbrs, {
      vbrId,
      regionId: region,
      physicalConnectionId,
      ...(owner === caller.account ? {} : { physicalConnectionOwner: caller.account, step: 'unconfirmed' }),
      name: input.Name ?? '',
      description: input.Description ?? '',
      circuitCode: input.CircuitCode ?? '',
      vlanId,
      bandwidth: input.Bandwidth ?? connection.bandwidth,
      localGatewayIp: input.LocalGatewayIp ?? '',
      peerGatewayIp: input.PeerGatewayIp ?? '',
      peeringSubnetMask: input.PeeringSubnetMask ?? '',
      enableIpv6: input.EnableIpv6 ?? false,
      localIpv6GatewayIp: input.LocalIpv6GatewayIp ?? '',
      peerIpv6GatewayIp: input.PeerIpv6GatewayIp ?? '',
      peeringIpv6SubnetMask: input.PeeringIpv6SubnetMask ?? '',
      routeTableId,
      vlanInterfaceId: newId('ri-', 21),
      resourceGroupId,
      tags: withTags({}, input.Tags),
      createdAt,
      // No published state says that a VBR is still being made; Terraform takes each as made and goes on (facts, clients 4.4).
      settlesAt: createdAt,
    })
    const table = {
      routeTableId,
      vpcId: '',
      vRouterId: vbrId,
      regionId: region,
      type: 'System',
      name: '',
      description: '',
    } as const
    at(owner).put(routeTables, { ...table, resourceGroupId, createdAt })
    own.put(occupiedVlans, { physicalConnectionId, vlanId, vbrId, vbrOwner: owner, regionId: region, createdAt })
    return { VbrId: vbrId }
  },
})
