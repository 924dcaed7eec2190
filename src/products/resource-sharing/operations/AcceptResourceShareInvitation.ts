import { list, onlyOwn, operation, structure } from '../../../model/index.js'
import { answer, invitationToAnswer, whatFails } from '../answering.js'
import { failuresShown } from '../domain/invitation.js'
import { invitationErrors } from '../errors.js'
import { invitationFailureFields, invitationFields, invitationId, invitationShown } from '../fields.js'
import { resourceSharing } from '../product.js'

export default operation(resourceSharing, {
  name: 'AcceptResourceShareInvitation',
  documented: '2025-12-15',
  does: 'Accepts an invitation: the shared resources become visible to the caller. Resources that fail their check are told in the answer.',
  input: invitationId,
  output: {
    ResourceShareInvitation: structure({
      ...invitationFields,
      AcceptInvitationFailedDetails: list('The resources that failed.', structure(invitationFailureFields)),
    }),
  },
  access: { level: 'update' },
  errors: {
    ...invitationErrors,
  },
  touches: onlyOwn,
  async run(call) {
    const { input, now, settle } = call
    const invitation = settle(await invitationToAnswer(input.ResourceShareInvitationId, call))
    const failures = await whatFails(invitation, call)
    const succeeds = failures.length === 0 && call.transition.succeeds
    const answered = await answer(invitation, succeeds ? 'accepted' : 'acceptFailed', failures, call)
    return {
      ResourceShareInvitation: { ...invitationShown(answered, now), AcceptInvitationFailedDetails: failuresShown(failures) },
    }
  },
})
