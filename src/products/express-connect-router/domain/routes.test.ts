import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asPathText, type CloudSide, type LineSide, type RouteFacts, type Routes, routesOf } from './routes.js'

const vpc = (blocks: string[], more: Partial<CloudSide> = {}): CloudSide => ({
  kind: 'VPC',
  id: 'vpc-1',
  regionId: 'cn-hangzhou',
  blocks,
  allowedPrefixes: [],
  allowedPrefixesMode: 'MatchMode',
  ...more,
})
const vbr = (routes: LineSide['routes']): LineSide => ({ id: 'vbr-1', regionId: 'cn-hangzhou', routes })
const facts = (more: Partial<RouteFacts>): RouteFacts => ({ asn: 65000, cloud: [], lines: [], disabled: [], ...more })
const destinations = (routes: readonly { readonly destination: string }[]) => routes.map(({ destination }) => destination)

describe('the route table of an ECR', () => {
  test('has what its VPCs use, once each, with the number of the ECR as path', () => {
    const { table } = routesOf(facts({ cloud: [vpc(['10.0.1.0/24', '10.0.0.0/24', '10.0.1.0/24'])] }))
    expect(destinations(table)).toEqual(['10.0.0.0/24', '10.0.1.0/24'])
    expect(table[0]).toEqual({ destination: '10.0.0.0/24', nextHop: 'vpc-1', regionId: 'cn-hangzhou', asPath: [65000] })
  })
  test('has MED 2000 towards a transit router and no other', () => {
    const cloud = [vpc(['10.0.0.0/24']), vpc(['10.1.0.0/24'], { kind: 'TR', id: 'tr-1' })]
    expect(routesOf(facts({ cloud })).table.map(({ med }) => med)).toEqual([undefined, 2000])
  })
  test('has what its VBRs learn, as they learn it, and announces none of it', () => {
    const route = { vbrId: 'vbr-1', destination: '192.168.0.0/16', asPath: [64993, 64512], community: '9001:9263', med: 5 }
    const { table, announced } = routesOf(facts({ lines: [vbr([route])] }))
    const { vbrId: nextHop, ...rest } = route
    expect(table).toEqual([{ ...rest, nextHop, regionId: 'cn-hangzhou' }])
    expect(announced).toEqual([])
  })
  test('has a destination of several next hops once for each, and lacks what was switched off', () => {
    const cloud = [vpc(['10.0.0.0/24']), vpc(['10.0.0.0/24'], { kind: 'TR', id: 'tr-1' })]
    expect(routesOf(facts({ cloud })).table).toHaveLength(2)
    const disabled = [{ destination: '10.0.0.0/24', nextHop: 'tr-1' }]
    const { table, announced } = routesOf(facts({ cloud, disabled }))
    expect([table, announced].map((routes) => routes.map(({ nextHop }) => nextHop))).toEqual([['vpc-1'], ['vpc-1']])
  })
  test('is in the order of addresses, not of texts', () => {
    const { table } = routesOf(facts({ cloud: [vpc(['100.0.0.0/8', '9.0.0.0/8', '9.0.0.0/16'])] }))
    expect(destinations(table)).toEqual(['9.0.0.0/8', '9.0.0.0/16', '100.0.0.0/8'])
  })
  test('writes paths as [64993,64512]', () => {
    expect([[64993, 64512], []].map(asPathText)).toEqual(['[64993,64512]', '[]'])
  })
})

describe('what is announced to the data centre', () => {
  const blocks = ['10.0.1.0/24', '10.0.2.0/24', '10.9.0.0/24']
  const announced = (allowedPrefixes: string[], allowedPrefixesMode: CloudSide['allowedPrefixesMode']) =>
    destinations(routesOf(facts({ cloud: [vpc(blocks, { allowedPrefixes, allowedPrefixesMode })] })).announced)
  test.each(['MatchMode', 'IncrementalMode'] as const)('without prefixes each route as it is (%s)', (mode) => {
    expect(announced([], mode)).toEqual(blocks)
  })
  test('the prefixes alone (MatchMode)', () => {
    expect(announced(['172.16.0.0/16', '10.0.0.0/16'], 'MatchMode')).toEqual(['10.0.0.0/16', '172.16.0.0/16'])
  })
  test('the prefixes instead of the routes inside them, and the other routes (IncrementalMode)', () => {
    expect(announced(['10.0.0.0/16'], 'IncrementalMode')).toEqual(['10.0.0.0/16', '10.9.0.0/24'])
    expect(announced(['10.0.1.0/24', '10.0.2.0/25'], 'IncrementalMode')).toEqual([
      '10.0.1.0/24',
      '10.0.2.0/24',
      '10.0.2.0/25',
      '10.9.0.0/24',
    ])
  })
})

