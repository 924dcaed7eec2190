/** What admin requests carry, checked: each fault names the member and what it should be. */

import { parseAccountId } from '../model/index.js'
import {
  type FaultEffect,
  type FaultMatch,
  type FaultRule,
  type Latency,
  type Settings,
  siteNamed,
  type TemplateAccount,
} from '../world/index.js'
import { parseDuration } from './duration.js'
import { ControlError } from './refusal.js'

type Body = Readonly<Record<string, unknown>>

function wrong(name: string, wanted: string): never {
  throw new ControlError(400, 'InvalidMember', `${name} is not ${wanted}`, 'GET /admin/v1/worlds/{world} shows the shapes.')
}

/** Refuses members that nobody reads: a typo must not pass in silence. */
export function only(body: Body, names: readonly string[], where = 'the body'): void {
  const unknown = Object.keys(body).find((name) => !names.includes(name))
  if (unknown !== undefined)
    throw new ControlError(
      400,
      'UnknownMember',
      `${where} has no member ${unknown}`,
      names.length === 0 ? 'It has none.' : `Members: ${names.join(', ')}.`,
    )
}

export function text(body: Body, name: string): string | undefined {
  const value = body[name]
  return value === undefined || typeof value === 'string' ? value : wrong(name, 'a text')
}
export function requiredText(body: Body, name: string): string {
  return text(body, name) ?? wrong(name, 'given')
}
export function whole(body: Body, name: string, min = Number.MIN_SAFE_INTEGER): number | undefined {
  const value = body[name]
  if (value === undefined || (Number.isSafeInteger(value) && (value as number) >= min)) return value as number | undefined
  return wrong(name, min === Number.MIN_SAFE_INTEGER ? 'a whole number' : `a whole number from ${min}`)
}
function flag(body: Body, name: string): boolean | undefined {
  const value = body[name]
  return value === undefined || typeof value === 'boolean' ? value : wrong(name, 'true or false')
}
function object(body: Body, name: string): Body | undefined {
  const value = body[name]
  if (value === undefined) return undefined
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : wrong(name, 'an object')
}

/** Milliseconds. */
export function duration(body: Body, name: string): number {
  return parseDuration(requiredText(body, name)) ?? wrong(name, 'a duration such as 250ms, 3s, 96h, 7d or PT3S')
}
/** Milliseconds since the epoch. */
export function instant(body: Body, name: string): number {
  const given = requiredText(body, name)
  const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?Z$/.test(given) ? Date.parse(given) : Number.NaN
  return Number.isNaN(at) ? wrong(name, 'an instant such as 2026-01-01T00:00:00Z') : at
}

export function latency(body: Body): Latency {
  only(body, ['mode'])
  const { mode } = body
  if (mode === 'instant' || mode === 'realistic' || mode === 'manual') return mode
  const after = object(body, 'mode')
  if (!after) return wrong('mode', 'instant, realistic, manual or {"after": "3s"}')
  only(after, ['after'], 'mode')
  return { afterMs: duration(after, 'after') }
}

const enforcements = ['on', 'soft', 'off'] as const

/** The number that a query asks for, from 1. */
export function limit(query: URLSearchParams, usual: number): number {
  const given = query.get('limit')
  if (given === null) return usual
  return /^[1-9]\d{0,8}$/.test(given) ? Number(given) : wrong('limit', 'a whole number from 1')
}

/** A new account: alias and id, the company that it is verified for, its site. */
export function account(body: Body): TemplateAccount {
  only(body, ['world', 'alias', 'uid', 'legalEntity', 'site'])
  const alias = requiredText(body, 'alias')
  if (!/^[a-z][a-z0-9-]{0,31}$/.test(alias)) wrong('alias', 'of lower-case letters, digits and hyphens, at most 32')
  const uid = requiredText(body, 'uid')
  if (!parseAccountId(uid)) wrong('uid', 'an account id of up to 20 digits')
  const site = text(body, 'site') ?? 'domestic'
  if (site !== 'domestic' && site !== 'international') return wrong('site', 'domestic or international')
  return { alias, uid, legalEntity: text(body, 'legalEntity') ?? alias, ...siteNamed(site) }
}

