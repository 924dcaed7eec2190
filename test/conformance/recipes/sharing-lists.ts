/** Lists of Resource Sharing, invitations, and the switch for the directory. */

import type { World } from '../arena.js'
import { type Recipes, swap } from '../recipe.js'
import {
  accepted,
  backupSet,
  by,
  call,
  group,
  image,
  imageArn,
  imagePermission,
  invited,
  kms,
  network,
  partner,
  portfolio,
  prod,
  service,
  settings,
  share,
  snapshot,
  window,
} from './sharing-world.js'

const mine = { ResourceOwner: 'Self' }
/** Two shares, the first with what the filters look for. */
async function two(w: World) {
  const ResourceGroupId = await group(w)
  const id = await share(w, {
    Resources: [image, snapshot],
    Targets: [prod, w.uid('dev')],
    Tag: [{ Key: 'team', Value: 'network' }],
    ResourceGroupId,
  })
  await w.advance(60_000)
  await share(w, { ResourceShareName: 'edge', Resources: [kms], Targets: [prod] })
  return { id, ResourceGroupId }
}
/** Shares in which everything is that a record can show. */
async function rich(w: World): Promise<void> {
  const arn = await portfolio(w)
  await share(w, { ResourceArns: [arn], ResourceProperties: [{ ResourceArn: arn, Property: settings }], Targets: [prod] })
  const TargetProperties = [{ TargetId: service, Property: window }]
  await share(w, { AllowExternalTargets: true, Targets: [service], TargetProperties })
}
/** A principal that could not be added, and one that could not be removed. */
async function failed(w: World): Promise<void> {
  const ResourceShareId = await share(w, { Resources: [image] })
  await w.fault({ action: 'AssociateResourceShare' }, { transition: 'fail' })
  await call(w, 'network', 'AssociateResourceShare', { ResourceShareId, Resources: [snapshot], Targets: [prod] })
  await w.clearFaults()
}
async function refusedInvitation(w: World) {
  const found = await invited(w, { Resources: [image] })
  await w.fault({ action: 'AcceptResourceShareInvitation' }, { transition: 'fail' })
  return found
}

const answering = (action: string): NonNullable<Recipes[string]['errors']> => ({
  async 'EntityNotExists.ResourceShareInvitation'(w) {
    const { ResourceShareInvitationId } = await invited(w)
    return by('prod', { ResourceShareInvitationId })
  },
  async 'InvitationStatus.Expired'(w) {
    const { ResourceShareInvitationId } = await invited(w)
    await w.advance(7 * 24 * 3_600_000)
    return by('partner', { ResourceShareInvitationId })
  },
  async 'InvitationStatus.AlreadyAccepted'(w) {
    const { ResourceShareInvitationId } = await accepted(w)
    return by('partner', { ResourceShareInvitationId })
  },
  async 'InvitationStatus.AlreadyRejected'(w) {
    const { ResourceShareInvitationId } = await invited(w)
    await call(w, 'partner', 'RejectResourceShareInvitation', { ResourceShareInvitationId })
    return by('partner', { ResourceShareInvitationId })
  },
  'InvalidParameter.ResourceShareInvitationId': async () => by('partner', { ResourceShareInvitationId: `${action}-none` }),
})

