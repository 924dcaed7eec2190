/** Control policies: what may happen at all in folders and members. */

import type { ControlPolicy } from '../tables.js'

/**
 * The system policy that is attached everywhere when the feature is switched on, and to every new folder and member after
 * that. UNKNOWN: its id is not in any public sample.
 */
export const fullAliyunAccess = {
  policyId: 'cp-FullAliyunAccess',
  name: 'FullAliyunAccess',
  type: 'System',
  description: 'Allows everything.',
  document: '{"Version":"1","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
} as const satisfies Omit<ControlPolicy, 'createdAt' | 'updatedAt'>
