import { operation, required, structure } from '../../../model/index.js'
import { groupAnswer, groupFields, updateDate } from '../answers.js'
import { toldDate } from '../domain/dates.js'
import { existing } from '../domain/group.js'
import { badGroupName, noGroup } from '../errors.js'
import { groupName } from '../parameters.js'
import { ram } from '../product.js'
import { groups } from '../tables.js'

export default operation(ram, {
  name: 'GetGroup',
  does: 'Tells about one group.',
  input: { GroupName: required(groupName) },
  output: { Group: structure({ ...groupFields, UpdateDate: updateDate }) },
  access: { level: 'get', resources: [{ arn: 'acs:ram:*:{#accountId}:group/{#GroupName}', id: 'GroupName' }] },
  errors: { ...badGroupName, ...noGroup },
  async run({ input, own, settle }) {
    const group = settle(existing(await own.get(groups, input.GroupName)))
    return { Group: { ...groupAnswer(group), UpdateDate: toldDate(group.updatedAt) } }
  },
})
