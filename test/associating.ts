/** A cloud for each test of AssociateResourceShare, what there is to share in it, and the calls that these tests make most. */

import { afterEach, beforeEach, expect } from 'vitest'
import operation from '../src/products/resource-sharing/operations/AssociateResourceShare.js'
import { testCloud } from './cloud.js'

export let cloud: Awaited<ReturnType<typeof testCloud>>
beforeEach(async () => {
  cloud = await testCloud()
})
afterEach(() => cloud.close())

export const rs = 'ResourceSharing'
export const image = { ResourceType: 'Image', ResourceId: 'm-network1' }
export const kms = { ResourceType: 'KMSInstance', ResourceId: 'kst-network1' }
export const portfolioArn = 'acs:servicecatalog:cn-hangzhou:1000000000000002:portfolio/port-network1'
export const imageArn = 'acs:ecs:cn-hangzhou:1000000000000002:image/m-network1'
export const settings = '{"sharePrincipals":true,"shareTagOptions":false}'
export const window = '{"timeRange":{"timeRangeType":"timeRange","beginAtTime":"00:00","timezone":"UTC+8","endAtTime":"19:59"}}'
export const service = 'ecs.aliyuncs.com'
export const reservation = (n: number) => ({ ResourceType: 'CapacityReservation', ResourceId: `crp-network${n}` })
export const uid = {
  management: '1000000000000001',
  network: '1000000000000002',
  prod: '1000000000000003',
  partner: '2000000000000001',
  intl: '3000000000000001',
}

export async function share(parameters: Record<string, unknown> = {}, alias = 'network'): Promise<string> {
  const { ResourceShare } = await cloud.as(alias).call(rs, 'CreateResourceShare', { ResourceShareName: 'core', ...parameters })
  return ResourceShare.ResourceShareId
}
export async function associate(ResourceShareId: string, parameters: Record<string, unknown>, alias = 'network') {
  return (await cloud.as(alias).call(rs, 'AssociateResourceShare', { ResourceShareId, ...parameters })).ResourceShareAssociations
}
/** The refusal, after a look at whether status and message are the published ones. */
export async function refusal(parameters: Record<string, unknown>, alias = 'network'): Promise<string> {
  const { code, httpStatus, message } = await cloud.as(alias).refused(rs, 'AssociateResourceShare', parameters)
  expect([httpStatus, message]).toEqual(operation.errors[code])
  return code
}
export const refusedFor = async (parameters: Record<string, unknown>, of: Record<string, unknown> = {}) =>
  refusal({ ResourceShareId: await share(of), ...parameters })
export const list = (parameters: Record<string, unknown>) =>
  cloud.as('network').call(rs, 'ListResourceShareAssociations', parameters)
