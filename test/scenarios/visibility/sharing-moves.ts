/** Moves of owners and principals of shares. */

import { asked, distinct, named, permissions, principals, resourcesNamed, shareNamed, written } from './choosing.js'
import * as effects from './effects.js'
import type { Account, Entity, History, Share } from './history.js'
import { accountOf, type Call, type Move, nth, type Player, regionOf } from './move.js'
import * as verdicts from './verdicts.js'

const rs = 'ResourceSharing'
const owners = ['network', 'partner', 'network', 'guest', 'network', 'rival', 'management']

const create: Player = (h, move) => {
  const owner = accountOf(h, nth(owners, move.who) as string)
  const region = regionOf(move)
  const facts = {
    owner: owner.uid,
    region,
    name: `share-${move.which % 3}`,
    external: move.open,
    createdAt: h.now,
    updatedAt: h.now,
  }
  const share: Share = { ...facts, id: '', permissions: new Map(), deletions: [] }
  const wanted = asked(h, move, share)
  return {
    key: owner.key,
    product: rs,
    action: 'CreateResourceShare',
    given: { ResourceShareName: share.name, AllowExternalTargets: share.external, ...written(wanted) },
    region,
    verdict: verdicts.mayAssociate(h, owner.uid, share, wanted),
    taken: ({ ResourceShare }) => {
      const made = { ...share, id: ResourceShare.ResourceShareId }
      h.shares.push(made)
      effects.associate(h, made, wanted, move.fault)
    },
  }
}

/** A call about a share that the owner makes, or somebody else. */
function onShare(
  h: History,
  move: Move,
  action: string,
  make: (at: Named) => Pick<Call, 'given' | 'verdict' | 'taken'> | undefined,
) {
  const at = shareNamed(h, move)
  const made = at && make(at)
  if (!made) return undefined
  const given = { ResourceShareId: at.share.id, ...made.given }
  return { ...made, key: at.caller.key, product: rs, action, region: at.region, given }
}
type Named = NonNullable<ReturnType<typeof shareNamed>>

const associate: Player = (h, move) =>
  onShare(h, move, 'AssociateResourceShare', ({ share, caller, region }) => {
    const wanted = asked(h, move, share)
    if (wanted.targets.length + wanted.resources.length === 0) return undefined
    const foreign = caller.uid !== share.owner || region !== share.region
    const otherwise = 'EntityNotExists.ResourceShare|NotSupport.ResourceType.ResourcesParameter'
    return {
      given: written(wanted),
      verdict: foreign ? otherwise : verdicts.mayAssociate(h, caller.uid, share, wanted),
      taken: () => effects.associate(h, share, wanted, move.fault),
    }
  })

/** What is in the share, or was, or never. */
const disassociate: Player = (h, move) =>
  onShare(h, move, 'DisassociateResourceShare', ({ share, caller, region }) => {
    const present = h.happened.filter((each) => each.share === share.id).map(({ entity }) => entity)
    const stray = [...principals(h), ...resourcesNamed(h, move.resources, share.owner, share.region)]
    const entities = resourcesFirst(distinct(move.targets.map((n) => nth(n % 8 === 0 ? stray : present, Math.floor(n / 8)))))
    if (entities.length === 0) return undefined
    return {
      given: named(entities),
      verdict: verdicts.mayDisassociate(h, caller.uid, region, share, entities),
      taken: () => effects.disassociate(h, share, entities, move.fault),
    }
  })

const resourcesFirst = (entities: readonly Entity[]) =>
  entities.toSorted((a, b) => (a.side < b.side ? -1 : a.side > b.side ? 1 : 0))

const deleteShare: Player = (h, move) =>
  onShare(h, move, 'DeleteResourceShare', ({ share, caller, region }) => ({
    given: {},
    verdict: verdicts.mayDelete(h, caller.uid, region, share),
    taken: () => effects.deleteShare(h, share, move.fault),
  }))

const update: Player = (h, move) =>
  onShare(h, move, 'UpdateResourceShare', ({ share, caller, region }) => {
    const external = move.who % 3 === 0 ? undefined : !share.external
    const name = `share-${move.who % 3}`
    return {
      given: { ResourceShareName: name, ...(external === undefined ? {} : { AllowExternalTargets: external }) },
      verdict: verdicts.mayUpdate(h, caller.uid, region, share, external),
      taken: () => Object.assign(share, { name, external: external ?? share.external, updatedAt: h.now }),
    }
  })

const attach: Player = (h, move) =>
  onShare(h, move, 'AssociateResourceSharePermission', ({ share, caller, region }) => {
    const name = nth(permissions, move.which) as string
    return {
      given: { PermissionName: name, Replace: move.open },
      verdict: verdicts.mayAttach(h, caller.uid, region, share, name, move.open),
      taken: () => share.permissions.set(verdicts.typeOfPermission(name) as string, name),
    }
  })

const detach: Player = (h, move) =>
  onShare(h, move, 'DisassociateResourceSharePermission', ({ share, caller, region }) => {
    const name = nth([...share.permissions.values(), ...permissions.slice(0, 1)], move.who) as string
    return {
      given: { PermissionName: name },
      verdict: verdicts.mayDetach(h, caller.uid, region, share, name),
      taken: () => share.permissions.delete(verdicts.typeOfPermission(name) as string),
    }
  })

/** An answer to an invitation, most often by the account that received it. */
const answer =
  (action: string): Player =>
  (h, move) => {
    const open = h.invitations.filter((each) => each.answer === 'none' || each.answer === 'AcceptFailed')
    const invitation = nth(move.which % 4 === 0 ? h.invitations : open, Math.floor(move.which / 4))
    if (!invitation) return undefined
    const receiver = h.accounts.find(({ uid }) => uid === invitation.receiver)
    const caller = (move.who % 9 === 0 ? nth(h.accounts, move.which) : receiver) as Account
    const region = move.elsewhere && move.who % 3 === 0 ? 'cn-shanghai' : invitation.share.region
    return {
      key: caller.key,
      product: rs,
      action,
      given: { ResourceShareInvitationId: invitation.id },
      region,
      verdict: verdicts.mayAnswer(h, caller.uid, region, invitation),
      taken: () => (action.startsWith('Accept') ? effects.accept(h, invitation, move.fault) : effects.reject(h, invitation)),
    }
  }

/** Somebody takes itself out, most often one that the share names. */
const leave: Player = (h, move) => {
  const at = shareNamed(h, move)
  if (!at) return undefined
  const { share } = at
  const inside = h.accounts.filter(({ uid }) => h.happened.some((each) => each.share === share.id && each.entity.id === uid))
  const caller = nth(move.who % 4 === 0 ? h.accounts : inside, Math.floor(move.who / 4))
  if (!caller) return undefined
  return {
    key: caller.key,
    product: rs,
    action: 'DisassociateResourceShare',
    given: { ResourceOwner: 'OtherAccounts', ResourceShareId: share.id },
    region: at.region,
    verdict: verdicts.mayLeave(h, caller.uid, at.region, share),
    taken: () => effects.leave(h, caller.uid, share, move.fault),
  }
}

export const sharingMoves = {
  create,
  associate,
  disassociate,
  deleteShare,
  update,
  accept: answer('AcceptResourceShareInvitation'),
  reject: answer('RejectResourceShareInvitation'),
  leave,
  attach,
  detach,
}
