/**
 * System policies: the same in every account, kept as data rather than rows. Those of the real service number in the thousands;
 * here are the ones that do not belong to a single product, what assuming roles needs, and those of service-linked roles.
 */

import type { Policy } from './tables.js'

function systemPolicy(policyName: string, description: string, action: string | readonly string[], ...more: object[]): Policy {
  // UNKNOWN: the dates of the real ones. Fixed ones keep answers the same in every world.
  const createdAt = '2015-05-01T00:00:00.000Z'
  const statements = [{ Effect: 'Allow', Action: action, Resource: '*' }, ...more]
  const document = JSON.stringify({ Version: '1', Statement: statements }, null, 2)
  return { policyName, description, document, defaultVersion: 'v1', createdAt, updatedAt: createdAt }
}

/** That a service may take its own role away again: each policy of one says so. */
function itsOwnDeletion(service: string) {
  const Condition = { StringEquals: { 'ram:ServiceName': service } }
  return { Effect: 'Allow', Action: 'ram:DeleteServiceLinkedRole', Resource: '*', Condition }
}

const known: readonly Policy[] = [
  systemPolicy('AdministratorAccess', 'Everything in the account.', '*'),
  systemPolicy('AliyunSTSAssumeRoleAccess', 'Assuming roles.', 'sts:AssumeRole'),
  // UNKNOWN: the real list grows with the products; these are the verbs under which products read.
  systemPolicy('ReadOnlyAccess', 'Reading everything in the account.', [
    '*:Describe*',
    '*:List*',
    '*:Get*',
    '*:BatchGet*',
    '*:Query*',
    '*:BatchQuery*',
    '*:Check*',
    'actiontrail:LookupEvents',
  ]),
  // Page on the service-linked role of Resource Sharing (facts, resource-sharing 15).
  systemPolicy(
    'AliyunServiceRolePolicyForResourceSharing',
    'What Resource Sharing reads of the resource directory.',
    [
      'resourcemanager:GetResourceDirectory',
      'resourcemanager:GetFolder',
      'resourcemanager:ListFoldersForParent',
      'resourcemanager:ListAccountsForParent',
      'resourcemanager:ListAccounts',
    ],
    itsOwnDeletion('resourcesharing.aliyuncs.com'),
  ),
  // RAM page of the policy (2023).
  systemPolicy(
    'AliyunServiceRolePolicyForResourceDirectory',
    'What Resource Directory makes in members.',
    'ram:CreateServiceLinkedRole',
    itsOwnDeletion('resourcemanager.aliyuncs.com'),
  ),
  // Page on the service-linked role of ECR; RAM page of the policy (2025).
  systemPolicy(
    'AliyunServiceRolePolicyForECR',
    'What Express Connect Router does at transit routers.',
    ['cen:CreateTransitRouterEcrAttachment', 'cen:DeleteTransitRouterEcrAttachment', 'cen:DescribeGrantRulesToResource'],
    itsOwnDeletion('ecr.aliyuncs.com'),
  ),
]

/** By name. INVARIANT: lists go on behind the name at which a page ended. */
export const systemPolicies = known.toSorted((a, b) => (a.policyName < b.policyName ? -1 : 1))

const byName = new Map(systemPolicies.map((policy) => [policy.policyName, policy]))

export function systemPolicyNamed(policyName: string): Policy | undefined {
  return byName.get(policyName)
}
