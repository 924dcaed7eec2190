/** Moves in directories, and of services that delete what is theirs. */

import * as directory from './directory.js'
import { directoryOf, type History } from './history.js'
import { accountOf, type Call, type Move, nth } from './move.js'
import type { Verdict } from './verdicts.js'
import { isShared } from './views.js'

type Player = (h: History, move: Move) => Call | undefined

const region = 'cn-hangzhou'
const managing = ['management', 'management', 'management', 'rival', 'management', 'network']

/** A call to the service of directories, most often by a management account. */
function directing(
  h: History,
  { who }: Pick<Move, 'who'>,
  action: string,
  make: (caller: string) => { readonly given: Call['given']; readonly verdict: Verdict; readonly taken: Call['taken'] },
): Call {
  const { key, uid } = accountOf(h, nth(managing, who) as string)
  return { key: `${key}.admin`, product: 'ResourceManager', action, region, ...make(uid) }
}

const foldersOf = (h: History) => h.directories.flatMap(({ folders }) => folders)

/** One of the caller's directory mostly, else any. */
function folderNear(h: History, caller: string, n: number): string {
  const mine = directory.runBy(h, caller)?.folders ?? []
  return nth(n % 7 === 0 || mine.length === 0 ? foldersOf(h) : mine, n)?.id ?? 'fd-0123456789'
}

const memberNear = (h: History, caller: string, n: number): string => {
  const mine = directory.runBy(h, caller)?.members ?? []
  const uid = n % 7 === 0 || mine.length === 0 ? nth(h.accounts, n)?.uid : nth(mine, n)?.uid
  return uid ?? ''
}

const createFolder: Player = (h, move) =>
  directing(h, move, 'CreateFolder', (caller) => {
    const parent = folderNear(h, caller, move.which)
    return {
      given: { ParentFolderId: parent, FolderName: `folder-${++h.names}` },
      verdict: directory.mayCreateFolder(h, caller, parent),
      taken: ({ Folder }) => void directory.runBy(h, caller)?.folders.push({ id: Folder.FolderId, parent }),
    }
  })

const deleteFolder: Player = (h, move) =>
  directing(h, move, 'DeleteFolder', (caller) => {
    const id = folderNear(h, caller, move.which)
    return {
      given: { FolderId: id },
      verdict: directory.mayDeleteFolder(h, caller, id),
      taken: () => {
        const folders = directory.runBy(h, caller)?.folders ?? []
        folders.splice(
          folders.findIndex((folder) => folder.id === id),
          1,
        )
      },
    }
  })

const moveAccount: Player = (h, move) =>
  directing(h, move, 'MoveAccount', (caller) => {
    const uid = memberNear(h, caller, move.which)
    const folder = folderNear(h, caller, move.targets[0] ?? 1)
    return {
      given: { AccountId: uid, DestinationFolderId: folder },
      verdict: directory.mayMove(h, caller, uid, folder),
      taken: () => {
        const member = directoryOf(h, uid)?.members.find((each) => each.uid === uid)
        if (member) member.folder = folder
      },
    }
  })

const removeAccount: Player = (h, move) =>
  directing(h, move, 'RemoveCloudAccount', (caller) => {
    const uid = memberNear(h, caller, move.which)
    return { given: { AccountId: uid }, verdict: directory.mayRemove(h, caller, uid), taken: () => directory.remove(h, uid) }
  })

/** An invitation into the directory; the one invited accepts it at once (`answers` in the test). */
const inviteAccount: Player = (h, move) =>
  directing(h, move, 'InviteAccountToResourceDirectory', (caller) => {
    const out = h.accounts.filter(({ uid }) => !directoryOf(h, uid))
    const account = nth(move.which % 5 === 0 || out.length === 0 ? h.accounts : out, move.which) ?? accountOf(h, 'guest')
    return {
      given: { TargetEntity: account.uid, TargetType: 'Account' },
      verdict: directory.mayInvite(h, caller, account),
      taken: () => {
        const own = directory.runBy(h, caller)
        const root = own?.folders.find(({ parent }) => parent === undefined)
        own?.members.push({ uid: account.uid, folder: root?.id ?? '', type: 'CloudAccount' })
      },
    }
  })

