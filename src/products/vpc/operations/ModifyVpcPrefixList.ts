import { clientToken, dryRun, list, onlyOwn, operation, required, structure, text, whole } from '../../../model/index.js'
import { mayChangeEntries, mayModifyPrefixList } from '../domain/prefix-list.js'
import { blockDescription, descriptionOf, nameOf, requiredRegion } from '../parameters.js'
import { standingOf } from '../prefix-lists.js'
import { vpc } from '../product.js'
import { prefixLists } from '../tables.js'

export default operation(vpc, {
  name: 'ModifyVpcPrefixList',
  documented: '2024-06-24',
  does: 'Changes what a prefix list is called, how much it holds, and which blocks are in it.',
  input: {
    RegionId: requiredRegion,
    PrefixListId: required(text('The prefix list.', 'pl-0b7hwu67f3k2m9qz1x4c8')),
    PrefixListName: nameOf('prefix list'),
    PrefixListDescription: descriptionOf('prefix list'),
    MaxEntries: whole('How many blocks it is to have place for.', 20, { min: 1 }),
    AddPrefixListEntry: list(
      'Blocks to add; one that is there takes the new description.',
      structure({ Cidr: text('A block.', '172.16.0.0/12'), Description: blockDescription }),
      { max: 1000 },
    ),
    RemovePrefixListEntry: list(
      'Blocks to remove.',
      structure({ Cidr: text('A block.', '192.168.0.0/16'), Description: blockDescription }),
      { max: 1000 },
    ),
    ...dryRun,
    ...clientToken,
  },
  output: { PrefixListId: text('The prefix list.', 'pl-0b7hwu67f3k2m9qz1x4c8') },
  access: {
    level: 'update',
    resources: [{ arn: 'acs:vpc:{#regionId}:{#accountId}:prefixlist/{#PrefixListId}', id: 'PrefixListId' }],
  },
  errors: {
    'ResourceNotFound.PrefixList': [400, 'The specified resource of prefixList is not found.'],
    'OperationFailed.CidrCountExceedMaxCount': [400, 'The operation is failed because of cidrCountExceedMaxCount.'],
    'OperationDenied.RemoveCountExceedExistCount': [
      400,
      'The operation is not allowed because of remove-count exceed exist-count.',
    ],
    'DuplicatedParam.CidrBlock': [400, 'The param of cidrBlock is duplicated.'],
    'IllegalParam.CidrBlock': [400, 'The param of cidrBlock is illegal.'],
    'IllegalParam.CidrName': [400, 'The param of cidrName is illegal.'],
    'OperationDenied.SystemPrefixList': [400, 'This is not allowed to operate system prefixList.'],
    'OperationFailed.OperateShareResource': [400, 'This is not allowed to operate shared prefixList.'],
    'IncorrectStatus.PrefixList': [400, 'The status of prefixList is incorrect.'],
    'QuotaExceeded.PrefixListCidrCount': [400, 'The quota of prefixList entry maxEntry count is exceeded.'],
    QuotaExceeded: [400, 'Route entry quota exceeded in associated route table.'],
  },
  touches: onlyOwn,
  async run(context) {
    const { input, caller, region, now, own, settle, quota, transition } = context
    const { mine, ...standing } = await standingOf(context, { account: caller.account, region, now }, input.PrefixListId)
    settle(mayModifyPrefixList(standing))
    if (!mine) return { PrefixListId: input.PrefixListId }
    const maxEntries = input.MaxEntries ?? mine.maxEntries
    const entries = settle(
      mayChangeEntries({
        list: mine,
        maxEntries,
        add: input.AddPrefixListEntry,
        remove: input.RemovePrefixListEntry,
        // A limit that was lowered later does not make the list unchangeable.
        mostEntries: Math.max(quota('entriesPerPrefixList'), mine.maxEntries),
      }),
    )
    // UNKNOWN: whether a list shows its old entries while it is Modifying; here the new ones.
    own.put(prefixLists, {
      ...mine,
      name: input.PrefixListName ?? mine.name,
      description: input.PrefixListDescription ?? mine.description,
      maxEntries,
      entries,
      settlesAt: transition.settlesAt,
    })
    return { PrefixListId: mine.prefixListId }
  },
})
