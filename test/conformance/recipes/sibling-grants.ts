/** Grants next to those of Express Connect Router: of VPCs to VBRs and CEN instances of other accounts, of ECRs to CEN instances. */

import type { Given, World } from '../arena.js'
import type { Prepared, Recipes } from '../recipe.js'
import {
  associatedTo,
  attachmentBy,
  by,
  ecr,
  granted,
  group,
  network,
  noVbr,
  noVpc,
  prod,
  RegionId,
  tag,
  transitRouter,
  trusted,
  vbr,
  vpc,
} from './router-world.js'

/** A VPC of `prod` and a VBR of `network` that may come to connect to it. */
const toVbr = async (w: World, more: Given = {}) =>
  by('prod', {
    RegionId,
    InstanceId: await vpc(w, 'prod'),
    VbrOwnerUid: network,
    VbrRegionNo: RegionId,
    GrantType: 'Specify',
    VbrInstanceIds: [await vbr(w, 'network')],
    ...more,
  })
async function grantedToVbr(w: World, more: Given = {}) {
  const prepared = await toVbr(w)
  const { VbrInstanceIds, ...rest } = prepared.parameters
  const given = { ...rest, VbrInstanceIds: (VbrInstanceIds as string[]).join(',') }
  await w.call('prod', 'Vpc', 'GrantInstanceToVbr', given)
  return { ...prepared, parameters: { ...prepared.parameters, ...more } }
}
/** A VPC that is just being made. */
const pending = (ready: (w: World, more?: Given) => Promise<Prepared>) => async (w: World) => {
  const prepared = await ready(w)
  await w.latency('manual')
  return { ...prepared, parameters: { ...prepared.parameters, InstanceId: await vpc(w, 'prod', '10.9.0.0/16') } }
}
const vbrErrors = (ready: typeof toVbr): NonNullable<Recipes[string]['errors']> => ({
  'InvalidParam.NotNull': (w) => ready(w, { VbrInstanceIds: undefined }),
  'Parameter.Illegal': (w) => ready(w, { GrantType: 'Some' }),
  'Instance.NotExist': (w) => ready(w, { InstanceId: noVpc }),
  'Instance.StatusError': pending(ready),
})
/** What the VBR's owner is told. */
async function relation(w: World) {
  const { parameters } = await grantedToVbr(w)
  const [InstanceId] = parameters.VbrInstanceIds as string[]
  return by('network', { InstanceType: 'VBR', InstanceId, VbrRegionNo: RegionId })
}

/** A VPC of `prod` and a CEN instance of `network` that may come to attach it. */
const toCen = async (w: World, more: Given = {}) =>
  by('prod', {
    RegionId,
    InstanceId: await vpc(w, 'prod'),
    InstanceType: 'VPC',
    CenId: (await transitRouter(w, 'network')).CenId,
    CenOwnerId: network,
    ...more,
  })
async function grantedToCen(w: World, more: Given = {}) {
  const prepared = await toCen(w)
  await w.call('prod', 'Vpc', 'GrantInstanceToCen', prepared.parameters)
  return { ...prepared, parameters: { ...prepared.parameters, ...more } }
}
const cenErrors = (ready: typeof toCen): NonNullable<Recipes[string]['errors']> => ({
  'InvalidInstanceId.NotFound': (w) => ready(w, { InstanceId: noVpc }),
  'InstanceType.Invalid': (w) => ready(w, { InstanceType: 'VPN' }),
  'InvalidRegionId.NotFound': (w) => ready(w, { RegionId: 'mars-1' }),
})

/** An ECR of `network` and a CEN instance of `prod` that may come to attach it. */
const toTransitRouter = async (w: World, more: Given = {}) =>
  by(
    'network',
    { CenId: (await transitRouter(w, 'prod')).CenId, CenOwnerId: prod, InstanceId: await ecr(w), InstanceType: 'ECR', ...more },
    { optional: { RegionId } },
  )
async function grantedToTransitRouter(w: World) {
  const prepared = await toTransitRouter(w)
  await w.call('network', 'Cbn', 'GrantInstanceToTransitRouter', prepared.parameters)
  return prepared
}

/** Two VPCs of `prod` that are granted to ECRs of `network`. */
async function grantedToEcr(w: World, InstanceType: 'VPC' | 'VBR') {
  const EcrInstanceId = await ecr(w, { AlibabaSideAsn: 65001 })
  const InstanceId = await (InstanceType === 'VPC' ? vpc(w, 'prod') : vbr(w, 'prod'))
  await granted(w, 'prod', EcrInstanceId, InstanceId)
  await w.advance(1000)
  await granted(w, 'prod', await ecr(w), InstanceId)
  return { EcrInstanceId, InstanceId }
}

