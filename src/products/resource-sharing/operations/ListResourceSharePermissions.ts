import { list, operation, paged, pageOf, required, structure } from '../../../model/index.js'
import { permissionNamed, versionNamed } from '../domain/permissions.js'
import { ownShare } from '../domain/share.js'
import { ownerErrors, pageErrors, shareErrors } from '../errors.js'
import { nextToken, ownerKind, permissionFields, permissionShown, shareId } from '../fields.js'
import { fromRows, receivedShares } from '../listing.js'
import { resourceSharing } from '../product.js'
import { shares } from '../tables.js'

export default operation(resourceSharing, {
  name: 'ListResourceSharePermissions',
  documented: '2024-06-24',
  does: 'Lists the permissions of a resource share, of the caller or one that reaches it, at the versions that the share has them.',
  input: { ...shareId, ResourceOwner: required(ownerKind), ...paged(100, 20) },
  output: { ...nextToken, Permissions: list('A page of permissions, in the order of their types.', structure(permissionFields)) },
  access: { level: 'list' },
  errors: { ...shareErrors, ...pageErrors, ...ownerErrors },
  async run(call) {
    const { input, caller, own, region, now, page, settle, refuse } = call
    const { ResourceShareId: id } = input
    const share =
      input.ResourceOwner === 'Self'
        ? settle(ownShare(await own.get(shares, id), caller.account, region, now))
        : (await (await receivedShares(call, caller.account, { ids: [id], which: 'listed' })).of(id))[0]?.share
    if (!share)
      return refuse('EntityNotExists.ResourceShare', {
        because: `No resource share ${id} of another account reaches this one in ${region}.`,
        next: 'ListResourceShares shows what does.',
      })
    const attached = fromRows(Object.entries(share.permissions), ([type]) => type, 'ascending')
    const { rows, nextToken } = await pageOf(page, attached)
    const Permissions = rows.flatMap(([, { name, version }]) => {
      const permission = permissionNamed(name)
      const attachedVersion = permission && versionNamed(permission, version)
      return attachedVersion ? [permissionShown(permission, attachedVersion)] : []
    })
    return { Permissions, NextToken: nextToken }
  },
})