/** At most two in a world: each of them is asked everything from then on. */
const createAccount: Player = (h, move) => {
  if (h.accounts.length > 10) return undefined
  return directing(h, { who: move.who % 4 }, 'CreateResourceAccount', (caller) => {
    const folder = folderNear(h, caller, move.which)
    const own = directory.runBy(h, caller)
    const verdict = own ? undefined : 'EntityNotExists.ResourceDirectory'
    return {
      given: { DisplayName: `account-${h.accounts.length}`, ParentFolderId: folder },
      verdict: verdict ?? (own?.folders.some(({ id }) => id === folder) ? undefined : 'EntityNotExists.Folder'),
      taken: ({ Account }) => {
        const management = h.accounts.find(({ uid }) => uid === caller)
        const uid = String(Account.AccountId)
        const { site = '', company = '' } = management ?? {}
        h.accounts.push({ alias: uid, uid, key: `local-${uid}`, site, company })
        own?.members.push({ uid, folder, type: 'ResourceAccount' })
      },
    }
  })
}

const enableDirectory: Player = (h, move) => {
  const { key, uid } = accountOf(h, nth(['rival', 'management', 'partner'], move.who) as string)
  return {
    key: `${key}.admin`,
    product: 'ResourceManager',
    action: 'InitResourceDirectory',
    given: {},
    region,
    verdict: directory.mayEnable(h, uid),
    taken: ({ ResourceDirectory: { ResourceDirectoryId: id, RootFolderId: root } }) =>
      void h.directories.push({ id, management: uid, sharing: false, members: [], folders: [{ id: root }] }),
  }
}

const destroyDirectory: Player = (h, move) =>
  directing(h, { who: move.who % 2 === 0 ? 3 : move.who }, 'DestroyResourceDirectory', (caller) => ({
    given: {},
    verdict: directory.mayDestroy(h, caller),
    taken: () => directory.destroy(h, caller),
  }))

const enableSharing: Player = (h, move) => {
  const { key, uid } = accountOf(h, nth(['rival', 'management', 'network', 'partner', 'rival'], move.who) as string)
  const own = directory.runBy(h, uid)
  return {
    key,
    product: 'ResourceSharing',
    action: 'EnableSharingWithResourceDirectory',
    given: {},
    region,
    verdict: own ? (own.sharing ? 'AlreadyEnabled' : undefined) : 'ActionNotPermitted',
    taken: () => {
      if (own) own.sharing = true
    },
  }
}

const deletions: Readonly<Record<string, readonly [string, string, string, string | undefined]>> = {
  VSwitch: ['Vpc', 'DeleteVSwitch', 'VSwitchId', 'DependencyViolation.ResourceShare'],
  PrefixList: ['Vpc', 'DeleteVpcPrefixList', 'PrefixListId', 'DependencyViolation.ShareResource'],
  // A portfolio goes although it is shared.
  ServiceCatalogPortfolio: ['servicecatalog', 'DeletePortfolio', 'PortfolioId', undefined],
}

/** The service of a resource deletes it. */
const deleteResource: Player = (h, move) => {
  const resource = nth(
    h.resources.filter(({ type, gone }) => deletions[type] && !gone),
    move.which,
  )
  const [product, action, id, refusal] = deletions[resource?.type ?? ''] ?? []
  if (!resource || !product || !action || !id) return undefined
  const owner = h.accounts.find(({ uid }) => uid === resource.owner)
  return {
    key: owner?.key ?? '',
    product,
    action,
    given: { [id]: resource.id, RegionId: resource.region },
    region: resource.region,
    verdict: refusal && isShared(h, resource) ? refusal : undefined,
    taken: () => {
      resource.gone = true
    },
  }
}

export const directoryMoves = {
  createFolder,
  deleteFolder,
  moveAccount,
  removeAccount,
  inviteAccount,
  createAccount,
  enableDirectory,
  destroyDirectory,
  enableSharing,
  deleteResource,
}
