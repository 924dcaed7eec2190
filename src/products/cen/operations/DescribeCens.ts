import { carriesTags, list, oneOf, operation, sometimes, structure, text } from '../../../model/index.js'
import { statusOf } from '../domain/cen.js'
import {
  cenArn,
  numberedPageAnswer,
  pageByNumber,
  pageNumbers,
  tagAnswer,
  tagFilter,
  tagsAnswered,
  timeAnswered,
} from '../parameters.js'
import { cen } from '../product.js'
import { allThere } from '../reads.js'
import { type Cen, cens } from '../tables.js'

const entry = structure({
  CenId: text('Id of the CEN instance.', 'cen-0xyeagctz5sfg90001'),
  Name: sometimes(text('Its name, where it was given one.', 'backbone')),
  Description: sometimes(text('Its description, where it was given one.', 'Joins all regions.')),
  Status: oneOf(['Creating', 'Active', 'Modifying', 'Deleting'], 'What it is doing.'),
  ProtectionLevel: text('How networks may overlap.', 'REDUCED'),
  Ipv6Level: text('Whether it carries IPv6.', 'DISABLED'),
  ResourceGroupId: text('Its resource group.', 'rg-acfm3unpnuw0001'),
  CreationTime: text('When it was created.', '2026-01-01T00:00Z'),
  Tags: structure({ Tag: tagAnswer }),
  CenBandwidthPackageIds: structure({
    CenBandwidthPackageId: list('Its bandwidth packages; there are none.', text('Id.', 'cenbwp-1')),
  }),
})

export default operation(cen, {
  name: 'DescribeCens',
  documented: '2025-08-07',
  does: 'Lists the CEN instances of the account.',
  input: {
    Filter: list(
      'Conditions: all keys must hold, of each one value.',
      structure({
        Key: oneOf(['CenId', 'Name'], 'What to compare.'),
        Value: list('Values of which one must be met.', text('A value.', 'cen-0xyeagctz5sfg90001'), { max: 5 }),
      }),
      { max: 5 },
    ),
    ResourceGroupId: text('Only CEN instances of this resource group.', 'rg-acfm3unpnuw0001'),
    Tag: tagFilter,
    ...pageNumbers,
  },
  output: { ...numberedPageAnswer, Cens: structure({ Cen: list('The CEN instances of the page, newest first.', entry) }) },
  access: { level: 'get', resources: [{ arn: cenArn }] },
  errors: {
    InvalidTagKey: [400, 'The tag keys are not valid.'],
    InvalidTagValue: [400, 'The tag values are not valid.'],
  },
  async run({ input, now, own }) {
    const all = await allThere(own, cens, 'byCreated', [], now)
    const asked = all.filter((row) => {
      if (input.ResourceGroupId !== undefined && row.resourceGroupId !== input.ResourceGroupId) return false
      const meets = ({ Key, Value }: { Key?: string | undefined; Value?: readonly string[] | undefined }) =>
        Key === undefined || !Value || Value.includes((Key === 'CenId' ? row.cenId : row.name) ?? '')
      return (input.Filter ?? []).every(meets) && carriesTags(row.tags, input.Tag)
    })
    const { rows, about } = pageByNumber(asked, input)
    const show = (row: Cen) => ({
      CenId: row.cenId,
      Name: row.name,
      Description: row.description,
      Status: statusOf(row, now),
      ProtectionLevel: row.protectionLevel,
      Ipv6Level: 'DISABLED',
      ResourceGroupId: row.resourceGroupId,
      CreationTime: timeAnswered(row.createdAt),
      Tags: { Tag: tagsAnswered(row.tags) },
      CenBandwidthPackageIds: { CenBandwidthPackageId: [] },
    })
    return { ...about, Cens: { Cen: rows.map(show) } }
  },
})
