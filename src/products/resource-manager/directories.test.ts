import { describe, expect, it } from 'vitest'
import { type AccountId, asAccountId, type Lookup, type Planting, type Table } from '../../model/index.js'
import { letters, templateNamed } from '../../world/index.js'
import { directories } from './directories.js'
import { fullAliyunAccess } from './domain/control-policy.js'
import { isDelegatedAdministrator } from './reads.js'
import { seed } from './seed.js'
import {
  accounts,
  controlPolicies,
  controlPolicyAttachments,
  delegations,
  directories as directoryTable,
  folders,
  members,
} from './tables.js'

type Row = Record<string, unknown>

/** A planted world in memory: just what the reads under test ask for. */
function planted(template: string) {
  const rows = new Map<string, Row[]>()
  const of = (table: Pick<Table, 'name'>, account: AccountId) => rows.get(`${table.name} ${account}`) ?? []
  const put = (table: Pick<Table, 'name' | 'key'>, account: AccountId, row: object) => {
    const rest = of(table, account).filter((each) => table.key.some((column) => each[column] !== (row as Row)[column]))
    rows.set(`${table.name} ${account}`, [...rest, row as Row])
  }
  const found = templateNamed(template)
  if (!found) throw new Error('no such template')
  const id: Planting['id'] = (about, prefix, length, alphabet = 'lower') => prefix + letters(`seed/${about}`, length, alphabet)
  seed({ world: 'default', template: found, now: new Date('2026-01-01T00:00:00Z'), put: put as Planting['put'], id })
  const at = (account: AccountId) => ({
    get: async (table: Table, ...key: unknown[]) =>
      of(table, account).find((row) => table.key.every((column, i) => row[column] === key[i])),
    getMany: async (table: Table, keys: unknown[][]) =>
      keys.map((key) => of(table, account).find((row) => table.key.every((column, i) => row[column] === key[i]))),
    all: async (table: Table, _index: string, prefix: unknown[]) =>
      of(table, account).filter((row) => prefix.every((value, i) => row[table.key[i] as string] === value)),
  })
  return { lookup: { at } as unknown as Lookup, put, of }
}

const [management, network, prod, dev, partner] = [
  '1000000000000001',
  '1000000000000002',
  '1000000000000003',
  '1000000000000004',
  '2000000000000001',
].map(asAccountId) as [AccountId, AccountId, AccountId, AccountId, AccountId]

describe('a new world of landing-zone', () => {
  const { lookup, of } = planted('landing-zone')

  it('knows every account with its company and site', () => {
    expect(of(accounts, network)).toMatchObject([
      { accountId: network, alias: 'network', legalEntity: 'Example Group', site: 'domestic', bid: '26842' },
    ])
    expect(of(accounts, asAccountId('3000000000000001'))).toMatchObject([{ site: 'international' }])
  })

  it('has one directory with Root, two folders and three members, ids as the real ones look', () => {
    const [directory] = of(directoryTable, management)
    expect(directory).toMatchObject({
      directoryId: expect.stringMatching(/^rd-[A-Za-z0-9]{6}$/),
      rootFolderId: expect.stringMatching(/^r-[A-Za-z0-9]{6}$/),
      controlPolicies: 'Disabled',
    })
    expect(of(folders, management)).toMatchObject([
      { folderId: directory?.rootFolderId, name: 'Root' },
      { folderId: expect.stringMatching(/^fd-[A-Za-z0-9]{10}$/), parentFolderId: directory?.rootFolderId, name: 'Core' },
      { parentFolderId: directory?.rootFolderId, name: 'Workloads' },
    ])
    expect(of(members, management).map(({ accountId }) => accountId)).toEqual([network, prod, dev])
  })

  it('grows the same ids from the same seed', () => {
    expect(planted('landing-zone').of(folders, management)).toEqual(of(folders, management))
  })

  it('places members by path, the management account in no folder, outsiders nowhere', async () => {
    const [root, core] = of(folders, management)
    const directoryId = String(root?.directoryId)
    expect(await directories.place(lookup, network)).toEqual({
      directoryId,
      path: `${directoryId}/${root?.folderId}/${core?.folderId}/${network}`,
    })
    expect(await directories.place(lookup, management)).toEqual({ directoryId, path: directoryId })
    expect(await directories.place(lookup, partner)).toBeUndefined()
  })

  it('binds nobody by control policies while the feature is off', async () => {
    for (const account of [management, network, partner]) expect(await directories.controlPolicies(lookup, account)).toBeUndefined()
  })
})

describe('control policies that are switched on', () => {
  function enabled() {
    const world = planted('landing-zone')
    const [directory] = world.of(directoryTable, management)
    world.put(directoryTable, management, { ...directory, controlPolicies: 'Enabled' })
    return world
  }

  it('bind members level by level from the account up to Root, with FullAliyunAccess where nothing else is attached', async () => {
    const { lookup, of } = enabled()
    const [root, core] = of(folders, management)
    const levels = await directories.controlPolicies(lookup, network)
    expect(levels?.map((level) => level.map(({ name, attachedTo }) => [name, attachedTo]))).toEqual([
      [['FullAliyunAccess', `account/${network}`]],
      [['FullAliyunAccess', `folder/${core?.folderId}`]],
      [['FullAliyunAccess', `root/${root?.folderId}`]],
    ])
  })

  it('do not bind the management account or accounts outside', async () => {
    const { lookup } = enabled()
    expect(await directories.controlPolicies(lookup, management)).toBeUndefined()
    expect(await directories.controlPolicies(lookup, partner)).toBeUndefined()
  })

  it('stand where they were attached, and only there', async () => {
    const world = enabled()
    const workloads = String(world.of(folders, management)[2]?.folderId)
    const custom = {
      ...fullAliyunAccess,
      policyId: 'cp-1',
      name: 'no-vpc',
      type: 'Custom',
      document: '{"Version":"1","Statement":[]}',
    }
    world.put(controlPolicies, management, custom)
    for (const policyId of [fullAliyunAccess.policyId, 'cp-1'])
      world.put(controlPolicyAttachments, management, { targetId: workloads, policyId })
    const names = async (account: AccountId) =>
      (await directories.controlPolicies(world.lookup, account))?.map((level) => level.map(({ name }) => name))
    expect(await names(prod)).toEqual([['FullAliyunAccess'], ['FullAliyunAccess', 'no-vpc'], ['FullAliyunAccess']])
    expect(await names(network)).toEqual([['FullAliyunAccess'], ['FullAliyunAccess'], ['FullAliyunAccess']])
  })
})

describe('delegated administrators', () => {
  it('are members that were registered for the very service', async () => {
    const { lookup, put } = planted('landing-zone')
    const service = 'resourcesharing.aliyuncs.com'
    put(delegations, management, { accountId: network, servicePrincipal: service, enabledAt: '2026-01-01T00:00:00.000Z' })
    expect(await isDelegatedAdministrator(lookup, network, service)).toBe(true)
    expect(await isDelegatedAdministrator(lookup, network, 'config.aliyuncs.com')).toBe(false)
    for (const account of [management, prod, partner]) expect(await isDelegatedAdministrator(lookup, account, service)).toBe(false)
  })
})

describe('worlds without a directory', () => {
  it.each(['two-accounts', 'empty'])('grow none (%s)', async (template) => {
    const { lookup, of } = planted(template)
    expect(of(directoryTable, management)).toEqual([])
    expect(await directories.place(lookup, management)).toBeUndefined()
    expect(await directories.controlPolicies(lookup, management)).toBeUndefined()
  })
})
