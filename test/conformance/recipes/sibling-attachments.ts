/** Attachments of ECRs to transit routers, from the side of CEN. */

import type { Given, World } from '../arena.js'
import type { Recipes } from '../recipe.js'
import { associatedTo, attachmentBy, by, call, ecr, network, RegionId, routeOver, tag, transitRouter } from './router-world.js'

/** An ECR that is about to be attached to a transit router, both of `network`. */
async function attaching(w: World, more: Given = {}) {
  const [EcrId, { TransitRouterId, CenId }] = [await ecr(w), await transitRouter(w, 'network')]
  await associatedTo(w, EcrId, TransitRouterId)
  const names = { TransitRouterAttachmentName: 'line', TransitRouterAttachmentDescription: 'to the data centre' }
  const optional = { CenId, RegionId, EcrOwnerId: network, ...names, Tag: [tag] }
  return { ...by('network', { EcrId, TransitRouterId, ...more }, { optional }), CenId }
}
async function attached(w: World, more: Given = {}) {
  const { parameters } = await attaching(w)
  const { EcrId, TransitRouterId } = parameters as Record<string, string>
  const TransitRouterAttachmentId = await attachmentBy(w, 'network', EcrId as string, TransitRouterId as string)
  return { EcrId, TransitRouterId: TransitRouterId as string, of: by('network', { TransitRouterAttachmentId, ...more }) }
}
const noAttachment = async () => by('network', { TransitRouterAttachmentId: 'tr-attach-none' })
/** Something is just changing that is in the way of the call. */
const starting = async (w: World, action: string, parameters: Given) => {
  await w.latency('manual')
  await w.call('network', 'Cbn', action, parameters)
}

export const cenAttachmentsRecipes: Recipes = {
  CreateTransitRouterEcrAttachment: {
    call: (w) => attaching(w),
    more: {
      async 'by CEN instance and region'(w) {
        const { parameters, CenId } = await attaching(w)
        return by('network', { EcrId: parameters.EcrId, CenId, RegionId })
      },
    },
    errors: {
      'InvalidCenId.NotFound': (w) => attaching(w, { CenId: 'cen-none' }),
      'InvalidTransitRouterId.NotFound': (w) => attaching(w, { TransitRouterId: 'tr-none' }),
      'MissingParam.CenIdOrRegionId': (w) => attaching(w, { TransitRouterId: undefined }),
      'IllegalParam.RegionId': (w) => attaching(w, { RegionId: 'cn-beijing' }),
      InvalidParameter: (w) => attaching(w, { EcrId: 'ecr-none' }),
      async 'Forbbiden.AttachChildInstanceAcrossBid'(w) {
        const [EcrId, { TransitRouterId, CenId }] = [await ecr(w, {}, 'intl'), await transitRouter(w, 'network')]
        const grant = { CenId, CenOwnerId: network, InstanceId: EcrId, InstanceType: 'ECR' }
        await w.call('intl', 'Cbn', 'GrantInstanceToTransitRouter', grant)
        return by('network', { EcrId, EcrOwnerId: w.uid('intl'), TransitRouterId })
      },
      async 'QuotaFull.ChildInstanceRelatedCen'(w) {
        const { EcrId, TransitRouterId } = await attached(w)
        return by('network', { EcrId, TransitRouterId })
      },
      async 'QuotaExceeded.CenQuotaEcrAttachPerTransitRouter'(w) {
        await w.settings({ quotas: { 'cen.ecrAttachmentsPerTransitRouter': 0 } })
        return attaching(w)
      },
      async 'IncorrectStatus.EcrResource'(w) {
        const prepared = await attaching(w)
        await w.latency('manual')
        const { EcrId } = prepared.parameters
        await call(w, 'network', 'SynchronizeExpressConnectRouterInterRegionBandwidth', { EcrId })
        return prepared
      },
      async 'IncorrectStatus.TransitRouter'(w) {
        const prepared = await attaching(w)
        const { TransitRouterId } = prepared.parameters
        await starting(w, 'UpdateTransitRouter', { RegionId, TransitRouterId, TransitRouterName: 'changing' })
        return prepared
      },
      async 'InvalidOperation.CenInstanceStatus'(w) {
        const prepared = await attaching(w)
        await starting(w, 'ModifyCenAttribute', { CenId: prepared.CenId, Name: 'changing' })
        return prepared
      },
    },
  },
  DeleteTransitRouterEcrAttachment: {
    call: async (w) => (await attached(w)).of,
    more: {
      async 'with its routes'(w) {
        const { TransitRouterId, of } = await attached(w, { Force: true })
        await routeOver(w, TransitRouterId, of.parameters.TransitRouterAttachmentId as string)
        return of
      },
    },
    errors: {
      'InvalidTransitRouterAttachmentId.NotFound': noAttachment,
      async 'OperationFailed.RouteEntryExist'(w) {
        const { TransitRouterId, of } = await attached(w)
        await routeOver(w, TransitRouterId, of.parameters.TransitRouterAttachmentId as string)
        return of
      },
      async 'IncorrectStatus.EcrResource'(w) {
        const { EcrId, of } = await attached(w)
        await w.latency('manual')
        await call(w, 'network', 'SynchronizeExpressConnectRouterInterRegionBandwidth', { EcrId })
        return of
      },
    },
  },
  UpdateTransitRouterEcrAttachmentAttribute: {
    async call(w) {
      const optional = { TransitRouterAttachmentName: 'line', TransitRouterAttachmentDescription: 'to the data centre' }
      return { ...(await attached(w)).of, optional }
    },
    errors: {
      'InvalidTransitRouterAttachmentId.NotFound': noAttachment,
      async 'IncorrectStatus.TransitRouterAttachment'(w) {
        const { of } = await attached(w)
        const { parameters } = of
        await starting(w, 'UpdateTransitRouterEcrAttachmentAttribute', { ...parameters, TransitRouterAttachmentName: 'changing' })
        return of
      },
    },
  },
  ListTransitRouterEcrAttachments: {
    async call(w) {
      const { EcrId, TransitRouterId, of } = await attached(w)
      await w.advance(1000)
      const other = await transitRouter(w, 'network', 'cn-beijing')
      await associatedTo(w, EcrId as string, other.TransitRouterId, { AssociationRegionId: 'cn-beijing', CreateAttachment: true })
      const { CenId } = other
      return by('network', {}, { optional: { CenId, RegionId, TransitRouterId, ...of.parameters, Tag: [tag] } })
    },
  },
}
