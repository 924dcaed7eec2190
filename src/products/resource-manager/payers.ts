/** Who settles the bills of a member. */

import { onlyOwn, operation, required, text } from '../../model/index.js'
import { managed } from './domain/directory.js'
import { existing, mayChangePayer, mayPay } from './domain/member.js'
import { noAccount, noDirectory } from './errors.js'
import { anyMemberId, anyOf } from './parameters.js'
import { accountNameOf, directoryReadBy, directoryRunBy, memberShown, membersShown } from './reads.js'
import type { DirectoryProduct } from './service.js'
import { accounts, type Member, members } from './tables.js'

export const getPayerForAccount = (product: DirectoryProduct) =>
  operation(product, {
    name: 'GetPayerForAccount',
    does: 'Tells which account settles the bills of a member; nothing for one that settles its own.',
    input: { AccountId: required(anyMemberId('The member.')) },
    output: {
      PayerAccountId: text('The account that pays; empty: the member itself.', '1000000000000001'),
      PayerAccountName: text('What that account signs in by.', 'management@example.com'),
    },
    access: { level: 'get', resources: anyOf(product, 'account') },
    errors: { ...noDirectory, ...noAccount },
    async run({ input, caller, now, at, settle }) {
      const { managementAccount } = settle(managed(await directoryReadBy({ at }, caller.account)))
      const { payerAccountId } = settle(existing(await memberShown(at(managementAccount), input.AccountId, now)))
      const payer = payerAccountId === undefined ? undefined : await at(payerAccountId).get(accounts, payerAccountId)
      return { PayerAccountId: payerAccountId ?? '', PayerAccountName: payer ? accountNameOf(payer) : '' }
    },
  })

export const updatePayerForAccount = (product: DirectoryProduct) =>
  operation(product, {
    name: 'UpdatePayerForAccount',
    does: 'Lets the management account or a member settle the bills of a resource account; the account itself where it is named.',
    documented: '2025-12-21',
    input: {
      AccountId: required(anyMemberId('The member.')),
      PayerAccountId: required(anyMemberId('The account that is to pay.')),
    },
    access: { level: 'update', resources: anyOf(product, 'account') },
    errors: {
      ...noDirectory,
      ...noAccount,
      AccountTypeMismatch: [409, 'The type or status of the member account cannot satisfy the current operation.'],
      InconsistentEnterpriseNameError: [409, 'The enterprise name of the payment account and the member must be consistent.'],
      'NotSupport.PayerAccountInAnotherResourceDirectory': [
        409,
        'The specified payment account does not exist in the resource directory. You must specify a valid payment account.',
      ],
    },
    touches: onlyOwn,
    async run({ input, caller, now, own, at, settle, refuse }) {
      settle(managed(await directoryRunBy({ at }, caller.account)))
      const found = settle(mayChangePayer(await own.get(members, input.AccountId)))
      const payer = settle(mayPay(input.PayerAccountId, await membersShown(own, now), caller.account))
      const [paying, paid] = await Promise.all([payer, found.accountId].map((id) => at(id).get(accounts, id)))
      if (paying?.legalEntity !== paid?.legalEntity)
        refuse('InconsistentEnterpriseNameError', {
          because: `${payer} is verified for ${paying?.legalEntity}, the member for ${paid?.legalEntity}.`,
          next: 'Name an account of the same company.',
        })
      const { payerAccountId: _, ...rest } = found
      const member: Member = { ...rest, modifiedAt: now.toISOString() }
      own.put(members, payer === member.accountId ? member : { ...member, payerAccountId: payer })
    },
  })
