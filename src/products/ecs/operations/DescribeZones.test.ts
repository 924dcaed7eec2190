import { afterAll, beforeAll, expect, it } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'
import { regions, zonesOf } from '../domain/places.js'

let cloud: Awaited<ReturnType<typeof testCloud>>
beforeAll(async () => {
  cloud = await testCloud()
})
afterAll(() => cloud.close())
const call = (action: string, given: object = {}) => cloud.as('network').call('Ecs', action, { RegionId: 'cn-hangzhou', ...given })
const refused = (action: string, given: object) =>
  cloud.as('network').refused('Ecs', action, { RegionId: 'cn-hangzhou', DestinationResource: 'Zone', ...given })

it('regions have an id, a host name, and a name in the language asked for', async () => {
  const { Regions } = await call('DescribeRegions')
  expect(Regions.Region).toHaveLength(regions.length)
  expect(Regions.Region).toContainEqual({
    RegionId: 'cn-hangzhou',
    LocalName: '华东1（杭州）',
    RegionEndpoint: 'ecs.cn-hangzhou.aliyuncs.com',
    Status: 'available',
  })
  const english = await call('DescribeRegions', { AcceptLanguage: 'en-US' })
  expect(english.Regions.Region).toContainEqual(expect.objectContaining({ LocalName: 'China (Hangzhou)' }))
})

it('a zone can hold vSwitches, and has instance types and disks', async () => {
  const { Zones } = await call('DescribeZones', { AcceptLanguage: 'en-US' })
  const zone = Zones.Zone.find(({ ZoneId }: { ZoneId: string }) => ZoneId === 'cn-hangzhou-b')
  expect(zone).toMatchObject({ LocalName: 'Hangzhou Zone B', ZoneType: 'AvailabilityZone' })
  expect(zone.AvailableResourceCreation.ResourceTypes).toContain('VSwitch')
  expect(zone.AvailableInstanceTypes.InstanceTypes).not.toEqual([])
  expect(zone.AvailableDiskCategories.DiskCategories).not.toEqual([])
  expect(zone.AvailableResources.ResourcesInfo).toHaveLength(1)
  expect((await call('DescribeZones', { Verbose: false })).Zones.Zone[0].AvailableResources.ResourcesInfo).toEqual([])
})

it('a vSwitch can be made in every zone of every region', async () => {
  const network = cloud.as('network')
  for (const region of regions) {
    const { VpcId } = await network.call('Vpc', 'CreateVpc', { RegionId: region.id, CidrBlock: '10.0.0.0/8' })
    for (const [i, { id: ZoneId }] of zonesOf(region, undefined).entries()) {
      const given = { RegionId: region.id, VpcId, ZoneId, CidrBlock: `10.0.${i}.0/24` }
      await network.call('Vpc', 'CreateVSwitch', given)
    }
  }
})

it('zones with something in stock are the zones of the region', async () => {
  const { AvailableZones } = await call('DescribeAvailableResource', { DestinationResource: 'Zone', IoOptimized: 'optimized' })
  const { Zones } = await call('DescribeZones')
  const idsOf = (zones: { ZoneId: string }[]) => zones.map(({ ZoneId }) => ZoneId)
  expect(idsOf(AvailableZones.AvailableZone)).toEqual(idsOf(Zones.Zone))
  expect(AvailableZones.AvailableZone[0]).toMatchObject({ Status: 'Available', RegionId: 'cn-hangzhou' })
})

it('what is in stock is told by kind, and filters leave what meets them', async () => {
  const disks = { DestinationResource: 'SystemDisk', ZoneId: 'cn-hangzhou-b', SystemDiskCategory: 'cloud_essd' }
  const { AvailableZones } = await call('DescribeAvailableResource', disks)
  const essd = { Value: 'cloud_essd', Status: 'Available', StatusCategory: 'WithStock', Min: 20, Max: 32_768, Unit: 'GiB' }
  expect(AvailableZones.AvailableZone).toHaveLength(1)
  expect(AvailableZones.AvailableZone[0].AvailableResources.AvailableResource).toEqual([
    { Type: 'SystemDisk', SupportedResources: { SupportedResource: [essd] } },
  ])
  for (const none of [{ InstanceType: 'ecs.none' }, { NetworkCategory: 'classic' }, { IoOptimized: 'none' }]) {
    const answer = await call('DescribeAvailableResource', { DestinationResource: 'Zone', ...none })
    expect(answer.AvailableZones.AvailableZone).toEqual([])
  }
})

it.each([
  ['DescribeRegions', { AcceptLanguage: 'fr' }, 404, 'InvalidAcceptLanguage.NotFound'],
  ['DescribeRegions', { ResourceType: 'vpc' }, 404, 'InvalidResourceType.NotFound'],
  ['DescribeRegions', { InstanceChargeType: 'free' }, 403, 'Invalid.InstanceChargeType'],
  ['DescribeZones', { RegionId: 'cn-nowhere' }, 404, 'InvalidRegionId.NotFound'],
  ['DescribeZones', { AcceptLanguage: 'fr' }, 404, 'InvalidAcceptLanguage.NotFound'],
  ['DescribeZones', { SpotStrategy: 'x' }, 400, 'InvalidSpotStrategy'],
  ['DescribeZones', { InstanceChargeType: 'free' }, 404, 'InvalidInstanceChargeType.NotFound'],
  ['DescribeAvailableResource', { RegionId: 'cn-nowhere' }, 404, 'InvalidRegionId.NotFound'],
  ['DescribeAvailableResource', { DestinationResource: undefined }, 400, 'Invalid.Param'],
  ['DescribeAvailableResource', { DestinationResource: 'Moon' }, 404, 'Invalid.DestinationResource'],
  ['DescribeAvailableResource', { ResourceType: 'moon' }, 404, 'Invalid.ResourceType'],
  ['DescribeAvailableResource', { IoOptimized: 'x' }, 404, 'Invalid.IoOptimized'],
  ['DescribeAvailableResource', { NetworkCategory: 'x' }, 404, 'Invalid.NetworkCategory'],
  ['DescribeAvailableResource', { SpotStrategy: 'x' }, 404, 'Invalid.SpotStrategy'],
  ['DescribeAvailableResource', { InstanceChargeType: 'free' }, 400, 'Invalid.InstanceChargeType'],
])('%s with %j is refused', async (action, given, httpStatus, code) => {
  expect(await refused(action, given)).toMatchObject({ httpStatus, code })
})
