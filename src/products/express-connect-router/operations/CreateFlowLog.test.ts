import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'
import { ECR, makerIn, RegionId } from '../../../../test/routers.js'

let cloud: Awaited<ReturnType<typeof testCloud>>
let EcrId: string
let right: Record<string, string>
const network = () => cloud.as('network')
const create = async (more = {}): Promise<string> => (await network().call(ECR, 'CreateFlowLog', { ...right, ...more })).FlowLogId
const list = (more = {}) => network().call(ECR, 'DescribeFlowLogs', { EcrId, ...more })
const ids = async (more = {}) => (await list(more)).FlowLogs.map(({ FlowLogId }: { FlowLogId: string }) => FlowLogId)
const refused = async (action: string, more = {}) => (await network().refused(ECR, action, { EcrId, ...more })).code

beforeEach(async () => {
  cloud = await testCloud()
  const make = makerIn(cloud)
  EcrId = await make.ecr()
  const InstanceId = await make.vbr('network')
  await make.attach(EcrId, InstanceId)
  right = { EcrId, InstanceType: 'VBR', InstanceId, ProjectName: 'flowlog-project', LogStoreName: 'flow_log' }
})
afterEach(() => cloud.close())

describe('a flow log', () => {
  test('is Active at once, with the usual interval and rate', async () => {
    const FlowLogId = await create()
    expect(FlowLogId).toMatch(/^ecr-flog-[0-9a-z]{18}$/)
    const { EcrList } = await network().call(ECR, 'DescribeExpressConnectRouter', { EcrId })
    expect(await list()).toMatchObject({ TotalCount: 1, MaxResults: 10 })
    expect((await list()).FlowLogs).toEqual([
      {
        ...right,
        FlowLogId,
        RegionId,
        SlsRegionId: RegionId,
        Interval: 600,
        SamplingRate: '1:4096',
        Status: 'Active',
        ResourceGroupId: EcrList[0].ResourceGroupId,
        Tags: [],
        CreationTime: '2026-01-01T00:00Z',
      },
    ])
  })
  test('keeps what it is given, and is found by each of it', async () => {
    const Tag = [{ Key: 'team', Value: 'network' }]
    const names = { FlowLogName: 'line 1', Description: 'all of it', Interval: 60, SamplingRate: '1:1024' }
    const FlowLogId = await create({ ...names, TargetSlsRegionId: 'cn-beijing', Tag })
    await create({ ProjectName: 'other', LogStoreName: 'other' })
    expect((await list({ FlowLogId })).FlowLogs).toMatchObject([{ ...names, SlsRegionId: 'cn-beijing', Tags: Tag }])
    const { ProjectName, LogStoreName } = right
    for (const filter of [{ FlowLogName: 'line 1' }, { ProjectName }, { LogStoreName }, { Tag }])
      expect([filter, await ids(filter)]).toEqual([filter, [FlowLogId]])
    expect(await ids({ InstanceId: right.InstanceId })).toHaveLength(2)
    for (const filter of [{ FlowLogId: 'ecr-flog-0' }, { InstanceId: 'vbr-0' }, { ResourceGroupId: 'rg-0' }, { FlowLogName: 'x' }])
      expect([filter, await ids(filter)]).toEqual([filter, []])
  })
  test('is listed newest first, page by page', async () => {
    const made: string[] = []
    for (let i = 0; i < 3; i++) {
      made.unshift(await create())
      await cloud.advance('1m')
    }
    const first = await list({ MaxResults: 2 })
    expect(first.TotalCount).toBe(3)
    const rest = await list({ MaxResults: 2, NextToken: first.NextToken })
    expect([...first.FlowLogs, ...rest.FlowLogs].map(({ FlowLogId }) => FlowLogId)).toEqual(made)
    expect(rest.NextToken).toBeUndefined()
  })
  test('changes name, description, interval and rate; what is left out stays', async () => {
    const FlowLogId = await create({ FlowLogName: 'line 1', Interval: 60 })
    await network().call(ECR, 'ModifyFlowLogAttribute', { EcrId, FlowLogId, Description: 'more', SamplingRate: '1:2048' })
    const changed = { FlowLogName: 'line 1', Description: 'more', Interval: 60, SamplingRate: '1:2048' }
    expect((await list()).FlowLogs).toMatchObject([changed])
    await network().call(ECR, 'ModifyFlowLogAttribute', { EcrId, FlowLogId, FlowLogName: 'line 2', Interval: 600 })
    expect((await list()).FlowLogs).toMatchObject([{ ...changed, FlowLogName: 'line 2', Interval: 600 }])
  })
  test('is switched off and on, and deleted', async () => {
    const FlowLogId = await create()
    const after = async (action: string) => {
      await network().call(ECR, action, { EcrId, FlowLogId })
      return (await list()).FlowLogs[0]?.Status
    }
    const steps = ['DeactivateFlowLog', 'DeactivateFlowLog', 'ActivateFlowLog', 'DeleteFlowlog']
    const shown = []
    for (const step of steps) shown.push(await after(step))
    expect(shown).toEqual(['Inactive', 'Inactive', 'Active', undefined])
  })
  test('goes with its ECR, and outlives the attachment of its VBR', async () => {
    await create()
    const child = { EcrId, ChildInstanceId: right.InstanceId, ChildInstanceType: 'VBR' }
    await network().call(ECR, 'DetachExpressConnectRouterChildInstance', child)
    expect((await list()).TotalCount).toBe(1)
    await network().call(ECR, 'DeleteExpressConnectRouter', { EcrId })
    expect(await refused('DescribeFlowLogs')).toBe('ResourceNotFound.EcrId')
    expect((await network().call(ECR, 'ListTagResources', { ResourceType: 'EXPRESSCONNECTROUTERFLOWLOG' })).TotalCount).toBe(0)
  })
})

