/** Data sources of Express Connect Routers, of CEN and of lines. */

import { amongIds, hasStatus, insideOf, numberedPages, tokenPages, wholeOf } from './data-sources.js'
import { type Provider, text } from './provider.js'
import type { DataSource } from './resource.js'
import type { Answer, Given } from './wire.js'

/** One token for all pages, and a region that the operation does not have. */
function ecrPages(provider: Provider, action: string, filter: Given, path: string) {
  const what = { RegionId: provider.region, MaxResults: 50, ClientToken: provider.clientToken(action) }
  return tokenPages(provider, 'ExpressConnectRouter', action, { ...what, ...filter }, path)
}

async function associations(provider: Provider, AssociationNodeType: 'VPC' | 'TR', node: string, given: Given) {
  const filter = {
    ...{ AssociationNodeType, EcrId: given.ecr_id, AssociationId: given.association_id, CenId: given.cen_id },
    ...{ AssociationRegionId: given.association_region_id, VpcId: given.vpc_id, TransitRouterId: given.transit_router_id },
  }
  const all = await ecrPages(provider, 'DescribeExpressConnectRouterAssociation', filter, 'AssociationList')
  const shown = all.map((each) => ({
    ...{ id: `${each.EcrId}:${each.AssociationId}:${each[node]}`, ecr_id: text(each, 'EcrId'), cen_id: each.CenId },
    ...{ association_id: text(each, 'AssociationId'), node: text(each, node), association_node_type: each.AssociationNodeType },
    ...{ allowed_prefixes_mode: each.AllowedPrefixesMode, allowed_prefixes: each.AllowedPrefixes, status: each.Status },
    ...{ create_time: each.GmtCreate, modify_time: each.GmtModified },
  }))
  const found = shown.filter(({ id }, at) => amongIds(id, given.ids) && hasStatus(all[at] as Answer, 'Status', given.status))
  return { associations: found, ids: found.map(({ id }) => id) }
}

export const vpcAssociations: DataSource = {
  type: 'express_connect_router_vpc_associations',
  read: (provider, given) => associations(provider, 'VPC', 'VpcId', given),
}

export const transitRouterAssociations: DataSource = {
  type: 'express_connect_router_tr_associations',
  read: (provider, given) => associations(provider, 'TR', 'TransitRouterId', given),
}

export const vbrChildInstances: DataSource = {
  type: 'express_connect_router_vbr_child_instances',
  async read(provider, given) {
    const filter = {
      ...{ EcrId: given.ecr_id, ChildInstanceId: given.child_instance_id, ChildInstanceType: given.child_instance_type },
      ChildInstanceRegionId: given.child_instance_region_id,
    }
    const all = await ecrPages(provider, 'DescribeExpressConnectRouterChildInstance', filter, 'ChildInstanceList')
    const instances = all
      .filter((each) => hasStatus(each, 'Status', given.status))
      .map((each) => ({
        ...{ id: `${each.EcrId}:${each.ChildInstanceId}:${each.ChildInstanceType}`, ecr_id: text(each, 'EcrId') },
        ...{ child_instance_id: text(each, 'ChildInstanceId'), child_instance_type: text(each, 'ChildInstanceType') },
        ...{ child_instance_owner_id: text(each, 'ChildInstanceOwnerId'), child_instance_region_id: each.ChildInstanceRegionId },
        ...{ description: each.Description, status: each.Status, create_time: each.GmtCreate, modify_time: each.GmtModified },
      }))
    return { instances: instances.filter(({ id }) => amongIds(id, given.ids)) }
  },
}

/** Through the older client, whose answer has a place for each member. */
export const cens: DataSource = {
  type: 'cen_instances',
  async read(provider, given) {
    const { found } = await numberedPages(provider, 'Cbn', 'DescribeCens', { RegionId: provider.region }, 'Cens.Cen')
    const wanted = found.filter((each) => amongIds(text(each, 'CenId'), given.ids) && hasStatus(each, 'Status', given.status))
    const instances = wanted.map((each) => ({
      ...{ id: text(each, 'CenId'), name: each.Name, description: each.Description, status: each.Status },
      ...{ protection_level: each.ProtectionLevel, create_time: each.CreationTime },
      cen_bandwidth_package_ids: insideOf(each, 'CenBandwidthPackageIds', 'CenBandwidthPackageId'),
    }))
    return { instances }
  },
}

export const transitRouters: DataSource = {
  type: 'cen_transit_routers',
  async read(provider, given) {
    const filter = { CenId: given.cen_id, RegionId: provider.region, TransitRouterId: given.transit_router_id }
    const { found } = await numberedPages(provider, 'Cbn', 'ListTransitRouters', filter, 'TransitRouters')
    const shown = found.map((each) => ({
      ...{ id: `${each.CenId}:${each.TransitRouterId}`, ali_uid: text(each, 'AliUid'), status: each.Status, type: each.Type },
      ...{ transit_router_id: text(each, 'TransitRouterId'), transit_router_name: each.TransitRouterName },
    }))
    return { transit_routers: shown.filter(({ id }) => amongIds(id, given.ids)) }
  },
}

export const virtualBorderRouters: DataSource = {
  type: 'express_connect_virtual_border_routers',
  async read(provider, given) {
    const filter = (given.filter ?? []) as readonly { readonly key: string; readonly values: readonly string[] }[]
    const asked = { RegionId: provider.region, Filter: filter.map(({ key, values }) => ({ Key: key, Value: values })) }
    const path = 'VirtualBorderRouterSet.VirtualBorderRouterType'
    const { found } = await numberedPages(provider, 'Vpc', 'DescribeVirtualBorderRouters', asked, path)
    const wanted = found.filter((each) => amongIds(text(each, 'VbrId'), given.ids) && hasStatus(each, 'Status', given.status))
    const routers = wanted.map((each) => ({
      ...{ id: text(each, 'VbrId'), virtual_border_router_name: each.Name, vlan_id: wholeOf(each, 'VlanId') },
      ...{ detect_multiplier: wholeOf(each, 'DetectMultiplier'), min_rx_interval: wholeOf(each, 'MinRxInterval') },
      ...{ physical_connection_id: each.PhysicalConnectionId, route_table_id: each.RouteTableId, status: each.Status },
    }))
    return { routers }
  },
}

export const physicalConnections: DataSource = {
  type: 'express_connect_physical_connections',
  async read(provider, given) {
    const asked = { RegionId: provider.region, IncludeReservationData: given.include_reservation_data }
    const path = 'PhysicalConnectionSet.PhysicalConnectionType'
    const { found } = await numberedPages(provider, 'Vpc', 'DescribePhysicalConnections', asked, path)
    const isWanted = (each: Answer) =>
      amongIds(text(each, 'PhysicalConnectionId'), given.ids) &&
      hasStatus(each, 'Status', given.status) &&
      new RegExp(String(given.name_regex ?? '')).test(String(each.Name))
    const connections = found.filter(isWanted).map((each) => ({
      ...{ id: text(each, 'PhysicalConnectionId'), physical_connection_name: each.Name, status: each.Status, type: each.Type },
      ...{ access_point_id: each.AccessPointId, bandwidth: text(each, 'Bandwidth'), port_type: each.PortType },
    }))
    return { connections, ids: connections.map(({ id }) => id) }
  },
}
