/** What happens before calls of Resource Sharing: shares of `network`, with principals inside of its directory and outside. */

import type { Body, Given, World } from '../arena.js'
import type { Prepared } from '../recipe.js'

const product = 'ResourceSharing'
export const [network, prod, dev, partner, intl] = [
  '1000000000000002',
  '1000000000000003',
  '1000000000000004',
  '2000000000000001',
  '3000000000000001',
]
export const service = 'ecs.aliyuncs.com'
export const image = { ResourceType: 'Image', ResourceId: 'm-network1' }
export const snapshot = { ResourceType: 'Snapshot', ResourceId: 's-network1' }
export const kms = { ResourceType: 'KMSInstance', ResourceId: 'kst-network1' }
export const pool = { ResourceType: 'IpamPool', ResourceId: 'ipam-pool-network1' }
export const reservation = (n: number) => ({ ResourceType: 'CapacityReservation', ResourceId: `crp-network${n}` })
export const imageArn = `acs:ecs:cn-hangzhou:${network}:image/m-network1`
export const snapshotArn = `acs:ecs:cn-hangzhou:${network}:snapshot/s-network1`
export const noPortfolioArn = `acs:servicecatalog:cn-hangzhou:${network}:portfolio/port-none`
export const backupSet = { ResourceType: 'PolarDBBackupSet', ResourceId: 'pbs-network1' }
export const settings = '{"sharePrincipals":true,"shareTagOptions":false}'
export const window = '{"timeRange":{"timeRangeType":"timeRange","beginAtTime":"00:00","timezone":"UTC+8","endAtTime":"19:59"}}'
export const imagePermission = 'AliyunRSDefaultPermissionImage'
export const kmsPermission = 'AliyunRSDefaultPermissionKMSInstance'
export const otherKmsPermission = 'AliyunRSPermissionKMSInstanceReadWrite'

export const six = <T>(of: (n: number) => T) => [1, 2, 3, 4, 5, 6].map(of)
export const call = (w: World, alias: string, action: string, parameters: Given = {}): Promise<Body> =>
  w.call(alias, product, action, parameters)

/** A new share; its id. */
export async function share(w: World, parameters: Given = {}, alias = 'network'): Promise<string> {
  const { ResourceShare } = await call(w, alias, 'CreateResourceShare', { ResourceShareName: 'core', ...parameters })
  return ResourceShare.ResourceShareId
}
/** A portfolio of `network`, the one kind of resource that has settings; its ARN. */
export async function portfolio(w: World): Promise<string> {
  const given = { PortfolioName: 'shared', ProviderName: 'platform' }
  const { PortfolioId } = await w.call('network', 'servicecatalog', 'CreatePortfolio', given)
  return noPortfolioArn.replace('port-none', PortfolioId)
}
/** A resource group of `network`, or of another account. */
export async function group(w: World, alias = 'network'): Promise<string> {
  const given = { Name: 'project', DisplayName: 'project' }
  return (await w.call(alias, 'ResourceManager', 'CreateResourceGroup', given)).ResourceGroup.Id
}
/** A share that `partner` was invited to, and the invitation. */
export async function invited(w: World, parameters: Given = {}) {
  const ResourceShareId = await share(w, { AllowExternalTargets: true, Targets: [partner], ...parameters })
  const { ResourceShareInvitations } = await call(w, 'partner', 'ListResourceShareInvitations', {
    ResourceShareIds: [ResourceShareId],
  })
  return { ResourceShareId, ResourceShareInvitationId: ResourceShareInvitations[0].ResourceShareInvitationId as string }
}
/** A share that `partner` has accepted. */
export async function accepted(w: World, parameters: Given = {}) {
  const { ResourceShareId, ResourceShareInvitationId } = await invited(w, parameters)
  await call(w, 'partner', 'AcceptResourceShareInvitation', { ResourceShareInvitationId })
  return { ResourceShareId, ResourceShareInvitationId }
}
export async function deleted(w: World, parameters: Given = {}): Promise<string> {
  const ResourceShareId = await share(w, parameters)
  await call(w, 'network', 'DeleteResourceShare', { ResourceShareId })
  return ResourceShareId
}

/** A call that is ready, by an account. */
export const by = (as: string, parameters: Given = {}, more: Partial<Prepared> = {}): Prepared => ({ as, parameters, ...more })
