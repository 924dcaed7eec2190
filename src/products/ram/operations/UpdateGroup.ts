import { onlyOwn, operation, required, structure, text } from '../../../model/index.js'
import { groupAnswer, groupFields, updateDate } from '../answers.js'
import { toldDate } from '../domain/dates.js'
import { existing } from '../domain/group.js'
import { badGroupName, noGroup } from '../errors.js'
import { comments, groupName } from '../parameters.js'
import { ram } from '../product.js'
import { renameGroup } from '../renaming.js'
import { type Group, groups } from '../tables.js'

export default operation(ram, {
  name: 'UpdateGroup',
  does: 'Changes name or description of a group. Its users and policies stay with it.',
  input: {
    GroupName: required(groupName),
    NewGroupName: text('The name from now on. Absent: as it is.', 'network-crew', {
      max: 64,
      pattern: /^[A-Za-z0-9._-]+$/,
    }),
    // Empty: none from now on, as the Terraform provider means it.
    NewComments: { ...comments, min: 0, note: 'What the group is for, from now on. Absent: as it is.' },
  },
  output: { Group: structure({ ...groupFields, UpdateDate: updateDate }) },
  access: { level: 'update', resources: [{ arn: 'acs:ram:*:{#accountId}:group/{#GroupName}', id: 'GroupName' }] },
  errors: {
    ...badGroupName,
    'InvalidParameter.NewGroupName.InvalidChars': [400, 'The parameter - "NewGroupName" contains invalid chars.'],
    'InvalidParameter.NewGroupName.Length': [400, 'The parameter - "NewGroupName" beyond the length limit.'],
    'InvalidParameter.NewComments.Length': [400, 'The parameter - "NewComments" beyond the length limit.'],
    ...noGroup,
    'EntityAlreadyExists.Group': [409, 'The group does already EXIST.'],
  },
  touches: onlyOwn,
  async run({ input, now, own, settle, refuse }) {
    const group = settle(existing(await own.get(groups, input.GroupName)))
    const name = input.NewGroupName ?? group.groupName
    const renamed = name !== group.groupName
    if (renamed && (await own.get(groups, name)))
      return refuse('EntityAlreadyExists.Group', { because: 'This account has another group of that name.' })
    const changed: Group = {
      ...group,
      groupName: name,
      comments: input.NewComments ?? group.comments,
      updatedAt: now.toISOString(),
    }
    if (renamed) {
      own.delete(groups, group.groupName)
      await renameGroup(own, group.groupName, name)
    }
    own.put(groups, changed)
    return { Group: { ...groupAnswer(changed), UpdateDate: toldDate(changed.updatedAt) } }
  },
})
