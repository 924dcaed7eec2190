import { onlyOwn, operation, required, text } from '../../../model/index.js'
import { deviceNamed, mayBind } from '../domain/mfa.js'
import { areCodesOf } from '../domain/one-time-code.js'
import { badUserName, noMfaDevice, noUser } from '../errors.js'
import { serial, userName } from '../parameters.js'
import { ram } from '../product.js'
import { mfaDevices, users } from '../tables.js'

const code = (which: string) => required(text(`The ${which} of two codes, one behind the other.`, '123456'))
const sixDigits = /^[0-9]{6}$/

export default operation(ram, {
  name: 'BindMFADevice',
  does: 'Gives a user an MFA device. Codes are compared by real time, as the authenticator that shows them goes by it.',
  input: {
    SerialNumber: required(serial),
    UserName: required(userName),
    AuthenticationCode1: code('first'),
    AuthenticationCode2: code('second'),
  },
  access: { level: 'update', resources: [{ arn: 'acs:ram:*:{#accountId}:user/{#UserName}', id: 'UserName' }] },
  errors: {
    ...badUserName,
    'InvalidParameter.AuthenticationCode.Format': [400, 'The parameter - "AuthenticationCode" MUST be 6 numbers.'],
    CheckAuthenticationCodeFail: [403, 'The parameter - "AuthenticationCode" is inccorrect.'],
    ...noUser,
    ...noMfaDevice,
    'EntityAlreadyExists.User.MFADevice': [409, 'The user has already bound a MFA device.'],
    'EntityAlreadyExists.VirtualMFADevice.User': [409, 'The virtual mfa device does already been bound to a user.'],
  },
  touches: onlyOwn,
  async run({ input, caller, now, wallNow, own, settle, refuse }) {
    const codes = [input.AuthenticationCode1, input.AuthenticationCode2] as const
    if (!codes.every((each) => sixDigits.test(each))) return refuse('InvalidParameter.AuthenticationCode.Format')
    const name = deviceNamed(caller.account, input.SerialNumber)
    const device = name === undefined ? undefined : await own.get(mfaDevices, name)
    const bound = settle(
      mayBind({
        user: await own.get(users, input.UserName),
        device,
        bound: (await own.all(mfaDevices, 'byUser', [input.UserName]))[0],
        codesAreRight: device !== undefined && areCodesOf(device.seed, codes, wallNow),
      }),
    )
    own.put(mfaDevices, { ...bound, userName: input.UserName, activatedAt: now.toISOString() })
  },
})
