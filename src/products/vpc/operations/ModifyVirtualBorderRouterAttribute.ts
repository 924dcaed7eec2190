import { clientToken, flag, long, onlyOwn, operation, required, text, whole } from '../../../model/index.js'
import { mayModifyVbr } from '../domain/vbr-changes.js'
import { descriptionOf, nameOf, requiredRegion, toVbr, vbrParameter } from '../parameters.js'
import { vpc } from '../product.js'
import { attachmentOf, attachmentStatus, takenVlans, vbrSeenBy } from '../reads.js'
import { ecrMtus, occupiedVlans, physicalConnections, vbrs } from '../tables.js'
import { usualMtu } from '../vbr-answers.js'

/** An empty text takes the address away. */
const ipv6 = /^([0-9a-fA-F:]+(\/\d{1,3})?)?$/
const ms = (note: string) => long(note, 1000, { min: 200, max: 1000 })

export default operation(vpc, {
  name: 'ModifyVirtualBorderRouterAttribute',
  documented: '2024-06-24',
  does: 'Changes a VBR. The owner of a VBR that another account made for it confirms it by giving its addresses.',
  input: {
    RegionId: requiredRegion,
    VbrId: required(vbrParameter),
    VlanId: whole('Its VLAN. For the owner of the physical connection.', 10, { min: 0, max: 2999 }),
    CircuitCode: text('The line in the words of its operator. For the owner of the physical connection.', 'longtel001', { min: 0 }),
    LocalGatewayIp: text('Its address on the side of the cloud.', '192.168.100.1'),
    PeerGatewayIp: text('Its address on the side of the user.', '192.168.100.2'),
    PeeringSubnetMask: text('The mask of both addresses.', '255.255.255.252'),
    EnableIpv6: flag('Whether it has IPv6.', false),
    LocalIpv6GatewayIp: text('Its IPv6 address on the side of the cloud.', '2408:4004:cc:400::1', { min: 0, pattern: ipv6 }),
    PeerIpv6GatewayIp: text('Its IPv6 address on the side of the user.', '2408:4004:cc:400::2', { min: 0, pattern: ipv6 }),
    PeeringIpv6SubnetMask: text('The mask of both IPv6 addresses.', '2408:4004:cc:400::/56', { min: 0, pattern: ipv6 }),
    Bandwidth: whole('Its bandwidth in Mbit/s.', 100, { min: 1 }),
    MinTxInterval: ms('BFD: ms between packets sent.'),
    MinRxInterval: ms('BFD: ms between packets expected.'),
    DetectMultiplier: long('BFD: packets that may be lost.', 3, { min: 3, max: 10 }),
    Mtu: whole('The largest packet, of all VBRs of its ECR: 1500 or 8500.', 1500, {
      allowed: (mtu) => mtu === 1500 || mtu === 8500,
    }),
    SitelinkEnable: flag('Whether sites reach each other through it.', false),
    AssociatedPhysicalConnections: text('Further physical connections, as JSON; there are none here, so it is ignored.', '[]'),
    Name: nameOf('VBR'),
    Description: descriptionOf('VBR'),
    ...clientToken,
  },
  access: { level: 'update', resources: [{ arn: toVbr, id: 'VbrId' }] },
  errors: {
    'IllegalParam.AssociatedPhysicalConnections': [400, 'The specified AssociatedPhysicalConnections is illegal.'],
    'IllegalParam.IpAddress': [400, 'The specified IpAddress is illegal.'],
    'IllegalParam.CidrBlock': [400, 'The specified CidrBlock is illegal.'],
    'InvalidVbrId.NotFound': [400, 'The specified VirutalBorderRouter is not found.'],
    'IllegalParam.MinTxInterval': [400, 'The specified MinTxInterval is not in proper range.'],
    'IllegalParam.MinRxInterval': [400, 'The specified MinRxInterval is not in proper range.'],
    'IllegalParam.DetectMultiplier': [400, 'The specified DetectMultiplier is not in proper range.'],
    'InvalidVlanId.Used': [400, 'The specified VlanId has been used.'],
    'Duplicated.LocalGatewayIp': [400, 'The specified LocalGatewayIps are duplicated.'],
    'Duplicated.PeerGatewayIp': [400, 'The specified PeerGatewayIp are duplicated.'],
    'IllegalParam.LocalGatewayIp': [400, 'The specified LocalGatewayIp already exists.'],
    'IllegalParam.PeerGatewayIp': [400, 'The specified PeerGatewayIp already exists.'],
    'InvalidCircuitCode.Malformed': [400, 'The specified CircuitCode is not valid.'],
    'InvalidVlanId.Malformed': [400, 'The specified VlanId is not valid.'],
    'InvalidIp.Malformed': [400, 'The specified ip address is not valid.'],
    'InvalidPeeringSubnetMask.Malformed': [400, 'The specified PeeringSubnetMask is not valid.'],
    'InvalidName.Malformed': [400, 'The specified Name is not valid.'],
    'InvalidDescription.Malformed': [400, 'The specifid Description is not valid.'],
    MissingParameter: [400, 'LocalGatewayIp, peerGatewayIp and peeringSubnetMask must not be null.'],
    'InvalidIp.NotSameSubnet': [400, 'Local gateway ip and peer gateway ip are not in the same subnet.'],
    InvalidParameter: [400, '%s'],
    'OperationFailed.VlanIdInUse': [400, 'Operation failed because vlanId is in use.'],
    'IncorrectStatus.VirtualBorderRouter': [400, '%s'],
    'OperationUnsupported.IPV6ForThisRegion': [400, 'This Region do not support IPV6.'],
    'OperationFailed.PconnTrafficNotEnable': [400, 'The operation is failed because of PconnTrafficNotEnable.'],
    'OperationDenied.VBRAssociateVPconn': [400, 'The operation is not allowed because of VBRAssociateVPconn.'],
    'OperationFailed.PhysicalConnectionFinancialLocked': [400, 'Update failed, the physical connection is financial locked.'],
    'OperationFailed.PhysicalConnectionTerminated': [400, 'Update failed, the physical connection is terminated.'],
    'DuplicatedParam.LocalGatewayIp': [400, 'The LocalGatewayIp values are duplicated.'],
    'Forbidden.VbrNotAllowModifySiteLink': [400, 'Can not modify virtualBorderRouter site link, please call PD to authorize.'],
    'OperationUnsupported.VirtualBorderRouterEnableIPv6': [
      400,
      'The operation failed. The device or region does not support IPv6 functions.',
    ],
    'Forbidden.CircuitCodeNotAllowedByCaller': [403, 'The caller is not allowed to modify.'],
    'Forbidden.LocalGatewayIpNotAllowedByCaller': [403, 'The caller is not allowed to specify the LocalGatewayIp parameter.'],
    'Forbidden.PeerGatewayIpNotAllowedByCaller': [403, 'The caller is not allowed to specify the PeerGatewayIp  parameter.'],
    'Forbidden.PeeringSubnetMaskNotAllowedByCaller': [403, 'The caller is not allowed to specify the PeeringSubnetMask parameter.'],
    'Forbidden.VlanIdNotAllowedByCaller': [403, 'The caller is not allowed to specify the VlanId.'],
    'Forbidden.NameNotAllowedByCaller': [403, 'The caller is not allowed to specify the Name parameter.'],
    'Forbidden.DescriptionNotAllowedByCaller': [403, 'The caller is not allowed to specify the Description parameter.'],
    'InvalidRegionId.NotFound': [404, 'The specified RegionId is not found.'],
  },
  // Where the line, the VBR or its ECR is another account's, rows of that account change too; the input does not tell.
  touches: onlyOwn,
  async run(context) {
    const { input, caller, region, now, at, settle, refuse, transition } = context
    const seen = await vbrSeenBy(context, { account: caller.account, region, now }, input.VbrId)
    if (!seen) return refuse('InvalidVbrId.NotFound', { because: 'This account has no such VBR in the region.' })
    const { row, owner } = seen
    const lineOwner = row.physicalConnectionOwner ?? owner
    const attached = await attachmentOf(context, owner, row.vbrId, now)
    const isAttached = attachmentStatus(attached, now) === 'Attached'
    const { confirms } = settle(
      mayModifyVbr({
        vbr: row,
        owner,
        caller: caller.account,
        change: {
          vlanId: input.VlanId,
          circuitCode: input.CircuitCode,
          local: input.LocalGatewayIp,
          peer: input.PeerGatewayIp,
          mask: input.PeeringSubnetMask,
          name: input.Name,
          description: input.Description,
          bandwidth: input.Bandwidth,
          mtu: input.Mtu,
        },
        connection: await at(lineOwner).get(physicalConnections, row.physicalConnectionId),
        occupied: await takenVlans(context, lineOwner, row.physicalConnectionId, now),
        attached: isAttached,
        mtu: (attached && (await at(attached.ecrOwner).get(ecrMtus, attached.ecrId))?.mtu) ?? usualMtu,
        now,
      }),
    )
    if (attached && isAttached && input.Mtu !== undefined)
      at(attached.ecrOwner).put(ecrMtus, { ecrId: attached.ecrId, mtu: input.Mtu })
    const { step, sitelink, ...rest } = row
    const vlanId = input.VlanId ?? row.vlanId
    at(owner).put(vbrs, {
      ...rest,
      ...(confirms ? { settlesAt: transition.settlesAt } : step === undefined ? {} : { step }),
      ...((input.SitelinkEnable ?? sitelink === true) ? { sitelink: true } : {}),
      vlanId,
      circuitCode: input.CircuitCode ?? row.circuitCode,
      localGatewayIp: input.LocalGatewayIp ?? row.localGatewayIp,
      peerGatewayIp: input.PeerGatewayIp ?? row.peerGatewayIp,
      peeringSubnetMask: input.PeeringSubnetMask ?? row.peeringSubnetMask,
      enableIpv6: input.EnableIpv6 ?? row.enableIpv6,
      localIpv6GatewayIp: input.LocalIpv6GatewayIp ?? row.localIpv6GatewayIp,
      peerIpv6GatewayIp: input.PeerIpv6GatewayIp ?? row.peerIpv6GatewayIp,
      peeringIpv6SubnetMask: input.PeeringIpv6SubnetMask ?? row.peeringIpv6SubnetMask,
      bandwidth: input.Bandwidth ?? row.bandwidth,
      bfd: {
        minTxInterval: input.MinTxInterval ?? row.bfd?.minTxInterval ?? 1000,
        minRxInterval: input.MinRxInterval ?? row.bfd?.minRxInterval ?? 1000,
        detectMultiplier: input.DetectMultiplier ?? row.bfd?.detectMultiplier ?? 3,
      },
      name: input.Name ?? row.name,
      description: input.Description ?? row.description,
    })
    if (vlanId === row.vlanId) return
    const line = at(lineOwner)
    const old = await line.get(occupiedVlans, row.physicalConnectionId, row.vlanId)
    if (old?.vbrId === row.vbrId) line.delete(occupiedVlans, row.physicalConnectionId, row.vlanId)
    const key = { physicalConnectionId: row.physicalConnectionId, vlanId, vbrId: row.vbrId, vbrOwner: owner, regionId: region }
    line.put(occupiedVlans, { ...key, createdAt: row.createdAt })
  },
})
