import { carriesTags, flag, list, long, operation, sometimes, structure, text, whole } from '../../../model/index.js'
import { associatedCens } from '../answers.js'
import { vbrStatus } from '../domain/vbr-life.js'
import {
  filterParameter,
  meetsFilters,
  pageAnswer,
  pageByNumber,
  pageNumbers,
  requiredRegion,
  resourceGroup,
  tagFilter,
} from '../parameters.js'
import { vpc } from '../product.js'
import { newestFirst } from '../reads.js'
import { vbrAnswered, vbrsSeenBy } from '../vbr-answers.js'

/** Keys: help page. */
const keys = ['PhysicalConnectionId', 'VbrId', 'Status', 'Name', 'AccessPointId', 'eccId', 'type'] as const

const time = (note: string) => sometimes(text(note, '2026-01-01T00:00:00Z'))

export default operation(vpc, {
  name: 'DescribeVirtualBorderRouters',
  documented: '2024-06-24',
  does: 'Lists VBRs of a region: those of the account, and on request those of others on its physical connections.',
  input: {
    RegionId: requiredRegion,
    Filter: filterParameter(keys),
    IncludeCrossAccountVbr: flag('Also VBRs of other accounts on physical connections of this one.', true),
    ResourceGroupId: resourceGroup,
    Tags: tagFilter,
    ...pageNumbers,
  },
  output: {
    ...pageAnswer,
    VirtualBorderRouterSet: structure({
      VirtualBorderRouterType: list(
        'The VBRs of the page.',
        structure({
          VbrId: text('Its id.', 'vbr-bp1jcg5cmxjbl9xgcx2ky'),
          Name: text('Its name, empty if none.', ''),
          Description: text('Its description, empty if none.', ''),
          Status: text('Its state.', 'active'),
          Type: text('What it is on.', 'pconnVBR'),
          CreationTime: text('When it was created.', '2026-01-01T00:00:00Z'),
          ActivationTime: text('When it became active.', '2026-01-01T00:00:00Z'),
          TerminationTime: time('When it was terminated.'),
          RecoveryTime: time('When it was recovered.'),
          PConnVbrExpireTime: time('Until when it is paid.'),
          PConnVbrChargeType: sometimes(text('How it is paid.', 'PrePaid')),
          PhysicalConnectionId: text('The physical connection that it is on.', 'pc-bp1ciz7ekd2grn1asx0qy'),
          PhysicalConnectionOwnerUid: text('Whose connection that is.', '1000000000000002'),
          PhysicalConnectionStatus: text('State of that connection.', 'Enabled'),
          PhysicalConnectionBusinessStatus: text('Whether it is paid for.', 'Normal'),
          AccessPointId: text('Where the line arrives.', 'ap-cn-beijing-ft-A'),
          CircuitCode: text('The line in the words of its operator.', ''),
          VlanId: whole('Its VLAN.', 10),
          VlanInterfaceId: text('Its interface on that VLAN.', 'ri-2zeo3xzyf38r4xxk1m0qs'),
          RouteTableId: text('Its route table.', 'vtb-bp145q7glnuzdvx1kq0s2'),
          LocalGatewayIp: text('Its address on the side of the cloud.', '192.168.100.1'),
          PeerGatewayIp: text('Its address on the side of the user.', '192.168.100.2'),
          PeeringSubnetMask: text('The mask of both addresses.', '255.255.255.252'),
          EnableIpv6: flag('Whether it has IPv6.', false),
          LocalIpv6GatewayIp: text('Its IPv6 address on the side of the cloud.', ''),
          PeerIpv6GatewayIp: text('Its IPv6 address on the side of the user.', ''),
          PeeringIpv6SubnetMask: text('The mask of both IPv6 addresses.', ''),
          Bandwidth: whole('Its bandwidth in Mbit/s.', 100),
          Mtu: whole('Its largest packet.', 1500),
          MinTxInterval: long('BFD: ms between packets sent.', 1000),
          MinRxInterval: long('BFD: ms between packets expected.', 1000),
          DetectMultiplier: long('BFD: packets that may be lost.', 3),
          EccId: text('Its Express Cloud Connect instance; none here.', ''),
          CloudBoxInstanceId: sometimes(text('Its CloudBox.', 'cb-1')),
          ResourceGroupId: text('Its resource group.', 'rg-acfmxazb4ph6aiy'),
          EcrId: text('The Express Connect Router that it is attached to, empty if none.', ''),
          EcrOwnerId: text('Whose router that is.', ''),
          EcrAttatchStatus: text('State of that attachment: `Attaching`, `Attached`, `Detaching`, or empty.', ''),
          SitelinkEnable: flag('Whether sites reach each other through it.', false),
          AssociatedPhysicalConnections: structure({
            AssociatedPhysicalConnection: list(
              'Further physical connections that it is on; none here.',
              structure({
                PhysicalConnectionId: text('The physical connection.', 'pc-119mfjzm7m2x'),
                PhysicalConnectionOwnerUid: text('Whose it is.', '1000000000000002'),
                PhysicalConnectionStatus: text('Its state.', 'Enabled'),
                PhysicalConnectionBusinessStatus: text('Whether it is paid for.', 'Normal'),
                Status: text('State of the VBR on it.', 'active'),
                CircuitCode: text('The line in the words of its operator.', ''),
                VlanId: text('The VLAN.', '0'),
                VlanInterfaceId: text('The interface.', 'ri-kojok19x3j0q6k'),
                LocalGatewayIp: text('Address on the side of the cloud.', ''),
                PeerGatewayIp: text('Address on the side of the user.', ''),
                PeeringSubnetMask: text('The mask of both.', ''),
                EnableIpv6: flag('Whether it has IPv6.', false),
                LocalIpv6GatewayIp: text('IPv6 address on the side of the cloud.', ''),
                PeerIpv6GatewayIp: text('IPv6 address on the side of the user.', ''),
                PeeringIpv6SubnetMask: text('The mask of both.', ''),
              }),
            ),
          }),
          AssociatedCens: associatedCens,
          // The member has the plural's name in this answer (metadata).
          Tags: structure({
            Tags: list('Each tag.', structure({ Key: text('Tag key.', 'team'), Value: text('Tag value.', 'network') })),
          }),
        }),
      ),
    }),
  },
  access: { level: 'list', resources: [{ arn: 'acs:vpc:{#regionId}:{#accountId}:virtualborderrouter/*' }] },
  errors: {
    'InvalidRegionId.NotFound': [404, 'The RegionId provided does not exist in our records.'],
    'InvalidFilterKey.ValueNotSupported': [404, 'Specified filter key is not supported: Filter.X.key'],
  },
  async run(context) {
    const { input, caller, region, now } = context
    const seen = await vbrsSeenBy(context, { account: caller.account, region, now }, input.IncludeCrossAccountVbr === true)
    const asked = seen
      .filter(
        ({ row, connection }) =>
          meetsFilters(input.Filter, (key) => {
            const values: Record<(typeof keys)[number], string> = {
              PhysicalConnectionId: row.physicalConnectionId,
              VbrId: row.vbrId,
              Status: vbrStatus(row, now),
              Name: row.name,
              AccessPointId: connection?.accessPointId ?? '',
              eccId: '',
              type: 'pconnVBR',
            }
            return values[key as (typeof keys)[number]]
          }) &&
          (input.ResourceGroupId === undefined || row.resourceGroupId === input.ResourceGroupId) &&
          carriesTags(row.tags, input.Tags),
      )
      .sort(newestFirst(({ vbrId }) => vbrId))
    const { rows, about } = pageByNumber(asked, input)
    const VirtualBorderRouterType = await Promise.all(rows.map((each) => vbrAnswered(context, each, now)))
    return { ...about, VirtualBorderRouterSet: { VirtualBorderRouterType } }
  },
})
