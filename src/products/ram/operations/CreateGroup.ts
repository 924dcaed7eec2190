import { onlyOwn, operation, required, structure } from '../../../model/index.js'
import { groupAnswer, groupFields } from '../answers.js'
import { mayCreateGroup } from '../domain/group.js'
import { badGroupName } from '../errors.js'
import { comments, groupName } from '../parameters.js'
import { ram } from '../product.js'
import { type Group, groups } from '../tables.js'

export default operation(ram, {
  name: 'CreateGroup',
  does: 'Creates a group of users. What is attached to it holds for all who are in it.',
  input: { GroupName: required(groupName), Comments: comments },
  output: { Group: structure(groupFields) },
  access: { level: 'create', resources: [{ arn: 'acs:ram:*:{#accountId}:group/*' }] },
  errors: {
    ...badGroupName,
    'InvalidParameter.Comments.Length': [400, 'The parameter - "Comments" beyond the length limit.'],
    'EntityAlreadyExists.Group': [409, 'The group does already EXIST.'],
    'LimitExceeded.Group': [409, 'The count of groups beyond the current limits.'],
  },
  touches: onlyOwn,
  async run({ input, now, own, settle, quota, newId }) {
    const most = quota('groups')
    const taken = (await own.get(groups, input.GroupName)) !== undefined
    settle(mayCreateGroup({ taken, groups: await own.count(groups, 'key', [], { upTo: most }), most }))
    const group: Group = {
      groupName: input.GroupName,
      groupId: newId('g-', 16, 'mixed'),
      comments: input.Comments ?? '',
      createdAt: now.toISOString(),
      updatedAt: now.toISOString(),
    }
    own.put(groups, group)
    return { Group: groupAnswer(group) }
  },
})
