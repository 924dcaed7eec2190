/** The page of one request: what was asked, what was decided and why, what to do next. Plain HTML, no scripts. */

import type { RequestRecord } from '../pipeline/tables.js'

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] as string)
}

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#1c2024;background:#fff}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}code,pre{font:14px/1.45 ui-monospace,monospace}
pre{background:#f3f5f7;padding:.8rem;overflow:auto;border-radius:4px}dt{font-weight:600;margin-top:.6rem}dd{margin:0}
.refused{color:#a4161a}.passed{color:#0b6e3a}@media(prefers-color-scheme:dark){body{color:#e6e8ea;background:#16191d}pre{background:#22272d}.refused{color:#ff8a8a}.passed{color:#7ee2a8}}`

export function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><style>${style}</style></head><body><main>${body}</main></body></html>`
}

export function requestPage(record: RequestRecord): string {
  const { errorCode, errorMessage, decision } = record
  const verdict = errorCode
    ? `<p class="refused"><strong>Refused: ${escapeHtml(errorCode)}</strong> (HTTP ${record.httpStatus})<br>${escapeHtml(errorMessage ?? '')}</p>`
    : '<p class="passed"><strong>Answered.</strong></p>'
  const sections = [
    `<h1>${escapeHtml(record.eventName || 'Request')} <small>${escapeHtml(record.serviceName)}</small></h1>`,
    verdict,
    section('Why', decision.because),
    section('What to do next', decision.next),
    '<h2>What was asked</h2>',
    facts({
      'Request id': record.requestId,
      Time: `${record.eventTime} (the world's clock)`,
      World: record.world,
      Region: record.acsRegion,
      Caller: `${record.userIdentity.type} ${record.userIdentity.userName} of account ${record.userIdentity.accountId || 'unknown'}`,
      'Access key': record.userIdentity.accessKeyId,
      Client: record.userAgent,
      'Ended in stage': record.stage,
    }),
    `<pre>${escapeHtml(JSON.stringify(record.requestParameters, null, 2))}</pre>`,
    authorizationOf(record),
    record.faults.length > 0 ? section('Fault rules that applied', record.faults.join(', ')) : '',
    record.stateChange.length > 0
      ? `<h2>What it changed</h2><pre>${escapeHtml(JSON.stringify(record.stateChange, null, 2))}</pre>`
      : '',
  ]
  return page(`${errorCode ?? 'Answered'} · ${record.eventName}`, sections.join('\n'))
}

function authorizationOf({ decision: { authorization } }: RequestRecord): string {
  if (!authorization) return ''
  return `<h2>Authorization</h2>${facts({
    Action: authorization.action,
    Resources: authorization.resources.join(', '),
    Result: `${authorization.result}${authorization.soft ? ' (enforcement is soft: let through)' : ''}`,
    'Decided by': authorization.policyType ?? '',
    'Statements that decided': authorization.matched.join('; '),
    'Condition keys that the request does not have': authorization.missingKeys.join(', '),
    'Policies that could not be read': authorization.unreadable.join('; '),
  })}`
}

function section(title: string, text: string | undefined): string {
  return text ? `<h2>${escapeHtml(title)}</h2><p>${escapeHtml(text)}</p>` : ''
}

function facts(pairs: Readonly<Record<string, string>>): string {
  const rows = Object.entries(pairs).filter(([, value]) => value !== '')
  return `<dl>${rows.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd><code>${escapeHtml(value)}</code></dd>`).join('')}</dl>`
}

export function unknownRequestPage(id: string): string {
  return page(
    'Unknown request',
    `<h1>No such request</h1><p>No request <code>${escapeHtml(id)}</code> is kept here. Resetting a world forgets its requests.</p>`,
  )
}

export function homePage(version: string, accounts: readonly { alias: string; uid: string; key: string }[]): string {
  const rows = accounts.map(
    ({ alias, uid, key }) => `<dt>${escapeHtml(alias)}</dt><dd><code>${escapeHtml(uid)} · ${escapeHtml(key)}</code></dd>`,
  )
  return page(
    'crossgrant',
    `<h1>crossgrant ${escapeHtml(version)}</h1><p>Accounts of the world <code>default</code>; the secret of every key is <code>local-secret</code>.</p><dl>${rows.join('')}</dl>
<p><a href="/admin/v1/coverage">Coverage</a> · <a href="/admin/v1/model">Declared model</a> · <a href="/admin/v1/worlds/default/requests">Requests</a></p>`,
  )
}
