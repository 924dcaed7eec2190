import { oneOf, onlyOwn, operation, required, text } from '../../../model/index.js'
import { hasResourceGroup } from '../../resource-manager/reads.js'
import { mayCapture } from '../domain/flow-log.js'
import { addTags } from '../domain/tags.js'
import { ecrUnknown, illegal } from '../errors.js'
import { ecrId, namesOfFlowLog, newTags, samplingOfFlowLog, usual } from '../parameters.js'
import { ecr } from '../product.js'
import { nextHopsOf, ownRouter } from '../reads.js'
import { flowLogs } from '../tables.js'

const nameLength = { min: 3, max: 63 }

export default operation(ecr, {
  name: 'CreateFlowLog',
  documented: '2025-12-02',
  does: 'Captures the traffic of a VBR of an ECR, from now on.',
  input: {
    ...ecrId,
    InstanceType: required(oneOf(['VBR'], 'Kind of what is captured; there is one.')),
    InstanceId: required(text('The VBR, which is attached to the ECR.', 'vbr-j6cwxhgg0s5nuephp0001')),
    ProjectName: required(
      text('Log Service project, made when it is not there.', 'flowlog-project', {
        pattern: /^[a-z0-9][a-z0-9-]*[a-z0-9]$/,
        ...nameLength,
      }),
    ),
    LogStoreName: required(
      text('Logstore of the project, made when it is not there.', 'flowlog-logstore', {
        pattern: /^[a-z0-9][a-z0-9_-]*[a-z0-9]$/,
        ...nameLength,
      }),
    ),
    TargetSlsRegionId: text('Region of the project. Absent: that of the VBR.', 'cn-hangzhou'),
    ...namesOfFlowLog,
    ...samplingOfFlowLog,
    ResourceGroupId: text('Resource group of the flow log. Absent: that of the ECR.', 'rg-acfmvvajg5q0001'),
    ...newTags,
    ...usual,
  },
  output: { FlowLogId: text('Id of the flow log.', 'ecr-flog-m5evbtbptx0001') },
  access: { level: 'create' },
  errors: { ...illegal, ...ecrUnknown },
  touches: onlyOwn,
  async run({ input, now, own, newId, quota, refuse, settle }) {
    const tags = settle(addTags({}, input.Tag, quota('tagsPerResource')))
    const router = settle(await ownRouter(own, input.EcrId, now))
    const hop = (await nextHopsOf(own, router.ecrId, now)).get(input.InstanceId)
    const { regionId } = settle(mayCapture(input.InstanceId, hop))
    const { ResourceGroupId: group = router.resourceGroupId } = input
    if (input.ResourceGroupId !== undefined && !(await hasResourceGroup(own, group, now)))
      return refuse('IllegalParam.%s', {
        fill: ['ResourceGroupId', 'ResourceGroupId'],
        because: `The account has no resource group ${group}.`,
      })
    const FlowLogId = newId('ecr-flog-', 18)
    own.put(flowLogs, {
      flowLogId: FlowLogId,
      ecrId: router.ecrId,
      ...(input.FlowLogName === undefined ? {} : { name: input.FlowLogName }),
      ...(input.Description === undefined ? {} : { description: input.Description }),
      vbrId: input.InstanceId,
      regionId,
      interval: input.Interval ?? 600,
      samplingRate: input.SamplingRate ?? '1:4096',
      projectName: input.ProjectName,
      logStoreName: input.LogStoreName,
      slsRegionId: input.TargetSlsRegionId ?? regionId,
      status: 'Active',
      resourceGroupId: group,
      tags,
      createdAt: now.toISOString(),
    })
    return { FlowLogId }
  },
})
