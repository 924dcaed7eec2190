import { list, operation, paged, pageOf, structure } from '../../../model/index.js'
import { type Permission, permissionsFor, versionNamed } from '../domain/permissions.js'
import { pageErrors } from '../errors.js'
import { nextToken, permissionFields, permissionShown, resourceTypeFilter } from '../fields.js'
import { fromRows } from '../listing.js'
import { resourceSharing } from '../product.js'

const placeOf = ({ resourceType, name }: Permission) => `${resourceType}/${name}`

export default operation(resourceSharing, {
  name: 'ListPermissions',
  documented: '2024-06-24',
  does: 'Lists the permission library: what principals may be allowed to do, at the default versions.',
  input: { ...resourceTypeFilter, ...paged(100, 20) },
  output: { ...nextToken, Permissions: list('A page of permissions, in the order of their types.', structure(permissionFields)) },
  access: { level: 'list' },
  errors: { ...pageErrors, 'InvalidParameter.ResourceType': [400, 'The ResourceType is invalid.'] },
  async run({ input, page }) {
    const all = permissionsFor(input.ResourceType)
    const { rows, nextToken } = await pageOf(page, fromRows(all, placeOf, 'ascending'))
    const Permissions = rows.flatMap((permission) => {
      const version = versionNamed(permission, permission.defaultVersion)
      return version ? [permissionShown(permission, version)] : []
    })
    return { Permissions, NextToken: nextToken }
  },
})
