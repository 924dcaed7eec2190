import { onlyOwn, operation, text } from '../../../model/index.js'
import { areWithinQuota, readPrefixes } from '../domain/association.js'
import { isAtRest } from '../domain/attachment.js'
import { mayChangeRouter } from '../domain/lock.js'
import { prefixesInForce } from '../domain/prefixes.js'
import { associationStatus, associationUnknown, ecrStatus, ecrUnknown, forceDeleting, locked, prefixErrors } from '../errors.js'
import { associationId, ecrId, prefixes, toEcr, usual } from '../parameters.js'
import { rememberPrefixes } from '../prefixes.js'
import { ecr } from '../product.js'
import { ownAssociation, ownRouter } from '../reads.js'
import { startUpdate } from '../steps.js'
import { associations } from '../tables.js'

export default operation(ecr, {
  name: 'ModifyExpressConnectRouterAssociationAllowedPrefix',
  does: 'Replaces the blocks that an association announces. A call without blocks clears them; a mode that is left out stays.',
  input: {
    ...ecrId,
    ...associationId,
    ...prefixes,
    OwnerAccount: text('Login name of an account; of no effect.', 'network@example.com'),
    ...usual,
  },
  access: toEcr('update'),
  errors: {
    ...ecrStatus,
    ...associationStatus,
    ...forceDeleting,
    ...prefixErrors,
    ...locked,
    ...ecrUnknown,
    ...associationUnknown,
  },
  // Terraform cuts its tokens to 64 characters. With a name as long as this one, what is left of them tells only the second: two associations
  // that it changes side by side get the same token.
  tokensOf: 'AssociationId',
  // The owner of the VPC is known only from the row.
  touches: onlyOwn,
  async run(context) {
    const { input, now, own, quota, transition, settle } = context
    const allowedPrefixes = settle(readPrefixes(input.AllowedPrefixes))
    const router = settle(await ownRouter(own, input.EcrId, now))
    const row = settle(await ownAssociation(own, router.ecrId, input.AssociationId, now))
    settle(mayChangeRouter(router, context))
    settle(isAtRest(row, now))
    settle(areWithinQuota(allowedPrefixes.length, quota('allowedPrefixesPerAssociation')))
    const prefixesBefore = prefixesInForce(row, now)
    const life = startUpdate(context, router, row)
    const changed = { allowedPrefixes, allowedPrefixesMode: input.AllowedPrefixesMode ?? row.allowedPrefixesMode }
    // A change that was made to fail leaves things as they are.
    own.put(associations, {
      ...row,
      ...(transition.succeeds ? { ...changed, modifiedAt: now.toISOString() } : {}),
      prefixesBefore,
      ...life,
    })
    if (transition.succeeds) await rememberPrefixes(own, row.associationId, allowedPrefixes, now)
  },
})