export const listsRecipes: Recipes = {
  AcceptResourceShareInvitation: {
    async call(w) {
      const { ResourceShareInvitationId } = await invited(w)
      return by('partner', { ResourceShareInvitationId })
    },
    more: {
      async 'an acceptance that fails'(w) {
        const { ResourceShareInvitationId } = await refusedInvitation(w)
        return by('partner', { ResourceShareInvitationId })
      },
    },
    errors: answering('accept'),
  },
  RejectResourceShareInvitation: {
    async call(w) {
      const { ResourceShareInvitationId } = await invited(w)
      return by('partner', { ResourceShareInvitationId })
    },
    errors: answering('reject'),
  },
  ListResourceShareInvitations: {
    async call(w) {
      const { ResourceShareId, ResourceShareInvitationId } = await invited(w)
      await invited(w)
      return by(
        'partner',
        {},
        { optional: { ResourceShareIds: [ResourceShareId], ResourceShareInvitationIds: [ResourceShareInvitationId] } },
      )
    },
    more: {
      async 'an acceptance that failed'(w) {
        const { ResourceShareInvitationId } = await refusedInvitation(w)
        await call(w, 'partner', 'AcceptResourceShareInvitation', { ResourceShareInvitationId })
        await w.clearFaults()
        return by('partner')
      },
    },
  },
  ListResourceShares: {
    async call(w) {
      const { id, ResourceGroupId } = await two(w)
      return by('network', mine, {
        optional: {
          PermissionName: imagePermission,
          ResourceGroupId,
          ResourceShareIds: [id],
          ResourceShareName: 'core',
          Tag: [{ Key: 'team', Value: 'network' }],
        },
      })
    },
    more: {
      async 'shares of others'(w) {
        await two(w)
        return by('prod', { ResourceOwner: 'OtherAccounts' })
      },
    },
    errors: {
      'InvalidParameter.ResourceOwnerAndTag': async () => by('prod', { ResourceOwner: 'OtherAccounts', Tag: [{ Key: 'team' }] }),
    },
  },
  ListResourceShareAssociations: {
    async call(w) {
      const { id } = await two(w)
      return by(
        'network',
        { AssociationType: 'Resource' },
        {
          optional: {
            ResourceArn: imageArn,
            ResourceId: image.ResourceId,
            ResourceShareIds: [id],
            Target: swap(prod, { also: { AssociationType: 'Target' } }),
          },
        },
      )
    },
    more: {
      async 'resources with settings'(w) {
        await rich(w)
        return by('network', { AssociationType: 'Resource' })
      },
      async 'services with windows'(w) {
        await rich(w)
        return by('network', { AssociationType: 'Target' })
      },
      async 'resources that could not be added'(w) {
        await failed(w)
        return by('network', { AssociationType: 'Resource' })
      },
      async 'principals that could not be added'(w) {
        await failed(w)
        return by('network', { AssociationType: 'Target' })
      },
    },
    errors: {
      ConflictedAssociationType: async () => by('network', { AssociationType: 'Resource', Target: prod }),
      'InvalidParameter.ResourceConflict': async () =>
        by('network', { AssociationType: 'Resource', ResourceId: image.ResourceId, ResourceArn: imageArn }),
    },
  },
  ListSharedResources: {
    async call(w) {
      const { id } = await two(w)
      return by('network', mine, {
        optional: {
          ResourceArns: [imageArn],
          ResourceIds: [image.ResourceId],
          ResourceShareIds: [id],
          ResourceType: 'Image',
          Target: prod,
        },
      })
    },
    more: {
      async 'resources of others'(w) {
        await two(w)
        return by('prod', { ResourceOwner: 'OtherAccounts', Target: network })
      },
    },
    errors: {
      'NotSupport.ResourceType.ResourcesParameter': async () =>
        by('network', { ...mine, ResourceType: backupSet.ResourceType, ResourceIds: ['pbs-1'] }),
      'InvalidParameter.ResourceConflict': async () => by('network', { ...mine, ResourceIds: ['m-1'], ResourceArns: [imageArn] }),
      'InvalidParameter.ResourceType': async () => by('network', { ...mine, ResourceType: 'Bucket' }),
    },
  },
  ListSharedTargets: {
    async call(w) {
      const { id } = await two(w)
      return by('network', mine, {
        optional: {
          ResourceArn: imageArn,
          ResourceId: image.ResourceId,
          ResourceShareIds: [id],
          ResourceType: 'Image',
          Targets: [prod],
        },
      })
    },
    more: {
      async 'services with windows'(w) {
        await rich(w)
        return by('network', mine)
      },
      async 'owners, as a principal sees them'(w) {
        await accepted(w)
        return by('partner', { ResourceOwner: 'OtherAccounts', Targets: [network] })
      },
    },
    errors: {
      'InvalidParameter.ResourceConflict': async () => by('network', { ...mine, ResourceId: 'm-1', ResourceArn: imageArn }),
      'InvalidParameter.ResourceType': async () => by('network', { ...mine, ResourceType: 'Bucket' }),
      'InvalidParameter.Targets': async () => by('network', { ...mine, Targets: [`${partner}/x`] }),
    },
  },
  CheckSharingWithResourceDirectoryStatus: { call: async () => by('network') },
  EnableSharingWithResourceDirectory: {
    async call(w) {
      await w.settings({ directorySharing: false })
      return by('management')
    },
    errors: {
      async ActionNotPermitted(w) {
        await w.settings({ directorySharing: false })
        return by('network')
      },
      AlreadyEnabled: async () => by('management'),
    },
  },
}
