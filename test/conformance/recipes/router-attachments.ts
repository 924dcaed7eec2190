/** What joins an ECR and leaves it: grants, associations, child instances. */

import type { Given, World } from '../arena.js'
import { type Prepared, type Recipe, type Recipes, swap } from '../recipe.js'
import {
  associated,
  associatedTo,
  attached,
  attachmentBy,
  busy,
  by,
  call,
  childOf,
  ecr,
  granted,
  grantOf,
  hindered,
  network,
  prod,
  RegionId,
  routedTo,
  routeOver,
  tag,
  transitRouter,
  trusted,
  vbr,
  vpc,
} from './router-world.js'

/** A grant of a VPC of `prod` that is about to be made, or taken back. */
const grant = async (w: World, more: Given = {}) => by('prod', { ...grantOf(await ecr(w), await vpc(w, 'prod')), ...more })
const ofType = { InstanceType: { value: 'VPC', other: 'VBR' } }

/** A VPC of `prod` that joins an ECR and is granted to it: it is busy. */
async function grantedAndBusy(w: World) {
  const [EcrId, VpcId] = [await ecr(w), await vpc(w, 'prod')]
  await granted(w, 'prod', EcrId, VpcId)
  await w.latency('manual')
  await associated(w, EcrId, VpcId, { VpcOwnerId: prod })
  return by('prod', grantOf(EcrId, VpcId))
}
const association = async (w: World, more: Given = {}) =>
  by('network', { EcrId: await ecr(w), VpcId: await vpc(w, 'network'), AssociationRegionId: RegionId, ...more })
/** The same with a transit router, which is unless said otherwise one of `network`. */
async function associationTo(w: World, more: Given = {}) {
  const { TransitRouterId } = await transitRouter(w, 'network')
  return by('network', { EcrId: more.EcrId ?? (await ecr(w)), TransitRouterId, AssociationRegionId: RegionId, ...more })
}
/** An ECR with something in `cn-hangzhou` that is about to join a VPC of another region, in a world where that is not activated. */
async function spreading(w: World, region: string, choice: string, value: string) {
  await w.settings({ choices: { [`expressconnectrouter.${choice}`]: value } })
  const EcrId = await ecr(w)
  await associated(w, EcrId, await vpc(w, 'network'))
  const given = { RegionId: region, CidrBlock: '10.1.0.0/16' }
  const { VpcId } = await w.call('network', 'Vpc', 'CreateVpc', given, region)
  return by('network', { EcrId, VpcId, AssociationRegionId: region })
}

const attachment = async (w: World, more: Given = {}, as = 'network') =>
  by(as, { ...childOf(await ecr(w), await vbr(w, 'network')), ChildInstanceRegionId: RegionId, ...more })
const groupOf = (w: World, RouterId: unknown, LocalAsn: number) =>
  w.call('network', 'Vpc', 'CreateBgpGroup', { RegionId, RouterId, PeerAsn: 65501, LocalAsn })
/** The VBR of a call, while something of it is just being made. */
const unsettled = (ready: (w: World) => Promise<Prepared>): Recipe['errors'] => ({
  async 'OperationDenied.VbrHasRouteEntryInMiddleStatus'(w) {
    const prepared = await ready(w)
    const { VirtualBorderRouterSet } = await w.call('network', 'Vpc', 'DescribeVirtualBorderRouters', { RegionId })
    const [{ RouteTableId, VlanInterfaceId }] = VirtualBorderRouterSet.VirtualBorderRouterType
    const hop = { NextHopType: 'RouterInterface', NextHopId: VlanInterfaceId }
    await w.latency('manual')
    const route = { RegionId, RouteTableId, DestinationCidrBlock: '192.168.0.0/16', ...hop }
    await w.call('network', 'Vpc', 'CreateRouteEntry', route)
    return prepared
  },
  async 'OperationDenied.VbrHasBgpGroupInMiddleStatus'(w) {
    const prepared = await ready(w)
    await w.latency('manual')
    await groupOf(w, prepared.parameters.ChildInstanceId, 65000)
    return prepared
  },
})
async function attachedVbr(w: World) {
  const [EcrId, vbrId] = [await ecr(w), await vbr(w, 'network')]
  await attached(w, EcrId, vbrId)
  return childOf(EcrId, vbrId)
}
async function associatedVpc(w: World) {
  const EcrId = await ecr(w)
  return { EcrId, AssociationId: await associated(w, EcrId, await vpc(w, 'network')) }
}

