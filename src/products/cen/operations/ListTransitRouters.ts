import { accountId, carriesTags, flag, list, oneOf, operation, sometimes, structure, text } from '../../../model/index.js'
import { statusOf } from '../domain/cen.js'
import {
  cenId,
  numberedPageAnswer,
  pageByNumber,
  pageNumbers,
  region,
  tagAnswer,
  tagFilter,
  tagsAnswered,
  timeAnswered,
  transitRouterArn,
  transitRouterId,
} from '../parameters.js'
import { cen } from '../product.js'
import { allThere } from '../reads.js'
import { type TransitRouter, transitRouters } from '../tables.js'

const cidr = structure({
  TransitRouterCidrId: text('Id of the block.', 'cidr-46p5ceg21e81520001'),
  Cidr: text('The block.', '192.168.10.0/24'),
  Name: sometimes(text('Its name.', 'tunnels')),
  Description: sometimes(text('What it is for.', 'VPN tunnels')),
  PublishCidrRoute: flag('Whether routes to it may be added by the system.', true),
})

const entry = structure({
  TransitRouterId: text('Id of the transit router.', 'tr-bp1su1ytdxtataupl0001'),
  CenId: text('Its CEN instance.', 'cen-j3jzhw1zpau2km0001'),
  AliUid: accountId('The account that owns it.'),
  RegionId: text('Its region.', 'cn-hangzhou'),
  Type: oneOf(['Enterprise', 'Basic'], 'Its edition; there are no basic ones here.'),
  Status: oneOf(['Creating', 'Active', 'Modifying', 'Deleting', 'Upgrading'], 'What it is doing.'),
  TransitRouterName: sometimes(text('Its name, where it was given one.', 'backbone')),
  TransitRouterDescription: sometimes(text('Its description, where it was given one.', 'Joins all regions.')),
  SupportMulticast: flag('Whether it forwards multicast traffic.', false),
  TransitRouterCidrList: list('Its blocks.', cidr),
  CreationTime: text('When it was created.', '2026-01-01T00:00Z'),
  Tags: tagAnswer,
})

export default operation(cen, {
  name: 'ListTransitRouters',
  documented: '2025-08-07',
  does: 'Lists the transit routers of the account. Ids that nothing has find nothing.',
  input: {
    CenId: cenId,
    TransitRouterId: transitRouterId,
    RegionId: region,
    Status: oneOf(['Creating', 'Active', 'Modifying', 'Deleting', 'Upgrading'], 'Only transit routers in this state.'),
    Type: oneOf(['Enterprise', 'Basic'], 'Only transit routers of this edition.'),
    TransitRouterName: text('Only transit routers of this name.', 'backbone', { max: 128 }),
    FeatureFilter: list(
      'Only those with or without a feature.',
      structure({
        Key: oneOf(['Multicast'], 'The feature.'),
        Value: list('Whether it is there.', oneOf(['Enabled', 'Disabled'], 'Enabled or Disabled.'), { max: 1 }),
      }),
      { max: 1 },
    ),
    Tag: tagFilter,
    ...pageNumbers,
  },
  output: { ...numberedPageAnswer, TransitRouters: list('The transit routers of the page, newest first.', entry) },
  access: { level: 'get', resources: [{ arn: transitRouterArn, id: 'TransitRouterId' }] },
  errors: {
    'InvalidParameterCombination.TransitRouter': [400, 'Region ID is required if no TransitRouterId or CenId specified.'],
    'InvalidOperation.UnsupportFilterValue': [400, 'The specified FeatureFilter Value is not supported by this operation.'],
    'InvalidOperation.UnsupportFilter': [400, 'The specified FeatureFilter is not supported by this operation.'],
    'IllegalParam.TagValue': [400, 'The tag values are not valid.'],
    'IllegalParam.TagKey': [400, 'The tag keys are not valid.'],
  },
  async run({ input, caller, now, own, refuse }) {
    const { CenId, TransitRouterId, RegionId, Status, Type, TransitRouterName, FeatureFilter, Tag } = input
    if (CenId === undefined && TransitRouterId === undefined && RegionId === undefined)
      return refuse('InvalidParameterCombination.TransitRouter', { because: 'None of the three is given.', next: 'Give RegionId.' })
    const all = await allThere(own, transitRouters, 'byCreated', [], now)
    const asked = all.filter(
      (row) =>
        (CenId === undefined || row.cenId === CenId) &&
        (TransitRouterId === undefined || row.transitRouterId === TransitRouterId) &&
        (RegionId === undefined || row.regionId === RegionId) &&
        (Status === undefined || statusOf(row, now) === Status) &&
        Type !== 'Basic' &&
        (TransitRouterName === undefined || row.name === TransitRouterName) &&
        (FeatureFilter ?? []).every(({ Value }) => !Value || Value.includes(row.supportMulticast ? 'Enabled' : 'Disabled')) &&
        carriesTags(row.tags, Tag),
    )
    const { rows, about } = pageByNumber(asked, input)
    const show = (row: TransitRouter) => ({
      TransitRouterId: row.transitRouterId,
      CenId: row.cenId,
      AliUid: caller.account,
      RegionId: row.regionId,
      Type: 'Enterprise',
      Status: statusOf(row, now),
      TransitRouterName: row.name,
      TransitRouterDescription: row.description,
      SupportMulticast: row.supportMulticast,
      TransitRouterCidrList: row.cidrs.map(({ cidrId, cidr, name, description, publishRoute }) => ({
        TransitRouterCidrId: cidrId,
        Cidr: cidr,
        Name: name,
        Description: description,
        PublishCidrRoute: publishRoute,
      })),
      CreationTime: timeAnswered(row.createdAt),
      Tags: tagsAnswered(row.tags),
    })
    return { ...about, TransitRouters: rows.map(show) }
  },
})
