/** What every operation refuses alike: calls that leave something out or are malformed, and causes that exist only by injection. */

import { afterAll, beforeAll, expect, test } from 'vitest'
import { testCloud } from '../../../test/cloud.js'

const ECR = 'ExpressConnectRouter'
let cloud: Awaited<ReturnType<typeof testCloud>>
beforeAll(async () => {
  cloud = await testCloud()
})
afterAll(() => cloud.close())

const EcrId = 'ecr-000000000000000000'
const vbr = { EcrId, ChildInstanceId: 'vbr-000000000000000000000', ChildInstanceType: 'VBR' }
const tags = { ResourceType: 'EXPRESSCONNECTROUTER' }

const needEcrId = [
  'ModifyExpressConnectRouter',
  'DeleteExpressConnectRouter',
  'DescribeExpressConnectRouterRegion',
  'DescribeExpressConnectRouterInterRegionTransitMode',
  'DescribeInstanceGrantedToExpressConnectRouter',
  'DescribeExpressConnectRouterAssociation',
  'DescribeExpressConnectRouterChildInstance',
  'ForceDeleteExpressConnectRouter',
  'ModifyExpressConnectRouterInterRegionTransitMode',
  'SynchronizeExpressConnectRouterInterRegionBandwidth',
  'DescribeExpressConnectRouterRouteEntries',
  'DescribeDisabledExpressConnectRouterRouteEntries',
  'DescribeFlowLogs',
] as const

test.each(needEcrId)('%s without an EcrId, or with one that is malformed or unknown, is refused', async (action) => {
  const network = cloud.as('network')
  expect(await network.refused(ECR, action)).toMatchObject({ httpStatus: 400, code: 'MissingParam.EcrId' })
  expect(await network.refused(ECR, action, { EcrId: 'router' })).toMatchObject({
    httpStatus: 400,
    code: 'IllegalParamFormat.EcrId',
  })
  expect(await network.refused(ECR, action, { EcrId })).toMatchObject({ httpStatus: 404, code: 'ResourceNotFound.EcrId' })
})

const refusals = [
  ['DescribeExpressConnectRouter', { MaxResults: 0 }, 'IllegalParam.MaxResults'],
  ['DescribeExpressConnectRouter', { MaxResults: 'many' }, 'IllegalParamFormat.MaxResults'],
  ['DescribeInstanceGrantedToExpressConnectRouter', { EcrId, InstanceType: 'CCN' }, 'IllegalParam.InstanceType'],
  ['DescribeInstanceGrantedToExpressConnectRouter', { EcrId, InstanceOwnerId: 'me' }, 'IllegalParamFormat.InstanceOwnerId'],
  ['DeleteExpressConnectRouterAssociation', { EcrId, AssociationId: 'ecr-assoc-000000000000000000' }, 'ResourceNotFound.EcrId'],
  ['DetachExpressConnectRouterChildInstance', { ...vbr, ChildInstanceType: undefined }, 'MissingParam.ChildInstanceType'],
  ['DetachExpressConnectRouterChildInstance', { ...vbr, ChildInstanceType: 'VPC' }, 'IllegalParam.ChildInstanceType'],
  ['DetachExpressConnectRouterChildInstance', { ...vbr, ChildInstanceId: 'line' }, 'IllegalParamFormat.ChildInstanceId'],
  ['DescribeExpressConnectRouterRouteEntries', { EcrId, MaxResults: 'ten' }, 'IllegalParamFormat.MaxResults'],
  ['DescribeDisabledExpressConnectRouterRouteEntries', { EcrId, MaxResults: 0 }, 'IllegalParam.MaxResults'],
  ['DescribeFlowLogs', { EcrId, MaxResults: 0 }, 'IllegalParam.MaxResults'],
  ['ModifyFlowLogAttribute', { EcrId, FlowLogId: 'ecr-flog-0', Interval: 5 }, 'IllegalParam.Interval'],
  ['CheckAddRegionToExpressConnectRouter', { EcrId: 'router', FreshRegionId: 'cn-hangzhou' }, 'IllegalParamFormat.EcrId'],
  ['ListTagResources', {}, 'MissingParam.ResourceType'],
  ['ListTagResources', { ResourceType: 'VPC' }, 'IllegalParamFormat.ResourceType'],
  ['UntagResources', { ...tags, ResourceId: [EcrId], All: 'perhaps' }, 'IllegalParamFormat.All'],
] as const
test.each(refusals)('%s with %j is refused (%s)', async (action, parameters, code) => {
  expect((await cloud.as('network').refused(ECR, action, parameters)).code).toBe(code)
})

