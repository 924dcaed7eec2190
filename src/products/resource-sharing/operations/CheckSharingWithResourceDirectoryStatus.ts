import { flag, operation } from '../../../model/index.js'
import { placeOf } from '../../resource-manager/reads.js'
import { resourceSharing } from '../product.js'
import { isDirectorySharingOn } from '../reads.js'

export default operation(resourceSharing, {
  name: 'CheckSharingWithResourceDirectoryStatus',
  documented: '2025-12-15',
  does: 'Tells whether sharing inside of the resource directory is on.',
  input: {},
  output: { EnableSharingWithRd: flag('Whether it is on.') },
  access: { level: 'get' },
  // UNKNOWN: who may ask. A member sees the value of its directory; outside of any it is off (facts 18.23).
  async run({ caller, at, settings }) {
    const place = await placeOf({ at }, caller.account)
    return { EnableSharingWithRd: place !== undefined && (await isDirectorySharingOn({ at }, place, settings.directorySharing)) }
  },
})
