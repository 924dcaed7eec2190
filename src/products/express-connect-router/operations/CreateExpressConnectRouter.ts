import { long, onlyOwn, operation, required, text } from '../../../model/index.js'
import { defaultResourceGroupId } from '../../resource-manager/domain/resource-group.js'
import { isEcrAsn } from '../domain/asn.js'
import { isAdmitted, mayCreate } from '../domain/router.js'
import { addTags } from '../domain/tags.js'
import { locked } from '../errors.js'
import { namesOfEcr, newTags, toNewEcr, usual } from '../parameters.js'
import { ecr } from '../product.js'
import { routersOf } from '../reads.js'
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
  async run({ input, caller, now, settings, own, newId, quota, settle }) {
    const most = quota('ecrsPerAccount')
    const asn = input.AlibabaSideAsn
    const present = await routersOf(own, now)
    const sameAsn = present.filter(({ alibabaSideAsn }) => alibabaSideAsn === asn).length
    const admitted = isAdmitted(settings, caller.account)
    settle(mayCreate({ admitted, asn, sameAsn, ecrs: present.length, most }))
    const tags = settle(addTags({}, input.Tag, quota('tagsPerResource')))
    const EcrId = newId('ecr-', 18)
    own.put(routers, {
      ecrId: EcrId,
      owner: caller.account,
      ...(input.Name === undefined ? {} : { name: input.Name }),
      ...(input.Description === undefined ? {} : { description: input.Description }),
      alibabaSideAsn: asn,
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