export const vpcGrantsRecipes: Recipes = {
  GrantInstanceToVbr: {
    call: (w) => toVbr(w),
    more: { 'to all of them': (w) => toVbr(w, { GrantType: 'All', VbrInstanceIds: undefined }) },
    errors: vbrErrors(toVbr),
  },
  RevokeInstanceFromVbr: {
    call: (w) => grantedToVbr(w),
    more: { 'from all of them': (w) => grantedToVbr(w, { GrantType: 'All', VbrInstanceIds: undefined }) },
    errors: { ...vbrErrors(grantedToVbr), 'EcGrantRelation.NotExist': (w) => toVbr(w) },
  },
  DescribeEcGrantRelation: {
    async call(w) {
      const { parameters, ...rest } = await relation(w)
      return { ...rest, parameters, optional: { PageNumber: 1, PageSize: 10 } }
    },
    more: {
      async 'of a VPC'(w) {
        const { parameters } = await grantedToVbr(w)
        return by('prod', { InstanceType: 'VPC', InstanceId: parameters.InstanceId })
      },
    },
    errors: {
      'InvalidParam.NotNull': async (w) => by('network', { InstanceType: 'VBR', InstanceId: await vbr(w, 'network') }),
      'Instance.NotExist': async () => by('network', { InstanceType: 'VBR', InstanceId: noVbr, VbrRegionNo: RegionId }),
    },
  },
  GrantInstanceToCen: {
    call: (w) => toCen(w),
    more: { 'a VBR': async (w) => toCen(w, { InstanceType: 'VBR', InstanceId: await vbr(w, 'prod') }) },
    errors: {
      ...cenErrors(toCen),
      'InvalidVbr.NotFound': (w) => toCen(w, { InstanceType: 'VBR', InstanceId: noVbr }),
      IncorrectStatus: pending(toCen),
      'Invalid.Grant': (w) => toCen(w, { CenOwnerId: w.uid('dev') }),
      async 'QuotaExceeded.CbnGrantRules'(w) {
        const { parameters } = await grantedToCen(w)
        await w.settings({ quotas: { 'vpc.cenGrantsPerInstance': 1 } })
        return by('prod', { ...parameters, CenId: (await transitRouter(w, 'network')).CenId })
      },
    },
  },
  RevokeInstanceFromCen: { call: (w) => grantedToCen(w), errors: cenErrors(grantedToCen) },
  DescribeVpcGrantRulesToEcr: {
    async call(w) {
      const { EcrInstanceId, InstanceId } = await grantedToEcr(w, 'VPC')
      const optional = { InstanceId, EcrInstanceId, EcrOwnerId: network, ResourceGroupId: await group(w), Tags: [tag] }
      return by('prod', { RegionId }, { optional })
    },
  },
  DescribeGrantRulesToEcr: {
    async call(w) {
      const { InstanceId } = await grantedToEcr(w, 'VBR')
      const optional = { PageNumber: 1, PageSize: 10, ResourceGroupId: await group(w), Tags: [tag] }
      return by('prod', { RegionId, InstanceId }, { optional })
    },
  },
}

export const cenGrantsRecipes: Recipes = {
  GrantInstanceToTransitRouter: {
    call: (w) => toTransitRouter(w),
    more: {
      'a VPC': async (w) => toTransitRouter(w, { InstanceType: 'VPC', InstanceId: await vpc(w, 'network'), RegionId }),
      'a VBR': async (w) => toTransitRouter(w, { InstanceType: 'ExpressConnect', InstanceId: await vbr(w, 'network'), RegionId }),
    },
    errors: {
      'IllegalParam.CenId': (w) => toTransitRouter(w, { CenId: 'cen-none' }),
      'InvalidVbr.NotFound': (w) => toTransitRouter(w, { InstanceType: 'ExpressConnect', InstanceId: noVbr }),
      'InvalidInstanceId.NotFound': (w) => toTransitRouter(w, { InstanceId: 'ecr-none' }),
      InvalidParameter: (w) => toTransitRouter(w, { CenOwnerId: network }),
    },
  },
  RevokeInstanceFromTransitRouter: {
    call: grantedToTransitRouter,
    more: { 'what was not granted': (w) => toTransitRouter(w) },
    errors: {
      async 'IncorrectStatus.Cen'(w) {
        const EcrId = await ecr(w)
        const { TransitRouterId, TransitRouterOwnerId, CenId } = await trusted(w, EcrId)
        await associatedTo(w, EcrId, TransitRouterId, { TransitRouterOwnerId })
        await attachmentBy(w, 'prod', EcrId, TransitRouterId)
        return by('network', { CenId, CenOwnerId: prod, InstanceId: EcrId, InstanceType: 'ECR' })
      },
    },
  },
  DescribeGrantRulesToCen: {
    async call(w) {
      const { parameters } = await grantedToTransitRouter(w)
      const { CenId, CenOwnerId } = parameters
      await w.advance(1000)
      const InstanceId = await ecr(w, { AlibabaSideAsn: 65001 })
      await w.call('network', 'Cbn', 'GrantInstanceToTransitRouter', { CenId, CenOwnerId, InstanceId, InstanceType: 'ECR' })
      const optional = { RegionId, ChildInstanceId: InstanceId, ChildInstanceOwnerId: network }
      return by('prod', { CenId, ProductType: 'ECR' }, { optional })
    },
  },
  DescribeGrantRulesToResource: {
    async call(w) {
      const { parameters } = await grantedToTransitRouter(w)
      const { InstanceId, InstanceType } = parameters
      await w.advance(1000)
      const { CenId } = await transitRouter(w, 'prod')
      await w.call('network', 'Cbn', 'GrantInstanceToTransitRouter', { InstanceId, InstanceType, CenId, CenOwnerId: prod })
      return by('network', { ResourceId: InstanceId, ProductType: 'ECR' }, { optional: { RegionId } })
    },
  },
}
