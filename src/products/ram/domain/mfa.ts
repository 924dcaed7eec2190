/** When an MFA device may be bound to a user, and when it may go. */

import { type AccountId, no, yes } from '../../../model/index.js'
import type { MfaDevice, User } from '../tables.js'

export const serialNumber = (account: AccountId, deviceName: string) => `acs:ram::${account}:mfa/${deviceName}`

/** The name of the account's device with this serial number; `undefined` where it is none of the account's. */
export function deviceNamed(account: AccountId, serial: string): string | undefined {
  const prefix = serialNumber(account, '')
  return serial.startsWith(prefix) && serial.length > prefix.length ? serial.slice(prefix.length) : undefined
}

export function mayCreateDevice({
  taken,
  devices,
  most,
}: {
  readonly taken: boolean
  readonly devices: number
  readonly most: number
}) {
  if (taken) return no('EntityAlreadyExists.VirtualMFADevice', { because: 'This account has a device of that name.' })
  if (devices >= most)
    return no('LimitExceeded.VirtualMFADevice', { because: `This account has ${devices} devices, the most allowed.` })
  return yes()
}

export interface BindFacts {
  readonly user: User | undefined
  readonly device: MfaDevice | undefined
  /** The one that the user has. */
  readonly bound: MfaDevice | undefined
  readonly codesAreRight: boolean
}

/** UNKNOWN: the order of the checks is not documented; existence goes first, the codes last. */
export function mayBind({ user, device, bound, codesAreRight }: BindFacts) {
  if (!user) return no('EntityNotExist.User', { because: 'This account has no such user.' })
  if (!device) return noDevice()
  if (bound) return no('EntityAlreadyExists.User.MFADevice', { because: 'The user has a device already, and may have one.' })
  if (device.userName !== undefined)
    return no('EntityAlreadyExists.VirtualMFADevice.User', { because: `The device is bound to ${device.userName}.` })
  if (!codesAreRight)
    return no('CheckAuthenticationCodeFail', {
      because: 'The codes are not two of this device, one behind the other, of the last two minutes.',
      next: 'Compute them from Base32StringSeed by real time, as authenticators do.',
    })
  return yes(device)
}

export function mayDeleteDevice(device: MfaDevice | undefined) {
  if (!device) return noDevice()
  if (device.userName !== undefined)
    return no('DeleteConflict.VirtualMFADevice.User', {
      because: `The device is bound to ${device.userName}.`,
      next: 'Take it off with UnbindMFADevice first.',
    })
  return yes(device)
}

/** The device of a user, or the refusal that says there is none. */
export function deviceOf({ user, device }: { readonly user: User | undefined; readonly device: MfaDevice | undefined }) {
  if (!user) return no('EntityNotExist.User', { because: 'This account has no such user.' })
  return device ? yes(device) : no('EntityNotExist.User.MFADevice', { because: 'The user has no MFA device.' })
}

function noDevice() {
  return no('EntityNotExist.VirtualMFADevice', {
    because: 'This account has no such device.',
    next: 'ListVirtualMFADevices shows those there are.',
  })
}
