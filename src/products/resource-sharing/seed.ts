/** What a new world has of sharing: the directory's switch, and resources of types whose own API is not offered here. */

import { asAccountId, type Planting } from '../../model/index.js'
import { policyAttachments, roles } from '../ram/tables.js'
import { serviceLinkedRole } from './service-role.js'
import { directorySharing, type RegisteredResource, registeredResources } from './tables.js'

/** The samples lie where a call goes that names no region. */
const regionId = 'cn-hangzhou'

/**
 * Each account owns one of each type, two where a rule needs a second: `m-network1` is the image of `network`. The second
 * elasticity assurance lies in a zone that principals cannot reach.
 */
const samples: readonly {
  readonly type: string
  readonly prefix: string
  readonly properties?: RegisteredResource['properties']
}[] = [
  { type: 'PublicIpAddressPool', prefix: 'pippool' },
  { type: 'IpamPool', prefix: 'ipam-pool' },
  { type: 'IpamResourceDiscovery', prefix: 'ipam-res-disco' },
  { type: 'ROSTemplate', prefix: 'tpl' },
  { type: 'Image', prefix: 'm' },
  { type: 'Snapshot', prefix: 's' },
  { type: 'CapacityReservation', prefix: 'crp' },
  { type: 'CapacityReservation', prefix: 'crp' },
  { type: 'ElasticityAssurance', prefix: 'eap' },
  { type: 'ElasticityAssurance', prefix: 'eap', properties: { usability: 'ZonalResourceInaccessible' } },
  { type: 'DeploymentSet', prefix: 'ds' },
  { type: 'KMSInstance', prefix: 'kst' },
  { type: 'PolarDBBackupSet', prefix: 'pbs' },
]

export function seed({ template, now, put, id }: Planting): void {
  for (const { alias, uid } of template.accounts) {
    const owner = asAccountId(uid)
    for (const [i, { type, prefix, properties = {} }] of samples.entries()) {
      const earlier = samples.slice(0, i).filter((each) => each.type === type).length
      const resourceId = `${prefix}-${alias}${earlier + 1}`
      put(registeredResources, owner, { resourceType: type, resourceId, regionId, properties })
    }
  }
  const management = template.accounts.find(({ alias }) => alias === template.directory?.management)
  if (!management) return
  const account = asAccountId(management.uid)
  put(directorySharing, account, { kind: 'directory', enabledBy: 'template', enabledAt: now.toISOString() })
  const { role, attachment } = serviceLinkedRole(now, id('role/AliyunServiceRoleForResourceSharing', '3', 17, 'digits'))
  put(roles, account, role)
  put(policyAttachments, account, attachment)
}