describe('a flow log is refused', () => {
  test('for a VBR that is not attached, also while it still is being attached (IllegalParam.InstanceId)', async () => {
    const InstanceId = await makerIn(cloud).vbr('network')
    expect(await refused('CreateFlowLog', { ...right, InstanceId })).toBe('IllegalParam.InstanceId')
    await cloud.latency('manual')
    await makerIn(cloud).attach(EcrId, InstanceId)
    expect(await refused('CreateFlowLog', { ...right, InstanceId })).toBe('IllegalParam.InstanceId')
    await cloud.step()
    await create({ InstanceId })
  })
  test('for an ECR of another account (ResourceNotFound.EcrId)', async () => {
    expect((await cloud.as('prod').refused(ECR, 'CreateFlowLog', right)).code).toBe('ResourceNotFound.EcrId')
  })
  test('for a VPC (IllegalParam.InstanceId, IllegalParam.InstanceType)', async () => {
    const InstanceId = await makerIn(cloud).vpc('network', '10.0.0.0/16')
    await makerIn(cloud).associate(EcrId, InstanceId)
    expect(await refused('CreateFlowLog', { ...right, InstanceId })).toBe('IllegalParam.InstanceId')
    expect(await refused('CreateFlowLog', { ...right, InstanceType: 'VPC' })).toBe('IllegalParam.InstanceType')
  })
  test('for what is outside of the published values', async () => {
    const wrong = { Interval: 61, SamplingRate: '1:1', ResourceGroupId: 'rg-0', FlowLogName: 'http://x' }
    for (const [name, value] of Object.entries(wrong))
      expect(await refused('CreateFlowLog', { ...right, [name]: value })).toBe(`IllegalParam.${name}`)
    for (const [name, value] of Object.entries({ ProjectName: 'My_Project', LogStoreName: 'a', Interval: 'long' }))
      expect(await refused('CreateFlowLog', { ...right, [name]: value })).toBe(`IllegalParamFormat.${name}`)
    for (const name of ['ProjectName', 'LogStoreName', 'InstanceId', 'InstanceType'])
      expect(await refused('CreateFlowLog', { ...right, [name]: undefined })).toBe(`MissingParam.${name}`)
  })
  test.each(['ModifyFlowLogAttribute', 'ActivateFlowLog', 'DeactivateFlowLog', 'DeleteFlowlog'])(
    'by %s when the ECR does not have it (IllegalParam.FlowLogId)',
    async (action) => {
      const [FlowLogId, other] = [await create(), await makerIn(cloud).ecr(65001)]
      expect(await refused(action, { FlowLogId: 'ecr-flog-0' })).toBe('IllegalParam.FlowLogId')
      expect(await refused(action, { EcrId: other, FlowLogId })).toBe('IllegalParam.FlowLogId')
      expect(await refused(action)).toBe('MissingParam.FlowLogId')
      expect(await refused(action, { EcrId: 'router', FlowLogId })).toBe('IllegalParamFormat.EcrId')
      expect(await refused(action, { EcrId: 'ecr-0', FlowLogId })).toBe('ResourceNotFound.EcrId')
    },
  )
})
