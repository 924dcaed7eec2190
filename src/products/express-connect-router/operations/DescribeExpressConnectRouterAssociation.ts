import { accountId, carriesTags, type Lookup, list, oneOf, operation, sometimes, structure, text } from '../../../model/index.js'
import { transitRouters } from '../../cen/tables.js'
import { vpcs } from '../../vpc/tables.js'
import { isThere, statusOf } from '../domain/attachment.js'
import { areNamed } from '../domain/tags.js'
import { toSeconds } from '../domain/times.js'
import { transitRouterStatus } from '../domain/transit-router.js'
import { ecrUnknown, illegal } from '../errors.js'
import { ecrId, newTags, pageAnswer, pages, tagAnswer, toEcr, usual } from '../parameters.js'
import { ecr } from '../product.js'
import { newestFirst, ownRouter, type Range } from '../reads.js'
import { type Association, associations, type TransitRouterAssociation, type VpcAssociation } from '../tables.js'
import { attachmentOf } from '../transit-routers.js'

const entry = structure({
  AssociationId: text('Id of the association.', 'ecr-assoc-9p2qxx5phpca2m0001'),
  EcrId: text('Id of the ECR.', 'ecr-mezk2idmsd0vx2a001'),
  AssociationNodeType: oneOf(['VPC', 'TR'], 'What is associated.'),
  RegionId: text('The region of what is associated.', 'cn-hangzhou'),
  // UNKNOWN: documented as the owner of the resource, but the VPC's owner has a field of its own.
  OwnerId: accountId('The account that owns the ECR.', '1000000000000002'),
  VpcId: sometimes(text('The VPC.', 'vpc-bp1h37fchc6jmfyln0001')),
  VpcName: sometimes(text('Name of the VPC.', 'production')),
  VpcOwnerId: sometimes(accountId('The account that owns the VPC, where the association was created with it.', '1000000000000003')),
  TransitRouterId: sometimes(text('The transit router.', 'tr-2ze4i71c6be454e2l0001')),
  TransitRouterName: sometimes(text('Name of the transit router.', 'backbone')),
  TransitRouterOwnerId: sometimes(
    accountId('The account that owns the transit router, where the association was created with it.', '1000000000000003'),
  ),
  CenId: sometimes(
    text('The CEN instance of the transit router, where the association was created with it.', 'cen-of3o1the3i4gwb0001'),
  ),
  AllowedPrefixes: list('Blocks that are announced to the data centre, in the order given.', text('CIDR block.', '172.16.0.0/24')),
  AllowedPrefixesMode: oneOf(['MatchMode', 'IncrementalMode'], 'How these blocks treat other routes.'),
  Description: sometimes(text('Its description, where it was given one.', 'production network')),
  Status: oneOf(['CREATING', 'ACTIVE', 'INACTIVE', 'ASSOCIATING', 'DISSOCIATING', 'UPDATING', 'DELETING'], 'What it is doing.'),
  Tags: tagAnswer,
  GmtCreate: text('When it was created.', '2026-01-01T00:00:00Z'),
  GmtModified: text('When it was changed last.', '2026-01-01T00:00:00Z'),
})

export default operation(ecr, {
  name: 'DescribeExpressConnectRouterAssociation',
  documented: '2025-08-01',
  does: 'Lists what is associated with an ECR.',
  input: {
    ...ecrId,
    // Filters: what is unknown or malformed finds nothing (Terraform's data sources rely on it).
    AssociationId: text('Only this association.', 'ecr-assoc-9p2qxx5phpca2m0001'),
    AssociationRegionId: text('Only associations in this region.', 'cn-hangzhou'),
    AssociationNodeType: oneOf(['VPC', 'TR'], 'Only associations of this kind.'),
    VpcId: text('Only the association of this VPC.', 'vpc-bp1h37fchc6jmfyln0001'),
    TransitRouterId: text('Only the association of this transit router.', 'tr-2ze4i71c6be454e2l0001'),
    CenId: text('Only associations with transit routers of this CEN instance.', 'cen-of3o1the3i4gwb0001'),
    Tag: newTags.Tag,
    ...pages,
    ...usual,
  },
  output: { AssociationList: list('The associations, newest first.', entry), ...pageAnswer },
  access: toEcr('list'),
  errors: { ...illegal, ...ecrUnknown },
  async run({ input, now, own, at, page, settle }) {
    settle(areNamed(input.Tag))
    const router = settle(await ownRouter(own, input.EcrId, now))
    const { rows, ...rest } = await newestFirst(own, page, rangeOf(input), (row) => {
      if (row.ecrId !== router.ecrId || !isThere(row, now)) return false
      if (input.AssociationNodeType !== undefined && row.nodeType !== input.AssociationNodeType) return false
      if (input.VpcId !== undefined && row.vpcId !== input.VpcId) return false
      if (input.TransitRouterId !== undefined && row.transitRouterId !== input.TransitRouterId) return false
      if (input.CenId !== undefined && !(row.nodeType === 'TR' && row.cenId === input.CenId)) return false
      if (input.AssociationRegionId !== undefined && row.regionId !== input.AssociationRegionId) return false
      return carriesTags(row.tags, input.Tag)
    })
    const show = async (row: Association) => ({
      AssociationId: row.associationId,
      EcrId: row.ecrId,
      AssociationNodeType: row.nodeType,
      RegionId: row.regionId,
      OwnerId: router.owner,
      ...(row.nodeType === 'VPC' ? await vpcShown({ at }, row, now) : await transitRouterShown({ at }, row, now)),
      AllowedPrefixes: row.allowedPrefixes,
      AllowedPrefixesMode: row.allowedPrefixesMode,
      Description: row.description,
      Tags: Object.entries(row.tags).map(([Key, Value]) => ({ Key, Value })),
      GmtCreate: toSeconds(row.createdAt),
      GmtModified: toSeconds(row.modifiedAt),
    })
    return { AssociationList: await Promise.all(rows.map(show)), ...rest }
  },
})

async function vpcShown({ at }: Pick<Lookup, 'at'>, row: VpcAssociation, now: Date) {
  return {
    VpcId: row.vpcId,
    VpcName: (await at(row.vpcOwner).get(vpcs, row.vpcId))?.name,
    VpcOwnerId: row.vpcOwnerGiven ? row.vpcOwner : undefined,
    Status: statusOf(row, now),
  }
}

async function transitRouterShown(lookup: Pick<Lookup, 'at'>, row: TransitRouterAssociation, now: Date) {
  return {
    TransitRouterId: row.transitRouterId,
    TransitRouterName: (await lookup.at(row.transitRouterOwner).get(transitRouters, row.transitRouterId))?.name,
    TransitRouterOwnerId: row.transitRouterOwnerGiven ? row.transitRouterOwner : undefined,
    CenId: row.cenGiven ? row.cenId : undefined,
    Status: transitRouterStatus(row, await attachmentOf(lookup, row, now), now),
  }
}

interface Wanted {
  readonly EcrId: string
  readonly AssociationId?: string | undefined
  readonly VpcId?: string | undefined
  readonly TransitRouterId?: string | undefined
}

function rangeOf({ EcrId, AssociationId, VpcId, TransitRouterId }: Wanted): Range<Association> {
  if (AssociationId !== undefined) return { table: associations, index: 'key', prefix: [AssociationId] }
  if (VpcId !== undefined) return { table: associations, index: 'byNode', prefix: [EcrId, VpcId] }
  if (TransitRouterId !== undefined) return { table: associations, index: 'byTransitRouter', prefix: [EcrId, TransitRouterId] }
  return { table: associations, index: 'byRouter', prefix: [EcrId] }
}
