import { oneOf, onlyOwn, operation, required, text } from '../../../model/index.js'
import { isRouterActive } from '../domain/lock.js'
import { ecrStatus, ecrUnknown, locked } from '../errors.js'
import { smallEnvelope, toTaggedEcrs, usual } from '../parameters.js'
import { ecr } from '../product.js'
import { ownRouter } from '../reads.js'
import { routers } from '../tables.js'

export default operation(ecr, {
  name: 'MoveResourceGroup',
  does: 'Moves an ECR to another resource group.',
  input: {
    ResourceId: required(text('Id of the ECR.', 'ecr-mezk2idmsd0vx2a001')),
    ResourceType: required(oneOf(['EXPRESSCONNECTROUTER'], 'Kind of resource; there is one.')),
    // UNKNOWN: what a group that is not there is refused with. No code is listed, so it is not looked for, as in creating.
    NewResourceGroupId: required(text('The resource group.', 'rg-acfmvvajg5q0001')),
    ...usual,
  },
  access: toTaggedEcrs('none'),
  without: smallEnvelope,
  // That of an unknown ECR is not published here; it is that of the other operations.
  errors: { ...locked, ...ecrStatus, ...ecrUnknown },
  touches: onlyOwn,
  async run({ input, now, settings, own, settle }) {
    const router = settle(isRouterActive(settle(await ownRouter(own, input.ResourceId, now)), { now, settings }))
    own.put(routers, { ...router, resourceGroupId: input.NewResourceGroupId, modifiedAt: now.toISOString() })
  },
})
