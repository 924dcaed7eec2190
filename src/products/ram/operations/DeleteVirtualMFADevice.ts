import { onlyOwn, operation, required } from '../../../model/index.js'
import { deviceNamed, mayDeleteDevice } from '../domain/mfa.js'
import { noMfaDevice } from '../errors.js'
import { serial } from '../parameters.js'
import { ram } from '../product.js'
import { mfaDevices } from '../tables.js'

export default operation(ram, {
  name: 'DeleteVirtualMFADevice',
  does: 'Deletes an MFA device that is bound to nobody.',
  input: { SerialNumber: required(serial) },
  access: { level: 'delete', resources: [{ arn: '{#SerialNumber}', id: 'SerialNumber' }] },
  errors: {
    ...noMfaDevice,
    'DeleteConflict.VirtualMFADevice.User': [409, 'The virtual mfa device CAN NOT been bound to any user while deleting it.'],
  },
  touches: onlyOwn,
  async run({ input, caller, own, settle }) {
    const name = deviceNamed(caller.account, input.SerialNumber)
    const device = settle(mayDeleteDevice(name === undefined ? undefined : await own.get(mfaDevices, name)))
    own.delete(mfaDevices, device.deviceName)
  },
})
