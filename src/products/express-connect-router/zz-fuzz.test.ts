import fs from 'node:fs'
import { expect, it } from 'vitest'
import { testCloud } from '../../../test/cloud.js'
const P = 'ExpressConnectRouter'
const RegionId = 'cn-hangzhou'
function rng(seed: number) { let s = seed; return () => { s = (s * 1664525 + 1013904223) >>> 0; return s / 2 ** 32 } }
const seeds = (process.env.SEEDS ?? '1,2,3,4,5,6').split(',').map(Number)
const aliases = ['network', 'prod', 'partner']
for (const seed of seeds) it(`seed ${seed}`, async () => {
  const r = rng(seed); const pick = <T>(xs: readonly T[]): T => xs[Math.floor(r() * xs.length)] as T
  const cloud = await testCloud()
  const uid: Record<string, string> = {}
  for (const a of aliases) uid[a] = await cloud.uid(a)
  const inst: { id: string; type: 'VPC' | 'VBR'; owner: string }[] = []
  let n = 0
  for (const a of aliases) {
    for (let i = 0; i < 2; i++) {
      const { VpcId } = await cloud.as(a).call('Vpc', 'CreateVpc', { RegionId, CidrBlock: '10.0.0.0/8' })
      await cloud.as(a).call('Vpc', 'CreateVSwitch', { RegionId, VpcId, ZoneId: 'cn-hangzhou-h', CidrBlock: `10.${n++}.0.0/16` })
      inst.push({ id: VpcId, type: 'VPC', owner: a })
    }
    const { PhysicalConnectionId } = await cloud.as(a).call('Vpc', 'CreatePhysicalConnection', { RegionId, AccessPointId: 'ap-1', LineOperator: 'CT' })
    inst.push({ id: (await cloud.as(a).call('Vpc', 'CreateVirtualBorderRouter', { RegionId, PhysicalConnectionId, VlanId: 1 })).VbrId, type: 'VBR', owner: a })
  }
  const ecrs: { id: string; owner: string }[] = []
  const trace: string[] = []
  const call = async (a: string, op: string, p: Record<string, unknown>) => { const x = await cloud.as(a).answer(P, op, p); trace.push(`${a} ${op} ${JSON.stringify(p)} -> ${x.status} ${(x.body as any).Code}`); expect(x.status, trace.join('\n')).toBeLessThan(500); return x }
  const all = async (a: string, op: string, list: string, p: Record<string, unknown>) => {
    const big = await cloud.as(a).call(P, op, { MaxResults: 100, ...p })
    const small: any[] = []; let NextToken: string | undefined
    do { const page = await cloud.as(a).call(P, op, { MaxResults: 1, ...p, ...(NextToken ? { NextToken } : {}) }); small.push(...page[list]); NextToken = page.NextToken; expect(page.TotalCount, trace.join('\n')).toBe(big[list].length) } while (NextToken)
    expect(small, trace.join('\n')).toEqual(big[list]); return small
  }
  for (let step = 0; step < 60; step++) {
    const a = pick(aliases), e = ecrs.length ? pick(ecrs) : undefined, i = pick(inst)
    const what = pick(['create', 'grant', 'grant', 'revoke', 'attach', 'attach', 'attach', 'detach', 'detach', 'delete', 'latency', 'advance', 'step', 'fault'])
    if (what === 'create' && ecrs.length < 5) { const x = await call(a, 'CreateExpressConnectRouter', { AlibabaSideAsn: pick([45104, 65000, 65001]) }); if (x.status === 200) ecrs.push({ id: (x.body as any).EcrId, owner: a }) }
    if (what === 'latency') { const l = pick(['instant', 'manual', { afterMs: 2000 }] as const); trace.push(JSON.stringify(l)); await cloud.latency(l) }
    if (what === 'advance') { trace.push('3s'); await cloud.advance('3s') }
    if (what === 'step') { trace.push('step'); await cloud.step() }
    if (what === 'fault') { if (r() < 0.5) { trace.push('fault'); await cloud.fault({ match: { product: P, action: pick(['CreateExpressConnectRouterAssociation', 'DeleteExpressConnectRouterAssociation', 'AttachExpressConnectRouterChildInstance', 'DetachExpressConnectRouterChildInstance']) }, effect: { transition: 'fail' }, times: 1 }) } else await cloud.clearFaults() }
    if (!e) continue
    const granted = { EcrId: e.id, EcrOwnerAliUid: uid[e.owner], InstanceId: i.id, InstanceType: i.type, InstanceRegionId: RegionId }
    if (what === 'grant') await call(r() < 0.9 ? i.owner : a, 'GrantInstanceToExpressConnectRouter', granted)
    if (what === 'revoke') await call(r() < 0.9 ? i.owner : a, 'RevokeInstanceFromExpressConnectRouter', granted)
    if (what === 'attach') { const own = i.owner === e.owner && r() < 0.5 ? {} : undefined
      if (i.type === 'VPC') await call(r() < 0.9 ? e.owner : a, 'CreateExpressConnectRouterAssociation', { EcrId: e.id, VpcId: i.id, AssociationRegionId: RegionId, ...(own ?? { VpcOwnerId: uid[i.owner] }) })
      else await call(r() < 0.9 ? e.owner : a, 'AttachExpressConnectRouterChildInstance', { EcrId: e.id, ChildInstanceId: i.id, ChildInstanceType: 'VBR', ChildInstanceRegionId: RegionId, ...(own ?? { ChildInstanceOwnerId: uid[i.owner] }) }) }
    if (what === 'detach') { const list = (await cloud.as(e.owner).answer(P, 'DescribeExpressConnectRouterAssociation', { EcrId: e.id })).body as any
      if (list.AssociationList?.length && r() < 0.6) await call(e.owner, 'DeleteExpressConnectRouterAssociation', { EcrId: e.id, AssociationId: pick<any>(list.AssociationList).AssociationId })
      else await call(e.owner, 'DetachExpressConnectRouterChildInstance', { EcrId: e.id, ChildInstanceId: pick(inst.filter((x) => x.type === 'VBR'))?.id ?? 'vbr-x', ChildInstanceType: 'VBR' }) }
    if (what === 'delete' && r() < 0.3) { const x = await call(e.owner, 'DeleteExpressConnectRouter', { EcrId: e.id }); if (x.status === 200) { ecrs.splice(ecrs.indexOf(e), 1); for (const b of aliases) expect((await cloud.as(b).answer(P, 'DescribeInstanceGrantedToExpressConnectRouter', { EcrId: e.id, CallerType: 'OTHER' })).status).toBe(404) } }
    if (step % 3) continue
    const where = new Map<string, string>()
    for (const x of ecrs) {
      const as = await all(x.owner, 'DescribeExpressConnectRouterAssociation', 'AssociationList', { EcrId: x.id })
      const cs = await all(x.owner, 'DescribeExpressConnectRouterChildInstance', 'ChildInstanceList', { EcrId: x.id })
      const [router] = (await cloud.as(x.owner).call(P, 'DescribeExpressConnectRouter', { EcrId: x.id })).EcrList
      for (const y of [...as, ...cs]) { const id = y.VpcId ?? y.ChildInstanceId; expect(where.has(id), trace.join('\n')).toBe(false); where.set(id, x.id); if (y.Status !== 'ACTIVE') expect(router.Status, trace.join('\n')).not.toBe('ACTIVE') }
      if (router.Status !== 'ACTIVE') expect([...as, ...cs].some((y) => y.Status !== 'ACTIVE') || trace.join().includes('fault'), trace.join('\n')).toBe(true)
      const got = await all(x.owner, 'DescribeInstanceGrantedToExpressConnectRouter', 'EcrGrantedInstanceList', { EcrId: x.id })
      const given: any[] = []
      for (const b of aliases) { const g = await all(b, 'DescribeInstanceGrantedToExpressConnectRouter', 'EcrGrantedInstanceList', { EcrId: x.id, CallerType: 'OTHER' }); for (const y of g) expect(String(y.NodeOwnerUid)).toBe(uid[b]); given.push(...g)
        if (b !== x.owner) for (const op of ['DescribeExpressConnectRouterAssociation', 'DescribeExpressConnectRouterChildInstance', 'DescribeInstanceGrantedToExpressConnectRouter', 'DescribeExpressConnectRouterRegion']) expect((await cloud.as(b).answer(P, op, { EcrId: x.id })).body, op).toMatchObject({ Code: 'ResourceNotFound.EcrId' }) }
      const key = (g: any) => g.GrantId
      expect(got.map(key).sort(), trace.join('\n')).toEqual(given.map(key).sort())
    }
    for (const y of inst.filter((z) => z.type === 'VBR')) { const v = (await cloud.as(y.owner).call('Vpc', 'DescribeVirtualBorderRouters', { RegionId, Filter: [{ Key: 'VbrId', Value: [y.id] }] })).VirtualBorderRouterSet.VirtualBorderRouterType[0]; expect(v.EcrId, trace.join('\n')).toBe(where.get(y.id) ?? '') }
    for (const y of inst.filter((z) => z.type === 'VPC')) { const d = await cloud.as(y.owner).answer('Vpc', 'DeleteVpc', { RegionId, VpcId: y.id, DryRun: true }); void d }
  }
  const stat: Record<string, number> = {}; for (const t of trace) { const m = /^\w+ (\w+) .*-> (\d+) (\S+)/.exec(t); if (m) stat[m[1] + ' ' + m[3]] = (stat[m[1] + ' ' + m[3]] ?? 0) + 1 }; fs.appendFileSync('/tmp/ecr.log', JSON.stringify(stat) + inst.map((z) => z.type) + '\n')
  await cloud.close()
}, 120000)
