import { onlyOwn, operation } from '../../../model/index.js'
import { typesIn } from '../associating.js'
import { detachPermission, knownPermission } from '../domain/attaching.js'
import { changeableShare, ownShare } from '../domain/share.js'
import { onePermissionErrors, shareErrors, shareStatusErrors } from '../errors.js'
import { permissionName, shareId } from '../fields.js'
import { resourceSharing } from '../product.js'
import { shares } from '../tables.js'

export default operation(resourceSharing, {
  name: 'DisassociateResourceSharePermission',
  documented: '2024-06-24',
  does: 'Detaches a permission from a resource share that holds no resource of its type.',
  input: { ...shareId, ...permissionName },
  access: { level: 'update' },
  errors: {
    ...shareErrors,
    ...onePermissionErrors,
    'DisassociateConflict.Permission': [409, 'Existing associated resource when disassociating permission with resource share.'],
    // UNKNOWN: not listed; what the other operations answer that change a share.
    ...shareStatusErrors,
  },
  touches: onlyOwn,
  async run({ input, caller, region, now, own, settle }) {
    const share = settle(ownShare(await own.get(shares, input.ResourceShareId), caller.account, region, now))
    settle(changeableShare(share, now))
    const permission = settle(knownPermission(input.PermissionName))
    own.put(shares, settle(detachPermission(share, permission, await typesIn(own, share.shareId))))
  },
})
