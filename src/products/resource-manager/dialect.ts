/** How Resource Manager says no. Resource Directory Master is the same service under a newer version, and says it alike. */

import type { Candidate, Dialect, ParameterFault } from '../../model/index.js'

/** Parameters that codes call by another name. */
const called: Readonly<Record<string, string>> = {
  FolderName: 'Folder.Name',
  NewFolderName: 'Folder.Name',
  DisplayName: 'Account.DisplayName',
  NewDisplayName: 'Account.DisplayName',
  AccountNamePrefix: 'Account.AccountNamePrefix',
}

function codesFor({ kind, parameter, path }: ParameterFault): readonly Candidate[] {
  const last = path.slice(path.lastIndexOf('.') + 1)
  // `NewDisplayName` of a resource group is `DisplayName` in codes.
  const names = [called[parameter], last, parameter, parameter.replace(/^New/, '')].filter((name) => name !== undefined)
  const suffix = { missing: '', format: '', value: '', length: '.Length', count: '.Length', duplicate: '.Duplicate' }[kind]
  const exact = names.map((name) => ({ code: `${kind === 'missing' ? 'MissingParameter' : 'InvalidParameter'}.${name}${suffix}` }))
  const chars = kind === 'format' ? names.map((name) => ({ code: `InvalidParameter.${name}.InvalidChars` })) : []
  const plain = names.map((name) => ({ code: `InvalidParameter.${name}` }))
  return [
    ...exact,
    ...chars,
    ...plain,
    { code: kind === 'missing' ? 'MissingParameter' : 'InvalidParameter' },
    { code: 'InvalidParameter' },
  ]
}

export const dialect: Dialect = {
  // Optional ids "left empty" mean the usual one (pages of ListFoldersForParent and CreateResourceAccount).
  emptyIs: 'absent',
  fault: codesFor,
  denied: () => ({ code: 'NoPermission', message: 'You are not authorized to do this action.', httpStatus: 403 }),
}
