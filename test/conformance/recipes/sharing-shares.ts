/** Shares: made, changed, deleted, filled and emptied. */

import type { World } from '../arena.js'
import { type Recipes, swap } from '../recipe.js'
import {
  accepted,
  backupSet,
  by,
  call,
  deleted,
  dev,
  group,
  image,
  imageArn,
  imagePermission,
  intl,
  invited,
  kms,
  kmsPermission,
  network,
  noPortfolioArn,
  otherKmsPermission,
  partner,
  pool,
  portfolio,
  prod,
  reservation,
  service,
  settings,
  share,
  six,
  snapshot,
  window,
} from './sharing-world.js'

const bothForms = { ResourceArns: swap([imageArn], { without: ['Resources'] }) }
const withSettings = (arn: string) => ({
  ResourceProperties: swap([{ ResourceArn: arn, Property: settings }], { without: ['Resources'], also: { ResourceArns: [arn] } }),
  TargetProperties: swap([{ TargetId: service, Property: window }], {
    without: ['Resources'],
    also: { AllowExternalTargets: true, Targets: [service] },
  }),
})
const ofPrincipal = { 'resourcesharing:Target': { value: prod as string, other: dev as string, also: { Targets: [prod] } } }
const ofResource = {
  'resourcesharing:RequestedResourceType': { value: 'Image', other: 'VSwitch', also: { Resources: [image] } },
  'resourcesharing:ResourceArn': { value: imageArn, other: noPortfolioArn, also: { Resources: [image] } },
}
const ofScope = {
  'resourcesharing:RequestedAllowExternalTargets': { value: true, other: false, also: { AllowExternalTargets: true } },
}

/** What can be wrong with resources and principals, whether they come with a new share or into one that is there. */
type Put = (w: World, of: object, given: object, as?: string) => Promise<ReturnType<typeof by>>
const refusals = (put: Put): NonNullable<Recipes[string]['errors']> => {
  const given =
    (parameters: object, of: object = { AllowExternalTargets: true }) =>
    (w: World) =>
      put(w, of, parameters)
  return {
    'InvalidParameter.Resources': given({ Resources: [{ ResourceType: 'Image', ResourceId: 'm-prod1' }] }),
    'InvalidParameter.ResourceArns': given({ ResourceArns: [imageArn.replace(network as string, prod as string)] }),
    'InvalidParameter.ResourceType': given({ Resources: [{ ResourceType: 'TransitRouter', ResourceId: 'tr-1' }] }),
    'InvalidParameter.ResourceConflict': given({ Resources: [image], ResourceArns: [imageArn] }),
    'NotSupport.ResourceType.ResourcesParameter': given({ Resources: [backupSet] }),
    'NotSupport.ResourceProperty': given({
      ResourceArns: [imageArn],
      ResourceProperties: [{ ResourceArn: imageArn, Property: settings }],
    }),
    'InvalidParameter.ResourceProperties.Length': given({
      ResourceArns: [noPortfolioArn],
      ResourceProperties: six((n) => ({ ResourceArn: `${noPortfolioArn}${n}`, Property: settings })),
    }),
    'InvalidParameter.TargetProperties': given({ Targets: [prod], TargetProperties: [{ TargetId: prod, Property: window }] }),
    'InvalidParameter.TargetProperties.Length': given({
      Targets: [service],
      TargetProperties: six((n) => ({ TargetId: `s${n}.aliyuncs.com`, Property: window })),
    }),
    'InvalidParameter.PermissionNames.Duplicate': given({ Resources: [kms], PermissionNames: [kmsPermission, otherKmsPermission] }),
    'InvalidParameter.PermissionNames.Length': given({
      Resources: [image],
      PermissionNames: ['VSwitch', 'Image', 'Snapshot', 'PrefixList', 'IpamPool', 'KMSInstance'].map(
        (type) => `AliyunRSDefaultPermission${type}`,
      ),
    }),
    'InvalidParameter.Targets': given({ Targets: ['2000000000000009'] }),
    'EntityNotExists.Permission': given({ Resources: [image], PermissionNames: ['AliyunRSDefaultPermissionBucket'] }),
    InvalidTarget: given({ Targets: [partner] }, {}),
    ShareWithYourself: given({ Targets: [network] }),
    'InvalidTarget.SiteMismatch': given({ Targets: [intl] }),
    'ExternalTargetsNotAllowed.ResourceType': given({ Resources: [kms], Targets: [partner] }),
    AccountNotInResourceDirectory: (w) => put(w, {}, { Targets: [prod] }, 'partner'),
    async NotEnableSharingWithResourceDirectory(w) {
      await w.settings({ directorySharing: false })
      return put(w, {}, { Targets: [prod] })
    },
    async 'QuotaExceeded.SharedResource.Count'(w) {
      await share(w, { Resources: [image] })
      await w.settings({ quotas: { 'resourcesharing.sharedResources': 1 } })
      return put(w, {}, { Resources: [snapshot] })
    },
    async NotManagementAccount(w) {
      await w.settings({ choices: { 'resourcesharing.managementOnlyTypes': 'KMSInstance' } })
      return put(w, {}, { Resources: [kms] })
    },
    async 'QuotaExceeded.PendingInvitations'(w) {
      await invited(w)
      await w.settings({ quotas: { 'resourcesharing.pendingInvitations': 1 } })
      return put(w, { AllowExternalTargets: true }, { Targets: [partner] })
    },
    async 'InvalidTarget.LegalEntityMismatch'(w) {
      await w.settings({ choices: { 'resourcesharing.legalEntity': 'match' } })
      return put(w, { AllowExternalTargets: true }, { Targets: [partner] })
    },
    async 'NotSupport.Service.AssociateConflict'(w) {
      await share(w, { AllowExternalTargets: true, Resources: [reservation(1)], Targets: [service] })
      return put(w, { AllowExternalTargets: true }, { Resources: [reservation(1)], Targets: [service] })
    },
    async 'NotSupport.Service.ExistInOtherResourceShare'(w) {
      await share(w, { AllowExternalTargets: true, Resources: [reservation(1)], Targets: [service] })
      return put(w, { AllowExternalTargets: true }, { Resources: [reservation(2)], Targets: [service] })
    },
  }
}

