import { clientToken, dryRun, list, oneOf, onlyOwn, operation, structure, text, whole, withTags } from '../../../model/index.js'
import { defaultResourceGroupId } from '../../resource-manager/domain/resource-group.js'
import { mayCreatePrefixList, usualEntries } from '../domain/prefix-list.js'
import { blockDescription, descriptionOf, nameOf, requiredRegion, resourceGroup, tags } from '../parameters.js'
import { vpc } from '../product.js'
import { prefixLists } from '../tables.js'

export default operation(vpc, {
  name: 'CreateVpcPrefixList',
  documented: '2024-12-20',
  does: 'Creates a list of CIDR blocks that others can be given by a resource share.',
  input: {
    RegionId: requiredRegion,
    PrefixListName: nameOf('prefix list'),
    PrefixListDescription: descriptionOf('prefix list'),
    MaxEntries: whole('How many blocks it has place for.', usualEntries, { min: 1, default: usualEntries }),
    PrefixListEntries: list(
      'The blocks.',
      structure({ Cidr: text('A block of the IP version of the list.', '192.168.0.0/16'), Description: blockDescription }),
      { max: 50 },
    ),
    ResourceGroupId: resourceGroup,
    IpVersion: oneOf(['IPv4', 'IPv6'], 'The IP version of all its blocks.'),
    Tag: tags,
    ...dryRun,
    ...clientToken,
  },
  output: {
    PrefixListId: text('The new prefix list.', 'pl-0b7hwu67f3k2m9qz1x4c8'),
    ResourceGroupId: text('Its resource group.', 'rg-acfmxazb4ph6aiy'),
  },
  access: { level: 'create', resources: [{ arn: 'acs:vpc:{#regionId}:{#accountId}:prefixlist/*' }] },
  errors: {
    'UnsupportedFeature.IpVersion': [400, 'The ipversion type is not supported.'],
    'QuotaExceeded.PrefixListCidrCount': [400, 'The quota of prefixListMaxEntry count is exceeded.'],
    'OperationFailed.CidrCountExceedMaxCount': [400, 'The operation is failed because of cidrCountExceedMaxCount.'],
    'IllegalParam.CidrBlock': [400, 'The param of cidrBlock is illegal.'],
    'IllegalParam.CidrName': [400, 'The param of cidrName is illegal.'],
    'DuplicatedParam.CidrBlock': [400, 'The param of cidrBlock is duplicated.'],
    'QuotaExceeded.PrefixListCount': [400, 'The quota of prefixList count is exceeded.'],
  },
  touches: onlyOwn,
  async run({ input, caller, region: regionId, now, own, newId, settle, quota }) {
    const ipVersion = input.IpVersion ?? 'IPv4'
    const maxEntries = input.MaxEntries ?? usualEntries
    const entries = settle(
      mayCreatePrefixList({
        ipVersion,
        maxEntries,
        entries: input.PrefixListEntries,
        existing: await own.count(prefixLists, 'byRegion', [regionId]),
        most: quota('prefixLists'),
        mostEntries: quota('entriesPerPrefixList'),
      }),
    )
    const resourceGroupId = input.ResourceGroupId ?? defaultResourceGroupId(caller.account)
    const prefixListId = newId('pl-', 21)
    const createdAt = now.toISOString()
    own.put(prefixLists, {
      prefixListId,
      regionId,
      name: input.PrefixListName ?? '',
      description: input.PrefixListDescription ?? '',
      ipVersion,
      maxEntries,
      entries,
      resourceGroupId,
      tags: withTags({}, input.Tag),
      createdAt,
      // There is no state of being created: a new list is `Created` (metadata).
      settlesAt: createdAt,
    })
    return { PrefixListId: prefixListId, ResourceGroupId: resourceGroupId }
  },
})
