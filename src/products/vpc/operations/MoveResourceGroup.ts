import { onlyOwn, operation, required, text } from '../../../model/index.js'
import { hasResourceGroup } from '../../resource-manager/reads.js'
import { requiredRegion } from '../parameters.js'
import { vpc } from '../product.js'
import { routeTables, vSwitches } from '../tables.js'
import { resourcesOf } from '../tag-parameters.js'
import { kindsThatMove } from '../tagging.js'

export default operation(vpc, {
  name: 'MoveResourceGroup',
  documented: '2024-06-24',
  does: 'Puts a VPC, with its vSwitches and route tables, or a prefix list into another resource group.',
  input: {
    RegionId: requiredRegion,
    ResourceType: required(text('The kind of resource: `Vpc`, `PrefixList`.', 'Vpc')),
    ResourceId: required(text('The resource.', 'vpc-bp15zckdt37pq72zvw3qx')),
    NewResourceGroupId: required(text('The resource group.', 'rg-acfmxazb4ph6aiy')),
  },
  access: { level: 'update', resources: resourcesOf(['VPC', 'PREFIXLIST']) },
  errors: {
    InvalidResourceGroupId: [400, 'The specified ResourceGroupId does not exist.'],
    'InvalidResourceId.NotFound': [400, 'The specified ResourceId does not exist.'],
    'IllegalParam.ResourceType': [400, 'Invalid Resource Type value.'],
    'OperationFailed.InstanceStatusNotAllowed': [400, 'The current status of the resource does not support this operation.'],
    'IncorrectStatus.Vpc': [400, 'The status of %s [%s] is incorrect.'],
    'InvalidBandwidthPackageId.NotFound': [404, 'The specified bandwidthPackage resourceId does not exist in our records.'],
  },
  touches: onlyOwn,
  async run({ input, region, now, own, refuse }) {
    const type = input.ResourceType.toUpperCase()
    const kind = Object.hasOwn(kindsThatMove, type) ? kindsThatMove[type] : undefined
    if (!kind) return refuse('IllegalParam.ResourceType', { because: `${input.ResourceType} is no kind that can be moved.` })
    const thing = await kind.one(own, region, input.ResourceId, now)
    if (!thing)
      return refuse('InvalidResourceId.NotFound', { because: `This account has no ${input.ResourceType} of this id in ${region}.` })
    const resourceGroupId = input.NewResourceGroupId
    if (!(await hasResourceGroup(own, resourceGroupId, now)))
      return refuse('InvalidResourceGroupId', { because: `This account has no resource group ${resourceGroupId}.` })
    thing.put(own, { resourceGroupId })
    if (type !== 'VPC') return
    for (const row of await own.all(vSwitches, 'byVpc', [thing.id])) own.put(vSwitches, { ...row, resourceGroupId })
    for (const row of await own.all(routeTables, 'byVpc', [thing.id])) own.put(routeTables, { ...row, resourceGroupId })
  },
})
