import { accountId, carriesTags, list, long, oneOf, operation, sometimes, structure, text } from '../../../model/index.js'
import { type Circumstances, isOverdue, isRouterThere, routerStatus } from '../domain/lock.js'
import { areNamed } from '../domain/tags.js'
import { toSeconds } from '../domain/times.js'
import { illegal } from '../errors.js'
import { pageAnswer, pages, toEcr, usual, wantedTags } from '../parameters.js'
import { ecr } from '../product.js'
import { newestFirst, type Range } from '../reads.js'
import { type Router, routers } from '../tables.js'

const entry = structure({
  EcrId: text('Id of the ECR.', 'ecr-mezk2idmsd0vx2a001'),
  OwnerId: accountId('The account that owns it.'),
  AlibabaSideAsn: long('Its ASN.', 45104),
  Name: sometimes(text('Its name, where it was given one.', 'core')),
  Description: sometimes(text('Its description, where it was given one.', 'Joins the data centre.')),
  ResourceGroupId: text('Its resource group.', 'rg-acfmvvajg5q0001'),
  Status: oneOf(
    ['ACTIVE', 'UPDATING', 'ASSOCIATING', 'DISSOCIATING', 'LOCKED_ATTACHING', 'LOCKED_DETACHING', 'RECLAIMING', 'DELETING'],
    'What it is doing.',
  ),
  BizStatus: oneOf(['Normal', 'FinancialLocked'], 'Its state as a purchase.'),
  Tags: list('Its tags.', structure({ TagKey: text('Tag key.', 'team'), TagValue: text('Tag value.', 'network') })),
  GmtCreate: text('When it was created.', '2026-01-01T00:00:00Z'),
  GmtModified: text('When it was changed last.', '2026-01-01T00:00:00Z'),
})

function show(router: Router, circumstances: Circumstances) {
  return {
    EcrId: router.ecrId,
    OwnerId: router.owner,
    AlibabaSideAsn: router.alibabaSideAsn,
    Name: router.name,
    Description: router.description,
    ResourceGroupId: router.resourceGroupId,
    Status: routerStatus(router, circumstances),
    BizStatus: isOverdue(circumstances.settings, router.owner) ? 'FinancialLocked' : 'Normal',
    Tags: Object.entries(router.tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
    GmtCreate: toSeconds(router.createdAt),
    GmtModified: toSeconds(router.modifiedAt),
  }
}

export default operation(ecr, {
  name: 'DescribeExpressConnectRouter',
  does: 'Lists the ECRs of the account.',
  input: {
    // A filter, not a reference: an id that is unknown or malformed finds nothing (Terraform reads a deleted ECR so).
    EcrId: text('Only this ECR.', 'ecr-mezk2idmsd0vx2a001'),
    Name: text('Only ECRs with exactly this name.', 'core', { max: 128 }),
    ResourceGroupId: text('Only ECRs of this resource group.', 'rg-acfmvvajg5q0001'),
    ...wantedTags,
    ...pages,
    ...usual,
  },
  output: { EcrList: list('The ECRs, newest first.', entry), ...pageAnswer },
  access: toEcr('list'),
  errors: { ...illegal },
  async run({ input, now, settings, own, page, settle }) {
    const { EcrId, Name, ResourceGroupId, Tag } = input
    settle(areNamed(Tag))
    const range: Range<Router> =
      EcrId === undefined ? { table: routers, index: 'byCreated', prefix: [] } : { table: routers, index: 'key', prefix: [EcrId] }
    const { rows, ...rest } = await newestFirst(own, page, range, (router) => {
      if (!isRouterThere(router, now)) return false
      if (Name !== undefined && router.name !== Name) return false
      if (ResourceGroupId !== undefined && router.resourceGroupId !== ResourceGroupId) return false
      return carriesTags(router.tags, Tag)
    })
    return { EcrList: rows.map((router) => show(router, { now, settings })), ...rest }
  },
})
