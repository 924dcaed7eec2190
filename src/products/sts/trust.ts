/** What a role's trust policy says of a caller. */

import type { Caller, Lookup } from '../../model/index.js'
import { evaluateTrust, type RequestContext, readDocument } from '../../policy/index.js'
import type { Role } from '../ram/tables.js'
import { accountPath, placeOf } from '../resource-manager/reads.js'

/** What conditions of a trust policy can ask about, beside the call itself. */
export interface TrustFacts {
  readonly ExternalId: string | undefined
  readonly RoleSessionName: string
  readonly SourceIdentity: string | undefined
}

/** The call: who asks, when, from where and how. */
export interface Asking {
  readonly caller: Caller
  readonly now: Date
  readonly sourceIp: string
  readonly secure: boolean
}

export async function isTrusted(lookup: Pick<Lookup, 'at'>, asking: Asking, role: Role, facts: TrustFacts): Promise<boolean> {
  const { caller } = asking
  const document = readDocument(role.trustPolicy, 'trust')
  const decision = evaluateTrust(
    {
      action: 'sts:AssumeRole',
      caller: { type: 'RAM', account: caller.account, arn: caller.arn },
      context: await contextOf(lookup, asking, facts),
    },
    { name: `trust policy of ${role.roleName}`, type: 'Custom', document },
  )
  return decision.allowed
}

/** UNKNOWN: which keys STS supplies beyond ExternalId; here those that every call has, and the parameters of this one. */
async function contextOf(
  lookup: Pick<Lookup, 'at'>,
  { caller, now, sourceIp, secure }: Asking,
  facts: TrustFacts,
): Promise<RequestContext> {
  const context = new Map<string, readonly (readonly string[])[]>()
  const add = (key: string, value: string | undefined) => {
    if (value !== undefined) context.set(key.toLowerCase(), [[value]])
  }
  add('acs:CurrentTime', now.toISOString())
  add('acs:SourceIp', sourceIp)
  add('acs:SecureTransport', String(secure))
  add('acs:PrincipalARN', caller.arn)
  const place = await placeOf(lookup, caller.account)
  add('acs:PrincipalRDId', place?.directoryId)
  add('acs:PrincipalRDPath', place && accountPath(place, caller.account))
  add('sts:ExternalId', facts.ExternalId)
  add('sts:RoleSessionName', facts.RoleSessionName)
  add('sts:SourceIdentity', facts.SourceIdentity)
  return context
}
