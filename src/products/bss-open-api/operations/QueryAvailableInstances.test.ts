import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

let cloud: Awaited<ReturnType<typeof testCloud>>
beforeAll(async () => {
  cloud = await testCloud()
})
afterAll(() => cloud.close())
// What the Terraform provider sends at its start.
const asked = { ProductCode: 'vipcloudfw', ProductType: 'vipcloudfw', SubscriptionType: 'Subscription', PageSize: 50, PageNum: 1 }

describe('QueryAvailableInstances', () => {
  it('succeeds for accounts of the China site, by which Terraform tells them', async () => {
    expect(await cloud.as('network').call('BssOpenApi', 'QueryAvailableInstances', asked)).toMatchObject({
      Success: true,
      Code: 'Success',
      Data: { PageNum: 1, PageSize: 50, TotalCount: 0, InstanceList: [] },
    })
  })

  it('refuses accounts of the international site (NotApplicable)', async () => {
    expect(await cloud.as('intl').refused('BssOpenApi', 'QueryAvailableInstances', asked)).toMatchObject({
      httpStatus: 400,
      code: 'NotApplicable',
    })
  })

  it('refuses a page that is none (InvalidParameter)', async () => {
    expect(await cloud.as('network').refused('BssOpenApi', 'QueryAvailableInstances', { PageNum: 0 })).toMatchObject({
      httpStatus: 400,
      code: 'InvalidParameter',
    })
  })
})
