import { clientToken, flag, onlyOwn, operation, required, text, whole } from '../../../model/index.js'
import { ownGroup, peerAddressOf, peersOf } from '../bgp.js'
import { isIpv6, mayCreatePeer } from '../domain/bgp.js'
import { parseAddress } from '../domain/cidr.js'
import { bgpGroupParameter, requiredRegion } from '../parameters.js'
import { vpc } from '../product.js'
import { bgpPeers } from '../tables.js'

export default operation(vpc, {
  name: 'CreateBgpPeer',
  documented: '2024-06-24',
  does: 'Adds a peer to a BGP group: a router of the data centre.',
  input: {
    RegionId: requiredRegion,
    BgpGroupId: required(bgpGroupParameter),
    PeerIpAddress: text('Its address. Absent: the one that the VBR has for the data centre.', '192.168.100.2'),
    EnableBfd: flag('Whether BFD watches it.', false),
    BfdMultiHop: whole('Hops of BFD.', 1, { min: 1, max: 255 }),
    IpVersion: text('`IPv4` or `IPv6`; that of the group.', 'IPv4'),
    ...clientToken,
  },
  output: { BgpPeerId: text('The new BGP peer.', 'bgp-m5eoyp2mwegk8ce9v0x1s') },
  // UNKNOWN: which resource RAM checks for a group that is named by its id.
  access: { level: 'create', resources: [{ arn: 'acs:vpc:{#regionId}:{#accountId}:virtualborderrouter/*' }] },
  errors: {
    'QuotaExceeded.Bgp': [400, 'bgp peer count per vbr quota exceed.'],
    'QuotaExceeded.Nqa': [400, 'nqa count per vbr quota exceed.'],
    'InvalidAccessDeviceId.NotFound': [400, 'There is no Access_Device_Id in our records'],
    'QuotaExceeded.BfdSession': [400, 'Your Bfd Session number reaches the upper limit.'],
    'QuotaExceeded.BgpNetwork': [400, 'bgp network count per vbr quota exceed.'],
    InvalidPeerIpAddress: [400, 'multi pconn peer ip can not be null.'],
    InvalidVbrNetwork: [400, 'vbr netowrk not exists'],
    InvalidBgpGroup: [400, 'bgp group not exists'],
    'InvalidBgpName.Malformed': [400, 'Specified Bgp Group name is not valid.'],
    'InvalidBgpDiscription.Malformed': [400, 'Specified Bgp Group description is not valid.'],
    'InvalidBgpAuthkey.Malformed': [400, 'Specified Bgp Group authkey is not valid.'],
    'InvalidIP.Malformed': [400, 'Ip malformed.'],
    'InvalidPeerAsn.Malformed': [400, 'invalid peer asn cannot equals aliyun asn:45104'],
    'InvalidParams.NotNull': [400, 'invalid peer asn cannot equals aliyun asn:45104'],
    'InvalidParams.NotFound': [400, 'instance not found'],
    'InvalidParams.AlreadyExists': [400, 'bgp network already exists'],
    'InvalidStatus.CannotOperate': [400, 'invalid status cannot operate'],
    'InvalidParams.PeerIpAddressMustPointOut': [400, 'vbr has 0 or more than 1 subif ,point out peerIpAddress.'],
    'InvalidParams.PeerIpAddressInUse': [400, 'peer ip address in use ,cannot create bgp peer.'],
    'BgpPeer.Already.Exists': [400, 'bgp peer already exists.'],
    'MissingParam.EnableBfd': [400, 'The parameter EnableBfd is missing.'],
    'OperationUnsupported.IPV6ForThisRegion': [400, 'This Region is unsupported IPV6.'],
    'IllegalParam.BfdMultiHop': [400, 'BfdMultiHop is illegal.'],
    'OperationFailed.PconnTrafficNotEnable': [400, 'The operation is failed because of PconnTrafficNotEnable.'],
    'UnsupportedFeature.Vpconn': [400, 'The feature of Vpconn is not supported.'],
    'DuplicatedParam.PeerIpAddress': [400, 'The param of PeerIpAddress is duplicated.'],
    'DuplicatedParam.LocalIpAddress': [400, 'The LocalIpAddress already exists.'],
    'DuplicatedParam.PeerIpv6Address': [400, 'The PeerIpv6Address already exists.'],
    'DuplicatedParam.LocalIpv6Address': [400, 'The LocalIpv6Address already exists.'],
    'IllegalParam.LocalGatewayIpAndMask': [400, 'The LocalGatewayIpAndMask value is invalid.'],
    'IllegalParam.PeeringIpv6SubnetMask': [400, 'The PeeringIpv6SubnetMask value is invalid.'],
    'InvalidRegionId.NotFound': [404, 'Specified value of "regionId" is not supported.'],
  },
  touches: onlyOwn,
  async run({ input, region, now, own, newId, settle, quota, transition }) {
    const found = await ownGroup(own, region, input.BgpGroupId, now)
    const wanted = input.PeerIpAddress ?? (found && (await peerAddressOf(own, found)))
    const { group, address } = settle(
      mayCreatePeer({
        group: found,
        address: wanted,
        isAddress: wanted !== undefined && (isIpv6(found?.ipVersion) ? wanted.includes(':') : parseAddress(wanted) !== undefined),
        enableBfd: input.EnableBfd,
        bfdMultiHop: input.BfdMultiHop,
        siblings: found ? await peersOf(own, found.vbrId, now) : [],
        most: quota('bgpPeersPerVbr'),
        now,
      }),
    )
    const bgpPeerId = newId('bgp-', 21)
    own.put(bgpPeers, {
      bgpPeerId,
      bgpGroupId: group.bgpGroupId,
      vbrId: group.vbrId,
      regionId: region,
      peerIpAddress: address,
      ipVersion: input.IpVersion ?? group.ipVersion,
      enableBfd: input.EnableBfd === true,
      bfdMultiHop: input.BfdMultiHop ?? 1,
      createdAt: now.toISOString(),
      phase: 'creating',
      settlesAt: transition.settlesAt,
    })
    return { BgpPeerId: bgpPeerId }
  },
})
