import { afterAll, expect, test } from 'vitest'
import { testCloud } from '../../test/cloud.js'

const cloud = await testCloud()
afterAll(() => cloud.close())

test('a long-term key with the token of another key is refused (InvalidSecurityToken.MismatchWithAccessKey); an empty one is none', async () => {
  for (const accessKeyId of ['local-network', 'local-network.admin']) {
    const refused = await cloud.withKey({ accessKeyId, securityToken: 'CAISleftover' }).refused('Sts', 'GetCallerIdentity')
    expect(refused).toMatchObject({ httpStatus: 400, code: 'InvalidSecurityToken.MismatchWithAccessKey' })
    await cloud.withKey({ accessKeyId, securityToken: '' }).call('Sts', 'GetCallerIdentity')
  }
})
