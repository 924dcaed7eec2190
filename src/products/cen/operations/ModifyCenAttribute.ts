import { oneOf, onlyOwn, operation, required } from '../../../model/index.js'
import { isCenActive } from '../domain/cen.js'
import { changedFrom, namesGiven } from '../domain/life.js'
import { cenArn, cenId, descriptionOf, nameOf } from '../parameters.js'
import { cen } from '../product.js'
import { ownCen } from '../reads.js'
import { cens } from '../tables.js'

export default operation(cen, {
  name: 'ModifyCenAttribute',
  does: 'Changes name and description of a CEN instance. What a call leaves out stays.',
  input: {
    CenId: required(cenId),
    Name: nameOf('CEN instance'),
    Description: descriptionOf('CEN instance'),
    ProtectionLevel: oneOf(['REDUCED'], 'How networks may overlap; there is one way.'),
  },
  access: { level: 'update', resources: [{ arn: cenArn, id: 'CenId' }] },
  errors: {
    'InvalidOperation.EnhanceProtectionLevel': [
      400,
      'Your request to enhance CBN protection level cannot be processed. Please contact customer support to continue this operation.',
    ],
    // UNKNOWN: published for attachments; here for a CEN instance that is just changing.
    'InvalidOperation.CenInstanceStatus': [400, 'The CEN instance is not in a valid state for the operation.'],
  },
  touches: onlyOwn,
  async run({ input, now, own, settle, transition }) {
    const row = settle(isCenActive(settle(await ownCen(own, input.CenId, now)), now))
    own.put(cens, changedFrom(row, namesGiven(input.Name, input.Description), transition))
  },
})
