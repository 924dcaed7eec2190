import { flag, list, operation, structure, text, whole } from '../../../model/index.js'
import { bgpStatus, isBgpThere } from '../domain/bgp.js'
import {
  bgpGroupParameter,
  bgpPeerParameter,
  pageAnswer,
  pageByNumber,
  pageNumbers,
  requiredRegion,
  timeAnswered,
  toVbr,
  vbrParameter,
} from '../parameters.js'
import { vpc } from '../product.js'
import { newestFirst } from '../reads.js'
import { bgpGroups, bgpPeers } from '../tables.js'

export default operation(vpc, {
  name: 'DescribeBgpPeers',
  documented: '2024-06-24',
  does: 'Lists the BGP peers of a region. There is no data centre, so none of them is connected.',
  input: {
    RegionId: requiredRegion,
    RouterId: vbrParameter,
    BgpGroupId: bgpGroupParameter,
    BgpPeerId: bgpPeerParameter,
    IsDefault: flag('Only peers of default groups, of which there are none, or only others.', false),
    ...pageNumbers,
  },
  output: {
    ...pageAnswer,
    BgpPeers: structure({
      BgpPeer: list(
        'The BGP peers of the page.',
        structure({
          BgpPeerId: text('Its id.', 'bgp-m5eoyp2mwegk8ce9v0x1s'),
          BgpGroupId: text('Its group.', 'bgpg-bp1k25cyp26cllath7qm2'),
          RouterId: text('Its VBR.', 'vbr-bp1jcg5cmxjbl9xgcx2ky'),
          RegionId: text('Its region.', 'cn-hangzhou'),
          Name: text('The name of its group.', ''),
          Description: text('The description of its group.', ''),
          Status: text('`Pending`, `Available`, `Modifying` or `Deleting`.', 'Available'),
          BgpStatus: text('Whether it is connected: `Idle`, it is not.', 'Idle'),
          PeerIpAddress: text('Its address.', '192.168.100.2'),
          LocalAsn: text('The number of the cloud.', '45104'),
          PeerAsn: text('The number of the data centre.', '65501'),
          IsFake: flag('Whether that is a stand-in.', false),
          AuthKey: text('Its key, empty if none.', ''),
          EnableBfd: flag('Whether BFD watches it.', false),
          BfdMultiHop: whole('Hops of BFD.', 1),
          IpVersion: text('`IPv4` or `IPv6`, as it was given.', 'IPv4'),
          RouteLimit: text('Routes that it may send.', '110'),
          Hold: text('Seconds without a message after which it is gone.', '30'),
          Keepalive: text('Seconds between messages.', '10'),
          AdvertisedRouteCount: whole('Routes announced to it.', 0),
          ReceivedRouteCount: whole('Routes that it announced.', 0),
          GmtModified: text('When it was made.', '2026-01-01T00:00:00Z'),
        }),
      ),
    }),
  },
  access: { level: 'list', resources: [{ arn: toVbr, id: 'RouterId' }] },
  errors: {
    ServiceUnavailable: [400, 'The request has failed due to a temporary failure of the server.'],
    'InvalidRegionId.NotFound': [404, 'The specified RegionId does not exist in our records.'],
    InternalError: [500, 'The request processing has failed due to some unknown error.'],
  },
  async run({ input, caller, region, now, own }) {
    const groups = new Map((await own.all(bgpGroups, 'byRegion', [region])).map((group) => [group.bgpGroupId, group]))
    const asked = (await own.all(bgpPeers, 'byRegion', [region]))
      .filter(
        (row) =>
          isBgpThere(row, now) &&
          input.IsDefault !== true &&
          (input.RouterId === undefined || row.vbrId === input.RouterId) &&
          (input.BgpGroupId === undefined || row.bgpGroupId === input.BgpGroupId) &&
          (input.BgpPeerId === undefined || row.bgpPeerId === input.BgpPeerId),
      )
      .map((row) => ({ owner: caller.account, row }))
      .sort(newestFirst(({ bgpPeerId }) => bgpPeerId))
    const page = pageByNumber(asked, input)
    const BgpPeer = page.rows.map(({ row }) => {
      const group = groups.get(row.bgpGroupId)
      return {
        BgpPeerId: row.bgpPeerId,
        BgpGroupId: row.bgpGroupId,
        RouterId: row.vbrId,
        RegionId: row.regionId,
        Name: group?.name ?? '',
        Description: group?.description ?? '',
        Status: bgpStatus(row, now),
        BgpStatus: 'Idle',
        PeerIpAddress: row.peerIpAddress,
        LocalAsn: String(group?.localAsn ?? ''),
        PeerAsn: String(group?.peerAsn ?? ''),
        IsFake: group?.isFakeAsn === true,
        AuthKey: group?.authKey ?? '',
        EnableBfd: row.enableBfd,
        BfdMultiHop: row.bfdMultiHop,
        IpVersion: row.ipVersion,
        RouteLimit: String(group?.routeQuota ?? ''),
        Hold: '30',
        Keepalive: '10',
        AdvertisedRouteCount: 0,
        ReceivedRouteCount: 0,
        GmtModified: timeAnswered(row.createdAt),
      }
    })
    return { ...page.about, BgpPeers: { BgpPeer } }
  },
})
