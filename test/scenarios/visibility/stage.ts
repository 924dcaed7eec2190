/** A world to play in, and the model of it as it begins. */

import type { Client } from '../../../src/control/client.js'
import { clientOf } from '../../../src/control/client.js'
import { sweep } from '../../../src/control/sweep.js'
import { type Core, openCore } from '../../../src/main.js'
import { lookupOf } from '../../../src/pipeline/context.js'
import { mayUse, type Use } from '../../../src/products/resource-sharing/reads.js'
import { wall } from '../../../src/world/index.js'
import type { Account, Directory, History, Resource } from './history.js'

export const regions = ['cn-hangzhou', 'cn-shanghai'] as const
const [home] = regions
const world = 'default'
const begins = Date.UTC(2026, 0, 1)

export type Body = Readonly<Record<string, unknown>>
export interface Answer {
  readonly status: number
  readonly body: Body
}
export interface Stage {
  readonly core: Core
  readonly history: History
  /** A call as an account, or as its administrator. */
  answer(key: string, product: string, action: string, parameters: Body, region: string): Promise<Answer>
  decide(use: Omit<Use, 'now'>): Promise<{ readonly allowed: boolean; readonly because: string }>
  sweep(): Promise<unknown>
  close(): Promise<void>
}

/** Accounts that every world has, beside those of the template. */
const others = [
  { alias: 'guest', uid: '2000000000000002', legalEntity: 'Example Group', site: 'domestic', bid: '26842' },
  { alias: 'rival', uid: '4000000000000001', legalEntity: 'Rival Group', site: 'domestic', bid: '26842' },
  { alias: 'branch', uid: '4000000000000002', legalEntity: 'Rival Group', site: 'domestic', bid: '26842' },
] as const

/** What of the planted resources is shared in these worlds: type, id of the account's one, region, how it is found. */
const planted = [
  ['Image', 'm-*1', 'Available'],
  ['ROSTemplate', 'tpl-*1', 'Available'],
  ['IpamPool', 'ipam-pool-*1', 'Available'],
  ['KMSInstance', 'kst-*1', 'Available'],
  ['CapacityReservation', 'crp-*1', 'Available'],
  ['CapacityReservation', 'crp-*2', 'Available'],
  ['ElasticityAssurance', 'eap-*2', 'ZonalResourceInaccessible'],
  ['PolarDBBackupSet', 'pbs-*1', 'Available'],
] as const

export async function openStage(mostPending: number): Promise<Stage> {
  const settings = { quotas: { 'resourcesharing.pendingInvitations': mostPending } }
  const core = await openCore({ first: { clock: { mode: 'frozen', atMs: begins }, settings } })
  for (const account of others) await core.worlds.addAccount(world, account)
  const clients = new Map<string, Client>()
  const answer: Stage['answer'] = (key, product, action, parameters, region) => {
    const client = clients.get(key) ?? clientOf(core.serve, { accessKeyId: key })
    clients.set(key, client)
    return client.answer(product, action, parameters, { region })
  }
  const accounts: Account[] = (await core.worlds.accounts(world)).map(({ accountId, alias, ...row }) => {
    const { site, legalEntity } = row as unknown as { site: string; legalEntity: string }
    return { alias, uid: accountId, key: `local-${alias}`, site, company: legalEntity }
  })
  const call: Call = async (alias, product, action, parameters = {}, region = home) => {
    const { status, body } = await answer(`local-${alias}`, product, action, parameters, region)
    if (status !== 200) throw new Error(`${alias} ${action}: ${JSON.stringify(body)}`)
    return body
  }
  const directories = await makeDirectories(call, accounts)
  const resources = await makeResources(call, accounts)
  const history: History = {
    now: begins,
    latency: 'instant',
    mostPending,
    names: 0,
    accounts,
    directories,
    resources,
    shares: [],
    happened: [],
    invitations: [],
  }
  return {
    core,
    history,
    answer,
    async decide(use) {
      const now = new Date(history.now)
      return core.store.read(world, (tx) => mayUse(lookupOf(tx), { ...use, now }))
    },
    sweep: () => sweep({ store: core.store, worlds: core.worlds, products: core.catalogue.products, wall, pause: async () => {} }),
    close: () => core.close(),
  }
}

