import { clientToken, flag, hasSettled, onlyOwn, operation, required, text, whole } from '../../../model/index.js'
import { ownPeer, peersOf } from '../bgp.js'
import { parseAddress } from '../domain/cidr.js'
import { bgpGroupParameter, bgpPeerParameter, requiredRegion } from '../parameters.js'
import { vpc } from '../product.js'
import { bgpPeers } from '../tables.js'

export default operation(vpc, {
  name: 'ModifyBgpPeerAttribute',
  documented: '2024-06-24',
  does: 'Changes the address of a BGP peer, and how BFD watches it.',
  input: {
    RegionId: requiredRegion,
    BgpPeerId: required(bgpPeerParameter),
    BgpGroupId: bgpGroupParameter,
    PeerIpAddress: text('Its address.', '192.168.100.2'),
    EnableBfd: flag('Whether BFD watches it.', false),
    BfdMultiHop: whole('Hops of BFD.', 1, { min: 1, max: 255 }),
    ...clientToken,
  },
  access: { level: 'update', resources: [{ arn: 'acs:vpc:{#regionId}:{#accountId}:virtualborderrouter/*' }] },
  errors: {
    'IllegalParam.IpAddress': [400, 'The specified IpAddress is illegal.'],
    'InvalidAccessDeviceId.NotFound': [400, 'There is no Access_Device_Id in our records'],
    'QuotaExceeded.BfdSession': [400, 'Your Bfd Session number reaches the upper limit.'],
    'MissingParam.BgpPeerId': [400, 'The parameter BgpPeerId is mandatory.'],
    'InvalidBgpPeer.NotFound': [400, 'The specified BgpPeerId does not exit in our records.'],
    'InvalidRegionId.NotFound': [400, 'The specified RegionId does not exist in our records.'],
    'IncorrectStatus.BgpPeer': [400, 'Invalid BgpPeer status cannot operate.'],
    'MissingParam.EnableBfd': [400, 'The parameter EnableBfd is missing.'],
    'IllegalParam.BfdMultiHop': [400, 'BfdMultiHop is illegal.'],
    'OperationFailed.PconnTrafficNotEnable': [400, 'The operation is failed because of PconnTrafficNotEnable.'],
    'DuplicatedParam.PeerIpAddress': [400, 'The param of PeerIpAddress is duplicated.'],
    'InvalidBgpPeerId.NotFound': [404, 'The specified BgpPeerId does not exit in our records.'],
    'IncorretStatus.BgpPeer': [404, 'The specified BgpPeer status is not stable, can not operate.'],
    'Internal.Error': [500, 'The request processing has failed due to some unknown error, exception or failure.'],
  },
  touches: onlyOwn,
  async run({ input, region, now, own, refuse, transition }) {
    const row = await ownPeer(own, region, input.BgpPeerId, now)
    if (!row || (input.BgpGroupId !== undefined && input.BgpGroupId !== row.bgpGroupId))
      return refuse('InvalidBgpPeerId.NotFound', {
        because: 'This account has no such BGP peer in the region, or the group has not.',
      })
    if (!hasSettled(row, now)) return refuse('IncorrectStatus.BgpPeer', { because: `${row.bgpPeerId} is ${row.phase}.` })
    if (input.BfdMultiHop !== undefined && input.EnableBfd === undefined && !row.enableBfd)
      return refuse('MissingParam.EnableBfd', { because: 'BfdMultiHop is given, and BFD is off.' })
    const address = input.PeerIpAddress
    if (address !== undefined && parseAddress(address) === undefined && !address.includes(':'))
      return refuse('IllegalParam.IpAddress', { because: `${address} is no address.` })
    const other = (await peersOf(own, row.vbrId, now)).find(
      (each) => each.bgpPeerId !== row.bgpPeerId && each.peerIpAddress === address,
    )
    if (other) return refuse('DuplicatedParam.PeerIpAddress', { because: `${other.bgpPeerId} has ${address}.` })
    own.put(bgpPeers, {
      ...row,
      peerIpAddress: address ?? row.peerIpAddress,
      enableBfd: input.EnableBfd ?? row.enableBfd,
      bfdMultiHop: input.BfdMultiHop ?? row.bfdMultiHop,
      phase: 'modifying',
      settlesAt: transition.settlesAt,
    })
  },
})
