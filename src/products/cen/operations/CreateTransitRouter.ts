import { flag, list, onlyOwn, operation, required, structure, text, withTags } from '../../../model/index.js'
import { regions } from '../../resource-sharing/domain/regions.js'
import { namesGiven } from '../domain/life.js'
import { mayCreate, newTransitRouter, readCidrs } from '../domain/transit-router.js'
import { cenArn, cenId, descriptionOf, nameOf, region, tags, transitRouterArn, usual } from '../parameters.js'
import { cen } from '../product.js'
import { ownCen } from '../reads.js'
import { transitRouters } from '../tables.js'

export default operation(cen, {
  name: 'CreateTransitRouter',
  documented: '2025-08-07',
  does: 'Creates the Enterprise Edition transit router of a CEN instance in a region, with its system route table.',
  input: {
    CenId: required(cenId),
    RegionId: required(region),
    TransitRouterName: nameOf('transit router'),
    TransitRouterDescription: descriptionOf('transit router'),
    SupportMulticast: flag('Whether it forwards multicast traffic; kept, without further effect.', false),
    TransitRouterCidrList: list(
      'Blocks of its own, which lie apart.',
      structure({
        Cidr: text('The block.', '192.168.10.0/24'),
        Name: text('Its name.', 'tunnels', { max: 128 }),
        Description: text('What it is for.', 'VPN tunnels', { max: 256 }),
        PublishCidrRoute: flag('Whether routes to it may be added by the system; kept, without further effect.', true),
      }),
      { max: 5, jsonText: true },
    ),
    Tag: tags,
    ...usual,
  },
  output: { TransitRouterId: text('The new transit router.', 'tr-uf6llz2286805i44g0001') },
  access: { level: 'create', resources: [{ arn: cenArn, id: 'CenId' }, { arn: transitRouterArn }] },
  errors: {
    'OperationUnsupported.RegionId': [400, 'The specified Region is not supported.'],
    'InstanceExist.TransitRouterInstance': [400, 'The instance already exists.'],
    'Forbbiden.TransitRouterServiceNotOpen': [400, 'The user has not open transit router service.'],
    'OperationUnsupported.SupportMulticast': [400, 'The multicast is not supported in the specified region.'],
    'OperationUnsupported.CenFullLevel': [400, 'CEN full level does not support TransitRouter.'],
    'IllegalParam.Cidr': [400, 'Cidr is illegal.'],
    'OperationUnsupported.TransitRouterCidrList': [400, 'The TransitRouterCidrList is not support in the specified Region.'],
    'OperationFailed.CidrConflict': [400, 'Operation is invalid because the cidr conflict.'],
    'IllegalParam.Region': [400, 'The specified region is invalid.'],
    'OverLappingExist.Cidr': [400, 'The cidr overlapping exist.'],
    'OperationUnsupported.Tag': [400, 'The Tag is not supported in the specified region.'],
    'IllegalParam.SupportMulticast': [400, 'Basic Transit router is not support multicast.'],
  },
  touches: onlyOwn,
  async run({ input, now, own, newId, settle, transition }) {
    const { CenId: cenId, RegionId: regionId } = input
    const row = settle(await ownCen(own, cenId, now))
    const cidrs = settle(readCidrs(input.TransitRouterCidrList, () => newId('cidr-', 18)))
    const siblings = await own.all(transitRouters, 'byCen', [cenId])
    settle(mayCreate({ cen: row, regionId, offered: regions.map(({ id }) => id), siblings, now }))
    const transitRouterId = newId('tr-', 21)
    own.put(
      transitRouters,
      newTransitRouter(
        {
          transitRouterId,
          routeTableId: newId('vtb-', 21),
          cenId,
          regionId,
          ...namesGiven(input.TransitRouterName, input.TransitRouterDescription),
          supportMulticast: input.SupportMulticast ?? false,
          cidrs,
          tags: withTags({}, input.Tag),
          now,
        },
        transition,
      ),
    )
    return { TransitRouterId: transitRouterId }
  },
})
