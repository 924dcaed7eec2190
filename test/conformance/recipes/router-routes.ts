/** Routes of an ECR, what its associations were given to announce, and flow logs. */

import type { Given, World } from '../arena.js'
import type { Recipes } from '../recipe.js'
import { associated, attached, by, call, ecr, group, hindered, noVpc, RegionId, rg, tag, vbr, vpc } from './router-world.js'

const DestinationCidrBlock = '10.0.0.0/24'
/** An ECR with a VPC that has two vSwitches, and a VBR that has learnt a route. */
async function routed(w: World) {
  const EcrId = await ecr(w)
  const [VpcId, vbrId] = [await vpc(w, 'network', '10.0.0.0/16', DestinationCidrBlock), await vbr(w, 'network')]
  await w.call('network', 'Vpc', 'CreateVSwitch', { RegionId, VpcId, ZoneId: `${RegionId}-h`, CidrBlock: '10.0.1.0/24' })
  await associated(w, EcrId, VpcId)
  await attached(w, EcrId, vbrId)
  const learned = { vbr: vbrId, destination: '192.168.0.0/16', asPath: '[64993,64512]', community: '9001:9263', med: '7' }
  await w.seed({ bgpRoutes: [{ account: 'network', ...learned }] })
  return { EcrId, VpcId, vbrId }
}
/** A route of a VPC, which is about to be switched. */
async function route(w: World, more: Given = {}) {
  const EcrId = await ecr(w)
  const NexthopInstanceId = await vpc(w, 'network', '10.0.0.0/16', DestinationCidrBlock)
  await associated(w, EcrId, NexthopInstanceId)
  return by('network', { EcrId, DestinationCidrBlock, NexthopInstanceId, ...more })
}
async function switchedOff(w: World, more: Given = {}) {
  const prepared = await route(w)
  await call(w, 'network', 'DisableExpressConnectRouterRouteEntries', prepared.parameters)
  return { ...prepared, parameters: { ...prepared.parameters, ...more } }
}
const routeErrors = (ready: typeof route): NonNullable<Recipes[string]['errors']> => ({
  ...hindered((w) => ready(w), 'Conflict.Lock', 'ResourceNotFound.EcrId'),
  'ResourceNotFound.NexthopInstanceId': (w) => ready(w, { NexthopInstanceId: noVpc }),
  'IllegalParamFormat.DestinationCidrBlock': (w) => ready(w, { DestinationCidrBlock: '10.0.0.0' }),
  async 'ResourceInCreating.NexthopInstanceId'(w) {
    const [EcrId, NexthopInstanceId] = [await ecr(w), await vpc(w, 'network', '10.0.0.0/16', DestinationCidrBlock)]
    await w.latency('manual')
    await associated(w, EcrId, NexthopInstanceId)
    return by('network', { EcrId, DestinationCidrBlock, NexthopInstanceId })
  },
})

/** An association that was given two lists, one after the other. */
async function announced(w: World) {
  const [EcrId, InstanceId] = [await ecr(w), await vpc(w, 'network')]
  const AssociationId = await associated(w, EcrId, InstanceId, { AllowedPrefixes: ['172.16.0.0/24'] })
  await w.advance(1000)
  const given = { EcrId, AssociationId, AllowedPrefixes: ['172.17.0.0/24', '172.18.0.0/24'] }
  await call(w, 'network', 'ModifyExpressConnectRouterAssociationAllowedPrefix', given)
  return { EcrId, InstanceId, AssociationId }
}

const target = { ProjectName: 'flowlog-project', LogStoreName: 'flowlog-logstore' }
const names = { FlowLogName: 'line 1', Description: 'of the data centre' }
/** A VBR that is about to be captured. */
async function captured(w: World, more: Given = {}) {
  const [EcrId, InstanceId] = [await ecr(w), await vbr(w, 'network')]
  await attached(w, EcrId, InstanceId)
  return by('network', { EcrId, InstanceType: 'VBR', InstanceId, ...target, ...more })
}
async function flowLog(w: World) {
  const { parameters } = await captured(w)
  const { FlowLogId } = await call(w, 'network', 'CreateFlowLog', parameters)
  return by('network', { EcrId: parameters.EcrId, FlowLogId })
}
const ofFlowLog = (more: Partial<Recipes[string]> = {}): Recipes[string] => ({
  call: flowLog,
  ...more,
  errors: hindered(flowLog, 'ResourceNotFound.EcrId'),
})

