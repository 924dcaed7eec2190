import { describe, expect, it } from 'vitest'
import {
  associate,
  image,
  imageArn,
  kms,
  portfolioArn,
  refusal,
  refusedFor,
  service,
  settings,
  share,
  uid,
  window,
} from '../../../test/associating.js'

describe('the form of a request', () => {
  it('a share must be named (MissingParameter.ResourceShareId)', async () => {
    expect(await refusal({ Resources: [image] })).toBe('MissingParameter.ResourceShareId')
  })

  it.each(
    (
      [
        ['a resource has an id and no type', { Resources: [{ ResourceId: 'm-network1' }] }, 'InvalidParameter.Resources'],
        [
          'a resource does not exist',
          { Resources: [{ ResourceType: 'Image', ResourceId: 'm-none' }] },
          'InvalidParameter.Resources',
        ],
        [
          'a resource belongs to another account',
          { Resources: [{ ResourceType: 'Image', ResourceId: 'm-prod1' }] },
          'InvalidParameter.Resources',
        ],
        [
          'a global resource is shared outside of cn-shanghai',
          { Resources: [{ ResourceType: 'ROSTemplate', ResourceId: 'tpl-network1' }] },
          'InvalidParameter.Resources',
        ],
        ['a resource is named twice', { Resources: [image, image] }, 'InvalidParameter.Resources.Duplicate'],
        [
          'six resources are named',
          { Resources: [1, 2, 3, 4, 5, 6].map((n) => ({ ResourceType: 'Image', ResourceId: `m-${n}` })) },
          'InvalidParameter.Resources.Length',
        ],
        ['a principal is neither account, folder, directory nor service', { Targets: ['prod'] }, 'InvalidParameter.Targets'],
        ['a principal is named twice', { Targets: [uid.prod, uid.prod] }, 'InvalidParameter.Targets.Duplicate'],
        ['six principals are named', { Targets: ['1', '2', '3', '4', '5', '6'] }, 'InvalidParameter.Targets.Length'],
        [
          'neither a resource nor a principal is named',
          { PermissionNames: ['AliyunRSDefaultPermissionImage'] },
          'ResourceAndTargetBothEmpty',
        ],
        [
          'a type cannot be shared',
          { Resources: [{ ResourceType: 'TransitRouter', ResourceId: 'tr-1' }] },
          'InvalidParameter.ResourceType',
        ],
        [
          'a permission is named twice',
          { Resources: [image], PermissionNames: ['AliyunRSDefaultPermissionImage', 'AliyunRSDefaultPermissionImage'] },
          'InvalidParameter.PermissionNames.Duplicate',
        ],
        [
          'two permissions of one type are named',
          { Resources: [kms], PermissionNames: ['AliyunRSDefaultPermissionKMSInstance', 'AliyunRSPermissionKMSInstanceReadWrite'] },
          'InvalidParameter.PermissionNames.Duplicate',
        ],
        [
          'six permissions are named',
          {
            Resources: [image],
            PermissionNames: ['VSwitch', 'Image', 'Snapshot', 'PrefixList', 'IpamPool', 'KMSInstance'].map(
              (type) => `AliyunRSDefaultPermission${type}`,
            ),
          },
          'InvalidParameter.PermissionNames.Length',
        ],
        [
          'a time window is for an account',
          { Targets: [uid.prod], TargetProperties: [{ TargetId: uid.prod, Property: window }] },
          'InvalidParameter.TargetProperties',
        ],
        [
          'a time window is for nobody named',
          { Targets: [uid.prod], TargetProperties: [{ TargetId: service, Property: window }] },
          'InvalidParameter.TargetProperties',
        ],
        [
          'a time window is none',
          { Targets: [service], TargetProperties: [{ TargetId: service, Property: '{"a":1}' }] },
          'InvalidParameter.TargetProperties',
        ],
        [
          'a time window lacks its principal',
          { Targets: [service], TargetProperties: [{ Property: window }] },
          'InvalidParameter.TargetProperties',
        ],
        [
          'a principal has two time windows',
          {
            Targets: [service],
            TargetProperties: [
              { TargetId: service, Property: window },
              { TargetId: service, Property: '{"plan":{"timeRangeType":"day"}}' },
            ],
          },
          'InvalidParameter.TargetProperties.Duplicate',
        ],
        [
          'six time windows are given',
          {
            Targets: [service],
            TargetProperties: [1, 2, 3, 4, 5, 6].map((n) => ({ TargetId: `s${n}.aliyuncs.com`, Property: window })),
          },
          'InvalidParameter.TargetProperties.Length',
        ],
        ['an ARN is none', { ResourceArns: ['m-network1'] }, 'InvalidParameter.ResourceArns'],
        [
          'an ARN is of a type that has none',
          { ResourceArns: ['acs:ros:cn-hangzhou:1000000000000002:template/tpl-network1'] },
          'InvalidParameter.ResourceArns',
        ],
        [
          'an ARN is of another account',
          { ResourceArns: ['acs:ecs:cn-hangzhou:1000000000000003:image/m-prod1'] },
          'InvalidParameter.ResourceArns',
        ],
        [
          'an ARN is of another region',
          { ResourceArns: ['acs:ecs:cn-beijing:1000000000000002:image/m-network1'] },
          'InvalidParameter.ResourceArns',
        ],
        [
          'an ARN names nothing',
          { ResourceArns: ['acs:ecs:cn-hangzhou:1000000000000002:image/m-none'] },
          'InvalidParameter.ResourceArns',
        ],
        ['an ARN is given twice', { ResourceArns: [imageArn, imageArn] }, 'InvalidParameter.ResourceArns.Duplicate'],
        [
          'six ARNs are given',
          { ResourceArns: [1, 2, 3, 4, 5, 6].map((n) => `${imageArn}${n}`) },
          'InvalidParameter.ResourceArns.Length',
        ],
        [
          'resources are named in both forms',
          { Resources: [image], ResourceArns: [imageArn] },
          'InvalidParameter.ResourceConflict',
        ],
        [
          'a type that is named by ARN only is named by id',
          { Resources: [{ ResourceType: 'PolarDBBackupSet', ResourceId: 'pbs-network1' }] },
          'NotSupport.ResourceType.ResourcesParameter',
        ],
        [
          'settings are for a resource that is not named',
          { Resources: [image], ResourceProperties: [{ ResourceArn: portfolioArn, Property: settings }] },
          'InvalidParameter.ResourceProperties',
        ],
        [
          'settings are not flags of the type',
          { ResourceArns: [portfolioArn], ResourceProperties: [{ ResourceArn: portfolioArn, Property: '{"shareAll":true}' }] },
          'InvalidParameter.ResourceProperties',
        ],
        [
          'a resource has two settings',
          {
            ResourceArns: [portfolioArn],
            ResourceProperties: [
              { ResourceArn: portfolioArn, Property: settings },
              { ResourceArn: portfolioArn, Property: '{}' },
            ],
          },
          'InvalidParameter.ResourceProperties.Duplicate',
        ],
        [
          'six settings are given',
          {
            ResourceArns: [portfolioArn],
            ResourceProperties: [1, 2, 3, 4, 5, 6].map((n) => ({ ResourceArn: `${portfolioArn}${n}`, Property: settings })),
          },
          'InvalidParameter.ResourceProperties.Length',
        ],
        [
          'a type has no settings',
          { ResourceArns: [imageArn], ResourceProperties: [{ ResourceArn: imageArn, Property: settings }] },
          'NotSupport.ResourceProperty',
        ],
      ] as [string, Record<string, unknown>, string][]
    ).map(([title, parameters, code]) => ({ title, parameters, code })),
  )('$title ($code)', async ({ parameters, code }) => {
    expect(await refusedFor(parameters, { AllowExternalTargets: true })).toBe(code)
  })

  it('the id of the share is malformed (InvalidParameter.ResourceShareId)', async () => {
    expect(await refusal({ ResourceShareId: 'share-1', Resources: [image] })).toBe('InvalidParameter.ResourceShareId')
  })

  it('a time window may come as one JSON text, as the aliyun CLI sends it', async () => {
    const id = await share({ AllowExternalTargets: true })
    const records = await associate(id, {
      Targets: [service],
      TargetProperties: JSON.stringify([{ TargetId: service, Property: window }]),
    })
    expect(records).toMatchObject([{ EntityId: service, EntityType: 'Account', TargetProperty: window }])
  })

  it('an empty entry of ResourceProperties is no entry, as the Terraform provider sends it', async () => {
    const records = await associate(await share(), {
      ResourceArns: [imageArn],
      ResourceProperties: [{ ResourceArn: '', Property: '' }],
    })
    expect(records).toMatchObject([{ EntityId: 'm-network1', ResourceArn: imageArn }])
    expect(records[0]).not.toHaveProperty('ResourceProperty')
  })
})