// biome-ignore lint/suspicious/noExplicitAny: tests read answers as the wire has them
type Call = (alias: string, product: string, action: string, parameters?: Body, region?: string) => Promise<any>

/** That of the template, with a folder in a folder, and one of another company. */
async function makeDirectories(call: Call, accounts: readonly Account[]): Promise<Directory[]> {
  const rm = 'ResourceManager'
  const uid = (alias: string) => accounts.find((account) => account.alias === alias)?.uid ?? ''
  const mine = (await call('management.admin', rm, 'GetResourceDirectory')).ResourceDirectory
  const { Folder } = (await call('management.admin', rm, 'ListFoldersForParent', { ParentFolderId: mine.RootFolderId })).Folders
  const below = new Map<string, string>(Folder.map((each: Record<string, string>) => [each.FolderName, each.FolderId]))
  const [core = '', workloads = ''] = [below.get('Core'), below.get('Workloads')]
  const deep = (await call('management.admin', rm, 'CreateFolder', { ParentFolderId: workloads, FolderName: 'Deep' })).Folder
    .FolderId
  await call('management.admin', rm, 'MoveAccount', { AccountId: uid('dev'), DestinationFolderId: deep })
  for (const alias of ['network', 'prod', 'dev'])
    await call('management.admin', rm, 'UpdateAccount', { AccountId: uid(alias), NewAccountType: 'CloudAccount' })
  await call('rival.admin', rm, 'InitResourceDirectory')
  const invited = await call('rival.admin', rm, 'InviteAccountToResourceDirectory', {
    TargetEntity: uid('branch'),
    TargetType: 'Account',
  })
  await call('branch.admin', rm, 'AcceptHandshake', { HandshakeId: invited.Handshake.HandshakeId })
  const theirs = (await call('rival.admin', rm, 'GetResourceDirectory')).ResourceDirectory
  const member = (alias: string, folder: string) => ({ uid: uid(alias), folder, type: 'CloudAccount' as const })
  return [
    {
      id: mine.ResourceDirectoryId,
      management: uid('management'),
      sharing: true,
      folders: [
        { id: mine.RootFolderId },
        { id: core, parent: mine.RootFolderId },
        { id: workloads, parent: mine.RootFolderId },
        { id: deep, parent: workloads },
      ],
      members: [member('network', core), member('prod', workloads), member('dev', deep)],
    },
    {
      id: theirs.ResourceDirectoryId,
      management: uid('rival'),
      sharing: false,
      folders: [{ id: theirs.RootFolderId }],
      members: [member('branch', theirs.RootFolderId)],
    },
  ]
}

/** vSwitches, prefix lists and portfolios of those who share, and what the template planted. */
async function makeResources(call: Call, accounts: readonly Account[]): Promise<Resource[]> {
  const found: Resource[] = []
  for (const { alias, uid } of accounts) {
    for (const [type, pattern, usability] of planted)
      found.push({ type, id: pattern.replace('*', alias), owner: uid, region: home, usability })
    const sharing = ['network', 'partner', 'guest', 'rival'].includes(alias)
    for (const region of sharing ? regions : []) {
      const add = (type: string, id: string) => found.push({ type, id, owner: uid, region, usability: 'Available' })
      const { VpcId } = await call(alias, 'Vpc', 'CreateVpc', { RegionId: region, CidrBlock: '10.0.0.0/8' }, region)
      for (const CidrBlock of region === home ? ['10.1.0.0/16', '10.2.0.0/16'] : ['10.1.0.0/16']) {
        const vSwitch = { RegionId: region, VpcId, ZoneId: `${region}-b`, CidrBlock }
        add('VSwitch', (await call(alias, 'Vpc', 'CreateVSwitch', vSwitch, region)).VSwitchId)
      }
      add('PrefixList', (await call(alias, 'Vpc', 'CreateVpcPrefixList', { RegionId: region }, region)).PrefixListId)
      const portfolio = { PortfolioName: 'zone', ProviderName: 'us' }
      add('ServiceCatalogPortfolio', (await call(alias, 'servicecatalog', 'CreatePortfolio', portfolio, region)).PortfolioId)
    }
  }
  return found
}
