import { carriesTags, list, oneOf, operation, sometimes, structure, text, whole } from '../../../model/index.js'
import { areNamed } from '../domain/tags.js'
import { toMinutes } from '../domain/times.js'
import { ecrUnknown, illegal } from '../errors.js'
import { ecrId, newTags, pageAnswer, shortPages, tagAnswer, usual } from '../parameters.js'
import { ecr } from '../product.js'
import { newestFirst, ownRouter, type Range } from '../reads.js'
import { type FlowLog, flowLogs } from '../tables.js'

const entry = structure({
  FlowLogId: text('Id of the flow log.', 'ecr-flog-m5evbtbptx0001'),
  FlowLogName: sometimes(text('Its name, where it was given one.', 'leased line 1')),
  Description: sometimes(text('Its description, where it was given one.', 'Traffic of the data centre.')),
  EcrId: text('The ECR.', 'ecr-mezk2idmsd0vx2a001'),
  InstanceType: oneOf(['VBR'], 'Kind of what is captured; there is one.'),
  InstanceId: text('The VBR.', 'vbr-j6cwxhgg0s5nuephp0001'),
  RegionId: text('Region of the VBR.', 'cn-hangzhou'),
  Interval: whole('Seconds that one record covers.', 600),
  SamplingRate: text('One packet of how many is looked at.', '1:4096'),
  ProjectName: text('Log Service project.', 'flowlog-project'),
  LogStoreName: text('Logstore.', 'flowlog-logstore'),
  SlsRegionId: text('Region of the project.', 'cn-hangzhou'),
  Status: oneOf(['Active', 'Inactive'], 'Whether records are delivered.'),
  ResourceGroupId: text('Its resource group.', 'rg-acfmvvajg5q0001'),
  Tags: tagAnswer,
  CreationTime: text('When it was created.', '2026-01-01T00:00Z'),
})

function show(row: FlowLog) {
  return {
    FlowLogId: row.flowLogId,
    FlowLogName: row.name,
    Description: row.description,
    EcrId: row.ecrId,
    InstanceType: 'VBR',
    InstanceId: row.vbrId,
    RegionId: row.regionId,
    Interval: row.interval,
    SamplingRate: row.samplingRate,
    ProjectName: row.projectName,
    LogStoreName: row.logStoreName,
    SlsRegionId: row.slsRegionId,
    Status: row.status,
    ResourceGroupId: row.resourceGroupId,
    Tags: Object.entries(row.tags).map(([Key, Value]) => ({ Key, Value })),
    CreationTime: toMinutes(row.createdAt),
  }
}

export default operation(ecr, {
  name: 'DescribeFlowLogs',
  does: 'Lists the flow logs of an ECR.',
  input: {
    ...ecrId,
    // Filters: what is unknown finds nothing.
    FlowLogId: text('Only this flow log.', 'ecr-flog-m5evbtbptx0001'),
    FlowLogName: text('Only flow logs with exactly this name.', 'leased line 1', { max: 128 }),
    InstanceId: text('Only flow logs of this VBR.', 'vbr-j6cwxhgg0s5nuephp0001'),
    ProjectName: text('Only flow logs that write to this project.', 'flowlog-project', { min: 3, max: 63 }),
    LogStoreName: text('Only flow logs that write to this Logstore.', 'flowlog-logstore', { min: 3, max: 63 }),
    ResourceGroupId: text('Only flow logs of this resource group.', 'rg-acfmvvajg5q0001'),
    Tag: newTags.Tag,
    ...shortPages,
    ...usual,
  },
  output: { FlowLogs: list('The flow logs, newest first.', entry), ...pageAnswer },
  // Published so, although it reads.
  access: { level: 'create' },
  errors: { ...illegal, ...ecrUnknown },
  async run({ input, now, own, page, settle }) {
    settle(areNamed(input.Tag))
    const router = settle(await ownRouter(own, input.EcrId, now))
    const range: Range<FlowLog> =
      input.FlowLogId === undefined
        ? { table: flowLogs, index: 'byRouter', prefix: [router.ecrId] }
        : { table: flowLogs, index: 'key', prefix: [input.FlowLogId] }
    const { rows, ...rest } = await newestFirst(
      own,
      page,
      range,
      (row) =>
        row.ecrId === router.ecrId &&
        (input.FlowLogName ?? row.name) === row.name &&
        (input.InstanceId ?? row.vbrId) === row.vbrId &&
        (input.ProjectName ?? row.projectName) === row.projectName &&
        (input.LogStoreName ?? row.logStoreName) === row.logStoreName &&
        (input.ResourceGroupId ?? row.resourceGroupId) === row.resourceGroupId &&
        carriesTags(row.tags, input.Tag),
    )
    return { FlowLogs: rows.map(show), ...rest }
  },
})
