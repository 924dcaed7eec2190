import { onlyOwn, operation } from '../../../model/index.js'
import { knownFlowLog } from '../domain/flow-log.js'
import { ecrUnknown, illegal } from '../errors.js'
import { ecrId, flowLogId, usual } from '../parameters.js'
import { ecr } from '../product.js'
import { ownRouter } from '../reads.js'
import { flowLogs } from '../tables.js'

export default operation(ecr, {
  name: 'ActivateFlowLog',
  does: 'Switches a flow log on. One that is on stays so.',
  input: { ...ecrId, ...flowLogId, ...usual },
  access: { level: 'create' },
  errors: { ...illegal, ...ecrUnknown },
  touches: onlyOwn,
  async run({ input, now, own, settle }) {
    const router = settle(await ownRouter(own, input.EcrId, now))
    const row = settle(knownFlowLog(await own.get(flowLogs, input.FlowLogId), router.ecrId))
    own.put(flowLogs, { ...row, status: 'Active' })
  },
})
