import { list, operation, paged, pageOf, structure } from '../../../model/index.js'
import { knownPermission } from '../domain/attaching.js'
import { onePermissionErrors, pageErrors } from '../errors.js'
import { nextToken, permissionFields, permissionName, permissionShown } from '../fields.js'
import { fromRows } from '../listing.js'
import { resourceSharing } from '../product.js'

export default operation(resourceSharing, {
  name: 'ListPermissionVersions',
  documented: '2024-06-24',
  does: 'Lists the versions of a permission.',
  input: { ...permissionName, ...paged(100, 20) },
  output: { ...nextToken, Permissions: list('A page of versions, the oldest first.', structure(permissionFields)) },
  access: { level: 'list' },
  errors: {
    // UNKNOWN: the operation lists no code for an unknown permission; that of the others.
    ...onePermissionErrors,
    ...pageErrors,
    // Published, although there is no such parameter.
    'InvalidParameter.ResourceType': [400, 'The ResourceType is invalid.'],
  },
  async run({ input, page, settle }) {
    const permission = settle(knownPermission(input.PermissionName))
    const { rows, nextToken } = await pageOf(
      page,
      fromRows(permission.versions, ({ version }) => version, 'ascending'),
    )
    return { Permissions: rows.map((version) => permissionShown(permission, version)), NextToken: nextToken }
  },
})
