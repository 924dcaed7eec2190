/**
 * What the Terraform provider puts on the wire: RPC signature V1, POST to `/`, public parameters in the query, business parameters
 * in the form body (a few in the query), and how it reads what comes back.
 */

import { createHmac, randomUUID } from 'node:crypto'
import type { Key } from '../connect.js'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }
export type Answer = { readonly [name: string]: Json }
/** Parameters as the provider holds them: lists become `Name.1`, structures `Name.Member`. */
export type Given = { readonly [name: string]: unknown }

export const versions = {
  ResourceSharing: '2020-01-10',
  ResourceManager: '2020-03-31',
  ResourceDirectoryMaster: '2022-04-19',
  ExpressConnectRouter: '2023-09-01',
  Cbn: '2017-09-12',
  Vpc: '2016-04-28',
  Ecs: '2014-05-26',
  Sts: '2015-04-01',
  servicecatalog: '2021-09-01',
} as const
export type Product = keyof typeof versions

/** A refusal as the provider's client tells it; `data` is the body as text, in which it looks for codes. */
export class Refusal extends Error {
  readonly action: string
  readonly code: string
  readonly statusCode: number
  readonly data: string
  constructor(action: string, statusCode: number, body: Answer) {
    super(`code: ${statusCode}, ${show(body.Message)} request id: ${show(body.RequestId)}`)
    this.name = `${action} refused (${show(body.Code)})`
    this.action = action
    this.code = show(body.Code)
    this.statusCode = statusCode
    this.data = JSON.stringify(body)
  }
}

/** How Go prints a value that is not there. */
function show(value: Json | undefined): string {
  return value === undefined || value === null ? '<nil>' : String(value)
}

export interface Call {
  readonly url: string
  readonly key: Key
  readonly product: Product
  readonly action: string
  readonly query?: Given
  /** None: no body is sent at all. */
  readonly body?: Given
}

/** One attempt. */
export async function send({ url, key, product, action, query = {}, body }: Call): Promise<Answer> {
  const version = versions[product]
  const form = body && flat(body)
  const signed: Record<string, string> = {
    ...{ Action: action, Format: 'json', Version: version, AccessKeyId: key.accessKeyId },
    ...{ SignatureMethod: 'HMAC-SHA1', SignatureVersion: '1.0', SignatureNonce: randomUUID() },
    Timestamp: `${new Date().toISOString().slice(0, 19)}Z`,
    ...(key.securityToken ? { SecurityToken: key.securityToken } : {}),
    ...flat(query),
  }
  const Signature = signatureOf({ ...signed, ...form }, key.accessKeySecret)
  const response = await fetch(`${url}/?${encoded({ ...signed, Signature })}`, {
    method: 'POST',
    headers: {
      ...{ 'x-acs-version': version, 'x-acs-action': action, 'user-agent': 'AlibabaCloud (linux; amd64) terraform-provider' },
      ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
    },
    ...(form ? { body: encoded(form) } : {}),
  })
  return judged(action, response.status, await response.text())
}

/** Anything that is no JSON object ends the provider's process: here it fails the test as what it is. */
function judged(action: string, status: number, text: string): Answer {
  const body: Json = JSON.parse(text)
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Error(`${action}: no JSON object: ${text}`)
  const answer = body as Answer
  if (status >= 400) throw new Refusal(action, status, answer)
  if (saysFailure(answer)) throw new Refusal(action, 200, answer)
  return answer
}

/** HTTP 200 can still be a failure to the provider: a Code that is no word of success, with a message and no `Success: true`. */
function saysFailure({ Code, Success, Message }: Answer): boolean {
  if (Code !== undefined && /^(success|ok|200|0)$/i.test(String(Code))) return false
  if (Success !== undefined && String(Success) === 'true') return false
  if (Message !== undefined && !Message) return false
  return Code !== undefined || Success !== undefined
}

function flat(given: Given, prefix = ''): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === null) continue
    if (Array.isArray(value))
      Object.assign(found, flat(Object.fromEntries(value.map((each, at) => [at + 1, each])), `${prefix}${name}.`))
    else if (typeof value === 'object') Object.assign(found, flat(value as Given, `${prefix}${name}.`))
    else found[`${prefix}${name}`] = String(value)
  }
  return found
}

function signatureOf(parameters: Record<string, string>, secret: string): string {
  const sorted = Object.keys(parameters).sort()
  const canonical = sorted.map((name) => `${percent(name)}=${percent(parameters[name] as string)}`).join('&')
  return createHmac('sha1', `${secret}&`)
    .update(`POST&%2F&${percent(canonical)}`)
    .digest('base64')
}

function percent(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}

const encoded = (parameters: Record<string, string>) => new URLSearchParams(parameters).toString()
