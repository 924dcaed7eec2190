import { onlyOwn, operation, structure } from '../../../model/index.js'
import { answer, invitationToAnswer } from '../answering.js'
import { invitationErrors } from '../errors.js'
import { invitationFields, invitationId, invitationShown } from '../fields.js'
import { resourceSharing } from '../product.js'

export default operation(resourceSharing, {
  name: 'RejectResourceShareInvitation',
  documented: '2025-07-25',
  does: 'Rejects an invitation: the association of the caller has failed.',
  input: invitationId,
  output: { ResourceShareInvitation: structure(invitationFields) },
  access: { level: 'update' },
  errors: {
    ...invitationErrors,
  },
  touches: onlyOwn,
  async run(call) {
    const { input, now, settle } = call
    const invitation = settle(await invitationToAnswer(input.ResourceShareInvitationId, call))
    return { ResourceShareInvitation: invitationShown(await answer(invitation, 'rejected', [], call), now) }
  },
})
