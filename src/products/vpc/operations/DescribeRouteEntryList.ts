import { list, operation, pageOf, required, sometimes, structure, text, whole } from '../../../model/index.js'
import { destinationOf, routeStatus } from '../domain/route.js'
import { requiredRegion, routeTableParameter, timeAnswered, toRouteTable } from '../parameters.js'
import { vpc } from '../product.js'
import { ownTable, type ShownRoute, shownRoutes } from '../route-tables.js'

const types = ['Custom', 'System', 'BGP', 'CEN', 'ECR'] as const

export default operation(vpc, {
  name: 'DescribeRouteEntryList',
  documented: '2024-06-24',
  does: 'Lists the routes of a table: those of the user, then those of the system.',
  input: {
    RegionId: requiredRegion,
    RouteTableId: required(routeTableParameter),
    RouteEntryId: text('Only this route.', 'rte-bp1mnnr2al0naomnpv9x2'),
    DestinationCidrBlock: text('Only the route that leads there.', '192.168.2.0/24'),
    DestCidrBlockList: list('Only routes that lead to one of these.', text('A block.', '192.168.0.0/24'), { max: 50 }),
    RouteEntryName: text('Only routes of this name.', 'branch'),
    IpVersion: text('`ipv4` or `ipv6`.', 'ipv4', { oneOf: ['ipv4', 'ipv6', 'IPv4', 'IPv6', 'IPV4', 'IPV6'] }),
    RouteEntryType: text('Only routes of this type: `Custom`, `System`, `BGP`, `CEN`, `ECR`.', 'Custom', { oneOf: types }),
    NextHopId: text('Only routes through this next hop.', 'ecr-mezk2idmsd0vx2a001'),
    NextHopType: text('Only routes through next hops of this type.', 'Ecr'),
    ServiceType: text('Only routes that a transit router manages; there are none here.', 'TR'),
    MaxResult: { ...whole('Entries per page.', 100, { min: 1, max: 500, default: 100 }), role: 'pageSize' as const },
    NextToken: { ...text('Where the previous page ended.', 'FFmyTO70tTpLG6I3FmYAXGKPd', { max: 256 }), role: 'pageToken' as const },
  },
  output: {
    NextToken: sometimes(text('Continues behind this page; absent at the end.', 'FFmyTO70tTpLG6I3FmYAXGKPd')),
    RouteEntrys: structure({
      RouteEntry: list(
        'The routes of the page.',
        structure({
          RouteEntryId: text('Its id.', 'rte-bp1mnnr2al0naomnpv9x2'),
          RouteTableId: text('Its table.', 'vtb-bp145q7glnuzdvx1kq0s2'),
          RouteEntryName: text('Its name, empty if none.', ''),
          Description: text('Its description, empty if none.', ''),
          DestinationCidrBlock: text('Where it leads.', '192.168.2.0/24'),
          IpVersion: text('`ipv4` or `ipv6`.', 'ipv4'),
          Type: text('`Custom` or `System`.', 'Custom'),
          Status: text('`Pending`, `Available` or `Deleting`.', 'Available'),
          GmtModified: text('When it was last changed.', '2026-01-01T00:00:00Z'),
          Origin: text('`SystemCreate` or `CustomCreate`.', 'CustomCreate'),
          ServiceType: sometimes(text('Who manages it.', 'TR')),
          NextHops: structure({
            NextHop: list(
              'What it leads through.',
              structure({
                NextHopId: text('The next hop.', 'ecr-mezk2idmsd0vx2a001'),
                NextHopType: text('Its type; `local` or `service` for the system.', 'Ecr'),
                NextHopRegionId: sometimes(text('Its region.', 'cn-hangzhou')),
                Weight: whole('Its weight.', 0),
                Enabled: whole('1: it can be used.', 1),
                NextHopRelatedInfo: sometimes(
                  structure({
                    InstanceId: text('What it belongs to.', 'pc-bp1ciz7ekd2grn1asx0qy'),
                    InstanceType: text('`VPC`, `VBR` or `PCONN`.', 'PCONN'),
                    RegionId: text('The region of that.', 'cn-hangzhou'),
                  }),
                ),
              }),
            ),
          }),
        }),
      ),
    }),
  },
  access: { level: 'list', resources: [{ arn: toRouteTable, id: 'RouteTableId' }] },
  errors: {
    'InvalidRouteTable.NotFound': [400, '%s'],
    'IllegalParam.RouteEntryType': [400, '%s'],
    'MissingParam.context': [400, '%s'],
    'MissingParam.aliUid': [400, '%s'],
    'MissingParam.bid': [400, '%s'],
    'IllegalParam.IpVersion': [400, '%s'],
    'OperationFailed.FilterParamUnderWrongRouteType': [400, '%s'],
    'IllegalParam.NextToken': [400, 'User nextToken is illegal.'],
    'IllegalParam.NextTokenExpired': [400, '%s'],
    'InvalidNextHop.NotFound': [400, 'The specified route entry nexthop does not exist in our records.'],
    'OperationFailed.QueryCenEntry': [400, 'Operation is denied because getting CEN route entry has failed.'],
    'OperationDenied.UseGatewayRouteEntryQueryInterface': [
      400,
      'Use listGatewayRouteTableEntries to describe gateway route entries.',
    ],
  },
  async run({ input, region, now, own, page, refuse }) {
    const found = await ownTable(own, region, input.RouteTableId, now)
    if (!found)
      return refuse('InvalidRouteTable.NotFound', {
        fill: ['RouteTableId', 'The specified route table does not exist.'],
        because: 'This account has no such route table in the region.',
      })
    const blocks = input.DestCidrBlockList?.map(destinationOf)
    const asked = (await shownRoutes(own, found, now)).filter(
      (route) =>
        (input.RouteEntryId === undefined || route.routeEntryId === input.RouteEntryId) &&
        (input.DestinationCidrBlock === undefined || route.destinationCidrBlock === destinationOf(input.DestinationCidrBlock)) &&
        (blocks === undefined || blocks.includes(route.destinationCidrBlock)) &&
        (input.RouteEntryName === undefined || route.name === input.RouteEntryName) &&
        (input.IpVersion === undefined || route.ipVersion === input.IpVersion.toLowerCase()) &&
        (input.RouteEntryType === undefined || route.type === input.RouteEntryType) &&
        (input.NextHopId === undefined || route.nextHopId === input.NextHopId) &&
        (input.NextHopType === undefined || route.nextHopType === input.NextHopType) &&
        input.ServiceType === undefined,
    )
    const places = asked.map((row) => ({ row, cursor: `${row.type} ${row.routeEntryId}` })).sort(byCursor)
    const { rows, nextToken } = await pageOf(page, async (after, limit) =>
      places.filter(({ cursor }) => after === undefined || cursor > after).slice(0, limit),
    )
    return { NextToken: nextToken, RouteEntrys: { RouteEntry: rows.map((route) => answered(route)) } }

    function answered(route: ShownRoute) {
      const line = found?.vbr && { InstanceId: found.vbr.physicalConnectionId, InstanceType: 'PCONN', RegionId: region }
      return {
        RouteEntryId: route.routeEntryId,
        RouteTableId: input.RouteTableId,
        RouteEntryName: route.name,
        Description: route.description,
        DestinationCidrBlock: route.destinationCidrBlock,
        IpVersion: route.ipVersion,
        Type: route.type,
        Status: route.row ? routeStatus(route.row, now) : 'Available',
        GmtModified: timeAnswered(route.modifiedAt),
        Origin: route.type === 'System' ? 'SystemCreate' : 'CustomCreate',
        NextHops: {
          NextHop: [
            {
              NextHopId: route.nextHopId,
              NextHopType: route.nextHopType,
              Weight: 0,
              Enabled: 1,
              ...(route.nextHopType === 'RouterInterface' && line ? { NextHopRegionId: region, NextHopRelatedInfo: line } : {}),
            },
          ],
        },
      }
    }
  },
})

const byCursor = (left: { readonly cursor: string }, right: { readonly cursor: string }) => (left.cursor < right.cursor ? -1 : 1)