/** The same, slow and obvious: every address range as the text of its first bits, every rule as a loop. */
function plainRoutesOf({ asn, cloud, lines, disabled }: RouteFacts): Routes {
  const table: Routes['table'][number][] = []
  const announced: Routes['announced'][number][] = []
  const isOff = (destination: string, nextHop: string) =>
    disabled.some((d) => d.destination === destination && d.nextHop === nextHop)
  for (const side of cloud) {
    const own: string[] = []
    for (const block of side.blocks) if (!own.includes(block) && !isOff(block, side.id)) own.push(block)
    for (const destination of own) {
      const route = { destination, nextHop: side.id, regionId: side.regionId, asPath: [asn] }
      table.push(side.kind === 'TR' ? { ...route, med: 2000 } : route)
    }
    const told: string[] = []
    for (const prefix of side.allowedPrefixes) if (!told.includes(prefix)) told.push(prefix)
    const prefixes = [...told]
    for (const block of own) {
      const inside = prefixes.some((prefix) => bitsOf(block).startsWith(bitsOf(prefix)))
      if (prefixes.length === 0 || (side.allowedPrefixesMode === 'IncrementalMode' && !inside)) told.push(block)
    }
    for (const destination of told) announced.push({ destination, nextHop: side.id, asPath: [asn] })
  }
  for (const line of lines)
    for (const { vbrId: _, ...route } of line.routes)
      if (!isOff(route.destination, line.id)) table.push({ ...route, nextHop: line.id, regionId: line.regionId })
  return { table: sorted(table), announced: sorted(announced) }
}

/** `10.0.0.0/8` is `00001010`. */
function bitsOf(block: string): string {
  const [address = '', bits = ''] = block.split('/')
  const all = address.split('.').map((part) => Number(part).toString(2).padStart(8, '0'))
  return all.join('').slice(0, Number(bits))
}

function sorted<Row extends { readonly destination: string; readonly nextHop: string }>(rows: readonly Row[]): Row[] {
  const parts = ({ destination, nextHop }: Row) => [...destination.split(/[./]/).map(Number), nextHop]
  return [...rows].sort((a, b) => {
    const [left, right] = [parts(a), parts(b)]
    const at = left.findIndex((part, index) => part !== right[index])
    return at < 0 ? 0 : (left[at] as number) < (right[at] as number) ? -1 : 1
  })
}

// Few addresses and lengths, so that blocks often meet.
const block = fc
  .record({
    bits: fc.constantFrom(8, 15, 16, 23, 24, 32),
    parts: fc.array(fc.constantFrom(0, 1, 2, 128), { minLength: 3, maxLength: 3 }),
  })
  .map(({ bits, parts }) => {
    const whole = ((10 << 24) | ((parts[0] as number) << 16) | ((parts[1] as number) << 8) | (parts[2] as number)) >>> 0
    const address = bits === 32 ? whole : Math.floor(whole / 2 ** (32 - bits)) * 2 ** (32 - bits)
    return `${[24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.')}/${bits}`
  })
const blocks = fc.array(block, { maxLength: 6 })
const mode = fc.constantFrom('MatchMode' as const, 'IncrementalMode' as const)
const region = fc.constantFrom('cn-hangzhou', 'cn-beijing')
const sides = (kind: 'VPC' | 'TR', ids: readonly string[]) =>
  fc.subarray([...ids]).chain((chosen) =>
    fc.tuple(
      ...chosen.map((id) =>
        fc.record({
          kind: fc.constant(kind),
          id: fc.constant(id),
          regionId: region,
          blocks,
          allowedPrefixes: fc.array(block, { maxLength: 3 }),
          allowedPrefixesMode: mode,
        }),
      ),
    ),
  )
const learned = (vbrId: string) =>
  fc.uniqueArray(
    fc.record(
      {
        vbrId: fc.constant(vbrId),
        destination: block,
        asPath: fc.array(fc.constantFrom(64512, 64993), { maxLength: 2 }),
        community: fc.constant('9001:9263'),
        med: fc.nat(9),
      },
      { requiredKeys: ['vbrId', 'destination', 'asPath'] },
    ),
    { maxLength: 4, selector: ({ destination }) => destination },
  )
const line = (id: string) => fc.record({ id: fc.constant(id), regionId: region, routes: learned(id) })
const anyFacts: fc.Arbitrary<RouteFacts> = fc
  .record({
    asn: fc.constantFrom(45104, 65000),
    vpcs: sides('VPC', ['vpc-1', 'vpc-2']),
    routers: sides('TR', ['tr-1']),
    lines: fc.tuple(line('vbr-1'), line('vbr-2')),
    disabled: fc.array(fc.record({ destination: block, nextHop: fc.constantFrom('vpc-1', 'tr-1', 'vbr-1') }), { maxLength: 4 }),
  })
  .map(({ vpcs, routers, ...rest }) => ({ ...rest, cloud: [...vpcs, ...routers] }))

const seed = 20_260_101
console.info(`routes: seed ${seed}`)

describe('for whatever is attached', () => {
  test('table and announcements are as the plain version has them', () => {
    fc.assert(
      fc.property(anyFacts, (given) => void expect(routesOf(given)).toEqual(plainRoutesOf(given))),
      { seed, numRuns: 500 },
    )
  })
  test('what goes takes its routes with it and changes no other', () => {
    fc.assert(
      fc.property(anyFacts, fc.nat(2), (given, index) => {
        const gone = given.cloud[index]
        const left = routesOf({ ...given, cloud: given.cloud.filter((side) => side !== gone) })
        const before = routesOf(given)
        expect(left.table).toEqual(before.table.filter(({ nextHop }) => nextHop !== gone?.id))
        expect(left.announced).toEqual(before.announced.filter(({ nextHop }) => nextHop !== gone?.id))
      }),
      { seed, numRuns: 200 },
    )
  })
})
