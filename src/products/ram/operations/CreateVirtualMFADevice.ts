import { onlyOwn, operation, required, secret, structure, text } from '../../../model/index.js'
import { mayCreateDevice, serialNumber } from '../domain/mfa.js'
import { seedOf } from '../domain/one-time-code.js'
import { ram } from '../product.js'
import { mfaDevices } from '../tables.js'

export default operation(ram, {
  name: 'CreateVirtualMFADevice',
  does: 'Creates an MFA device. The picture that the real answer has (QRCodePNG) is not drawn: it shows the seed, which is there.',
  input: {
    VirtualMFADeviceName: required(text('The name of the device.', 'alices-phone', { max: 64, pattern: /^[A-Za-z0-9.-]+$/ })),
  },
  output: {
    VirtualMFADevice: structure({
      SerialNumber: text('The device.', 'acs:ram::1000000000000002:mfa/alices-phone'),
      Base32StringSeed: secret(text('What an authenticator computes its codes from.', 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP')),
    }),
  },
  access: { level: 'create', resources: [{ arn: 'acs:ram:*:{#accountId}:mfa/*' }] },
  errors: {
    'InvalidParameter.VirtualMFADeviceName.InvalidChars': [400, 'The parameter - "VirtualMFADeviceName" contains invalid chars.'],
    'InvalidParameter.VirtualMFADeviceName.Length': [400, 'The parameter - "VirtualMFADeviceName" beyond the length limit.'],
    'EntityAlreadyExists.VirtualMFADevice': [409, 'The virtual mfa device does already EXIST.'],
    'LimitExceeded.VirtualMFADevice': [409, 'The count of virtual mfa devices beyond the current limits.'],
  },
  touches: onlyOwn,
  async run({ input, caller, now, own, settle, quota, newId }) {
    const deviceName = input.VirtualMFADeviceName
    const most = quota('virtualMfaDevices')
    const taken = (await own.get(mfaDevices, deviceName)) !== undefined
    settle(mayCreateDevice({ taken, devices: await own.count(mfaDevices, 'key', [], { upTo: most }), most }))
    const seed = seedOf(newId('', 32, 'upper'))
    own.put(mfaDevices, { deviceName, seed, createdAt: now.toISOString() })
    return { VirtualMFADevice: { SerialNumber: serialNumber(caller.account, deviceName), Base32StringSeed: seed } }
  },
})
