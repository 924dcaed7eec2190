/** How Resource Manager says no. Resource Directory Master is the same service under a newer version, and says it alike. */

import type { Candidate, Dialect, ParameterFault } from '../../model/index.js'

function codesFor({ kind, parameter, path }: ParameterFault): readonly Candidate[] {
  const names = [path.slice(path.lastIndexOf('.') + 1), parameter]
  const suffix = { missing: '', format: '', value: '', length: '.Length', count: '.Length', duplicate: '.Duplicate' }[kind]
  const exact = names.map((name) => ({ code: `${kind === 'missing' ? 'MissingParameter' : 'InvalidParameter'}.${name}${suffix}` }))
  const plain = names.map((name) => ({ code: `InvalidParameter.${name}` }))
  return [...exact, ...plain, { code: kind === 'missing' ? 'MissingParameter' : 'InvalidParameter' }, { code: 'InvalidParameter' }]
}

export const dialect: Dialect = {
  emptyIs: 'malformed',
  fault: codesFor,
  denied: () => ({ code: 'NoPermission', message: 'You are not authorized to do this action.', httpStatus: 403 }),
}