export const sharesRecipes: Recipes = {
  CreateResourceShare: {
    call: async (w) =>
      by(
        'network',
        { ResourceShareName: 'core' },
        {
          optional: {
            ...bothForms,
            ...withSettings(await portfolio(w)),
            PermissionNames: swap([imagePermission], { also: { Resources: [image] } }),
            ResourceGroupId: await group(w),
            Resources: [image],
            Tag: [{ Key: 'team', Value: 'network' }],
            Targets: [prod],
          },
          conditions: { ...ofScope, ...ofPrincipal, ...ofResource },
        },
      ),
    errors: {
      ...refusals(async (_, of, given, as = 'network') => by(as, { ResourceShareName: 'core', ...of, ...given })),
      async 'QuotaExceeded.ResourceShare.Count'(w) {
        await share(w)
        await w.settings({ quotas: { 'resourcesharing.resourceShares': 1 } })
        return by('network', { ResourceShareName: 'core' })
      },
    },
  },
  UpdateResourceShare: {
    async call(w) {
      const ResourceShareId = await share(w)
      return by('network', { ResourceShareId, ResourceShareName: 'new' }, { conditions: ofScope })
    },
    errors: {
      'EntityNotExists.ResourceShare': async (w) => by('prod', { ResourceShareId: await share(w), ResourceShareName: 'new' }),
      ResourceShareStatusMismatchAction: async (w) =>
        by('network', { ResourceShareId: await deleted(w), ResourceShareName: 'new' }),
      async OperationNotPermitted(w) {
        const { ResourceShareId } = await invited(w)
        return by('network', { ResourceShareId, ResourceShareName: 'core', AllowExternalTargets: false })
      },
      async 'NotSupport.AllowExternalTargets'(w) {
        const ResourceShareId = await share(w, { Resources: [kms] })
        return by('network', { ResourceShareId, ResourceShareName: 'core', AllowExternalTargets: true })
      },
    },
  },
  DeleteResourceShare: {
    call: async (w) => by('network', { ResourceShareId: await share(w, { Resources: [image], Targets: [prod] }) }),
    errors: {
      'EntityNotExists.ResourceShare': async (w) => by('prod', { ResourceShareId: await share(w) }),
      ResourceShareStatusMismatchAction: async (w) => by('network', { ResourceShareId: await deleted(w) }),
      async DeleteResourceShareConflict(w) {
        await w.latency('manual')
        return by('network', { ResourceShareId: await share(w, { Targets: [prod] }) })
      },
    },
  },
  AssociateResourceShare: {
    async call(w) {
      const ResourceShareId = await share(w, { AllowExternalTargets: true })
      return by(
        'network',
        { ResourceShareId, Resources: [image] },
        {
          optional: { ...bothForms, ...withSettings(await portfolio(w)), PermissionNames: [imagePermission], Targets: [prod] },
          conditions: { ...ofPrincipal, ...ofResource },
        },
      )
    },
    more: {
      async 'a time window as one JSON text'(w) {
        const ResourceShareId = await share(w, { AllowExternalTargets: true })
        const TargetProperties = JSON.stringify([{ TargetId: service, Property: window }])
        return by('network', { ResourceShareId, Targets: [service], TargetProperties })
      },
      async 'an empty entry of ResourceProperties'(w) {
        const ResourceProperties = [{ ResourceArn: '', Property: '' }]
        return by('network', { ResourceShareId: await share(w), Resources: [image], ResourceProperties })
      },
    },
    errors: {
      ...refusals(async (w, of, given, as = 'network') => by(as, { ResourceShareId: await share(w, { ...of }, as), ...given })),
      ResourceAndTargetBothEmpty: async (w) => by('network', { ResourceShareId: await share(w) }),
      'EntityNotExists.ResourceShare': async (w) => by('dev', { ResourceShareId: await share(w), Targets: [prod] }),
      ResourceShareStatusMismatchAction: async (w) => by('network', { ResourceShareId: await deleted(w), Resources: [image] }),
      async InvalidParameter(w) {
        const ResourceShareId = await share(w, { Resources: [kms] })
        return by('network', { ResourceShareId, Resources: [kms], PermissionNames: [otherKmsPermission] })
      },
      async AssociateConflict(w) {
        const ResourceShareId = await share(w, { Targets: [prod] })
        await w.latency('manual')
        await call(w, 'network', 'DisassociateResourceShare', { ResourceShareId, Targets: [prod] })
        return by('network', { ResourceShareId, Targets: [prod] })
      },
      async 'NotSupport.ResourcePropertyConflict'(w) {
        await w.latency('manual')
        const arn = await portfolio(w)
        const given = { ResourceArns: [arn], ResourceProperties: [{ ResourceArn: arn, Property: settings }] }
        const ResourceShareId = await share(w, given)
        return by('network', { ResourceShareId, ...given })
      },
    },
  },
  DisassociateResourceShare: {
    async call(w) {
      const ResourceShareId = await share(w, { Resources: [image], Targets: [prod] })
      const optional = { ...bothForms, Targets: [prod] }
      const { 'resourcesharing:RequestedResourceType': type, 'resourcesharing:ResourceArn': arn } = ofResource
      return by(
        'network',
        { ResourceShareId, Resources: [image] },
        { optional, conditions: { 'resourcesharing:RequestedResourceType': type, 'resourcesharing:ResourceArn': arn } },
      )
    },
    more: {
      async 'a principal leaves'(w) {
        const { ResourceShareId } = await accepted(w)
        return by('partner', { ResourceShareId, ResourceOwner: 'OtherAccounts' })
      },
      async 'a resource with settings is taken out'(w) {
        const arn = await portfolio(w)
        const given = { ResourceArns: [arn], ResourceProperties: [{ ResourceArn: arn, Property: settings }] }
        return by('network', { ResourceShareId: await share(w, given), ResourceArns: [arn] })
      },
      async 'a service with its window is taken out'(w) {
        const TargetProperties = [{ TargetId: service, Property: window }]
        const ResourceShareId = await share(w, { AllowExternalTargets: true, Targets: [service], TargetProperties })
        return by('network', { ResourceShareId, Targets: [service] })
      },
    },
    errors: {
      ResourceAndTargetBothEmpty: async (w) => by('network', { ResourceShareId: await share(w) }),
      DisassociateInvalid: async (w) => by('network', { ResourceShareId: await share(w), Resources: [image] }),
      'InvalidParameter.ResourceType': async (w) =>
        by('network', { ResourceShareId: await share(w), Resources: [{ ResourceType: 'Bucket', ResourceId: 'b-1' }] }),
      'InvalidParameter.ResourceConflict': async (w) =>
        by('network', { ResourceShareId: await share(w), Resources: [image], ResourceArns: [imageArn] }),
      'NotSupport.ResourceType.ResourcesParameter': async (w) =>
        by('network', { ResourceShareId: await share(w), Resources: [backupSet] }),
      'EntityNotExists.ResourceShare': async (w) => by('dev', { ResourceShareId: await share(w), Targets: [prod] }),
      AccountNotInResourceDirectory: async (w) =>
        by('partner', { ResourceShareId: await share(w, {}, 'partner'), Targets: ['fd-1234567890'] }),
      ResourceShareStatusMismatchAction: async (w) => by('network', { ResourceShareId: await deleted(w), Targets: [prod] }),
      async DisassociateConflict(w) {
        await w.latency('manual')
        return by('network', { ResourceShareId: await share(w, { Targets: [prod] }), Targets: [prod] })
      },
      'LeavingFailed.Account': async (w) =>
        by('prod', { ResourceShareId: await share(w, { Targets: [prod] }), ResourceOwner: 'OtherAccounts' }),
      async 'LeavingFailed.ResourceType'(w) {
        const { ResourceShareId } = await accepted(w, { Resources: [pool] })
        return by('partner', { ResourceShareId, ResourceOwner: 'OtherAccounts' })
      },
      async ExternalTargetWithdrawConflict(w) {
        const { ResourceShareId } = await accepted(w)
        await w.latency('manual')
        await call(w, 'network', 'AssociateResourceShare', { ResourceShareId, Targets: [prod] })
        return by('partner', { ResourceShareId, ResourceOwner: 'OtherAccounts' })
      },
    },
  },
}
