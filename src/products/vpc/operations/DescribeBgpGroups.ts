import { flag, list, operation, structure, text } from '../../../model/index.js'
import { bgpStatus, isBgpThere } from '../domain/bgp.js'
import { bgpGroupParameter, pageAnswer, pageByNumber, pageNumbers, requiredRegion, toVbr, vbrParameter } from '../parameters.js'
import { vpc } from '../product.js'
import { newestFirst } from '../reads.js'
import { bgpGroups } from '../tables.js'

export default operation(vpc, {
  name: 'DescribeBgpGroups',
  documented: '2024-06-24',
  does: 'Lists the BGP groups of a region.',
  input: {
    RegionId: requiredRegion,
    RouterId: vbrParameter,
    BgpGroupId: bgpGroupParameter,
    IsDefault: flag('Only default groups, of which there are none, or only others.', false),
    ...pageNumbers,
  },
  output: {
    ...pageAnswer,
    BgpGroups: structure({
      BgpGroup: list(
        'The BGP groups of the page.',
        structure({
          BgpGroupId: text('Its id.', 'bgpg-bp1k25cyp26cllath7qm2'),
          RouterId: text('Its VBR.', 'vbr-bp1jcg5cmxjbl9xgcx2ky'),
          RegionId: text('Its region.', 'cn-hangzhou'),
          Name: text('Its name, empty if none.', ''),
          Description: text('Its description, empty if none.', ''),
          Status: text('`Pending`, `Available`, `Modifying` or `Deleting`.', 'Available'),
          LocalAsn: text('The number of the cloud.', '45104'),
          PeerAsn: text('The number of the data centre.', '65501'),
          IsFake: text('Whether that is a stand-in.', 'false'),
          AuthKey: text('The key of the peers, empty if none.', ''),
          IpVersion: text('`IPv4` or `IPv6`, as it was given.', 'IPv4'),
          RouteLimit: text('Routes that a peer may send.', '110'),
          Hold: text('Seconds without a message after which a peer is gone.', '30'),
          Keepalive: text('Seconds between messages.', '10'),
        }),
      ),
    }),
  },
  access: { level: 'list', resources: [{ arn: toVbr, id: 'RouterId' }] },
  errors: {
    'IellgalParameter.OwnerAccount': [400, 'The specified parameter OwnerAccount is not valid.'],
    'InvalidRegionId.NotFound': [404, 'The specified RegionId does not exist in our records.'],
    InternalError: [500, 'The request processing has failed due to some unknown error.'],
  },
  async run({ input, caller, region, now, own }) {
    const rows = await own.all(bgpGroups, 'byRegion', [region])
    const asked = rows
      .filter(
        (row) =>
          isBgpThere(row, now) &&
          input.IsDefault !== true &&
          (input.RouterId === undefined || row.vbrId === input.RouterId) &&
          (input.BgpGroupId === undefined || row.bgpGroupId === input.BgpGroupId),
      )
      .map((row) => ({ owner: caller.account, row }))
      .sort(newestFirst(({ bgpGroupId }) => bgpGroupId))
    const page = pageByNumber(asked, input)
    const BgpGroup = page.rows.map(({ row }) => ({
      BgpGroupId: row.bgpGroupId,
      RouterId: row.vbrId,
      RegionId: row.regionId,
      Name: row.name,
      Description: row.description,
      Status: bgpStatus(row, now),
      LocalAsn: String(row.localAsn),
      PeerAsn: String(row.peerAsn),
      IsFake: String(row.isFakeAsn),
      AuthKey: row.authKey,
      IpVersion: row.ipVersion,
      RouteLimit: String(row.routeQuota),
      // As in the published sample.
      Hold: '30',
      Keepalive: '10',
    }))
    return { ...page.about, BgpGroups: { BgpGroup } }
  },
})
