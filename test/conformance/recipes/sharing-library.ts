/** Permissions, tags, groups and regions of Resource Sharing. */

import type { Given, World } from '../arena.js'
import type { Recipes } from '../recipe.js'
import {
  by,
  call,
  deleted,
  group,
  image,
  imagePermission,
  kms,
  kmsPermission,
  otherKmsPermission,
  prod,
  share,
} from './sharing-world.js'

const RegionId = 'cn-hangzhou'
const about = (...ResourceId: string[]) => ({ RegionId, ResourceType: 'ResourceShare', ResourceId })
const tag = { Key: 'team', Value: 'network' }
const unknownPermission = { PermissionName: 'AliyunRSDefaultPermissionBucket' }

const tagged = (w: World) => share(w, { Tag: [tag] })
const on = async (w: World, more: Given, as = 'network') => by(as, { ...about(await tagged(w)), ...more })
/** The caller's share, seen by another account. */
const foreign = (more: Given) => ({ 'InvalidResourceId.NotFound': (w: World) => on(w, more, 'prod') })

const move = async (w: World, more: Given = {}, as = 'network') =>
  by(as, { ResourceId: await share(w), ResourceGroupId: await group(w, as), ResourceRegionId: RegionId, ...more })

export const libraryRecipes: Recipes = {
  AssociateResourceSharePermission: {
    call: async (w) => by('network', { ResourceShareId: await share(w), PermissionName: imagePermission }),
    more: {
      'instead of another one': async (w) =>
        by('network', { ResourceShareId: await share(w, { Resources: [kms] }), PermissionName: otherKmsPermission, Replace: true }),
    },
    errors: {
      'EntityNotExists.Permission': async (w) => by('network', { ResourceShareId: await share(w), ...unknownPermission }),
    },
  },
  DisassociateResourceSharePermission: {
    async call(w) {
      const ResourceShareId = await share(w)
      await call(w, 'network', 'AssociateResourceSharePermission', { ResourceShareId, PermissionName: imagePermission })
      return by('network', { ResourceShareId, PermissionName: imagePermission })
    },
    errors: {
      'EntityNotExists.Permission': async (w) => by('network', { ResourceShareId: await share(w), ...unknownPermission }),
      'DisassociateConflict.Permission': async (w) =>
        by('network', { ResourceShareId: await share(w, { Resources: [image] }), PermissionName: imagePermission }),
    },
  },
  ListResourceSharePermissions: {
    async call(w) {
      const ResourceShareId = await share(w, { Resources: [image, kms], Targets: [prod] })
      return by('network', { ResourceShareId, ResourceOwner: 'Self' })
    },
    more: {
      'of another account': async (w) =>
        by('prod', { ResourceShareId: await share(w, { Resources: [image], Targets: [prod] }), ResourceOwner: 'OtherAccounts' }),
    },
    errors: {
      'EntityNotExists.ResourceShare': async (w) => by('prod', { ResourceShareId: await share(w), ResourceOwner: 'Self' }),
    },
  },
  ListPermissions: {
    call: async () => by('network', {}, { optional: { ResourceType: 'Image' } }),
    errors: { 'InvalidParameter.ResourceType': async () => by('network', { ResourceType: 'Bucket' }) },
  },
  ListPermissionVersions: { call: async () => by('network', { PermissionName: kmsPermission }) },
  GetPermission: {
    call: async () => by('network', { PermissionName: imagePermission }, { optional: { PermissionVersion: 'v1' } }),
    errors: {
      'EntityNotExists.Permission': async () => by('network', unknownPermission),
      'InvalidParameter.PermissionVersion': async () => by('network', { PermissionName: imagePermission, PermissionVersion: 'v9' }),
    },
  },
  DescribeRegions: { call: async () => by('network') },
  ChangeResourceGroup: {
    call: (w) => move(w),
    errors: {
      InvalidResourceGroup: (w) => move(w, { ResourceGroupId: 'rg-none' }),
      ResourceNotFound: async (w) => move(w, { ResourceId: await deleted(w) }),
    },
  },
  TagResources: {
    call: async (w) => by('network', { ...about(await share(w)), Tag: [tag] }),
    errors: {
      ...foreign({ Tag: [tag] }),
    },
  },
  UntagResources: {
    call: async (w) => by('network', { ...about(await tagged(w)), TagKey: ['team'] }),
    more: { 'all of them': (w) => on(w, { All: true }) },
    errors: {
      ...foreign({ All: true }),
      'MissingParameter.TagKeysOrDeleteAll': (w) => on(w, {}),
      'MissingParameter.ResourceIds': async () => by('network', { RegionId, ResourceType: 'ResourceShare', All: true }),
    },
  },
  ListTagResources: {
    async call(w) {
      return by('network', about(await tagged(w)), { optional: { Tag: [tag] } })
    },
    more: {
      async 'more than a page'(w) {
        for (let i = 0; i < 21; i++) await tagged(w)
        return by('network', { RegionId, ResourceType: 'ResourceShare', Tag: [tag] })
      },
    },
    errors: {
      ...foreign({}),
      'MissingParameter.ResourceIdOrTag': async () => by('network', { RegionId, ResourceType: 'ResourceShare' }),
      'MissingParameter.TagKey': (w) => on(w, { Tag: [{ Value: 'v' }] }),
      'Duplicate.TagKey': (w) => on(w, { Tag: [tag, tag] }),
    },
  },
}
