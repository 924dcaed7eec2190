import { oneOf, onlyOwn, operation, required, text } from '../../../model/index.js'
import { lifeFrom, namesGiven } from '../domain/life.js'
import { mayAddRoute } from '../domain/route-entry.js'
import { attachmentId, descriptionOf, nameOf, routeTableArn, routeTableId, usual } from '../parameters.js'
import { cen } from '../product.js'
import { tableOwner } from '../reads.js'
import { ecrAttachments, routeEntries } from '../tables.js'

export default operation(cen, {
  name: 'CreateTransitRouterRouteEntry',
  documented: '2025-08-07',
  does: 'Adds a static route to the system route table of a transit router.',
  input: {
    TransitRouterRouteTableId: required(routeTableId),
    TransitRouterRouteEntryDestinationCidrBlock: required(text('Where the route leads to; IPv4.', '192.168.0.0/24')),
    TransitRouterRouteEntryNextHopType: required(oneOf(['BlackHole', 'Attachment'], 'Over an attachment, or nowhere.')),
    TransitRouterRouteEntryNextHopId: attachmentId,
    TransitRouterRouteEntryName: nameOf('route'),
    TransitRouterRouteEntryDescription: descriptionOf('route'),
    ...usual,
  },
  output: { TransitRouterRouteEntryId: text('The new route.', 'rte-75eg4jprkvk0pw0001') },
  access: { level: 'create', resources: [{ arn: routeTableArn, id: 'TransitRouterRouteTableId' }] },
  errors: {
    'InvalidTransitRouterRouteTableId.NotFound': [400, 'TransitRouterRouteTableId is not found.'],
    'TransitRouterRouteEntryNextHopId.NotFound': [400, 'TransitRouterRouteEntryNextHopId is not found.'],
    'QuotaExceeded.TransitRouterRoutEntry': [400, 'TransitRouterRoutEntry quota exceeded.'],
    'IllegalParam.TransitRouterDestinationCidrBlock': [400, 'TransitRouterDestinationCidrBlock is illegal.'],
    'InstanceExist.TransitRouterRouteEntry': [400, 'The instance TransitRouterRouteEntry already exists.'],
    'IncorrectStatus.TransitRouterRouteTable': [400, 'TransitRouterRouteTable status is invalid.'],
    InvalidDescription: [400, 'Description is invalid.'],
    InvalidName: [400, 'Name is invalid.'],
    'IllegalParam.NextHopType': [400, 'The NextHopType is illegal.'],
    'MissingParam.TransitRouterRouteEntryNextHopId': [400, 'The parameter TransitRouterRouteEntryNextHopId is mandatory'],
    'InvalidTransitRouterRouteEntryNextHopId.NotFound': [400, 'TransitRouterRouteEntryNextHopId is not found'],
    'OperationFailed.CreateRouteEntryWithSameDestinationCidrBlock': [
      400,
      'Operation failed because Create RouteEntry with same destination cidrblock does not support.',
    ],
    'InvalidDestinationCidrBlock.NotFound': [400, 'DestinationCidrBlock is not found.'],
    'ParamExclusive.NextHopTypeBlackHoleAndNextHopId': [
      400,
      'TransitRouterRouteEntryNextHopType(BlackHole) and TransitRouterRouteEntryNextHopId is mutually exclusive.',
    ],
    'InvalidTransitRouterMode.NeedUpgrade': [400, 'TransitRouter need to upgrade.'],
  },
  touches: onlyOwn,
  async run({ input, now, own, newId, quota, settle, refuse, transition }) {
    const tableId = input.TransitRouterRouteTableId
    const transitRouter = await tableOwner(own, tableId, now)
    if (!transitRouter)
      return refuse('InvalidTransitRouterRouteTableId.NotFound', { because: `This account has no route table ${tableId}.` })
    const { transitRouterId } = transitRouter
    const destination = input.TransitRouterRouteEntryDestinationCidrBlock
    const hopId = input.TransitRouterRouteEntryNextHopId
    const nextHop = settle(
      mayAddRoute({
        transitRouter,
        destination,
        hopType: input.TransitRouterRouteEntryNextHopType,
        hopId,
        attachment: hopId === undefined ? undefined : await own.get(ecrAttachments, hopId),
        present: await own.all(routeEntries, 'byTable', [tableId]),
        most: quota('routeEntriesPerTable'),
        now,
      }),
    )
    const routeEntryId = newId('rte-', 18)
    own.put(routeEntries, {
      routeEntryId,
      routeTableId: tableId,
      transitRouterId,
      destination,
      ...(nextHop === undefined ? {} : { nextHop }),
      ...namesGiven(input.TransitRouterRouteEntryName, input.TransitRouterRouteEntryDescription),
      createdAt: now.toISOString(),
      ...lifeFrom('creating', transition),
    })
    return { TransitRouterRouteEntryId: routeEntryId }
  },
})
