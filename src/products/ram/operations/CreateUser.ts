import { onlyOwn, operation, required, structure, text } from '../../../model/index.js'
import { userAnswer, userFields } from '../answers.js'
import { mayCreateUser } from '../domain/user.js'
import { badUserName } from '../errors.js'
import { userName } from '../parameters.js'
import { ram } from '../product.js'
import { type User, users } from '../tables.js'

export default operation(ram, {
  name: 'CreateUser',
  does: 'Creates a user, who can do nothing until policies are attached.',
  input: {
    UserName: required(userName),
    // UNKNOWN: which characters a display name must not have; control characters here.
    DisplayName: text('The name shown. Absent: none.', 'Alice', { max: 128, pattern: /^\P{Cc}+$/u }),
    MobilePhone: text('Mobile phone, country first.', '86-18600008888', { pattern: /^[0-9]{1,4}-[0-9]{4,20}$/ }),
    Email: text('Mail address.', 'alice@example.com', { pattern: /^[^@\s]+@[^@\s]+$/ }),
    Comments: text('What the user is for.', 'Network engineer.', { max: 128 }),
  },
  output: { User: structure(userFields) },
  access: { level: 'create', resources: [{ arn: 'acs:ram:*:{#accountId}:user/*' }] },
  errors: {
    ...badUserName,
    'InvalidParameter.DisplayName.InvalidChars': [400, 'The parameter - "DisplayName" contains invalid chars.'],
    'InvalidParameter.DisplayName.Length': [400, 'The parameter - "DisplayName" beyond the length limit.'],
    'InvalidParameter.Comments.Length': [400, 'The parameter - "Comments" beyond the length limit.'],
    'InvalidParameter.MobilePhone.Format': [400, 'The format of the parameter - "MobilePhone" is incorrect.'],
    'InvalidParameter.Email.Format': [400, 'The format of the parameter - "Email" is incorrect.'],
    'EntityAlreadyExists.User': [409, 'The user does already EXIST.'],
    'LimitExceeded.User': [409, 'The count of users beyond the current limits.'],
  },
  touches: onlyOwn,
  async run({ input, now, own, settle, quota, newId }) {
    const most = quota('users')
    const taken = (await own.get(users, input.UserName)) !== undefined
    settle(mayCreateUser({ taken, users: await own.count(users, 'key', [], { upTo: most }), most }))
    const user: User = {
      userName: input.UserName,
      userId: newId('2', 17, 'digits'),
      // None is made up: the acceptance test of the Terraform provider gives none and finds no difference afterwards.
      displayName: input.DisplayName ?? '',
      comments: input.Comments ?? '',
      email: input.Email ?? '',
      mobilePhone: input.MobilePhone ?? '',
      createdAt: now.toISOString(),
      updatedAt: now.toISOString(),
    }
    own.put(users, user)
    return { User: userAnswer(user) }
  },
})
