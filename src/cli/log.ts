/** What the server prints: a banner, then a line per call. Data for programs where no terminal listens. */

import type { RequestRecord } from '../pipeline/tables.js'

export interface Started {
  readonly version: string
  readonly url: string
  readonly readyMs: number
  readonly persist: string
  /** Worlds that were there before. */
  readonly resumed: readonly string[]
  readonly accounts: readonly { readonly alias: string; readonly uid: string; readonly key: string }[]
  /** What becomes reachable when the address is not loopback. */
  readonly reachable?: string
}

export function startedJson({ accounts, ...started }: Started): string {
  return JSON.stringify({
    event: 'ready',
    ...started,
    world: 'default',
    accounts: accounts.map(({ alias, uid }) => ({ alias, uid })),
  })
}

export function banner({ version, url, readyMs, persist, resumed, accounts, reachable }: Started): string {
  const width = Math.max(...accounts.map(({ alias }) => alias.length), 0)
  const secure = url.replace(/^http:/, 'https:')
  return [
    `crossgrant ${version}, ready in ${Math.round(readyMs)} ms`,
    '',
    `  API      ${url} and ${secure}`,
    `  Pages    ${url}/console`,
    `  State    ${persist}${resumed.length > 0 ? ` (resumed: ${resumed.join(', ')})` : ' (new)'}`,
    '  World    default',
    ...(reachable ? [`  Reach    ${reachable}`] : []),
    '',
    '  Accounts (secret of every key: local-secret)',
    ...accounts.map(({ alias, uid, key }) => `    ${alias.padEnd(width)}  ${uid}  ${key}, ${key}.admin`),
    '',
    '  Next     eval "$(npx crossgrant env --account network)"',
    '  Stop     Ctrl-C',
    '',
  ].join('\n')
}

export function callJson(record: RequestRecord, ms: number): string {
  const { requestId, world, serviceName, eventName, errorCode, httpStatus, eventTime, userIdentity } = record
  return JSON.stringify({
    event: 'call',
    time: eventTime,
    world,
    product: serviceName,
    action: eventName,
    account: userIdentity.accountId,
    status: httpStatus,
    ...(errorCode ? { code: errorCode } : {}),
    ms: Math.round(ms * 100) / 100,
    requestId,
  })
}

export function callLine(
  { userIdentity, serviceName, eventName, errorCode, httpStatus, decision }: RequestRecord,
  ms: number,
): string {
  const result = errorCode ? `${httpStatus} ${errorCode}` : `${httpStatus}`
  const why = errorCode && decision.because ? `  ${decision.because}` : ''
  return plain(`${userIdentity.accountId || '-'}  ${serviceName} ${eventName}  ${result}  ${ms.toFixed(1)} ms${why}`)
}

/** Anybody can put anything into an action's name: no line may move the cursor, recolour the terminal or pass for two. */
function plain(line: string): string {
  const shown = line.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
  return shown.length > longest ? `${shown.slice(0, longest)}…` : shown
}

const longest = 400
