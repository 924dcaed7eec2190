/** ECRs, what is read of them, and their tags. */

import type { World } from '../arena.js'
import type { Recipes } from '../recipe.js'
import {
  associated,
  associatedTo,
  attached,
  busy,
  by,
  call,
  ecr,
  granted,
  hindered,
  network,
  prod,
  rg,
  tag,
  transitRouter,
  vbr,
  vpc,
} from './router-world.js'

const tags = { ResourceType: 'EXPRESSCONNECTROUTER' }
/** An ECR that was never there to this account. */
const unknown =
  (parameters: (EcrId: string) => object = (EcrId) => ({ EcrId })) =>
  async (w: World) =>
    by('prod', { ...parameters(await ecr(w)) })

const own = async (w: World) => by('network', { EcrId: await ecr(w) })

/** An ECR that carries all that it can be given, and another one. */
async function two(w: World): Promise<string> {
  const EcrId = await ecr(w, { Name: 'core', Description: 'joins', ResourceGroupId: rg, Tag: [tag, { Key: 'env', Value: 'test' }] })
  await w.advance(1000)
  await ecr(w, { AlibabaSideAsn: 65001, Tag: [tag] })
  return EcrId
}
const attachedEcr = async (w: World) => {
  const EcrId = await ecr(w)
  await associated(w, EcrId, await vpc(w, 'network'))
  return EcrId
}

export const routersRecipes: Recipes = {
  CreateExpressConnectRouter: {
    call: async () =>
      by(
        'network',
        { AlibabaSideAsn: 65000 },
        { optional: { Name: 'core', Description: 'joins', ResourceGroupId: rg, Tag: [tag] } },
      ),
    errors: {
      async 'OperationFailed.UserNotInWhiteList'(w) {
        await w.settings({ choices: { 'expressconnectrouter.admittedAccounts': prod as string } })
        return by('network', { AlibabaSideAsn: 65000 })
      },
      async 'QuotaExceeded.EcrCountPerUser'(w) {
        await ecr(w, { AlibabaSideAsn: 65001 })
        await w.settings({ quotas: { 'expressconnectrouter.ecrsPerAccount': 1 } })
        return by('network', { AlibabaSideAsn: 65000 })
      },
      async 'Conflict.ASNOfECR'(w) {
        await ecr(w)
        return by('network', { AlibabaSideAsn: 65000 })
      },
    },
  },
  ModifyExpressConnectRouter: {
    call: async (w) => by('network', { EcrId: await ecr(w) }, { optional: { Name: 'core', Description: 'joins' } }),
    errors: {
      'ResourceNotFound.EcrId': unknown(),
      ...hindered(own, 'IncorrectStatus.Ecr', 'OperationDenied.ForceDeleting'),
      'Conflict.Lock': async (w) => by('network', { EcrId: await busy(w), Name: 'core' }),
    },
  },
  DeleteExpressConnectRouter: {
    call: async (w) => by('network', { EcrId: await ecr(w) }),
    errors: {
      'ResourceNotFound.EcrId': unknown(),
      ...hindered(own, 'IncorrectStatus.Ecr'),
      'Conflict.Lock': async (w) => by('network', { EcrId: await busy(w) }),
      'ResourceInUse.Ecr': async (w) => by('network', { EcrId: await attachedEcr(w) }),
    },
  },
  DescribeExpressConnectRouter: {
    async call(w) {
      const EcrId = await two(w)
      return by('network', {}, { optional: { EcrId, Name: 'core', ResourceGroupId: rg, Tag: [tag] } })
    },
  },
  DescribeExpressConnectRouterRegion: {
    call: async (w) => by('network', { EcrId: await attachedEcr(w) }),
    errors: { 'ResourceNotFound.EcrId': unknown() },
  },
  DescribeExpressConnectRouterInterRegionTransitMode: {
    call: async (w) => by('network', { EcrId: await attachedEcr(w) }),
    errors: { 'ResourceNotFound.EcrId': unknown() },
  },
  DescribeInstanceGrantedToExpressConnectRouter: {
    async call(w) {
      const EcrId = await ecr(w)
      const VpcId = await vpc(w, 'prod')
      await granted(w, 'prod', EcrId, VpcId)
      await w.advance(1000)
      await granted(w, 'dev', EcrId, await vbr(w, 'dev'))
      return by(
        'network',
        { EcrId },
        {
          optional: {
            InstanceRegionId: 'cn-hangzhou',
            InstanceId: VpcId,
            InstanceOwnerId: w.uid('prod'),
            TagModels: [{ TagKey: 'team', TagValue: 'network' }],
            ResourceGroupId: rg,
            CallerType: 'sub',
          },
        },
      )
    },
    more: {
      async 'asked by the giver'(w) {
        const EcrId = await ecr(w)
        await granted(w, 'prod', EcrId, await vpc(w, 'prod'))
        return by('prod', { EcrId, CallerType: 'OTHER' })
      },
    },
    errors: { 'ResourceNotFound.EcrId': unknown() },
  },
  TagResources: {
    call: async (w) => by('network', { ...tags, ResourceId: [await ecr(w)], Tag: [tag] }),
    errors: { 'ResourceNotFound.EcrId': unknown((EcrId) => ({ ...tags, ResourceId: [EcrId], Tag: [tag] })) },
  },
  UntagResources: {
    call: async (w) => by('network', { ...tags, ResourceId: [await ecr(w, { Tag: [tag] })], TagKey: ['team'] }),
    errors: { 'ResourceNotFound.EcrId': unknown((EcrId) => ({ ...tags, ResourceId: [EcrId], All: true })) },
  },
  ListTagResources: {
    async call(w) {
      const EcrId = await two(w)
      return by('network', tags, { optional: { ResourceId: [EcrId], Tag: [tag] } })
    },
    errors: { 'ResourceNotFound.EcrId': unknown((EcrId) => ({ ...tags, ResourceId: [EcrId] })) },
  },
  DescribeExpressConnectRouterChildInstance: {
    async call(w) {
      const EcrId = await ecr(w)
      const ChildInstanceId = await vbr(w, 'network')
      await attached(w, EcrId, ChildInstanceId, { Description: 'line 1' })
      await w.advance(1000)
      const theirs = await vbr(w, 'prod')
      await granted(w, 'prod', EcrId, theirs)
      await attached(w, EcrId, theirs, { ChildInstanceOwnerId: w.uid('prod') })
      const { ChildInstanceList } = await call(w, 'network', 'DescribeExpressConnectRouterChildInstance', { EcrId })
      const [{ AssociationId }] = ChildInstanceList
      return by('network', { EcrId }, { optional: { AssociationId, ChildInstanceId, ChildInstanceRegionId: 'cn-hangzhou' } })
    },
    errors: { 'ResourceNotFound.EcrId': unknown() },
  },
  DescribeExpressConnectRouterAssociation: {
    async call(w) {
      const EcrId = await ecr(w)
      const VpcId = await vpc(w, 'network')
      const given = { AllowedPrefixes: ['172.16.0.0/24'], Description: 'production', Tag: [tag], VpcOwnerId: network }
      const AssociationId = await associated(w, EcrId, VpcId, given)
      await w.advance(1000)
      const to = await transitRouter(w, 'network')
      await associatedTo(w, EcrId, to.TransitRouterId, { CenId: to.CenId, TransitRouterOwnerId: network, CreateAttachment: true })
      const optional = { AssociationId, AssociationRegionId: 'cn-hangzhou', VpcId, ...to, Tag: [tag] }
      return by('network', { EcrId }, { optional })
    },
    errors: { 'ResourceNotFound.EcrId': unknown() },
  },
}
