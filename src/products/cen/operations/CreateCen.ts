import { clientToken, oneOf, onlyOwn, operation, text, withTags } from '../../../model/index.js'
import { defaultResourceGroupId } from '../../resource-manager/domain/resource-group.js'
import { lifeFrom, namesGiven } from '../domain/life.js'
import { cenArn, descriptionOf, nameOf, tags } from '../parameters.js'
import { cen } from '../product.js'
import { cens } from '../tables.js'

export default operation(cen, {
  name: 'CreateCen',
  documented: '2025-08-07',
  does: 'Creates a CEN instance, which holds the transit routers of one network.',
  input: {
    Name: nameOf('CEN instance'),
    Description: descriptionOf('CEN instance'),
    ProtectionLevel: oneOf(['REDUCED'], 'How networks may overlap; there is one way.'),
    Tag: tags,
    ...clientToken,
  },
  output: { CenId: text('The new CEN instance.', 'cen-dc4vwznpwbobrl0001') },
  access: { level: 'create', resources: [{ arn: cenArn }] },
  errors: { 'IllegalParam.ResourceGroupId': [400, 'ResourceGroupId is illegal.'] },
  touches: onlyOwn,
  async run({ input, caller, now, own, newId, transition }) {
    const cenId = newId('cen-', 18)
    own.put(cens, {
      cenId,
      ...namesGiven(input.Name, input.Description),
      protectionLevel: 'REDUCED',
      resourceGroupId: defaultResourceGroupId(caller.account),
      tags: withTags({}, input.Tag),
      createdAt: now.toISOString(),
      ...lifeFrom('creating', transition),
    })
    return { CenId: cenId }
  },
})
