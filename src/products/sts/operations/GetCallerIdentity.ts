import { type Caller, operation, sometimes, text } from '../../../model/index.js'
import { sessionArn } from '../../ram/domain/arns.js'
import { sts } from '../product.js'

export default operation(sts, {
  name: 'GetCallerIdentity',
  documented: '2025-08',
  does: 'Tells whose key signed the call.',
  input: {},
  output: {
    IdentityType: text('Account, RAMUser or AssumedRoleUser.', 'RAMUser'),
    AccountId: text('The account.', '1000000000000002'),
    PrincipalId: text('Account, user, or role and session.', '212345678901234567'),
    UserId: sometimes(text('The account or the user; not there for sessions.', '212345678901234567')),
    RoleId: sometimes(text('The role; there for sessions only.', '312345678901234567')),
    Arn: text('The ARN of the caller.', 'acs:ram::1000000000000002:user/admin'),
  },
  access: { level: 'get', open: true },
  async run({ caller }) {
    return { AccountId: caller.account, ...identityOf(caller) }
  },
})

function identityOf(caller: Caller) {
  switch (caller.kind) {
    case 'root':
      // UNKNOWN: the ARN of an account is not printed for this operation; this is how policies name it.
      return { IdentityType: 'Account', PrincipalId: caller.account, UserId: caller.account, Arn: caller.arn }
    case 'user':
      return { IdentityType: 'RAMUser', PrincipalId: caller.userId, UserId: caller.userId, Arn: caller.arn }
    case 'session': {
      const { account, roleId, roleName, sessionName } = caller
      const PrincipalId = `${roleId}:${sessionName}`
      return { IdentityType: 'AssumedRoleUser', PrincipalId, RoleId: roleId, Arn: sessionArn(account, roleName, sessionName) }
    }
  }
}
