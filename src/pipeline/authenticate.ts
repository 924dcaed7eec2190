/** Whether the request is from whom it says. */

import { asAccountId, isSessionForgotten } from '../model/index.js'
import { type Reader, WORLD } from '../store/index.js'
import { sameText } from '../wire/canonical.js'
import { fresh, verify } from '../wire/claim.js'
import { timeIn, type WorldState } from '../world/index.js'
import { refuseAtGateway, refuseFault } from './address.js'
import type { Call, Deps } from './call.js'
import { lookupOf } from './context.js'
import { nonces, worldStates } from './tables.js'

/** The time of a signature may differ from ours by so much (facts, gateway 3); nonces are kept for twice that. */
const skewMs = 15 * 60_000

/** The key's world and account: a key selects both. Before any transaction, since it says on which world to open one. */
export async function locateKey(call: Call, { store, identities }: Deps): Promise<void> {
  const found = await store.find(identities.keys, call.accessKeyId)
  if (!found)
    return refuseAtGateway(
      'InvalidAccessKeyId.NotFound',
      undefined,
      `No world of this server has the key ${call.accessKeyId}.`,
      'Use a key of the world: local-<alias> with the secret local-secret in the world default.',
    )
  call.account = found.account
  call.worldName = found.world
}

/** The world as a transaction sees it. INVARIANT: the call's time is not before any row that the transaction sees. */
export async function lookAtClock(call: Call, { wall }: Deps, tx: Reader): Promise<WorldState | undefined> {
  const world = await tx.get(worldStates, WORLD, [tx.world])
  if (!world) return undefined
  call.world = world
  // Else what has settled would look as if it had not.
  call.now = timeIn(world.clock, wall.now())
  return world
}

/** The key's state and its token. */
export async function identify(call: Call, deps: Deps, tx: Reader): Promise<void> {
  const account = asAccountId(call.account as string)
  const [world, credential] = await Promise.all([
    lookAtClock(call, deps, tx),
    deps.identities.credential(lookupOf(tx), account, call.accessKeyId),
  ])
  if (!world || !credential) return refuseAtGateway('InvalidAccessKeyId.NotFound')
  call.requestId = deps.newRequestId(world)
  // INVARIANT: whether the row was swept already makes no difference.
  if (credential.session && isSessionForgotten(credential.session, call.now)) return refuseAtGateway('InvalidAccessKeyId.NotFound')
  call.credential = credential
  if (!credential.active)
    return refuseAtGateway('InvalidAccessKeyId.Inactive', undefined, 'The key is inactive, or its role is gone.')
  const { session } = credential
  if (!session && call.securityToken !== undefined)
    return refuseAtGateway(
      'InvalidSecurityToken.MismatchWithAccessKey',
      undefined,
      'A long-term key has no token.',
      'Leave the token of another key out: look at ALIBABA_CLOUD_SECURITY_TOKEN in the environment.',
    )
  if (session) {
    if (call.securityToken === undefined) return refuseAtGateway('MissingSecurityToken')
    if (!sameText(call.securityToken, session.token)) return refuseAtGateway('InvalidSecurityToken.MismatchWithAccessKey')
    if (session.expiresAt <= call.now.toISOString())
      return refuseAtGateway('InvalidSecurityToken.Expired', undefined, `It expired at ${session.expiresAt} of the world's clock.`)
  }
  call.caller = credential.caller
}

/** Freshness goes by real time: SDKs sign with the real clock whatever the world's clock says. */
export function checkTime({ claim, wallMs }: Call): void {
  if (claim && !fresh(claim.timestamp, wallMs, skewMs))
    refuseAtGateway('InvalidTimeStamp.Expired', undefined, `The server's time is ${new Date(wallMs).toISOString()}.`)
}

export function checkSignature({ claim, parsed, credential }: Call): void {
  if (!claim || !parsed || !credential) return
  const fault = verify(parsed, claim, credential.secret)
  if (fault) refuseFault(fault)
}

/** After the signature: a stranger must not be able to burn nonces. */
export async function checkNonce(call: Call, _deps: Deps, tx: Reader): Promise<void> {
  if (!call.claim) return
  await refuseUsedNonce(call, call.claim.nonce, tx)
  call.authentic = true
}

/** INVARIANT: of equal requests that arrive at the same moment one takes effect: each asks again where its nonce is kept. */
export async function checkNonceAgain(call: Call, _deps: Deps, tx: Reader): Promise<void> {
  if (call.claim) await refuseUsedNonce(call, call.claim.nonce, tx)
}

async function refuseUsedNonce(call: Call, nonce: string, tx: Reader): Promise<void> {
  const used = await tx.get(nonces, call.account as string, [call.accessKeyId, nonce])
  if (used && used.until > new Date(call.wallMs).toISOString()) refuseAtGateway('SignatureNonceUsed')
}

/** The record that keeps this call's nonce from being used again. */
export function nonceOf(call: Call) {
  if (!call.claim || !call.authentic) return undefined
  return { accessKeyId: call.accessKeyId, nonce: call.claim.nonce, until: new Date(call.wallMs + 2 * skewMs).toISOString() }
}
