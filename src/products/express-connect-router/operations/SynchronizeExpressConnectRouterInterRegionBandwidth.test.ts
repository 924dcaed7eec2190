import { expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'
import { ECR, makerIn } from '../../../../test/routers.js'

const synchronize = 'SynchronizeExpressConnectRouterInterRegionBandwidth'

test('bandwidth is synchronized in a step of the ECR, which then is as it was', async () => {
  const cloud = await testCloud({ latency: 'manual' })
  const network = cloud.as('network')
  try {
    const EcrId = await makerIn(cloud).ecr()
    const entry = async () => (await network.call(ECR, 'DescribeExpressConnectRouter', { EcrId })).EcrList[0]
    const before = await entry()
    await network.call(ECR, synchronize, { EcrId })
    expect(await entry()).toEqual({ ...before, Status: 'UPDATING' })
    expect((await network.refused(ECR, synchronize, { EcrId })).code).toBe('Conflict.Lock')
    await cloud.step()
    expect(await entry()).toEqual(before)
  } finally {
    await cloud.close()
  }
})
