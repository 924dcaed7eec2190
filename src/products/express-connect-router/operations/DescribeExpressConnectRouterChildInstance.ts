import { accountId, list, oneOf, operation, sometimes, structure, text } from '../../../model/index.js'
import { vbrs } from '../../vpc/tables.js'
import { isThere, statusOf } from '../domain/attachment.js'
import { toSeconds } from '../domain/times.js'
import { ecrUnknown, illegal } from '../errors.js'
import { ecrId, pageAnswer, pages, toEcr, usual } from '../parameters.js'
import { ecr } from '../product.js'
import { newestFirst, ownRouter, type Range } from '../reads.js'
import { type ChildInstance, childInstances } from '../tables.js'

const entry = structure({
  ChildInstanceId: text('The VBR.', 'vbr-j6cwxhgg0s5nuephp0001'),
  ChildInstanceType: oneOf(['VBR'], 'Its kind; there is one.'),
  ChildInstanceName: sometimes(text('Its name.', 'leased line 1')),
  ChildInstanceOwnerId: accountId('The account that owns it.', '1000000000000003'),
  ChildInstanceRegionId: text('Its region.', 'cn-hangzhou'),
  AssociationId: text('Id of the attachment.', 'ecr-assoc-9p2qxx5phpca2m0001'),
  EcrId: text('Id of the ECR.', 'ecr-mezk2idmsd0vx2a001'),
  OwnerId: accountId('The account that owns the ECR.', '1000000000000002'),
  RegionId: text('The region of the VBR.', 'cn-hangzhou'),
  Description: sometimes(text('Description of the attachment, where it was given one.', 'leased line of Hangzhou')),
  Status: oneOf(['CREATING', 'ACTIVE', 'ASSOCIATING', 'DISSOCIATING', 'UPDATING', 'DELETING'], 'What it is doing.'),
  GmtCreate: text('When it was attached.', '2026-01-01T00:00:00Z'),
  GmtModified: text('When it was changed last.', '2026-01-01T00:00:00Z'),
})

export default operation(ecr, {
  name: 'DescribeExpressConnectRouterChildInstance',
  does: 'Lists the VBRs that are attached to an ECR.',
  input: {
    ...ecrId,
    // Filters: what is unknown or malformed finds nothing (Terraform's data sources rely on it).
    AssociationId: text('Only the VBR with this attachment.', 'ecr-assoc-9p2qxx5phpca2m0001'),
    ChildInstanceId: text('Only this VBR.', 'vbr-j6cwxhgg0s5nuephp0001'),
    ChildInstanceType: oneOf(['VBR'], 'Only this kind; there is one.'),
    ChildInstanceRegionId: text('Only VBRs of this region.', 'cn-hangzhou'),
    ...pages,
    ...usual,
  },
  output: { ChildInstanceList: list('The VBRs, newest first.', entry), ...pageAnswer },
  access: toEcr('list'),
  errors: { ...illegal, ...ecrUnknown },
  async run({ input, now, own, at, page, settle }) {
    const router = settle(await ownRouter(own, input.EcrId, now))
    const { rows, ...rest } = await newestFirst(own, page, rangeOf(input), (row) => {
      if (row.ecrId !== router.ecrId || !isThere(row, now)) return false
      if (input.ChildInstanceId !== undefined && row.vbrId !== input.ChildInstanceId) return false
      return input.ChildInstanceRegionId === undefined || row.regionId === input.ChildInstanceRegionId
    })
    const show = async (row: ChildInstance) => ({
      ChildInstanceId: row.vbrId,
      ChildInstanceType: 'VBR',
      ChildInstanceName: (await at(row.vbrOwner).get(vbrs, row.vbrId))?.name,
      ChildInstanceOwnerId: row.vbrOwner,
      ChildInstanceRegionId: row.regionId,
      AssociationId: row.associationId,
      EcrId: row.ecrId,
      OwnerId: router.owner,
      RegionId: row.regionId,
      Description: row.description,
      Status: statusOf(row, now),
      GmtCreate: toSeconds(row.createdAt),
      GmtModified: toSeconds(row.modifiedAt),
    })
    return { ChildInstanceList: await Promise.all(rows.map(show)), ...rest }
  },
})

interface Wanted {
  readonly EcrId: string
  readonly AssociationId?: string | undefined
  readonly ChildInstanceId?: string | undefined
}

function rangeOf({ EcrId, AssociationId, ChildInstanceId }: Wanted): Range<ChildInstance> {
  if (AssociationId !== undefined) return { table: childInstances, index: 'key', prefix: [AssociationId] }
  if (ChildInstanceId !== undefined) return { table: childInstances, index: 'byInstance', prefix: [EcrId, ChildInstanceId] }
  return { table: childInstances, index: 'byRouter', prefix: [EcrId] }
}
