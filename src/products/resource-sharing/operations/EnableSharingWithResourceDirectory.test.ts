import { afterEach, beforeEach, expect, it } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'
import operation from './EnableSharingWithResourceDirectory.js'

let cloud: Awaited<ReturnType<typeof testCloud>>
beforeEach(async () => {
  cloud = await testCloud({ settings: { directorySharing: false } })
})
afterEach(() => cloud.close())

const rs = 'ResourceSharing'
const isOn = async (alias: string) =>
  (await cloud.as(alias).call(rs, 'CheckSharingWithResourceDirectoryStatus')).EnableSharingWithRd

it('the management account switches it on for its members, and nobody else', async () => {
  expect(await isOn('management')).toBe(false)
  await cloud.as('management').call(rs, 'EnableSharingWithResourceDirectory')
  expect([await isOn('management'), await isOn('prod'), await isOn('partner')]).toEqual([true, true, false])
  const { Role } = await cloud.as('management').call('Ram', 'GetRole', { RoleName: 'AliyunServiceRoleForResourceSharing' })
  expect(Role.RoleName).toBe('AliyunServiceRoleForResourceSharing')
})

it.each(['prod', 'partner'])('%s tries to (ActionNotPermitted)', async (alias) => {
  const { code, httpStatus, message } = await cloud.as(alias).refused(rs, 'EnableSharingWithResourceDirectory')
  expect([code, httpStatus, message]).toEqual(['ActionNotPermitted', ...(operation.errors.ActionNotPermitted ?? [])])
})

it('it is on already (AlreadyEnabled)', async () => {
  await cloud.as('management').call(rs, 'EnableSharingWithResourceDirectory')
  const { code, httpStatus, message } = await cloud.as('management').refused(rs, 'EnableSharingWithResourceDirectory')
  expect([code, httpStatus, message]).toEqual(['AlreadyEnabled', ...(operation.errors.AlreadyEnabled ?? [])])
})

it('a world of the landing-zone template has it on from the start', async () => {
  await cloud.settings({ directorySharing: true })
  expect(await isOn('dev')).toBe(true)
  expect((await cloud.as('management').refused(rs, 'EnableSharingWithResourceDirectory')).code).toBe('AlreadyEnabled')
})
