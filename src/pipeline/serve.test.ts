import { expect, test } from 'vitest'
import { createCloud } from '../main.js'

test('a call is answered whatever becomes of those who are told of it', async () => {
  const reported: unknown[] = []
  const observe = () => {
    throw new Error('deaf')
  }
  const cloud = await createCloud({ observe, report: (error) => reported.push(error) })
  const network = cloud.account('network')
  await network.call('Vpc', 'CreateVpc', { RegionId: 'cn-hangzhou' })
  expect((await network.call('Vpc', 'DescribeVpcs', { RegionId: 'cn-hangzhou' })).TotalCount).toBe(1)
  expect(reported).toEqual([new Error('deaf'), new Error('deaf')])
  await cloud.close()
})
