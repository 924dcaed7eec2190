import { onlyOwn, operation, required, structure, text } from '../../../model/index.js'
import { updateDate, userAnswer, userFields } from '../answers.js'
import { toldDate } from '../domain/dates.js'
import { existing } from '../domain/user.js'
import { badUserName, noUser } from '../errors.js'
import { userName } from '../parameters.js'
import { ram } from '../product.js'
import { renameUser } from '../renaming.js'
import { type User, users } from '../tables.js'

// Empty: none from now on, as the Terraform provider means it.
const empty = 0

export default operation(ram, {
  name: 'UpdateUser',
  does: 'Changes name or particulars of a user. Its keys, policies and groups stay with it.',
  input: {
    UserName: required(userName),
    NewUserName: text('The name from now on. Absent: as it is.', 'alice.smith', { max: 64, pattern: /^[A-Za-z0-9._-]+$/ }),
    NewDisplayName: text('The name shown from now on.', 'Alice Smith', { min: empty, max: 128, pattern: /^\P{Cc}*$/u }),
    NewMobilePhone: text('Mobile phone from now on.', '86-18600008888', {
      min: empty,
      pattern: /^([0-9]{1,4}-[0-9]{4,20})?$/,
    }),
    NewEmail: text('Mail address from now on.', 'alice@example.com', { min: empty, pattern: /^([^@\s]+@[^@\s]+)?$/ }),
    NewComments: text('What the user is for, from now on.', 'Network engineer.', { min: empty, max: 128 }),
  },
  output: { User: structure({ ...userFields, UpdateDate: updateDate }) },
  access: { level: 'update', resources: [{ arn: 'acs:ram:*:{#accountId}:user/{#UserName}', id: 'UserName' }] },
  errors: {
    ...badUserName,
    'InvalidParameter.NewUserName.InvalidChars': [400, 'The parameter - "NewUserName" contains invalid chars.'],
    'InvalidParameter.NewUserName.Length': [400, 'The parameter - "NewUserName" beyond the length limit.'],
    'InvalidParameter.NewDisplayName.InvalidChars': [400, 'The parameter - "NewDisplayName" contains invalid chars.'],
    'InvalidParameter.NewDisplayName.Length': [400, 'The parameter - "NewDisplayName" beyond the length limit.'],
    'InvalidParameter.NewMobilePhone.Format': [400, 'The format of the parameter - "NewMobilePhone" is incorrect.'],
    'InvalidParameter.NewEmail.Format': [400, 'The format of the parameter - "NewEmail" is incorrect.'],
    'InvalidParameter.NewComments.Length': [400, 'The parameter - "NewComments" beyond the length limit.'],
    ...noUser,
    'EntityAlreadyExists.User': [409, 'The user does already EXIST.'],
  },
  touches: onlyOwn,
  async run({ input, now, own, settle, refuse }) {
    const user = settle(existing(await own.get(users, input.UserName)))
    const name = input.NewUserName ?? user.userName
    const renamed = name !== user.userName
    if (renamed && (await own.get(users, name)))
      return refuse('EntityAlreadyExists.User', { because: 'This account has another user of that name.' })
    const changed: User = {
      ...user,
      userName: name,
      displayName: input.NewDisplayName ?? user.displayName,
      mobilePhone: input.NewMobilePhone ?? user.mobilePhone,
      email: input.NewEmail ?? user.email,
      comments: input.NewComments ?? user.comments,
      updatedAt: now.toISOString(),
    }
    if (renamed) {
      own.delete(users, user.userName)
      await renameUser(own, user.userName, name)
    }
    own.put(users, changed)
    return { User: { ...userAnswer(changed), UpdateDate: toldDate(changed.updatedAt) } }
  },
})
