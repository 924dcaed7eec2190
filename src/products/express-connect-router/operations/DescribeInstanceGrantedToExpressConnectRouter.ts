import { accountId, carriesTags, list, oneOf, operation, structure, text } from '../../../model/index.js'
import { vbrs, vpcs } from '../../vpc/tables.js'
import { isRouterThere } from '../domain/lock.js'
import { areNamed } from '../domain/tags.js'
import { toEpochMilliseconds } from '../domain/times.js'
import { ecrUnknown, illegal } from '../errors.js'
import { ecrId, pageAnswer, pages, toEcr, usual } from '../parameters.js'
import { ecr } from '../product.js'
import { newestFirst, ownRouter } from '../reads.js'
import { type Grant, grantsGiven, grantsReceived, routers } from '../tables.js'

const barred = /^(aliyun|acs:)|https?:\/\//
const wantedTag = structure({
  TagKey: text('Tag key.', 'team', { min: 1, max: 128, barred }),
  TagValue: text('Tag value.', 'network', { min: 1, max: 128, barred }),
})

const entry = structure({
  GrantId: text('Id of the grant.', 'gr-8gdelo13mi99g10001'),
  EcrId: text('The ECR that may attach the instance.', 'ecr-mezk2idmsd0vx2a001'),
  EcrOwnerAliUid: accountId('The account that owns the ECR.', '1000000000000002'),
  NodeId: text('The instance.', 'vpc-bp1h37fchc6jmfyln0001'),
  NodeType: oneOf(['VBR', 'VPC'], 'Its kind.'),
  NodeRegionId: text('Its region.', 'cn-hangzhou'),
  NodeOwnerUid: accountId('The account that owns it.', '1000000000000003'),
  NodeOwnerBid: text('Business id of that account.', '26842'),
  Status: text('State of the grant; there is one.', 'ACTIVE'),
  GmtCreate: text('When it was made, in milliseconds since 1970.', '1767225600000'),
  GmtModified: text('When it was changed last, in milliseconds since 1970.', '1767225600000'),
})

function show(grant: Grant) {
  return {
    GrantId: grant.grantId,
    EcrId: grant.ecrId,
    EcrOwnerAliUid: grant.ecrOwner,
    NodeId: grant.instanceId,
    NodeType: grant.instanceType,
    NodeRegionId: grant.instanceRegionId,
    NodeOwnerUid: grant.instanceOwner,
    NodeOwnerBid: grant.instanceOwnerBid,
    // UNKNOWN: the one example reads Active, the client that waits for a state waits for ACTIVE, as the rest of the API writes it.
    Status: 'ACTIVE',
    GmtCreate: toEpochMilliseconds(grant.createdAt),
    GmtModified: toEpochMilliseconds(grant.modifiedAt),
  }
}

export default operation(ecr, {
  name: 'DescribeInstanceGrantedToExpressConnectRouter',
  does: 'Lists the instances that other accounts granted to an ECR; for such an account those that it granted itself.',
  input: {
    ...ecrId,
    InstanceId: text('Only the grant of this instance.', 'vpc-bp1h37fchc6jmfyln0001'),
    InstanceType: oneOf(['VBR', 'VPC'], 'Only instances of this kind.'),
    InstanceRegionId: text('Only instances of this region.', 'cn-hangzhou'),
    InstanceOwnerId: accountId('Only instances of this account.', '1000000000000003'),
    TagModels: list('Only instances that carry all of these tags.', wantedTag, { max: 20 }),
    ResourceGroupId: text('Only instances of this resource group.', 'rg-acfmvvajg5q0001'),
    // UNKNOWN: what the values mean is not documented; clients on the side of the instance's owner send OTHER.
    CallerType: text('OTHER: asked by the owner of the instances. Anything else: by the owner of the ECR.', 'OTHER'),
    ...pages,
    ...usual,
  },
  output: { EcrGrantedInstanceList: list('The grants, newest first.', entry), ...pageAnswer },
  access: toEcr('list'),
  // Not in the published list, but Terraform takes an ECR for deleted only when this operation says so.
  errors: { ...illegal, ...ecrUnknown },
  async run({ input, now, own, at, page, locate, settle, refuse }) {
    const asGiver = input.CallerType === 'OTHER'
    if (!asGiver) settle(await ownRouter(own, input.EcrId, now))
    else if (!isRouterThere((await locate(routers, input.EcrId))?.row, now))
      refuse('ResourceNotFound.EcrId', {
        because: 'No ECR has this id; with an ECR its grants go.',
        next: 'Ask the ECR owner for its id.',
      })

    const table = asGiver ? grantsGiven : grantsReceived
    const range =
      input.InstanceId === undefined
        ? { table, index: 'byRouter', prefix: [input.EcrId] }
        : { table, index: 'key', prefix: [input.EcrId, input.InstanceId] }
    const tags = input.TagModels?.map(({ TagKey, TagValue }) => ({ Key: TagKey, Value: TagValue }))
    settle(areNamed(tags, 'TagModels', 'TagKey'))
    const ofInstance = tags !== undefined || input.ResourceGroupId !== undefined
    const filtered =
      ofInstance || [input.InstanceType, input.InstanceRegionId, input.InstanceOwnerId].some((value) => value !== undefined)
    const isWanted = async (grant: Grant) => {
      if (input.InstanceType !== undefined && grant.instanceType !== input.InstanceType) return false
      if (input.InstanceRegionId !== undefined && grant.instanceRegionId !== input.InstanceRegionId) return false
      if (input.InstanceOwnerId !== undefined && grant.instanceOwner !== input.InstanceOwnerId) return false
      if (!ofInstance) return true
      const owner = at(grant.instanceOwner)
      const instance =
        grant.instanceType === 'VPC' ? await owner.get(vpcs, grant.instanceId) : await owner.get(vbrs, grant.instanceId)
      if (!instance || !carriesTags(instance.tags, tags)) return false
      return input.ResourceGroupId === undefined || instance.resourceGroupId === input.ResourceGroupId
    }
    const { rows, ...rest } = await newestFirst(own, page, range, filtered ? isWanted : undefined)
    return { EcrGrantedInstanceList: rows.map(show), ...rest }
  },
})
