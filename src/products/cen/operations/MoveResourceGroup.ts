import { oneOf, onlyOwn, operation, required, text } from '../../../model/index.js'
import { hasResourceGroup } from '../../resource-manager/reads.js'
import { cenArn, usual } from '../parameters.js'
import { cen } from '../product.js'
import { ownCen } from '../reads.js'
import { cens } from '../tables.js'

export default operation(cen, {
  name: 'MoveResourceGroup',
  does: 'Moves a CEN instance to another resource group.',
  input: {
    ResourceId: required(text('The CEN instance.', 'cen-nye53d7p3hzyu40001')),
    ResourceType: required(oneOf(['cen', 'bandwidthpackage'], 'Kind of resource; there are no bandwidth packages here.')),
    NewResourceGroupId: required(text('The resource group to move to.', 'rg-aekzqqurtfg0001')),
    ...usual,
  },
  access: { level: 'update', resources: [{ arn: cenArn, id: 'ResourceId' }] },
  errors: {},
  touches: onlyOwn,
  async run({ input, now, own, settle, refuse }) {
    if (input.ResourceType === 'bandwidthpackage')
      return refuse('InvalidParameter', { because: `There is no bandwidth package ${input.ResourceId}.` })
    const row = settle(await ownCen(own, input.ResourceId, now))
    if (!(await hasResourceGroup(own, input.NewResourceGroupId, now)))
      refuse('InvalidParameter', { because: `This account has no resource group ${input.NewResourceGroupId}.` })
    own.put(cens, { ...row, resourceGroupId: input.NewResourceGroupId })
  },
})
