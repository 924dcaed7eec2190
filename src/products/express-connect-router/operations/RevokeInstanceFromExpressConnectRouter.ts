import { operation } from '../../../model/index.js'
import { mayRevoke } from '../domain/grant.js'
import { backendDown, illegal, locked } from '../errors.js'
import { grantedInstance, toGrantedInstance, usual } from '../parameters.js'
import { ecr } from '../product.js'
import { attachedInstances, grantsGiven, grantsReceived } from '../tables.js'

export default operation(ecr, {
  name: 'RevokeInstanceFromExpressConnectRouter',
  does: 'Takes back a grant of a VPC or VBR. What is attached stays attached; it cannot be attached again.',
  input: { ...grantedInstance, ...usual },
  access: toGrantedInstance('delete'),
  errors: { ...illegal, ...locked, ...backendDown },
  touches: ({ input, caller }) => [caller.account, input.EcrOwnerAliUid],
  async run({ input, now, settings, own, at, settle }) {
    const grant = await own.get(grantsGiven, input.EcrId, input.InstanceId)
    // UNKNOWN: no code for a grant that is not there is listed, also none for an ECR that is gone: both are done already.
    if (!grant) return
    const attached = await own.get(attachedInstances, input.InstanceId)
    const strict = settings.choices['expressconnectrouter.strictRevoke'] === 'yes'
    settle(mayRevoke({ grant, given: input, attached, strict, now }))
    own.delete(grantsGiven, input.EcrId, input.InstanceId)
    at(grant.ecrOwner).delete(grantsReceived, input.EcrId, input.InstanceId)
  },
})
