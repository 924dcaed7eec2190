import { operation, structure, text } from '../../../model/index.js'
import { knownPermission } from '../domain/attaching.js'
import { textOf, versionNamed } from '../domain/permissions.js'
import { onePermissionErrors } from '../errors.js'
import { permissionFields, permissionName, permissionShown } from '../fields.js'
import { resourceSharing } from '../product.js'

export default operation(resourceSharing, {
  name: 'GetPermission',
  documented: '2026-01-29',
  does: 'Shows a permission at one version, with what it allows. No actions stand there where none are published.',
  input: { ...permissionName, PermissionVersion: text('The version. Absent: the default one.', 'v1') },
  output: {
    Permission: structure({
      ...permissionFields,
      Permission: text('Effect and actions, a JSON object.', '{"Effect":"Allow","Action":["vpc:DescribeVSwitches"]}'),
    }),
  },
  access: { level: 'get' },
  errors: { ...onePermissionErrors, 'InvalidParameter.PermissionVersion': [400, 'The PermissionVersion is invalid.'] },
  async run({ input, settle, refuse }) {
    const permission = settle(knownPermission(input.PermissionName))
    const version = versionNamed(permission, input.PermissionVersion ?? permission.defaultVersion)
    if (!version)
      return refuse('InvalidParameter.PermissionVersion', {
        because: `${permission.name} has no version ${input.PermissionVersion}.`,
        next: 'ListPermissionVersions shows what it has.',
      })
    return { Permission: { ...permissionShown(permission, version), Permission: textOf(version) } }
  },
})