export interface KnownNames {
  readonly quotas: readonly string[]
  readonly choices: readonly string[]
}

/** `known`: the names of all limits and choices; one that nothing has would change nothing in silence. */
export function settings(body: Body, known: KnownNames): Partial<Settings> {
  const given = object(body, 'settings') ?? {}
  only(given, ['enforce', 'crossAccountVbr', 'directorySharing', 'quotas', 'choices'], 'settings')
  const enforce = text(given, 'enforce')
  if (enforce !== undefined && !enforcements.includes(enforce as 'on')) wrong('settings.enforce', 'on, soft or off')
  const quotas = object(given, 'quotas')
  only(quotas ?? {}, known.quotas, 'settings.quotas')
  for (const [name, value] of Object.entries(quotas ?? {}))
    if (!Number.isSafeInteger(value) || (value as number) < 0) wrong(`settings.quotas.${name}`, 'a whole number from 0')
  const choices = object(given, 'choices')
  only(choices ?? {}, known.choices, 'settings.choices')
  for (const [name, value] of Object.entries(choices ?? {}))
    if (typeof value !== 'string') wrong(`settings.choices.${name}`, 'a text')
  const crossAccountVbr = flag(given, 'crossAccountVbr')
  const directorySharing = flag(given, 'directorySharing')
  return {
    ...(enforce === undefined ? {} : { enforce: enforce as Settings['enforce'] }),
    ...(crossAccountVbr === undefined ? {} : { crossAccountVbr }),
    ...(directorySharing === undefined ? {} : { directorySharing }),
    ...(quotas === undefined ? {} : { quotas: quotas as Settings['quotas'] }),
    ...(choices === undefined ? {} : { choices: choices as Settings['choices'] }),
  }
}

export function faultRule(body: Body): Omit<FaultRule, 'id'> {
  only(body, ['match', 'after', 'times', 'probability', 'effect'])
  const after = whole(body, 'after', 0)
  const times = whole(body, 'times', 1)
  const { probability } = body
  if (probability !== undefined && !(typeof probability === 'number' && probability >= 0 && probability <= 1))
    wrong('probability', 'a number from 0 to 1')
  return {
    match: faultMatch(object(body, 'match') ?? {}),
    effect: faultEffect(object(body, 'effect') ?? wrong('effect', 'given')),
    ...(after === undefined ? {} : { after }),
    ...(times === undefined ? {} : { times }),
    ...(probability === undefined ? {} : { probability: probability as number }),
  }
}

const matchNames = ['product', 'action', 'account', 'region', 'resource'] as const

function faultMatch(match: Body): FaultMatch {
  only(match, matchNames, 'match')
  return Object.fromEntries(matchNames.map((name) => [name, text(match, name)]).filter(([, value]) => value !== undefined))
}

function faultEffect(effect: Body): FaultEffect {
  only(effect, ['error', 'latencyMs', 'dropConnection', 'transition'], 'effect')
  const error = text(effect, 'error')
  const latencyMs = whole(effect, 'latencyMs')
  if (latencyMs !== undefined && (latencyMs < 0 || latencyMs > 600_000)) wrong('effect.latencyMs', 'from 0 to 600000')
  const drop = text(effect, 'dropConnection')
  if (drop !== undefined && drop !== 'before' && drop !== 'after') wrong('effect.dropConnection', 'before or after')
  const transition = text(effect, 'transition')
  if (transition !== undefined && transition !== 'fail' && transition !== 'hang') wrong('effect.transition', 'fail or hang')
  return {
    ...(error === undefined ? {} : { error }),
    ...(latencyMs === undefined ? {} : { latencyMs }),
    ...(drop === undefined ? {} : { dropConnection: drop as 'before' }),
    ...(transition === undefined ? {} : { transition: transition as 'fail' }),
  }
}
