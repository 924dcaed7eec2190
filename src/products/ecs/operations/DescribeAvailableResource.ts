import { list, oneOf, operation, required, sometimes, structure, text, whole } from '../../../model/index.js'
import { available, destinations, regions, zonesOf } from '../domain/places.js'
import { requiredRegion } from '../parameters.js'
import { ecs } from '../product.js'

/** Left out: prices of spot instances, cores and memory, dedicated hosts by id, reserved instances; nothing is sold here. */
export default operation(ecs, {
  name: 'DescribeAvailableResource',
  documented: '2024-06-24',
  does: 'Lists the zones of a region in which something can be had. Everything listed is in stock.',
  input: {
    RegionId: requiredRegion,
    DestinationResource: required(oneOf(destinations, 'What is looked for.')),
    ZoneId: text('Only this zone.', 'cn-hangzhou-b'),
    InstanceChargeType: oneOf(['PrePaid', 'PostPaid'], 'Only what is paid so: all.', 'PostPaid'),
    SpotStrategy: oneOf(['NoSpot', 'SpotWithPriceLimit', 'SpotAsPriceGo'], 'Only with this kind of bidding: all.'),
    ResourceType: oneOf(['instance', 'disk', 'reservedinstance', 'ddh'], 'For what it is needed.'),
    IoOptimized: oneOf(['none', 'optimized'], 'Only I/O optimized instances, or only others.', 'optimized'),
    InstanceType: text('Only with this instance type.', 'ecs.g7.large'),
    SystemDiskCategory: text('Only with this kind of system disk.', 'cloud_essd'),
    DataDiskCategory: text('Only with this kind of data disk.', 'cloud_essd'),
    NetworkCategory: oneOf(['vpc', 'classic'], 'Only in this kind of network.'),
  },
  output: {
    AvailableZones: structure({
      AvailableZone: list(
        'The zones that have it.',
        structure({
          ZoneId: text('The zone.', 'cn-hangzhou-b'),
          RegionId: text('Its region.', 'cn-hangzhou'),
          Status: text('`Available`, or `SoldOut`.', 'Available'),
          StatusCategory: text('How much there is.', 'WithStock'),
          AvailableResources: structure({
            AvailableResource: list(
              'What there is.',
              structure({
                Type: text('The kind that was looked for.', 'InstanceType'),
                SupportedResources: structure({
                  SupportedResource: list(
                    'Each of them.',
                    structure({
                      Value: text('Its name.', 'ecs.g7.large'),
                      Status: text('`Available`, or `SoldOut`.', 'Available'),
                      StatusCategory: text('How much there is.', 'WithStock'),
                      Min: sometimes(whole('Smallest size of a disk.', 20)),
                      Max: sometimes(whole('Largest size of a disk.', 32_768)),
                      Unit: sometimes(text('Of the sizes.', 'GiB')),
                    }),
                  ),
                }),
              }),
            ),
          }),
        }),
      ),
    }),
  },
  // UNKNOWN: the page on the product's actions has no line for it; every resource.
  access: { level: 'list' },
  errors: {
    'Invalid.InstanceChargeType': [400, 'The specified InstanceChargeType is not valid.'],
    'Invalid.Param': [
      400,
      'The input parameter DestinationResource that is mandatory for processing this request is not supplied.',
    ],
    'InvalidRegionId.MalFormed': [400, 'The specified parameter RegionId is not valid.'],
    'Invalid.RegionId': [404, 'The specified RegionId does not exist.'],
    'Unavailable.Regions': [404, 'The available regions does not exists'],
    'Invalid.ResourceType': [404, 'The ResourceType provided does not exist in our records.'],
    'Invalid.DestinationResource': [404, 'The specified DestinationResource is not valid.'],
    'Invalid.IoOptimized': [404, 'The specified IoOptimized is not valid.'],
    'Invalid.NetworkCategory': [404, 'The specified NetworkCategory is not valid.'],
    'Invalid.SpotStrategy': [404, 'The specified SpotStrategy is not valid.'],
    'InvalidRegionId.NotFound': [404, 'The RegionId provided does not exist in our records.'],
  },
  async run({ input, refuse }) {
    const region = regions.find(({ id }) => id === input.RegionId)
    if (!region) return refuse('InvalidRegionId.NotFound', { because: `${input.RegionId} is no region that has zones here.` })
    const { DestinationResource: type } = input
    const values = available(type, {
      instanceType: input.InstanceType,
      systemDisk: input.SystemDiskCategory,
      dataDisk: input.DataDiskCategory,
      network: input.NetworkCategory,
      ioOptimized: input.IoOptimized,
    })
    const zones = values ? zonesOf(region, undefined).filter(({ id }) => input.ZoneId === undefined || id === input.ZoneId) : []
    const inStock = { Status: 'Available', StatusCategory: 'WithStock' }
    const sizes = type.endsWith('Disk') ? { Min: 20, Max: 32_768, Unit: 'GiB' } : {}
    return {
      AvailableZones: {
        AvailableZone: zones.map(({ id }) => ({
          ZoneId: id,
          RegionId: region.id,
          ...inStock,
          AvailableResources: {
            // Zones are told by the list itself.
            AvailableResource: (type === 'Zone' ? [] : [type]).map((Type) => ({
              Type,
              SupportedResources: { SupportedResource: (values ?? []).map((Value) => ({ Value, ...inStock, ...sizes })) },
            })),
          },
        })),
      },
    }
  },
})