/** Codes whose cause does not exist here. */
const cen = 'OperationFailed.RejectedByCenYaochi'
const express = 'OperationFailed.RejectedByEcYaochi'
const network = 'OperationFailed.RejectedByVpcYaochi'
const down = 'OperationFailed.CallingVpcYaochi'
const ecDown = 'OperationFailed.CallingEcYaochi'
const attachment = ['OperationDenied.CrossAccountDisassociating', 'OperationDenied.EcrAttachmentExisted']
const vbrBusy = ['OperationDenied.VbrHasRouteEntryInMiddleStatus', 'OperationDenied.VbrHasBgpGroupInMiddleStatus']
// The lock of the ECR covers that of its associations, as long as both are of one step.
const busy = 'IncorrectStatus.EcrAssociation'
const injected: Record<string, readonly string[]> = {
  CreateExpressConnectRouter: ['Conflict.Lock'],
  ModifyExpressConnectRouterAssociationAllowedPrefix: [busy],
  DescribeExpressConnectRouterRouteEntries: [ecDown],
  EnableExpressConnectRouterRouteEntries: [ecDown],
  DisableExpressConnectRouterRouteEntries: [ecDown],
  GrantInstanceToExpressConnectRouter: [down],
  RevokeInstanceFromExpressConnectRouter: [down],
  CreateExpressConnectRouterAssociation: [...[express, down], 'Conflict.ASNOfVBR'],
  DeleteExpressConnectRouterAssociation: [...[busy, express, network, down], 'UnsupportedRegion'],
  AttachExpressConnectRouterChildInstance: [
    ...attachment,
    ...vbrBusy,
    ...[busy, cen],
    'Conflict.ASNOfVBR',
    'ResourceNotFound.AssociationId',
  ],
  DetachExpressConnectRouterChildInstance: [
    ...attachment,
    ...vbrBusy,
    ...[busy, cen, express, network],
    'UnsupportedRegion',
    'ResourceNotFound.AssociationId',
  ],
}
const cases = Object.entries(injected).flatMap(([action, codes]) => codes.map((code) => [action, code] as const))
test.each(cases)('%s is refused as a fault rule asks for it (%s)', async (action, code) => {
  await cloud.fault({ match: { action }, effect: { error: code } })
  const refusal = await cloud.as('network').refused(ECR, action, wellFormed[action])
  await cloud.clearFaults()
  expect(refusal).toMatchObject({ httpStatus: code === 'ResourceNotFound.AssociationId' ? 404 : 400, code })
  expect(refusal.message).not.toContain('%s')
})

const grant = {
  EcrId,
  EcrOwnerAliUid: '1000000000000002',
  InstanceId: 'vpc-1',
  InstanceType: 'VPC',
  InstanceRegionId: 'cn-hangzhou',
}
const route = { EcrId, DestinationCidrBlock: '10.0.0.0/24', NexthopInstanceId: 'vpc-1' }
const wellFormed: Record<string, Record<string, unknown>> = {
  CreateExpressConnectRouter: { AlibabaSideAsn: 65000 },
  ModifyExpressConnectRouterAssociationAllowedPrefix: { EcrId, AssociationId: 'ecr-assoc-1' },
  DescribeExpressConnectRouterRouteEntries: { EcrId },
  EnableExpressConnectRouterRouteEntries: route,
  DisableExpressConnectRouterRouteEntries: route,
  GrantInstanceToExpressConnectRouter: grant,
  RevokeInstanceFromExpressConnectRouter: grant,
  CreateExpressConnectRouterAssociation: { EcrId, VpcId: 'vpc-1', AssociationRegionId: 'cn-hangzhou' },
  DeleteExpressConnectRouterAssociation: { EcrId, AssociationId: 'ecr-assoc-1' },
  AttachExpressConnectRouterChildInstance: { ...vbr, ChildInstanceRegionId: 'cn-hangzhou' },
  DetachExpressConnectRouterChildInstance: vbr,
}