export const routesRecipes: Recipes = {
  DescribeExpressConnectRouterRouteEntries: {
    async call(w) {
      const { EcrId, VpcId } = await routed(w)
      const of = { DestinationCidrBlock, NexthopInstanceId: VpcId, AsPath: '[64993,64512]', Community: '9001:9263' }
      return by('network', { EcrId }, { optional: { QueryRegionId: RegionId, ...of } })
    },
    errors: {
      ...hindered(async (w) => by('network', { EcrId: await ecr(w) }), 'ResourceNotFound.EcrId'),
      'IllegalParamFormat.DestinationCidrBlock': async (w) =>
        by('network', { EcrId: await ecr(w), DestinationCidrBlock: '10.0.0.0' }),
    },
  },
  DisableExpressConnectRouterRouteEntries: {
    call: (w) => route(w),
    more: {
      async 'of a VBR'(w) {
        const { EcrId, vbrId } = await routed(w)
        return by('network', { EcrId, DestinationCidrBlock: '192.168.0.0/16', NexthopInstanceId: vbrId })
      },
      'once more': (w) => switchedOff(w),
    },
    errors: routeErrors(route),
  },
  EnableExpressConnectRouterRouteEntries: {
    call: (w) => switchedOff(w),
    more: { 'that is on': (w) => route(w) },
    errors: routeErrors(switchedOff),
  },
  DescribeDisabledExpressConnectRouterRouteEntries: {
    async call(w) {
      const { EcrId, VpcId } = await routed(w)
      for (const block of [DestinationCidrBlock, '10.0.1.0/24']) {
        const off = { EcrId, DestinationCidrBlock: block, NexthopInstanceId: VpcId }
        await call(w, 'network', 'DisableExpressConnectRouterRouteEntries', off)
        await w.advance(1000)
      }
      return by('network', { EcrId })
    },
    errors: hindered(async (w) => by('network', { EcrId: await ecr(w) }), 'ResourceNotFound.EcrId'),
  },
  DescribeExpressConnectRouterAllowedPrefixHistory: {
    async call(w) {
      const { EcrId, InstanceId, AssociationId } = await announced(w)
      return by('network', { EcrId, AssociationId }, { optional: { InstanceId, InstanceType: 'VPC' } })
    },
    more: {
      async 'of a VPC'(w) {
        const { EcrId, InstanceId } = await announced(w)
        return by('network', { EcrId, InstanceId, InstanceType: 'VPC' })
      },
    },
    errors: {
      ...hindered(async (w) => by('network', await announced(w)), 'ResourceNotFound.EcrId'),
      'ResourceNotFound.InstanceId': async (w) => by('network', { EcrId: await ecr(w), InstanceId: noVpc, InstanceType: 'VPC' }),
      'ResourceNotFound.AssociationId': async (w) =>
        by('network', { EcrId: await ecr(w), AssociationId: 'ecr-assoc-000000000000000000' }),
      'MissingParam.AssociationId': async (w) => by('network', { EcrId: await ecr(w) }),
    },
  },
  CreateFlowLog: {
    async call(w) {
      const sampling = { Interval: 60, SamplingRate: '1:1024' }
      const optional = { ...names, ...sampling, Tag: [tag], ResourceGroupId: await group(w), TargetSlsRegionId: 'cn-shanghai' }
      return { ...(await captured(w)), optional }
    },
    errors: {
      ...hindered((w) => captured(w), 'ResourceNotFound.EcrId'),
      'IllegalParam.InstanceId': async (w) => captured(w, { InstanceId: await vbr(w, 'network') }),
    },
  },
  ModifyFlowLogAttribute: ofFlowLog({
    call: async (w) => ({ ...(await flowLog(w)), optional: { ...names, Interval: 60, SamplingRate: '1:1024' } }),
  }),
  ActivateFlowLog: ofFlowLog({
    async call(w) {
      const prepared = await flowLog(w)
      await call(w, 'network', 'DeactivateFlowLog', prepared.parameters)
      return prepared
    },
    more: { 'that is on': flowLog },
  }),
  DeactivateFlowLog: ofFlowLog(),
  DeleteFlowlog: ofFlowLog(),
  DescribeFlowLogs: {
    async call(w) {
      const { parameters } = await captured(w, { ...names, Tag: [tag] })
      const { FlowLogId } = await call(w, 'network', 'CreateFlowLog', parameters)
      await w.advance(1000)
      await call(w, 'network', 'CreateFlowLog', parameters)
      const { EcrId, InstanceId } = parameters
      const optional = { FlowLogId, FlowLogName: names.FlowLogName, ...target, InstanceId, ResourceGroupId: rg, Tag: [tag] }
      return by('network', { EcrId }, { optional })
    },
    errors: hindered(async (w) => by('network', { EcrId: await ecr(w) }), 'ResourceNotFound.EcrId'),
  },
}
