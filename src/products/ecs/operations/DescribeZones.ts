import { flag, list, oneOf, operation, structure, text } from '../../../model/index.js'
import { languages, regions, stock, zonesOf } from '../domain/places.js'
import { requiredRegion } from '../parameters.js'
import { ecs } from '../product.js'

const names = (note: string, example: string) => list(note, text('A name.', example))

export default operation(ecs, {
  name: 'DescribeZones',
  documented: '2024-06-24',
  does: 'Lists the zones of a region, with some of what can be had there.',
  input: {
    RegionId: requiredRegion,
    Verbose: flag('Whether to say what can be had in each zone.', true),
    InstanceChargeType: oneOf(['PrePaid', 'PostPaid'], 'Only zones where instances are paid so: all.', 'PostPaid'),
    SpotStrategy: oneOf(['NoSpot', 'SpotWithPriceLimit', 'SpotAsPriceGo'], 'Only zones with this kind of bidding: all.'),
    AcceptLanguage: oneOf(languages, 'The language of the names; Chinese if not said.'),
  },
  output: {
    Zones: structure({
      Zone: list(
        'The zones.',
        structure({
          ZoneId: text('Its id.', 'cn-hangzhou-b'),
          ZoneType: text('`AvailabilityZone`.', 'AvailabilityZone'),
          LocalName: text('Its name.', 'Hangzhou Zone B'),
          AvailableResourceCreation: structure({ ResourceTypes: names('What can be created.', 'VSwitch') }),
          AvailableInstanceTypes: structure({ InstanceTypes: names('Instance types.', 'ecs.g7.large') }),
          AvailableDiskCategories: structure({ DiskCategories: names('Kinds of disks.', 'cloud_essd') }),
          AvailableDedicatedHostTypes: structure({ DedicatedHostType: names('Types of dedicated hosts.', 'ddh.g6') }),
          DedicatedHostGenerations: structure({ DedicatedHostGeneration: names('Their generations.', 'ddh-6') }),
          AvailableVolumeCategories: structure({ VolumeCategories: names('Shared storage; none here.', 'san_efficiency') }),
          AvailableResources: structure({
            ResourcesInfo: list(
              'What can be had together.',
              structure({
                IoOptimized: flag('Whether instances are I/O optimized.', true),
                SystemDiskCategories: structure({ supportedSystemDiskCategory: names('System disks.', 'cloud_essd') }),
                DataDiskCategories: structure({ supportedDataDiskCategory: names('Data disks.', 'cloud_essd') }),
                InstanceGenerations: structure({ supportedInstanceGeneration: names('Generations.', 'ecs-7') }),
                InstanceTypeFamilies: structure({ supportedInstanceTypeFamily: names('Families.', 'ecs.g7') }),
                InstanceTypes: structure({ supportedInstanceType: names('Types.', 'ecs.g7.large') }),
                NetworkTypes: structure({ supportedNetworkCategory: names('Kinds of networks.', 'vpc') }),
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
    InvalidSpotStrategy: [400, 'The specified SpotStrategy is not valid.'],
    'InvalidRegionId.NotFound': [404, 'The specified RegionId does not exist.'],
    'InvalidRegion.NotFound': [404, 'The specified parameter RegionId is not valid.'],
    'InvalidInstanceChargeType.NotFound': [404, 'The InstanceChargeType does not exist in our records'],
    'InvalidAcceptLanguage.NotFound': [404, 'Only Chinese (zh-CN), English (en-US), and Japanese (ja) are allowed.'],
  },
  async run({ input, refuse }) {
    const region = regions.find(({ id }) => id === input.RegionId)
    if (!region) return refuse('InvalidRegionId.NotFound', { because: `${input.RegionId} is no region that has zones here.` })
    // UNKNOWN: what is left out when Verbose is false; only what can be had together.
    const together = input.Verbose === false ? [] : [inEveryZone]
    return {
      Zones: {
        Zone: zonesOf(region, input.AcceptLanguage).map(({ id, name }) => ({
          ZoneId: id,
          ZoneType: 'AvailabilityZone',
          LocalName: name,
          AvailableResourceCreation: { ResourceTypes: stock.creatable },
          AvailableInstanceTypes: { InstanceTypes: stock.instanceTypes },
          AvailableDiskCategories: { DiskCategories: stock.disks },
          AvailableDedicatedHostTypes: { DedicatedHostType: stock.hosts },
          DedicatedHostGenerations: { DedicatedHostGeneration: stock.hostGenerations },
          AvailableVolumeCategories: { VolumeCategories: [] },
          AvailableResources: { ResourcesInfo: together },
        })),
      },
    }
  },
})

const inEveryZone = {
  IoOptimized: true,
  SystemDiskCategories: { supportedSystemDiskCategory: stock.disks },
  DataDiskCategories: { supportedDataDiskCategory: stock.disks },
  InstanceGenerations: { supportedInstanceGeneration: stock.generations },
  InstanceTypeFamilies: { supportedInstanceTypeFamily: stock.instanceFamilies },
  InstanceTypes: { supportedInstanceType: stock.instanceTypes },
  NetworkTypes: { supportedNetworkCategory: stock.networks },
}
