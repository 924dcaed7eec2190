import { onlyOwn, operation, required } from '../../../model/index.js'
import { mayDeleteUser } from '../domain/user.js'
import { badUserName, noUser } from '../errors.js'
import { userName } from '../parameters.js'
import { ram } from '../product.js'
import { accessKeys, groupMembers, loginProfiles, mfaDevices, policyAttachments, users } from '../tables.js'

export default operation(ram, {
  name: 'DeleteUser',
  does: 'Deletes a user without groups, keys, login profile, MFA device and policies.',
  input: { UserName: required(userName) },
  access: { level: 'delete', resources: [{ arn: 'acs:ram:*:{#accountId}:user/{#UserName}', id: 'UserName' }] },
  errors: {
    ...badUserName,
    ...noUser,
    'DeleteConflict.User.Group': [409, 'The user CAN NOT be in any group while deleting the user.'],
    'DeleteConflict.User.AccessKey': [409, 'The user CAN NOT has any access key while deleting the user.'],
    'DeleteConflict.User.LoginProfile': [409, 'The user CAN NOT has any login profile while deleting the user.'],
    'DeleteConflict.User.MFADevice': [409, 'The user CAN NOT has any mfa device while deleting the user.'],
    'DeleteConflict.User.Policy': [409, 'The user CAN NOT has any attached policy while deleting the user.'],
  },
  touches: onlyOwn,
  async run({ input, own, settle }) {
    const user = await own.get(users, input.UserName)
    settle(
      mayDeleteUser({
        user,
        groups: await own.count(groupMembers, 'key', [input.UserName]),
        keys: await own.count(accessKeys, 'byUser', [input.UserName]),
        signsIn: (await own.get(loginProfiles, input.UserName)) !== undefined,
        mfaDevices: await own.count(mfaDevices, 'byUser', [input.UserName]),
        policies: await own.count(policyAttachments, 'key', ['user', input.UserName]),
      }),
    )
    own.delete(users, input.UserName)
  },
})
