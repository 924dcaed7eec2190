/** Which shares, principals and resources the numbers of a move stand for. */

import { type Entity, type History, type Share, shareStatus } from './history.js'
import { type Move, nth } from './move.js'
import type { Body } from './stage.js'
import * as verdicts from './verdicts.js'

const service: Entity = { side: 'Target', type: 'Service', id: 'ecs.aliyuncs.com' }
const windows = [
  '{"timeRange":{"timeRangeType":"timeRange","beginAtTime":"00:00","endAtTime":"11:59","timezone":"UTC+8"}}',
  '{"plan":{"timeRangeType":"timeRange","beginAtTime":"20:00","endAtTime":"06:00","timezone":"UTC-3"}}',
]
export const permissions = ['VSwitch', 'KMSInstance', 'PrefixList', 'CapacityReservation', 'Nothing']
  .map(verdicts.defaultPermission)
  .concat('AliyunRSPermissionKMSInstanceReadWrite', 'NoPermission')
  .filter((name) => !name.endsWith('Nothing'))

/** Whom a share could be shared with, those that it cannot included. */
export function principals(h: History): Entity[] {
  const target = (type: string, id: string): Entity => ({ side: 'Target', type, id })
  return [
    ...h.accounts.map(({ uid }) => target('Account', uid)),
    ...h.directories.flatMap(({ id, folders }) => [
      target('ResourceDirectory', id),
      ...folders.map((each) => target('Folder', each.id)),
    ]),
    service,
    target('Account', '9999999999999999'),
    target('Folder', 'fd-0123456789'),
  ]
}

/** Those with whom this owner can share now, as far as it depends on them. */
function likely(h: History, owner: string, open: boolean): Entity[] {
  const share = {
    id: '',
    owner,
    region: '',
    name: '',
    external: open,
    createdAt: 0,
    updatedAt: 0,
    permissions: new Map(),
    deletions: [],
  }
  return principals(h).filter((target) => target.type !== 'Service' && !verdicts.principalRefused(h, share, target))
}

export function distinct(entities: readonly (Entity | undefined)[]): Entity[] {
  const found = new Map(entities.filter((each) => each !== undefined).map((each) => [`${each.type} ${each.id}`, each]))
  return [...found.values()]
}

/** Mostly the owner's in the region, and of the types that most can have. */
export function resourcesNamed(h: History, numbers: readonly number[], owner: string, region: string): Entity[] {
  const mine = h.resources.filter((each) => each.owner === owner && each.region === region && !each.gone)
  const usual = mine.filter(({ type }) => ['VSwitch', 'PrefixList', 'ServiceCatalogPortfolio', 'Image'].includes(type))
  const chosen = numbers.map((n) => nth(n % 23 === 0 ? h.resources : n % 4 === 0 ? mine : usual, Math.floor(n / 4)))
  return distinct(chosen.map((each) => each && { side: 'Resource', type: each.type, id: each.id }))
}

export function asked(h: History, move: Move, share: Share): verdicts.Asked {
  const { which, who } = move
  const usual = likely(h, share.owner, share.external)
  const forService = which % 8 === 0
  const targets = distinct([
    ...(forService ? [service] : []),
    ...move.targets.map((n) => nth(n % 13 === 0 || usual.length === 0 ? principals(h) : usual, Math.floor(n / 13))),
  ])
  const reserved = h.resources.filter(({ type, owner }) => type === 'CapacityReservation' && owner === share.owner)
  const resources = forService
    ? distinct(
        move.resources.map((n) => nth(reserved, n)).map((each) => each && { side: 'Resource', type: each.type, id: each.id }),
      )
    : resourcesNamed(h, move.resources, share.owner, share.region)
  const serving = targets.filter(({ type }) => type === 'Service' && who % 3 !== 0)
  return {
    targets,
    resources,
    properties: Object.fromEntries(serving.map(({ id }) => [id, nth(windows, who) ?? ''])),
    permissions: which % 17 === 1 ? [nth(permissions, who) ?? ''] : [],
  }
}

export function written({ targets, resources, properties, permissions: names }: verdicts.Asked): Body {
  const TargetProperties = Object.entries(properties).map(([TargetId, Property]) => ({ TargetId, Property }))
  return {
    ...named([...targets, ...resources]),
    ...(TargetProperties.length > 0 ? { TargetProperties } : {}),
    ...(names.length > 0 ? { PermissionNames: names } : {}),
  }
}

export function named(entities: readonly Entity[]): Body {
  const Targets = entities.filter(({ side }) => side === 'Target').map(({ id }) => id)
  const Resources = entities
    .filter(({ side }) => side === 'Resource')
    .map(({ type, id }) => ({ ResourceType: type, ResourceId: id }))
  return { ...(Targets.length > 0 ? { Targets } : {}), ...(Resources.length > 0 ? { Resources } : {}) }
}

/** One of the shares, most often one that is there still; and who calls, most often its owner. */
export function shareNamed(h: History, { which, who, elsewhere }: Move) {
  const there = h.shares.filter((share) => shareStatus(share, h.now) === 'Active')
  const share = nth(which % 9 === 0 ? h.shares : there, Math.floor(which / 9))
  if (!share) return undefined
  const caller = who % 11 === 0 ? nth(h.accounts, which) : h.accounts.find(({ uid }) => uid === share.owner)
  const region = elsewhere && who % 5 === 0 ? 'cn-shanghai' : share.region
  return caller && { share, caller, region }
}
