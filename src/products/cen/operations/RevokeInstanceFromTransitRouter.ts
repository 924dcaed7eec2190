import { accountId, operation, required } from '../../../model/index.js'
import { mayRevoke } from '../domain/grant.js'
import { grantedInstance } from '../parameters.js'
import { cen } from '../product.js'
import { cenGrantsGiven, cenGrantsReceived, ecrAttachments } from '../tables.js'

export default operation(cen, {
  name: 'RevokeInstanceFromTransitRouter',
  does: 'Takes a grant back. What is attached has to be detached first; taking back what was never granted changes nothing.',
  input: {
    ...grantedInstance,
    CenOwnerId: required(accountId('The account that owns the CEN instance.', '1000000000000002')),
  },
  access: { level: 'delete' },
  errors: { 'IncorrectStatus.Cen': [400, 'The status of Cen is incorrect.'] },
  touches: ({ input, caller }) => [caller.account, input.CenOwnerId],
  async run({ input, now, own, at, settle }) {
    const { CenId: cenId, InstanceId: instanceId } = input
    const given = await own.get(cenGrantsGiven, instanceId, cenId)
    if (given?.cenOwner !== input.CenOwnerId) return
    const theirs = at(given.cenOwner)
    settle(mayRevoke(await theirs.all(ecrAttachments, 'byEcr', [instanceId]), { cenId, now }))
    own.delete(cenGrantsGiven, instanceId, cenId)
    theirs.delete(cenGrantsReceived, cenId, instanceId)
  },
})
