import { dryRun, operation, required, text } from '../../../model/index.js'
import { cloudResources, vSwitchAnswered, vSwitchFields } from '../answers.js'
import { region } from '../parameters.js'
import { vpc } from '../product.js'
import { addressesTakenIn, routeTablesOf, shareTypeFor, vSwitchSeenBy } from '../reads.js'

export default operation(vpc, {
  name: 'DescribeVSwitchAttributes',
  documented: '2024-06-24',
  does: 'Shows one vSwitch: of the account, or shared with it.',
  input: {
    VSwitchId: required(text('The vSwitch.', 'vsw-bp1qg5lrs9m2kzt0yx4e7')),
    RegionId: region,
    ...dryRun,
  },
  output: { ...vSwitchFields, CloudResources: cloudResources },
  access: { level: 'get', resources: [{ arn: 'acs:vpc:{#regionId}:{#accountId}:vswitch/{#VSwitchId}', id: 'VSwitchId' }] },
  errors: {
    // UNKNOWN: the metadata has 400. Its siblings answer 404, and with 400 Terraform could not see a vSwitch go
    // (facts, clients 4.1), which it does on the real service.
    'InvalidVSwitchId.NotFound': [404, 'Specified VSwitch can not found.'],
  },
  async run(context) {
    const { input, caller, region: regionId, now, refuse } = context
    const viewer = { account: caller.account, region: regionId, now }
    const seen = await vSwitchSeenBy(context, viewer, input.VSwitchId, 'vpc:DescribeVSwitchAttributes')
    if (!seen)
      return refuse('InvalidVSwitchId.NotFound', {
        because: `No vSwitch ${input.VSwitchId} of this account is in ${regionId}, and none is shared with it.`,
        next: 'If another account owns it: ask for a resource share that has this account as a principal.',
      })
    const shareType = await shareTypeFor(context, viewer, seen)
    const addressesTaken = await addressesTakenIn(context, seen)
    const routeTableOf = await routeTablesOf(context, [seen])
    return {
      ...vSwitchAnswered(seen, { routeTableId: routeTableOf(seen.row), shareType, addressesTaken, now }),
      CloudResources: { CloudResourceSetType: [] },
    }
  },
})
