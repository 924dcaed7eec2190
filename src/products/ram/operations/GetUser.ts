import { operation, required, structure } from '../../../model/index.js'
import { lastLogin, updateDate, userAnswer, userFields } from '../answers.js'
import { toldDate } from '../domain/dates.js'
import { existing } from '../domain/user.js'
import { badUserName, noUser } from '../errors.js'
import { userName } from '../parameters.js'
import { ram } from '../product.js'
import { users } from '../tables.js'

export default operation(ram, {
  name: 'GetUser',
  does: 'Tells about one user.',
  input: { UserName: required(userName) },
  output: { User: structure({ ...userFields, UpdateDate: updateDate, LastLoginDate: lastLogin }) },
  access: { level: 'get', resources: [{ arn: 'acs:ram:*:{#accountId}:user/{#UserName}', id: 'UserName' }] },
  errors: { ...badUserName, ...noUser },
  async run({ input, own, settle }) {
    const user = settle(existing(await own.get(users, input.UserName)))
    return { User: { ...userAnswer(user), UpdateDate: toldDate(user.updatedAt) } }
  },
})
