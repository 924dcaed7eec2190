import { onlyOwn, operation } from '../../../model/index.js'
import { isRouterActive } from '../domain/lock.js'
import { associationUnknown, ecrStatus, ecrUnknown, locked } from '../errors.js'
import { associationId, descriptionOfAttachment, ecrId, toEcr, usual } from '../parameters.js'
import { ecr } from '../product.js'
import { ownAssociation, ownRouter } from '../reads.js'
import { associations } from '../tables.js'

export default operation(ecr, {
  name: 'ModifyExpressConnectRouterAssociation',
  does: 'Changes the description of an association. A call without one changes nothing.',
  input: { ...ecrId, ...associationId, ...descriptionOfAttachment, ...usual },
  access: toEcr('update'),
  errors: { ...ecrStatus, ...locked, ...ecrUnknown, ...associationUnknown },
  touches: onlyOwn,
  async run({ input, now, settings, own, settle }) {
    const router = settle(await ownRouter(own, input.EcrId, now))
    const row = settle(await ownAssociation(own, router.ecrId, input.AssociationId, now))
    settle(isRouterActive(router, { now, settings }))
    const { Description: description = row.description } = input
    own.put(associations, { ...row, ...(description === undefined ? {} : { description }), modifiedAt: now.toISOString() })
  },
})
