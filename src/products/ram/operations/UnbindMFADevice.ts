import { onlyOwn, operation, required, structure } from '../../../model/index.js'
import { deviceOf, serialNumber } from '../domain/mfa.js'
import { badUserName, noMfaOfUser, noUser } from '../errors.js'
import { serial, userName } from '../parameters.js'
import { ram } from '../product.js'
import { mfaDevices, users } from '../tables.js'

export default operation(ram, {
  name: 'UnbindMFADevice',
  does: 'Takes the MFA device from a user. The device stays, unbound.',
  input: { UserName: required(userName) },
  output: { MFADevice: structure({ SerialNumber: serial }) },
  access: { level: 'update', resources: [{ arn: 'acs:ram:*:{#accountId}:user/{#UserName}', id: 'UserName' }] },
  errors: { ...badUserName, ...noUser, ...noMfaOfUser },
  touches: onlyOwn,
  async run({ input, caller, own, settle }) {
    const [bound] = await own.all(mfaDevices, 'byUser', [input.UserName])
    const device = settle(deviceOf({ user: await own.get(users, input.UserName), device: bound }))
    const { deviceName, seed, createdAt } = device
    own.put(mfaDevices, { deviceName, seed, createdAt })
    return { MFADevice: { SerialNumber: serialNumber(caller.account, deviceName) } }
  },
})
