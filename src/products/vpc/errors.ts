/** Errors that a family of operations publishes. */

import type { Errors } from '../../model/index.js'

/** Of the operations on BGP groups and peers, whether each can meet them or not. */
export const bgpErrors = {
  'QuotaExceeded.Bgp': [400, 'bgp peer count per vbr quota exceed.'],
  'QuotaExceeded.Nqa': [400, 'nqa count per vbr quota exceed.'],
  'QuotaExceeded.BgpNetwork': [400, 'bgp network count per vbr quota exceed.'],
  InvalidPeerIpAddress: [400, 'multi pconn peer ip can not be null.'],
  InvalidVbrNetwork: [400, 'vbr netowrk not exists'],
  InvalidBgpGroup: [400, 'bgp group not exists'],
  'InvalidBgpName.Malformed': [400, 'Specified Bgp Group name is not valid.'],
  'InvalidBgpAuthkey.Malformed': [400, 'Specified Bgp Group authkey is not valid.'],
  'InvalidIP.Malformed': [400, 'Ip malformed.'],
  'InvalidPeerAsn.Malformed': [400, 'invalid peer asn cannot equals aliyun asn:45104'],
  'InvalidParams.NotFound': [400, 'instance not found'],
  'InvalidParams.AlreadyExists': [400, 'bgp network already exists'],
  'InvalidStatus.CannotOperate': [400, 'invalid status cannot operate'],
  'InvalidParams.PeerIpAddressMustPointOut': [400, 'vbr has 0 or more than 1 subif ,point out peerIpAddress.'],
  'InvalidParams.PeerIpAddressInUse': [400, 'peer ip address in use ,cannot create bgp peer.'],
} as const satisfies Errors
