import { long, onlyOwn, operation, required, text } from '../../../model/index.js'
import { defaultResourceGroupId } from '../../resource-manager/domain/resource-group.js'
import { isEcrAsn } from '../domain/asn.js'
import { mayCreate } from '../domain/router.js'
import { addTags } from '../domain/tags.js'
import { locked } from '../errors.js'
import { namesOfEcr, newTags, toNewEcr, usual } from '../parameters.js'
import { ecr } from '../product.js'
import { routers } from '../tables.js'

export default operation(ecr, {
  name: 'CreateExpressConnectRouter',
  documented: '2025-12-04',
  does: 'Creates an ECR.',
  input: {
    AlibabaSideAsn: required(
      long('ASN of the ECR: 45104, 64512 to 65534 without 65025, or 4200000000 to 4294967294. It never changes.', 45104, {
        allowed: isEcrAsn,
      }),
    ),
    ...namesOfEcr,
    ResourceGroupId: text('Resource group of the new ECR. Absent: the default one of the account.', 'rg-acfmvvajg5q0001'),
    ...newTags,
    ...usual,
  },
  output: { EcrId: text('Id of the new ECR.', 'ecr-mezk2idmsd0vx2a001') },
  access: toNewEcr,
  errors: {
    'OperationFailed.UserNotInWhiteList': [400, 'The current user is not in the whitelist.'],
    'QuotaExceeded.EcrCountPerUser': [400, 'ECR Quota Exceeded.'],
    'Conflict.ASNOfECR': [400, 'ASN already used by other ECR.'],
    'IllegalParam.AlibabaSideAsn': [400, 'The entered Bgp Asn is incorrect.'],
    ...locked,
  },
  touches: onlyOwn,
  async run({ input, caller, now, own, newId, quota, settle }) {
    const most = quota('ecrsPerAccount')
    const sameAsn = await own.count(routers, 'byAsn', [input.AlibabaSideAsn], { upTo: 1 })
    const ecrs = await own.count(routers, 'byCreated', [], { upTo: most })
    settle(mayCreate({ asn: input.AlibabaSideAsn, sameAsn, ecrs, most }))
    const tags = settle(addTags({}, input.Tag, quota('tagsPerResource')))
    const EcrId = newId('ecr-', 18)
    own.put(routers, {
      ecrId: EcrId,
      owner: caller.account,
      ...(input.Name === undefined ? {} : { name: input.Name }),
      ...(input.Description === undefined ? {} : { description: input.Description }),
      alibabaSideAsn: input.AlibabaSideAsn,
      resourceGroupId: input.ResourceGroupId ?? defaultResourceGroupId(caller.account),
      tags,
      transitModes: {},
      createdAt: now.toISOString(),
      modifiedAt: now.toISOString(),
      step: 'none',
      settlesAt: now.toISOString(),
    })
    return { EcrId }
  },
})
