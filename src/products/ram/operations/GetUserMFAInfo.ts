import { operation, required, structure, text } from '../../../model/index.js'
import { deviceOf, serialNumber } from '../domain/mfa.js'
import { badUserName, noMfaOfUser, noUser } from '../errors.js'
import { serial, userName } from '../parameters.js'
import { ram } from '../product.js'
import { mfaDevices, users } from '../tables.js'

export default operation(ram, {
  name: 'GetUserMFAInfo',
  does: 'Tells which MFA device a user has.',
  input: { UserName: required(userName) },
  output: { MFADevice: structure({ SerialNumber: serial, Type: text('VMFA: a virtual device.', 'VMFA') }) },
  access: { level: 'get', resources: [{ arn: 'acs:ram:*:{#accountId}:user/{#UserName}', id: 'UserName' }] },
  errors: { ...badUserName, ...noUser, ...noMfaOfUser },
  async run({ input, caller, own, settle }) {
    const [bound] = await own.all(mfaDevices, 'byUser', [input.UserName])
    const { deviceName } = settle(deviceOf({ user: await own.get(users, input.UserName), device: bound }))
    return { MFADevice: { SerialNumber: serialNumber(caller.account, deviceName), Type: 'VMFA' } }
  },
})
