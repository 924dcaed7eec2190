/** The admin API and our pages over HTTP. */

import type { IncomingMessage, ServerResponse } from 'node:http'
import createRouter from 'find-my-way'
import { templateNamed } from '../world/index.js'
import { type GuardOptions, guard, guardPages } from './guard.js'
import { homePage, requestPage, unknownRequestPage } from './page.js'
import { ControlError } from './refusal.js'
import { type RouteCall, type RoutesDeps, routesOf } from './routes.js'

export interface ControlOptions extends RoutesDeps, GuardOptions {}

type Handler = (call: RouteCall) => Promise<object>

const open: readonly string[] = ['/healthz', '/readyz', '/version']

/** Answers requests of the control plane. `body`: the bytes received. */
export function controlOf(options: ControlOptions) {
  const router = createRouter()
  for (const [method, path, run] of routesOf(options)) router.on(method, path, noop, run)

  return async (request: IncomingMessage, response: ServerResponse, body: Uint8Array): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const method = (request.method ?? 'GET') as 'GET'
    try {
      if (/^\/console(?:\/|$)/.test(url.pathname)) {
        guardPages(request.headers, options)
        return await showPage(options, url.pathname, response)
      }
      // INVARIANT: only these are for everybody. The router reads paths that are spelled otherwise (%61dmin) as well.
      if (!open.includes(url.pathname)) guard({ method, headers: request.headers }, options)
      const route = router.find(method, url.pathname)
      if (!route)
        throw new ControlError(404, 'NotFound', `there is no ${method} ${url.pathname}`, 'GET /admin/v1/worlds is a start.')
      const answer = await (route.store as Handler)({ params: route.params, query: url.searchParams, body: jsonOf(body) })
      send(response, 200, answer)
    } catch (error) {
      if (!(error instanceof ControlError)) throw error
      const { code, message, hint } = error
      send(response, error.status, { error: { code, message, hint, docs: '/admin/v1/model' } })
    }
  }
}

const noop = () => {}

function jsonOf(body: Uint8Array): Readonly<Record<string, unknown>> {
  if (body.byteLength === 0) return {}
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // Told below.
  }
  throw new ControlError(400, 'InvalidJson', 'the body is not a JSON object', 'Send an object, or nothing.')
}

function send(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(value))
}

async function showPage({ worlds, version }: ControlOptions, path: string, response: ServerResponse): Promise<void> {
  const id = /^\/console\/e\/([0-9A-Fa-f-]{36})$/.exec(path)?.[1]?.toUpperCase()
  const record = id === undefined ? undefined : await worlds.request(id)
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  }
  if (record) response.writeHead(200, headers).end(requestPage(record))
  else if (path.startsWith('/console/e/'))
    response.writeHead(404, headers).end(unknownRequestPage(path.slice('/console/e/'.length).slice(0, 64)))
  else response.writeHead(200, headers).end(homePage(version, await accounts(worlds)))
}

async function accounts(worlds: ControlOptions['worlds']) {
  const state = await worlds.find('default')
  return (templateNamed(state?.template ?? '')?.accounts ?? []).map(({ alias, uid }) => ({ alias, uid, key: `local-${alias}` }))
}
