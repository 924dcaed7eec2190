import { flag, onlyOwn, operation } from '../../../model/index.js'
import { attachPermission, knownPermission } from '../domain/attaching.js'
import { changeableShare, ownShare } from '../domain/share.js'
import { anyParameter, onePermissionErrors, shareErrors, shareStatusErrors } from '../errors.js'
import { permissionName, shareId } from '../fields.js'
import { resourceSharing } from '../product.js'
import { shares } from '../tables.js'

export default operation(resourceSharing, {
  name: 'AssociateResourceSharePermission',
  documented: '2024-06-24',
  does: 'Attaches a permission to a resource share, at its default version, or swaps the one that the share has for the type.',
  input: {
    ...shareId,
    ...permissionName,
    Replace: flag('Swap what the share has for the same resource type. Absent: false.', false),
  },
  access: { level: 'update' },
  errors: {
    ...shareErrors,
    ...onePermissionErrors,
    // UNKNOWN: the operation lists none of these; the first three are what its siblings answer.
    ...shareStatusErrors,
    ...anyParameter,
    'EntityAlreadyExists.Permission': [409, 'The resource share has a permission for the resource type.'],
  },
  touches: onlyOwn,
  async run({ input, caller, region, now, own, settle }) {
    const share = settle(ownShare(await own.get(shares, input.ResourceShareId), caller.account, region, now))
    settle(changeableShare(share, now))
    const permission = settle(knownPermission(input.PermissionName))
    own.put(shares, settle(attachPermission(share, permission, input.Replace === true)))
  },
})
