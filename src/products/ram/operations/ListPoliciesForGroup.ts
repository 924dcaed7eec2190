import { list, operation, required, structure } from '../../../model/index.js'
import { attachedPolicyAnswer, attachedPolicyFields } from '../answers.js'
import { existing } from '../domain/group.js'
import { badGroupName, noGroup } from '../errors.js'
import { groupName } from '../parameters.js'
import { ram } from '../product.js'
import { attachedTo } from '../reads.js'
import { groups } from '../tables.js'

export default operation(ram, {
  name: 'ListPoliciesForGroup',
  does: 'Lists the policies that are attached to a group.',
  input: { GroupName: required(groupName) },
  output: { Policies: structure({ Policy: list('The policies.', structure(attachedPolicyFields)) }) },
  access: { level: 'list', resources: [{ arn: 'acs:ram:*:{#accountId}:group/{#GroupName}', id: 'GroupName' }] },
  errors: { ...badGroupName, ...noGroup },
  async run({ input, own, settle }) {
    settle(existing(await own.get(groups, input.GroupName)))
    const attached = await attachedTo(own, 'group', input.GroupName)
    return { Policies: { Policy: attached.map(attachedPolicyAnswer) } }
  },
})
