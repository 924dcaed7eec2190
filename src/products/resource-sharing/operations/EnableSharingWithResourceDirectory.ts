import { onlyOwn, operation } from '../../../model/index.js'
import { policyAttachments, roles } from '../../ram/tables.js'
import { placeOf } from '../../resource-manager/reads.js'
import { resourceSharing } from '../product.js'
import { isDirectorySharingOn } from '../reads.js'
import { serviceLinkedRole } from '../service-role.js'
import { directorySharing } from '../tables.js'

export default operation(resourceSharing, {
  name: 'EnableSharingWithResourceDirectory',
  documented: '2025-12-15',
  does: 'Switches sharing inside of the resource directory on. No operation switches it off.',
  input: {},
  access: { level: 'update' },
  errors: {
    ActionNotPermitted: [409, 'The caller must be the master account for the Resource Directory.'],
    AlreadyEnabled: [409, 'You have already enabled sharing with the Resource Directory.'],
  },
  touches: onlyOwn,
  async run({ caller, now, own, at, refuse, settings, newId }) {
    const place = await placeOf({ at }, caller.account)
    if (!place?.isManagement)
      return refuse('ActionNotPermitted', {
        because: place ? `${place.managementAccount} is the management account.` : 'This account is in no resource directory.',
        next: 'Call with a key of the management account.',
      })
    if (await isDirectorySharingOn({ at }, place, settings.directorySharing))
      refuse('AlreadyEnabled', { because: 'Sharing inside of the directory is on.', next: 'Nothing is left to do.' })
    own.put(directorySharing, { kind: 'directory', enabledBy: 'call', enabledAt: now.toISOString() })
    const { role, attachment } = serviceLinkedRole(now, newId('3', 17, 'digits'))
    if (await own.get(roles, role.roleName)) return
    own.put(roles, role)
    own.put(policyAttachments, attachment)
  },
})
