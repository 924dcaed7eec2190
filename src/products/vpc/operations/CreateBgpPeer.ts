import { clientToken, flag, onlyOwn, operation, required, text, whole } from '../../../model/index.js'
import { ownGroup, peerAddressOf, peersOf } from '../bgp.js'
import { isIpv6, mayCreatePeer } from '../domain/bgp.js'
import { parseAddress } from '../domain/cidr.js'
import { bgpErrors } from '../errors.js'
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
    ...bgpErrors,
    'InvalidAccessDeviceId.NotFound': [400, 'There is no Access_Device_Id in our records'],
    'QuotaExceeded.BfdSession': [400, 'Your Bfd Session number reaches the upper limit.'],
    'InvalidBgpDiscription.Malformed': [400, 'Specified Bgp Group description is not valid.'],
    'InvalidParams.NotNull': [400, 'invalid peer asn cannot equals aliyun asn:45104'],
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
