import { expect, test } from 'vitest'
import { testCloud } from '../../../test/cloud.js'
import { ECR, makerIn } from '../../../test/routers.js'
import { stream } from '../../world/random.js'

const read = 'DescribeExpressConnectRouterRouteEntries'
const seed = process.env.CROSSGRANT_TEST_SEED ?? '1'
interface Shown {
  readonly DestinationCidrBlock: string
  readonly NexthopInstanceId: string
}

/** Numbers of a route in the order of a table. */
const parts = ({ DestinationCidrBlock }: Shown) => DestinationCidrBlock.split(/[./]/).map(Number)
function isBefore(a: Shown, b: Shown): boolean {
  const [left, right] = [parts(a), parts(b)]
  const at = left.findIndex((part, i) => part !== right[i])
  return at < 0 ? a.NexthopInstanceId < b.NexthopInstanceId : (left[at] as number) < (right[at] as number)
}

test(`pages of any size show each route of every VPC and VBR once, in order, and tell how many there are (seed ${seed})`, async () => {
  const cloud = await testCloud()
  const [make, next] = [makerIn(cloud), stream(`${seed}/route pages`)]
  try {
    const EcrId = await make.ecr()
    const VpcId = await make.vpc('network', '10.0.0.0/16')
    for (const third of [3, 20, 100]) await make.vSwitch('network', VpcId, `10.0.${third}.0/24`)
    const vbrs = [await make.vbr('network'), await make.vbr('network'), await make.vbr('network')]
    await make.associate(EcrId, VpcId)
    for (const vbr of vbrs) await make.attach(EcrId, vbr)
    // Few blocks, so that several VBRs learn the same; the last one learns none.
    const block = () => `${[9, 10, 100][next() % 3]}.${next() % 2}.${next() % 8}.0/24`
    const learned = [...new Set(Array.from({ length: 40 }, () => `${vbrs[next() % 2]} ${block()}`))].map((each) => each.split(' '))
    const account = 'network'
    await cloud.cloud.worlds.seed('default', {
      bgpRoutes: learned.map(([vbr, destination]) => ({ account, vbr, destination, asPath: '65100' })),
    })
    for (const [NexthopInstanceId, DestinationCidrBlock] of [...learned.filter(() => next() % 5 === 0), [VpcId, '10.0.20.0/24']])
      await cloud.as('network').call(ECR, 'DisableExpressConnectRouterRouteEntries', {
        ...{ EcrId, NexthopInstanceId, DestinationCidrBlock },
      })
    // One that no VBR has learned yet.
    const absent = { EcrId, NexthopInstanceId: vbrs[0], DestinationCidrBlock: '172.16.0.0/12' }
    await cloud.as('network').call(ECR, 'DisableExpressConnectRouterRouteEntries', absent)

    const ask = (more: object) => cloud.as('network').call(ECR, read, { EcrId, ...more })
    const byHop = await Promise.all([VpcId, ...vbrs].map((NexthopInstanceId) => ask({ NexthopInstanceId, MaxResults: 1000 })))
    const whole: Shown[] = byHop.flatMap((body) => body.RouteEntriesList).sort((a, b) => (isBefore(a, b) ? -1 : 1))
    expect(whole.length).toBeGreaterThan(20)
    for (const MaxResults of [1, 2, 7, whole.length - 1, whole.length, 1000]) {
      const paged: Shown[] = []
      let NextToken: string | undefined
      do {
        const body = await ask({ MaxResults, NextToken })
        expect(body.TotalCount).toBe(whole.length)
        expect(body.RouteEntriesList.length).toBeLessThanOrEqual(MaxResults)
        paged.push(...body.RouteEntriesList)
        NextToken = body.NextToken
      } while (NextToken)
      expect(paged).toEqual(whole)
    }
  } finally {
    await cloud.close()
  }
})

test('a page goes on behind the last one when a VBR has joined meanwhile, and shows of that what lies there', async () => {
  const cloud = await testCloud()
  const make = makerIn(cloud)
  try {
    const EcrId = await make.ecr()
    const vbrs = [await make.vbr('network'), await make.vbr('network')]
    const learned = ['10.0.1.0/24', '10.0.2.0/24', '10.0.3.0/24'].flatMap((destination) =>
      vbrs.map((vbr) => ({ account: 'network', vbr, destination })),
    )
    await cloud.cloud.worlds.seed('default', { bgpRoutes: learned })
    await make.attach(EcrId, vbrs[0] as string)
    const ask = (more: object) => cloud.as('network').call(ECR, read, { EcrId, MaxResults: 2, ...more })
    const { NextToken } = await ask({})
    await make.attach(EcrId, vbrs[1] as string)
    const { RouteEntriesList } = await ask({ NextToken, MaxResults: 10 })
    const shown = RouteEntriesList.map((each: Shown) => `${each.DestinationCidrBlock} ${each.NexthopInstanceId}`)
    const behind = vbrs.map((vbr) => `10.0.3.0/24 ${vbr}`)
    // Of the destination where the page ended, a next hop that sorts later is behind it.
    const tied = (vbrs[1] as string) > (vbrs[0] as string) ? [`10.0.2.0/24 ${vbrs[1]}`] : []
    expect(shown).toEqual([...tied, ...behind.sort()])
    const { code } = await cloud.as('network').refused(ECR, read, { EcrId, NextToken: 'bm9uZQ' })
    expect(code).toMatch(/NextToken$/)
  } finally {
    await cloud.close()
  }
})
