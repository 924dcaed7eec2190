import { clientToken, dryRun, onlyOwn, operation, required, text } from '../../../model/index.js'
import { mayDeletePrefixList } from '../domain/prefix-list.js'
import { requiredRegion } from '../parameters.js'
import { isPrefixListShared, standingOf } from '../prefix-lists.js'
import { vpc } from '../product.js'
import { prefixLists } from '../tables.js'

export default operation(vpc, {
  name: 'DeleteVpcPrefixList',
  documented: '2024-12-20',
  does: 'Deletes a prefix list that is not shared.',
  input: {
    RegionId: requiredRegion,
    PrefixListId: required(text('The prefix list.', 'pl-0b7hwu67f3k2m9qz1x4c8')),
    ...dryRun,
    ...clientToken,
  },
  access: {
    level: 'delete',
    resources: [{ arn: 'acs:vpc:{#regionId}:{#accountId}:prefixlist/{#PrefixListId}', id: 'PrefixListId' }],
  },
  errors: {
    'ResourceNotFound.PrefixList': [400, 'The specified resource of prefixList is not found.'],
    'IncorrectStatus.SystemPrefixList': [400, 'This is not allowed to operate system prefixList.'],
    'OperationDenied.DeleteShareResource': [400, 'This is not allowed to delete shared prefixList.'],
    'IncorrectStatus.PrefixList': [400, 'The status of prefixList is incorrect.'],
    'DependencyViolation.PrefixListRelation': [
      400,
      'The specified resource of prefixList depends on prefixList relation, so the operation cannot be completed.',
    ],
    'DependencyViolation.ShareResource': [
      400,
      'The specified resource of prefixList depends on share resource, so the operation cannot be completed.',
    ],
  },
  touches: onlyOwn,
  async run(context) {
    const { input, caller, region, now, own, settle } = context
    const { mine, ...standing } = await standingOf(context, { account: caller.account, region, now }, input.PrefixListId)
    const shared = mine !== undefined && (await isPrefixListShared(context, { owner: caller.account, row: mine }, now))
    settle(mayDeletePrefixList({ ...standing, shared }))
    own.delete(prefixLists, input.PrefixListId)
  },
})
