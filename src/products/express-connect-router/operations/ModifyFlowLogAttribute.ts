import { onlyOwn, operation } from '../../../model/index.js'
import { knownFlowLog } from '../domain/flow-log.js'
import { ecrUnknown, illegal } from '../errors.js'
import { ecrId, flowLogId, namesOfFlowLog, samplingOfFlowLog, usual } from '../parameters.js'
import { ecr } from '../product.js'
import { ownRouter } from '../reads.js'
import { flowLogs } from '../tables.js'

export default operation(ecr, {
  name: 'ModifyFlowLogAttribute',
  // UNKNOWN: interval and rate are published with defaults here too; a call that leaves them out changes neither.
  does: 'Changes name, description, interval and sampling rate of a flow log. What a call leaves out stays.',
  input: { ...ecrId, ...flowLogId, ...namesOfFlowLog, ...samplingOfFlowLog, ...usual },
  access: { level: 'create' },
  errors: { ...illegal, ...ecrUnknown },
  touches: onlyOwn,
  async run({ input, now, own, settle }) {
    const router = settle(await ownRouter(own, input.EcrId, now))
    const row = settle(knownFlowLog(await own.get(flowLogs, input.FlowLogId), router.ecrId))
    own.put(flowLogs, {
      ...row,
      ...(input.FlowLogName === undefined ? {} : { name: input.FlowLogName }),
      ...(input.Description === undefined ? {} : { description: input.Description }),
      interval: input.Interval ?? row.interval,
      samplingRate: input.SamplingRate ?? row.samplingRate,
    })
  },
})