async function associatedTransitRouter(w: World, more: Given = {}) {
  const [EcrId, { TransitRouterId }] = [await ecr(w), await transitRouter(w, 'network')]
  return { parameters: { EcrId, AssociationId: await associatedTo(w, EcrId, TransitRouterId, more) }, TransitRouterId }
}

export const attachmentsRecipes: Recipes = {
  GrantInstanceToExpressConnectRouter: {
    call: async (w) => ({ ...(await grant(w)), conditions: ofType }),
    tied: ['InstanceType'],
    more: { 'a VBR': async (w) => by('prod', grantOf(await ecr(w), await vbr(w, 'prod'))) },
    errors: {
      'IllegalParam.EcrOwnerAliUid': (w) => grant(w, { EcrOwnerAliUid: '2000000000000001' }),
      'ResourceNotFound.EcrId': (w) => grant(w, { EcrId: 'ecr-000000000000000000' }),
      'IllegalParam.InstanceOwnerId': async (w) => ({ ...(await grant(w)), as: 'dev' }),
      'Conflict.Lock': grantedAndBusy,
    },
  },
  RevokeInstanceFromExpressConnectRouter: {
    async call(w) {
      const prepared = await grant(w)
      await call(w, 'prod', 'GrantInstanceToExpressConnectRouter', prepared.parameters)
      return { ...prepared, conditions: ofType }
    },
    tied: ['InstanceType'],
    more: {
      async 'a VBR'(w) {
        const [EcrId, vbrId] = [await ecr(w), await vbr(w, 'prod')]
        await granted(w, 'prod', EcrId, vbrId)
        return by('prod', grantOf(EcrId, vbrId))
      },
    },
    errors: { 'Conflict.Lock': grantedAndBusy },
  },
  CreateExpressConnectRouterAssociation: {
    async call(w) {
      // As many as a list may have: how many an account may have is a quota, whose number could not be read.
      await w.settings({ quotas: { 'expressconnectrouter.allowedPrefixesPerAssociation': 10_000 } })
      const ready = await association(w)
      const { CenId, TransitRouterId } = await transitRouter(w, 'network')
      const to = { without: ['VpcId'], also: { TransitRouterId } }
      const optional = {
        TransitRouterOwnerId: swap(network, to),
        TransitRouterId: swap(TransitRouterId, to),
        CenId: swap(CenId, to),
        CreateAttachment: swap(true, to),
        VpcOwnerId: network,
        AllowedPrefixes: ['172.16.0.0/24'],
        Description: 'production',
        Tag: [tag],
      }
      return { ...ready, optional }
    },
    more: {
      async 'a VPC of another account'(w) {
        const [EcrId, VpcId] = [await ecr(w), await vpc(w, 'prod')]
        await granted(w, 'prod', EcrId, VpcId)
        return by('network', { EcrId, VpcId, VpcOwnerId: prod, AssociationRegionId: RegionId })
      },
      async 'a transit router of another account'(w) {
        const EcrId = await ecr(w)
        return by('network', { EcrId, ...(await trusted(w, EcrId)), AssociationRegionId: RegionId })
      },
    },
    errors: {
      ...hindered((w) => association(w), 'IncorrectStatus.Ecr', 'OperationDenied.ForceDeleting', 'ResourceNotFound.EcrId'),
      UnsupportedRegion: (w) => association(w, { AssociationRegionId: 'mars-1' }),
      async 'QuotaExceeded.VpcCountPerEcr'(w) {
        await w.settings({ quotas: { 'expressconnectrouter.vpcsPerEcr': 1 } })
        const EcrId = await ecr(w)
        await associated(w, EcrId, await vpc(w, 'network'))
        return by('network', { EcrId, VpcId: await vpc(w, 'network', '10.1.0.0/16'), AssociationRegionId: RegionId })
      },
      'IllegalParamFormat.AllowedPrefixes': (w) => association(w, { AllowedPrefixes: ['172.16.0.0'] }),
      async 'IllegalParamSize.AllowedPrefixes'(w) {
        await w.settings({ quotas: { 'expressconnectrouter.allowedPrefixesPerAssociation': 1 } })
        return association(w, { AllowedPrefixes: ['172.16.0.0/24', '172.16.1.0/24'] })
      },
      'OperationDenied.NotGrantedByNodeOwner': async (w) =>
        by('network', { EcrId: await ecr(w), VpcId: await vpc(w, 'prod'), VpcOwnerId: prod, AssociationRegionId: RegionId }),
      async 'OperationFailed.RejectedByVpcYaochi'(w) {
        const [EcrId, VpcId] = [await ecr(w), await vpc(w, 'network')]
        await associated(w, EcrId, VpcId)
        return by('network', { EcrId, VpcId, AssociationRegionId: RegionId })
      },
      'ResourceNotFound.CenId': (w) => associationTo(w, { CenId: 'cen-1' }),
      'ResourceNotFound.TrId': (w) => associationTo(w, { TransitRouterId: 'tr-2ze4i71c6be454e2l0001' }),
      'IllegalParamFormat.CenId': (w) => associationTo(w, { CenId: 'c-1' }),
      async 'QuotaExceeded.TrCountPerEcr'(w) {
        await w.settings({ quotas: { 'expressconnectrouter.transitRoutersPerEcr': 1 } })
        const EcrId = await ecr(w)
        await associatedTo(w, EcrId, (await transitRouter(w, 'network')).TransitRouterId)
        const { TransitRouterId } = await transitRouter(w, 'network', 'cn-beijing')
        return by('network', { EcrId, TransitRouterId, AssociationRegionId: 'cn-beijing' })
      },
      async 'OperationDenied.AttachmentInCurrentRegionExisted'(w) {
        const EcrId = await ecr(w)
        await associatedTo(w, EcrId, (await transitRouter(w, 'network')).TransitRouterId)
        return associationTo(w, { EcrId })
      },
      async 'OperationDenied.CrossAccountAttaching'(w) {
        const EcrId = await ecr(w)
        return associationTo(w, { EcrId, ...(await trusted(w, EcrId)), CreateAttachment: true })
      },
      async 'OperationFailed.RejectedByCenYaochi'(w) {
        const prepared = await associationTo(w)
        const { TransitRouterId } = prepared.parameters
        await w.latency('manual')
        await w.call('network', 'Cbn', 'UpdateTransitRouter', { RegionId, TransitRouterId, TransitRouterName: 'changing' })
        return prepared
      },
      'OperationFailed.CdtNotOpened': (w) => spreading(w, 'cn-beijing', 'cdt', 'closed'),
      'OperationFailed.CdtCrossBoarderNotOpened': (w) => spreading(w, 'eu-central-1', 'crossBorderCdt', 'closed'),
      'OperationFailed.CrossBorderNotAllowed': (w) => spreading(w, 'eu-central-1', 'crossBorder', 'denied'),
      async 'OperationDenied.CrossBidAssociating'(w) {
        const [EcrId, VpcId] = [await ecr(w), await vpc(w, 'intl')]
        await granted(w, 'intl', EcrId, VpcId)
        return by('network', { EcrId, VpcId, VpcOwnerId: w.uid('intl'), AssociationRegionId: RegionId })
      },
      'ExclusiveParam.TransitRouterIdAndVpcId': (w) => association(w, { TransitRouterId: 'tr-1' }),
      'Conflict.Lock': async (w) =>
        by('network', { EcrId: await busy(w), VpcId: await vpc(w, 'network', '10.1.0.0/16'), AssociationRegionId: RegionId }),
      'MissingParam.VpcId': (w) => association(w, { VpcId: undefined }),
    },
  },
  DeleteExpressConnectRouterAssociation: {
    call: async (w) => by('network', await associatedVpc(w)),
    more: {
      'of a transit router': async (w) => by('network', (await associatedTransitRouter(w)).parameters),
      async 'of a transit router, with its attachment'(w) {
        const { parameters } = await associatedTransitRouter(w, { CreateAttachment: true })
        return by('network', { ...parameters, DeleteAttachment: true })
      },
    },
    errors: {
      ...hindered(async (w) => by('network', await associatedVpc(w)), 'IncorrectStatus.Ecr', 'OperationDenied.ForceDeleting'),
      async 'OperationFailed.UsedInRouteEntryNextHop'(w) {
        const [EcrId, VpcId] = [await ecr(w), await vpc(w, 'network')]
        const AssociationId = await associated(w, EcrId, VpcId)
        await routedTo(w, VpcId, EcrId)
        return by('network', { EcrId, AssociationId })
      },
      'OperationDenied.EcrAttachmentExisted': async (w) =>
        by('network', (await associatedTransitRouter(w, { CreateAttachment: true })).parameters),
      async 'OperationDenied.CrossAccountDisassociating'(w) {
        const EcrId = await ecr(w)
        const { TransitRouterId, TransitRouterOwnerId } = await trusted(w, EcrId)
        const AssociationId = await associatedTo(w, EcrId, TransitRouterId, { TransitRouterOwnerId })
        await attachmentBy(w, 'prod', EcrId, TransitRouterId)
        return by('network', { EcrId, AssociationId, DeleteAttachment: true })
      },
      async 'OperationFailed.RejectedByCenYaochi'(w) {
        const { parameters, TransitRouterId } = await associatedTransitRouter(w)
        await routeOver(w, TransitRouterId, await attachmentBy(w, 'network', parameters.EcrId, TransitRouterId))
        return by('network', { ...parameters, DeleteAttachment: true })
      },
      async 'Conflict.Lock'(w) {
        const EcrId = await busy(w)
        const { AssociationList } = await call(w, 'network', 'DescribeExpressConnectRouterAssociation', { EcrId })
        return by('network', { EcrId, AssociationId: AssociationList[0].AssociationId })
      },
      'ResourceNotFound.EcrId': async (w) => by('prod', await associatedVpc(w)),
      'ResourceNotFound.AssociationId': async (w) =>
        by('network', { EcrId: await ecr(w), AssociationId: 'ecr-assoc-000000000000000000' }),
    },
  },
  AttachExpressConnectRouterChildInstance: {
    call: async (w) => ({ ...(await attachment(w)), optional: { ChildInstanceOwnerId: network, Description: 'line 1' } }),
    more: {
      async 'a VBR of another account'(w) {
        const [EcrId, vbrId] = [await ecr(w), await vbr(w, 'prod')]
        await granted(w, 'prod', EcrId, vbrId)
        return by('network', { ...childOf(EcrId, vbrId), ChildInstanceRegionId: RegionId, ChildInstanceOwnerId: prod })
      },
    },
    errors: {
      async 'OperationFailed.RejectedByEcYaochi'(w) {
        const [EcrId, vbrId] = [await ecr(w), await vbr(w, 'intl')]
        await granted(w, 'intl', EcrId, vbrId)
        return by('network', { ...childOf(EcrId, vbrId), ChildInstanceRegionId: RegionId, ChildInstanceOwnerId: w.uid('intl') })
      },
      async 'OperationFailed.RejectedByVpcYaochi'(w) {
        return by('network', { ...(await attachedVbr(w)), ChildInstanceRegionId: RegionId })
      },
      ...hindered((w) => attachment(w), 'IncorrectStatus.Ecr', 'OperationDenied.ForceDeleting'),
      ...unsettled((w) => attachment(w)),
      async 'OperationDenied.VbrDoesNotSupportMpbgp'(w) {
        const prepared = await attachment(w)
        await w.settings({ choices: { 'expressconnectrouter.vbrsWithoutMpbgp': String(prepared.parameters.ChildInstanceId) } })
        return prepared
      },
      async 'Conflict.ASNOfVBR'(w) {
        const prepared = await attachment(w)
        await groupOf(w, prepared.parameters.ChildInstanceId, 45104)
        return prepared
      },
      UnsupportedRegion: (w) => attachment(w, { ChildInstanceRegionId: 'mars-1' }),
      'Conflict.Lock': async (w) =>
        by('network', { ...childOf(await busy(w), await vbr(w, 'network')), ChildInstanceRegionId: RegionId }),
      'ResourceNotFound.EcrId': (w) => attachment(w, {}, 'prod'),
      'OperationDenied.NotGrantedByNodeOwner': async (w) =>
        attachment(w, { ChildInstanceId: await vbr(w, 'prod'), ChildInstanceOwnerId: prod }),
    },
  },
  DetachExpressConnectRouterChildInstance: {
    call: async (w) => by('network', await attachedVbr(w)),
    errors: {
      ...hindered(async (w) => by('network', await attachedVbr(w)), 'IncorrectStatus.Ecr', 'OperationDenied.ForceDeleting'),
      ...unsettled(async (w) => by('network', await attachedVbr(w))),
      async 'Conflict.Lock'(w) {
        const child = await attachedVbr(w)
        const VpcId = await vpc(w, 'network')
        await w.latency('manual')
        await associated(w, child.EcrId, VpcId)
        return by('network', child)
      },
      'ResourceNotFound.EcrId': async (w) => by('prod', await attachedVbr(w)),
      'ResourceNotFound.ChildInstanceId': async (w) => by('network', childOf(await ecr(w), await vbr(w, 'network'))),
    },
  },
}
