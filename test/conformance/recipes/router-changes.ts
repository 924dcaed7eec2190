/** What is changed of an ECR and of what is in it, and what is asked about regions. */

import type { Given, World } from '../arena.js'
import type { Recipes } from '../recipe.js'
import {
  associated,
  associatedTo,
  attached,
  by,
  call,
  childOf,
  ecr,
  hindered,
  network,
  routedTo,
  transitRouter,
  vbr,
  vpc,
} from './router-world.js'

const own = async (w: World) => by('network', { EcrId: await ecr(w) })
/** An ECR with a VPC in it, and that association. */
async function inside(w: World, more: Given = {}) {
  const EcrId = await ecr(w)
  return by('network', { EcrId, AssociationId: await associated(w, EcrId, await vpc(w, 'network')), ...more })
}
const noAssociation = async (w: World) => by('network', { EcrId: await ecr(w), AssociationId: 'ecr-assoc-000000000000000000' })
/** An ECR with a VBR in it. */
async function lined(w: World) {
  const [EcrId, vbrId] = [await ecr(w), await vbr(w, 'network')]
  await attached(w, EcrId, vbrId)
  return by('network', childOf(EcrId, vbrId))
}
const described = { Description: 'production' }
const mode = { RegionId: 'cn-hangzhou', Mode: 'NearBy' }
const modes = async (w: World, ...TransitModeList: Given[]) => by('network', { EcrId: await ecr(w), TransitModeList })

const moved = async (w: World, more: Given = {}) =>
  by('network', {
    ResourceId: await ecr(w),
    ResourceType: 'EXPRESSCONNECTROUTER',
    NewResourceGroupId: 'rg-acfmvvajg5q0001',
    ...more,
  })

export const changesRecipes: Recipes = {
  ModifyExpressConnectRouterAssociation: {
    call: async (w) => ({ ...(await inside(w)), optional: described }),
    errors: {
      ...hindered(inside, 'IncorrectStatus.Ecr', 'Conflict.Lock', 'ResourceNotFound.EcrId'),
      'ResourceNotFound.AssociationId': noAssociation,
    },
  },
  ModifyExpressConnectRouterAssociationAllowedPrefix: {
    async call(w) {
      // As many as a list may have: how many an account may have is a quota, whose number could not be read.
      await w.settings({ quotas: { 'expressconnectrouter.allowedPrefixesPerAssociation': 10_000 } })
      return { ...(await inside(w)), optional: { AllowedPrefixes: ['172.16.0.0/24'], OwnerAccount: 'network@example.com' } }
    },
    more: {
      async 'of a transit router'(w) {
        const EcrId = await ecr(w)
        const AssociationId = await associatedTo(w, EcrId, (await transitRouter(w, 'network')).TransitRouterId)
        return by('network', { EcrId, AssociationId, AllowedPrefixes: ['172.16.0.0/24', '172.17.0.0/24'] })
      },
    },
    errors: {
      ...hindered(inside, 'IncorrectStatus.Ecr', 'OperationDenied.ForceDeleting', 'Conflict.Lock', 'ResourceNotFound.EcrId'),
      'ResourceNotFound.AssociationId': noAssociation,
      'IllegalParamFormat.AllowedPrefixes': (w) => inside(w, { AllowedPrefixes: ['172.16.0.0'] }),
      async 'IllegalParamSize.AllowedPrefixes'(w) {
        await w.settings({ quotas: { 'expressconnectrouter.allowedPrefixesPerAssociation': 1 } })
        return inside(w, { AllowedPrefixes: ['172.16.0.0/24', '172.16.1.0/24'] })
      },
    },
  },
  ModifyExpressConnectRouterChildInstance: {
    call: async (w) => ({ ...(await lined(w)), optional: described }),
    errors: {
      ...hindered(lined, 'IncorrectStatus.Ecr', 'Conflict.Lock', 'ResourceNotFound.EcrId'),
      'ResourceNotFound.ChildInstanceId': async (w) => by('network', childOf(await ecr(w), await vbr(w, 'network'))),
    },
  },
  ModifyExpressConnectRouterInterRegionTransitMode: {
    call: async (w) => ({ ...(await own(w)), optional: { TransitModeList: [mode] } }),
    more: { 'of two regions': (w) => modes(w, mode, { RegionId: 'cn-beijing', Mode: 'ECMP' }) },
    errors: {
      ...hindered(own, 'IncorrectStatus.Ecr', 'OperationDenied.ForceDeleting', 'Conflict.Lock', 'ResourceNotFound.EcrId'),
      'IllegalParam.RegionId': (w) => modes(w, { ...mode, RegionId: 'mars-1' }),
      'IllegalParam.TransitMode': (w) => modes(w, { ...mode, Mode: 'Fast' }),
    },
  },
  SynchronizeExpressConnectRouterInterRegionBandwidth: {
    call: own,
    errors: hindered(own, 'IncorrectStatus.Ecr', 'OperationDenied.ForceDeleting', 'Conflict.Lock', 'ResourceNotFound.EcrId'),
  },
  ForceDeleteExpressConnectRouter: {
    call: own,
    more: {
      async 'with all kinds of things in it'(w) {
        const { parameters } = await inside(w)
        const EcrId = parameters.EcrId as string
        await attached(w, EcrId, await vbr(w, 'network'))
        await associatedTo(w, EcrId, (await transitRouter(w, 'network')).TransitRouterId, { CreateAttachment: true })
        return by('network', { EcrId })
      },
    },
    errors: {
      ...hindered(own, 'IncorrectStatus.Ecr', 'Conflict.Lock', 'ResourceNotFound.EcrId'),
      async 'OperationFailed.UsedInRouteEntryNextHop'(w) {
        const [EcrId, VpcId] = [await ecr(w), await vpc(w, 'network')]
        await associated(w, EcrId, VpcId)
        await routedTo(w, VpcId, EcrId)
        return by('network', { EcrId })
      },
    },
  },
  MoveResourceGroup: {
    call: (w) => moved(w),
    errors: {
      async 'Conflict.Lock'(w) {
        const prepared = await moved(w)
        await w.latency('manual')
        const { ResourceId } = prepared.parameters
        await call(w, 'network', 'SynchronizeExpressConnectRouterInterRegionBandwidth', { EcrId: ResourceId })
        return prepared
      },
      async 'IncorrectStatus.Ecr'(w) {
        const prepared = await moved(w)
        await w.settings({ choices: { 'expressconnectrouter.overdueAccounts': network as string } })
        return prepared
      },
    },
  },
  CheckAddRegionToExpressConnectRouter: {
    call: async (w) => by('network', { ...(await own(w)).parameters, FreshRegionId: 'cn-beijing' }),
    more: {
      async 'across the border, with nothing activated'(w) {
        const choices = { cdt: 'closed', crossBorderCdt: 'closed', crossBorder: 'denied' }
        await w.settings({
          choices: Object.fromEntries(Object.entries(choices).map(([name, value]) => [`expressconnectrouter.${name}`, value])),
        })
        return by('network', { EcrId: (await inside(w)).parameters.EcrId, FreshRegionId: 'eu-central-1' })
      },
    },
    errors: {
      UnsupportedRegion: async (w) => by('network', { EcrId: await ecr(w), FreshRegionId: 'mars-1' }),
      ...hindered(
        async (w) => by('network', { EcrId: await ecr(w), FreshRegionId: 'cn-beijing' }),
        'Conflict.Lock',
        'ResourceNotFound.EcrId',
      ),
    },
  },
  ListExpressConnectRouterSupportedRegion: { call: async () => by('network', { NodeType: 'VPC' }) },
}
