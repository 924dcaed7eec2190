import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testCloud } from '../../test/cloud.js'
import { notOffered } from './not-offered.js'

let cloud: Awaited<ReturnType<typeof testCloud>>
beforeAll(async () => {
  cloud = await testCloud()
})
afterAll(() => cloud.close())

describe('products known by name only', () => {
  it.each(notOffered.map(({ name, version }) => [name, version] as const))(
    '%s %s says that an operation is not offered, in words no client takes for "gone"',
    async (name) => {
      const refused = await cloud.as('network').refused(name, 'DescribeSomething')
      expect(refused).toMatchObject({ httpStatus: 400 })
      expect(JSON.stringify(refused.body)).not.toContain('NotFound')
    },
  )
})
