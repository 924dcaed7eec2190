import { list, operation, paged, structure, text } from '../../../model/index.js'
import { failuresShown, invitationIdPattern } from '../domain/invitation.js'
import { pageErrors, shareIdsErrors } from '../errors.js'
import { invitationFailureFields, invitationFields, invitationShown, nextToken, shareIds } from '../fields.js'
import { type Fetch, fromRows, pageShown } from '../listing.js'
import { resourceSharing } from '../product.js'
import { type Invitation, invitations } from '../tables.js'

export default operation(resourceSharing, {
  name: 'ListResourceShareInvitations',
  documented: '2025-12-15',
  does: 'Lists the invitations that the caller received, in every state, newest first.',
  input: {
    ...shareIds,
    // UNKNOWN: how many ids are allowed; as many as the gateway takes.
    ResourceShareInvitationIds: list(
      'Only these invitations.',
      text('An invitation.', 'i-pMnItMX19fBJa1b2', { pattern: invitationIdPattern }),
      {
        max: 20,
        distinct: true,
      },
    ),
    ...paged(100, 20),
  },
  output: {
    ...nextToken,
    ResourceShareInvitations: list(
      'A page of invitations.',
      structure({ ...invitationFields, InvitationFailedDetails: list('What failed.', structure(invitationFailureFields)) }),
    ),
  },
  access: { level: 'list' },
  errors: {
    ...pageErrors,
    ...shareIdsErrors,
    'InvalidParameter.ResourceShareInvitationIds': [400, 'The ResourceShareInvitationIds is invalid.'],
    'InvalidParameter.ResourceShareInvitationIds.Duplicate': [400, 'The ResourceShareInvitationIds duplicate values.'],
    'InvalidParameter.ResourceShareInvitationIds.Length': [
      400,
      'The maximum length of ResourceShareInvitationIds exceeds quota limit.',
    ],
  },
  async run({ input, own, region, now, page }) {
    const { ResourceShareInvitationIds: ids, ResourceShareIds } = input
    const found =
      ids &&
      (
        await own.getMany(
          invitations,
          ids.map((id) => [id]),
        )
      ).filter((invitation) => invitation !== undefined)
    const all: Fetch<Invitation> = (after, limit) =>
      own.scan(invitations, 'byCreated', [region], { order: 'descending', limit, ...(after === undefined ? {} : { after }) })
    const { shown, nextToken } = await pageShown(
      page,
      found ? fromRows(found, ({ createdAt, invitationId }) => `${createdAt}/${invitationId}`) : all,
      async (invitation) => {
        if (invitation.regionId !== region || (ResourceShareIds && !ResourceShareIds.includes(invitation.shareId))) return undefined
        return { ...invitationShown(invitation, now), InvitationFailedDetails: failuresShown(invitation.failures) }
      },
    )
    return { ResourceShareInvitations: shown, NextToken: nextToken }
  },
})
