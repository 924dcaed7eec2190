import { flag, onlyOwn, operation, structure } from '../../../model/index.js'
import { hasOutsideAccount, hasService, typesIn } from '../associating.js'
import { requestedScope } from '../conditions.js'
import { typeAllows } from '../domain/resource-types.js'
import { changeableShare, mayChangeScope, ownShare } from '../domain/share.js'
import { anyParameter, shareErrors, shareNameErrors, shareStatusErrors } from '../errors.js'
import { shareFields, shareId, shareName, shareShown } from '../fields.js'
import { resourceSharing } from '../product.js'
import { shares } from '../tables.js'

export default operation(resourceSharing, {
  name: 'UpdateResourceShare',
  documented: '2025-12-15',
  does: 'Renames a resource share, or changes whether principals outside of the directory may be added.',
  input: {
    ...shareId,
    ...shareName,
    AllowExternalTargets: flag('The new scope. Absent: as it is.', false),
  },
  output: { ResourceShare: structure(shareFields) },
  access: { level: 'update', conditions: [requestedScope({})] },
  errors: {
    ...shareErrors,
    ...shareStatusErrors,
    ...shareNameErrors,
    ...anyParameter,
    'MissingParameter.ResourceShareName': [400, 'You must specify ResourceShareName.'],
    OperationNotPermitted: [409, 'You do not have permission to do this operation.'],
    'NotSupport.AllowExternalTargets': [
      409,
      'External sharing is not permitted for resource shares with unsupported configurations.',
    ],
  },
  touches: onlyOwn,
  async run({ input, caller, region, now, own, settle }) {
    const share = settle(ownShare(await own.get(shares, input.ResourceShareId), caller.account, region, now))
    settle(changeableShare(share, now))
    const allowExternalTargets = input.AllowExternalTargets ?? share.allowExternalTargets
    const closes = share.allowExternalTargets && !allowExternalTargets
    const opens = !share.allowExternalTargets && allowExternalTargets
    settle(
      mayChangeScope(share, allowExternalTargets, {
        hasExternalTargets:
          closes && ((await hasOutsideAccount(own, share.shareId, now)) || (await hasService(own, share.shareId))),
        insideOnlyType: opens
          ? (await typesIn(own, share.shareId)).find((type) => !typeAllows(type, 'outsideDirectory'))
          : undefined,
      }),
    )
    const updated = { ...share, name: input.ResourceShareName, allowExternalTargets, updatedAt: now.toISOString() }
    own.put(shares, updated)
    return { ResourceShare: shareShown(updated, 'Active', now) }
  },
})
