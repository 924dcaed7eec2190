import { list, operation, sometimes, structure, text } from '../../../model/index.js'
import { userFields } from '../answers.js'
import { toldDate } from '../domain/dates.js'
import { serialNumber } from '../domain/mfa.js'
import { serial } from '../parameters.js'
import { ram } from '../product.js'
import { mfaDevices, users } from '../tables.js'

const { UserId, UserName, DisplayName } = userFields

export default operation(ram, {
  name: 'ListVirtualMFADevices',
  does: 'Lists the MFA devices of the account, and whose they are.',
  input: {},
  output: {
    VirtualMFADevices: structure({
      VirtualMFADevice: list(
        'The devices.',
        structure({
          SerialNumber: serial,
          User: sometimes(structure({ UserId, UserName, DisplayName }, { note: 'Whose it is; there only once it is bound.' })),
          ActivateDate: sometimes(text('When it was bound.', '2026-01-01T00:00:00Z')),
        }),
      ),
    }),
  },
  access: { level: 'list', resources: [{ arn: 'acs:ram:*:{#accountId}:mfa/*' }] },
  async run({ caller, own }) {
    const devices = await own.all(mfaDevices, 'key', [])
    const owners = await own.getMany(
      users,
      devices.map(({ userName }) => [userName ?? '']),
    )
    const VirtualMFADevice = devices.map(({ deviceName, activatedAt }, at) => {
      const user = owners[at]
      return {
        SerialNumber: serialNumber(caller.account, deviceName),
        ...(user ? { User: { UserId: user.userId, UserName: user.userName, DisplayName: user.displayName } } : {}),
        ...(activatedAt === undefined ? {} : { ActivateDate: toldDate(activatedAt) }),
      }
    })
    return { VirtualMFADevices: { VirtualMFADevice } }
  },
})
