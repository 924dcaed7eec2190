// Decisions per second on the same 20 policies of 5 statements each: ours, @cedar-policy/cedar-wasm, casbin.

import * as cedar from '@cedar-policy/cedar-wasm/nodejs'
import { newEnforcer, newModelFromString, StringAdapter } from 'casbin'
import { evaluate, readDocument } from '../dist/policy/index.js'
import { median } from './load.mjs'

const services = Array.from({ length: 20 }, (_, i) => `service${i}`)
const verbs = ['Get', 'List', 'Create', 'Update', 'Delete']

/** Policy i allows each verb on things of one folder of service i; the last statement denies deleting what is kept. */
const ours = services.map((service) => ({
  name: service,
  type: 'Custom',
  document: readDocument(
    JSON.stringify({
      Version: '1',
      Statement: verbs.map((verb) =>
        verb === 'Delete'
          ? { Effect: 'Deny', Action: `${service}:DeleteThing`, Resource: `acs:${service}:*:1:kept/*` }
          : { Effect: 'Allow', Action: `${service}:${verb}Thing`, Resource: `acs:${service}:*:1:thing/*` },
      ),
    }),
    'permission',
  ),
}))

const cedarText = services
  .flatMap((service) =>
    verbs.map((verb) =>
      verb === 'Delete'
        ? `forbid(principal == User::"alice", action == Action::"${service}:DeleteThing", resource) when { resource.path like "acs:${service}:*:1:kept/*" };`
        : `permit(principal == User::"alice", action == Action::"${service}:${verb}Thing", resource) when { resource.path like "acs:${service}:*:1:thing/*" };`,
    ),
  )
  .join('\n')

const casbinModel = `[request_definition]
r = sub, obj, act
[policy_definition]
p = sub, obj, act, eft
[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
[matchers]
m = r.sub == p.sub && keyMatch(r.obj, p.obj) && r.act == p.act`
const casbinRows = services
  .flatMap((service) =>
    verbs.map((verb) =>
      verb === 'Delete'
        ? `p, alice, acs:${service}:r:1:kept/*, ${service}:DeleteThing, deny`
        : `p, alice, acs:${service}:r:1:thing/*, ${service}:${verb}Thing, allow`,
    ),
  )
  .join('\n')

/** The same requests for all: every service and verb, on a thing that is allowed and on one that is not. */
const requests = services.flatMap((service) =>
  verbs.flatMap((verb) =>
    ['thing', 'kept'].map((folder) => ({
      action: `${service}:${verb}Thing`,
      resource: `acs:${service}:r:1:${folder}/t-1`,
      allowed: folder === 'thing' && verb !== 'Delete',
    })),
  ),
)

/** Decisions per CPU second over at least so many milliseconds; every decision is checked. */
async function measure(decide, atLeastMs) {
  for (const request of requests)
    if ((await decide(request)) !== request.allowed) throw new Error(`${JSON.stringify(request)} decided otherwise`)
  const before = process.cpuUsage()
  const started = performance.now()
  let decisions = 0
  while (performance.now() - started < atLeastMs) {
    for (const request of requests) {
      const answer = decide(request)
      if (answer instanceof Promise) await answer
    }
    decisions += requests.length
  }
  const { user, system } = process.cpuUsage(before)
  return decisions / ((user + system) / 1e6)
}

export async function policy(rounds = 3) {
  const context = new Map()
  const own = ({ action, resource }) => evaluate({ action, resources: [resource], context }, { identity: ours }).allowed
  cedar.preparsePolicySet?.('bench', { staticPolicies: cedarText })
  const entity = (resource) => [{ uid: { type: 'Thing', id: resource }, attrs: { path: resource }, parents: [] }]
  const byCedar = ({ action, resource }) => {
    const call = {
      principal: { type: 'User', id: 'alice' },
      action: { type: 'Action', id: action },
      resource: { type: 'Thing', id: resource },
      context: {},
      entities: entity(resource),
    }
    const answer = cedar.statefulIsAuthorized
      ? cedar.statefulIsAuthorized({ ...call, preparsedPolicySetId: 'bench' })
      : cedar.isAuthorized({ ...call, policies: { staticPolicies: cedarText } })
    if (answer.type !== 'success') throw new Error(JSON.stringify(answer))
    return answer.response.decision === 'allow'
  }
  const enforcer = await newEnforcer(newModelFromString(casbinModel), new StringAdapter(casbinRows))
  const byCasbin = ({ action, resource }) => enforcer.enforceSync('alice', resource, action)
  const results = { own: [], cedar: [], casbin: [] }
  for (let round = 0; round < rounds; round++) {
    results.own.push(await measure(own, 600))
    results.cedar.push(await measure(byCedar, 600))
    results.casbin.push(await measure(byCasbin, 600))
  }
  const perSecond = Object.fromEntries(Object.entries(results).map(([name, values]) => [name, median(values)]))
  return { ...perSecond, overCedar: perSecond.own / perSecond.cedar, overCasbin: perSecond.own / perSecond.casbin }
}
