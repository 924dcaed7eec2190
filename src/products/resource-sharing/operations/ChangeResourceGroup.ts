import { onlyOwn, operation, required, text } from '../../../model/index.js'
import { hasResourceGroup } from '../../resource-manager/reads.js'
import { resourceSharing } from '../product.js'
import { shares } from '../tables.js'
import { isThere, shareArn } from '../tagging.js'

export default operation(resourceSharing, {
  name: 'ChangeResourceGroup',
  documented: '2024-06-24',
  does: 'Moves a resource share to another resource group of its owner.',
  input: {
    // Any texts: what is malformed does not exist, which has a code.
    ResourceGroupId: required(text('The resource group to move it to.', 'rg-aek2nb47ueqka1b2')),
    ResourceId: required(text('The resource share.', 'rs-dz3Ek1iiOa1b2')),
    ResourceRegionId: required(text('The region of the share.', 'cn-hangzhou')),
  },
  access: { level: 'update', resources: [{ arn: shareArn, id: 'ResourceId', region: 'ResourceRegionId' }] },
  errors: {
    'NoPermission.ChangeResourceGroup': [400, 'You are not authorized to change resourcegroup'],
    'MissingParameter.ResourceRegionId': [
      400,
      'The ResourceRegionId parameters that are required for processing this request are missing',
    ],
    'MissingParameter.ResourceId': [400, 'The ResourceId parameters that are required for processing this request are missing'],
    'MissingParameter.ResourceGroupId': [
      400,
      'The ResourceGroupId parameters that are required for processing this request are missing',
    ],
    InvalidResourceGroup: [400, 'The specified ResourceGroupId is invalid'],
    SystemError: [400, 'A system error occurred while processing your request'],
    ResourceNotFound: [400, 'The specified resource is not found'],
  },
  touches: onlyOwn,
  async run({ input, now, own, refuse }) {
    const { ResourceGroupId: resourceGroupId, ResourceId, ResourceRegionId } = input
    const share = await own.get(shares, ResourceId)
    if (!isThere(share, ResourceRegionId, now))
      return refuse('ResourceNotFound', {
        because: `This account has no resource share ${ResourceId} in ${ResourceRegionId}.`,
        next: 'Call with a key of the owner.',
      })
    if (!(await hasResourceGroup(own, resourceGroupId, now)))
      refuse('InvalidResourceGroup', {
        because: `This account has no resource group ${resourceGroupId}.`,
        next: 'ListResourceGroups of ResourceManager shows what it has.',
      })
    own.put(shares, { ...share, resourceGroupId })
  },
})
