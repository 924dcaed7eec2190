import { clientToken, flag, onlyOwn, operation, required, secret, text, whole } from '../../../model/index.js'
import { ecrSideOf } from '../bgp.js'
import { isIpv6, mayCreateGroup, usualAsn } from '../domain/bgp.js'
import { lifeOfVbr } from '../domain/vbr-life.js'
import { bgpErrors } from '../errors.js'
import { bgpDescription, bgpName, localAsn, peerAsn, requiredRegion } from '../parameters.js'
import { vpc } from '../product.js'
import { bgpGroups, vbrs } from '../tables.js'

export default operation(vpc, {
  name: 'CreateBgpGroup',
  documented: '2024-06-24',
  does: 'Creates a BGP group of a VBR: what its peers in the data centre have in common.',
  input: {
    RegionId: requiredRegion,
    RouterId: required(text('The VBR.', 'vbr-bp1jcg5cmxjbl9xgcx2ky')),
    PeerAsn: required(peerAsn),
    LocalAsn: localAsn,
    AuthKey: secret(text('The key of the peers.', '!PWZ2-example', { min: 1, max: 64 })),
    IsFakeAsn: flag('Whether the number of the data centre is a stand-in. Absent: not.', false),
    IpVersion: text('`IPv4` or `IPv6`.', 'IPv4', { oneOf: ['IPv4', 'IPv6', 'IPV4', 'IPV6', 'ipv4', 'ipv6'] }),
    RouteQuota: whole('Routes that a peer may send.', 110, { min: 1 }),
    Name: bgpName,
    Description: bgpDescription,
    ...clientToken,
  },
  output: { BgpGroupId: text('The new BGP group.', 'bgpg-bp1k25cyp26cllath7qm2') },
  access: {
    level: 'create',
    resources: [{ arn: 'acs:vpc:{#regionId}:{#accountId}:virtualborderrouter/{#VbrId}', id: 'RouterId' }],
  },
  errors: {
    ...bgpErrors,
    'InvalidBgpDescription.Malformed': [400, 'Specified Bgp Group description is not valid.'],
    'InvalidParams.NotNull': [400, 'params must not null.'],
    'InvalidBgpGroup.LocalAsnInvalid': [
      400,
      'The specified BgpGroup LocalAsn is invalid, only support 64512 to 65534 or 4200000000 to 4294967294, but cannot be 65025.',
    ],
    'IllegalParam.PeerAsn': [400, 'The param of PeerAsn is illegal'],
    'IllegalParam.LocalAsn': [400, 'The param of LocalAsn is illegal'],
    'OperationFailed.PconnTrafficNotEnable': [400, 'The operation is failed because of PconnTrafficNotEnable.'],
    OperationUnsupport: [400, 'Operation is unsupport, not in vbr support custom local asn white list.'],
    'IllegalParam.RouteLimit': [400, 'The operation is failed because of bgp group max route entry num quota exceed.'],
    'IllegalParam.BgpGroupLocalAsn': [400, 'VBR BgpGroup localAsn must same with ECR asn.'],
    'OperationDenied.VbrAttachEcrInMiddleStatus': [
      400,
      'The operation is not allowed because of VBR attach or detach ECR in middle status.',
    ],
    'OperationFailed.BgpPeerConflictWithECR': [
      400,
      'The BGP neighbor created by the previous VBR conflicts with the ECR configuration.',
    ],
    'InvalidRegionId.NotFound': [404, 'The specified RegionId is not found.'],
  },
  touches: onlyOwn,
  async run(context) {
    const { input, caller, region, now, own, newId, settle, quota, transition } = context
    const found = await own.get(vbrs, input.RouterId)
    const vbr = found?.regionId === region ? found : undefined
    settle(
      mayCreateGroup({
        life: vbr && lifeOfVbr(vbr, now),
        ecr: await ecrSideOf(context, caller.account, input.RouterId, now),
        ipv6: { asked: isIpv6(input.IpVersion), enabled: vbr?.enableIpv6 === true },
        localAsn: input.LocalAsn,
        peerAsn: input.PeerAsn,
        routeQuota: input.RouteQuota,
        most: quota('routesPerBgpPeer'),
      }),
    )
    const bgpGroupId = newId('bgpg-', 21)
    own.put(bgpGroups, {
      bgpGroupId,
      vbrId: input.RouterId,
      regionId: region,
      name: input.Name ?? '',
      description: input.Description ?? '',
      localAsn: input.LocalAsn ?? usualAsn,
      peerAsn: input.PeerAsn,
      authKey: input.AuthKey ?? '',
      // UNKNOWN: the text says absent means not, the metadata says it means so; the text.
      isFakeAsn: input.IsFakeAsn === true,
      ipVersion: input.IpVersion ?? 'IPv4',
      routeQuota: input.RouteQuota ?? quota('routesPerBgpPeer'),
      createdAt: now.toISOString(),
      phase: 'creating',
      settlesAt: transition.settlesAt,
    })
    return { BgpGroupId: bgpGroupId }
  },
})
