import { onlyOwn, operation } from '../../../model/index.js'
import { unanswered } from '../associating.js'
import { changeableShare, ownShare, startDeletion } from '../domain/share.js'
import { anyParameter, shareErrors, shareStatusErrors } from '../errors.js'
import { shareId } from '../fields.js'
import { resourceSharing } from '../product.js'
import { disassociate, endSharing, runningIn } from '../records.js'
import { shares } from '../tables.js'
import { tally } from '../tally.js'

export default operation(resourceSharing, {
  name: 'DeleteResourceShare',
  documented: '2025-12-15',
  does: 'Deletes a resource share. Its principals lose access at once; the resources stay.',
  input: shareId,
  access: { level: 'delete' },
  errors: {
    ...shareErrors,
    ...shareStatusErrors,
    ...anyParameter,
    DeleteResourceShareConflict: [409, 'You cannot delete a resource share while there are unfinished tasks.'],
  },
  touches: onlyOwn,
  async run(call) {
    const { input, caller, region, now, own, settle, refuse, transition } = call
    const share = settle(ownShare(await own.get(shares, input.ResourceShareId), caller.account, region, now))
    settle(changeableShare(share, now))
    const running = await runningIn(own, share.shareId, now)
    if (running)
      refuse('DeleteResourceShareConflict', {
        because: `The association of ${running.entityId} is still changing.`,
        next: 'Delete the share when none of its associations is Associating or Disassociating.',
      })
    own.put(shares, startDeletion(share, now, transition))
    if (!transition.succeeds) return
    await tally(own, 'shares', -1)
    for (const waiting of await unanswered(own, now)) if (waiting.shareId === share.shareId) await disassociate(waiting, call, own)
    await endSharing(own, share.shareId, { now, transition })
  },
})
