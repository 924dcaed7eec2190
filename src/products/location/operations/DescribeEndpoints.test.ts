import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

let cloud: Awaited<ReturnType<typeof testCloud>>
beforeAll(async () => {
  cloud = await testCloud()
})
afterAll(() => cloud.close())

describe('DescribeEndpoints', () => {
  it.each(['vpc', 'ecr', 'ressharing', 'resourcesharing', 'resourcedirectory', 'something'])(
    'answers this server for the code %s',
    async (ServiceCode) => {
      const answer = await cloud
        .as('network')
        .call('Location', 'DescribeEndpoints', { Id: 'cn-beijing', ServiceCode, Type: 'openAPI' })
      expect(answer.Success).toBe(true)
      expect(answer.Endpoints.Endpoint).toEqual([
        {
          Endpoint: expect.stringMatching(/.+/),
          Id: 'cn-beijing',
          Type: 'openAPI',
          Namespace: '26842',
          SerivceCode: ServiceCode,
          Protocols: { Protocols: ['HTTP', 'HTTPS'] },
        },
      ])
    },
  )

  it.each([{ ServiceCode: 'vpc' }, { Id: 'cn-hangzhou' }])(
    'refuses %j, which lacks the region or the product (Illegal Parameter)',
    async (given) => {
      expect(await cloud.as('network').refused('Location', 'DescribeEndpoints', given)).toMatchObject({
        httpStatus: 400,
        code: 'Illegal Parameter',
        message: 'Please check the parameters',
      })
    },
  )
})
