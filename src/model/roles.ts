/** Bundles of parameters whose work the pipeline does. */

import { flag, text, whole } from './shape.js'

/** `true`: run every check, change nothing. */
export const dryRun = { DryRun: { ...flag('Only check the request, change nothing.', false), role: 'dryRun' as const } }

/** Makes repeating a call safe: the same token and parameters answer as the first time. */
export const clientToken = {
  // At most 64 ASCII characters: facts of the VPC family; the Terraform provider cuts at 64.
  ClientToken: {
    ...text('A token of the caller that makes repeating the call safe.', '02fb3da4-130e-11e9-8e44-0016e0000001', {
      pattern: /^[\x20-\x7e]*$/,
      max: 64,
    }),
    role: 'clientToken' as const,
  },
}

/** Page size and position. `most` is the largest page, `usual` the size when none is given. */
export function paged(most: number, usual: number) {
  return {
    MaxResults: { ...whole('Entries per page.', usual, { min: 1, max: most, default: usual }), role: 'pageSize' as const },
    NextToken: { ...text('Where the previous page ended.', 'TGlzdFJlc291cmNl', { min: 0, max: 256 }), role: 'pageToken' as const },
  }
}
