import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'
import creation from './CreateVpcPrefixList.js'
import deletion from './DeleteVpcPrefixList.js'
import change from './ModifyVpcPrefixList.js'

let cloud: Awaited<ReturnType<typeof testCloud>>
beforeEach(async () => {
  cloud = await testCloud()
})
afterEach(() => cloud.close())
const RegionId = 'cn-hangzhou'
type Given = Record<string, unknown>

const offices = [{ Cidr: '192.168.0.0/16', Description: 'offices' }, { Cidr: '10.1.0.0/16' }]
async function create(given: Given = {}, alias = 'network'): Promise<string> {
  const asked = { RegionId, PrefixListName: 'offices', PrefixListEntries: offices, ...given }
  return (await cloud.as(alias).call('Vpc', 'CreateVpcPrefixList', asked)).PrefixListId
}
async function share(PrefixListId: string, principal = 'prod'): Promise<string> {
  const { ResourceShare } = await cloud.as('network').call('ResourceSharing', 'CreateResourceShare', {
    ResourceShareName: 'lists',
    Resources: [{ ResourceId: PrefixListId, ResourceType: 'PrefixList' }],
    Targets: [await cloud.uid(principal)],
    AllowExternalTargets: true,
  })
  return ResourceShare.ResourceShareId
}
async function seenBy(alias: string, given: Given = {}): Promise<Given[]> {
  return (await cloud.as(alias).call('Vpc', 'ListPrefixLists', { RegionId, ...given })).PrefixLists
}
async function entriesOf(alias: string, PrefixListId: string): Promise<unknown[]> {
  const answer = await cloud.as(alias).call('Vpc', 'GetVpcPrefixListEntries', { RegionId, PrefixListId })
  return answer.PrefixListEntry.map(({ Cidr, Description }: Given) => [Cidr, Description])
}
const modify = (PrefixListId: string, given: Given) =>
  cloud.as('network').call('Vpc', 'ModifyVpcPrefixList', { RegionId, PrefixListId, ...given })
/** The refusal, after a look at whether status and message are the published ones. */
async function refused(of: typeof creation, given: Given, alias = 'network'): Promise<string> {
  const { code, httpStatus, message } = await cloud.as(alias).refused('Vpc', of.name, { RegionId, ...given })
  expect([httpStatus, message]).toEqual(of.errors[code])
  return code
}

describe('a prefix list', () => {
  it('shows what it was made with', async () => {
    const Tag = [{ Key: 'team', Value: 'network' }]
    const PrefixListId = await create({ PrefixListDescription: 'all offices', MaxEntries: 10, Tag })
    expect(PrefixListId).toMatch(/^pl-[a-z0-9]{21}$/)
    expect(await seenBy('network')).toEqual([
      {
        PrefixListId,
        PrefixListName: 'offices',
        PrefixListDescription: 'all offices',
        IpVersion: 'IPV4',
        CreationTime: '2026-01-01T00:00:00Z',
        CidrBlocks: ['192.168.0.0/16', '10.1.0.0/16'],
        ShareType: '',
        MaxEntries: 10,
        Status: 'Created',
        OwnerId: '1000000000000002',
        PrefixListStatus: 'Created',
        RegionId,
        ResourceGroupId: expect.stringMatching(/^rg-/),
        Tags: [{ Key: 'team', Value: 'network' }],
        PrefixListType: 'Custom',
      },
    ])
    expect(await entriesOf('network', PrefixListId)).toEqual([
      ['192.168.0.0/16', 'offices'],
      ['10.1.0.0/16', ''],
    ])
    const associations = await cloud.as('network').call('Vpc', 'GetVpcPrefixListAssociations', { RegionId, PrefixListId })
    expect(associations).toMatchObject({ TotalCount: 0, Count: 0, PrefixListAssociation: [] })
  })

  it('changes name, size and blocks; it is Modifying until the change has settled', async () => {
    const PrefixListId = await create()
    await cloud.latency('manual')
    await modify(PrefixListId, {
      PrefixListName: 'sites',
      MaxEntries: 3,
      AddPrefixListEntry: [{ Cidr: '10.1.0.0/16', Description: 'plants' }, { Cidr: '10.2.0.0/16' }],
      RemovePrefixListEntry: [{ Cidr: '192.168.0.0/16' }],
    })
    expect(await seenBy('network')).toMatchObject([{ PrefixListName: 'sites', Status: 'Modifying', MaxEntries: 3 }])
    const again = { PrefixListId, PrefixListName: 'again' }
    expect(await refused(change, again)).toBe('IncorrectStatus.PrefixList')
    expect(await refused(deletion, { PrefixListId })).toBe('IncorrectStatus.PrefixList')
    await cloud.step()
    expect(await seenBy('network')).toMatchObject([{ Status: 'Created', PrefixListStatus: 'Created' }])
    expect(await entriesOf('network', PrefixListId)).toEqual([
      ['10.1.0.0/16', 'plants'],
      ['10.2.0.0/16', ''],
    ])
    await modify(PrefixListId, again)
    expect(await seenBy('network')).toMatchObject([{ PrefixListName: 'again', MaxEntries: 3 }])
  })

  it('is gone once it is deleted (ResourceNotFound.PrefixList)', async () => {
    const PrefixListId = await create()
    await cloud.as('network').call('Vpc', 'DeleteVpcPrefixList', { RegionId, PrefixListId })
    expect(await seenBy('network')).toEqual([])
    for (const of of [deletion, change]) expect(await refused(of, { PrefixListId })).toBe('ResourceNotFound.PrefixList')
    expect(await cloud.as('network').refused('Vpc', 'GetVpcPrefixListEntries', { RegionId, PrefixListId })).toMatchObject({
      httpStatus: 400,
      code: 'ResourceNotFound.PrefixList',
    })
  })

  it.each<[string, Given, string]>([
    ['of an unknown IP version', { IpVersion: 'IPv5' }, 'UnsupportedFeature.IpVersion'],
    ['with more place than allowed', { MaxEntries: 51 }, 'QuotaExceeded.PrefixListCidrCount'],
    ['with less place than blocks', { MaxEntries: 1 }, 'OperationFailed.CidrCountExceedMaxCount'],
    ['with a block that has bits behind its prefix', { PrefixListEntries: [{ Cidr: '10.0.0.1/8' }] }, 'IllegalParam.CidrBlock'],
    ['with a block of the other version', { IpVersion: 'IPv6' }, 'IllegalParam.CidrBlock'],
    ['with one block twice', { PrefixListEntries: [offices[0], offices[0]] }, 'DuplicatedParam.CidrBlock'],
  ])('%s is refused', async (_, given, code) => {
    expect(await refused(creation, { PrefixListEntries: offices, ...given })).toBe(code)
    expect(await seenBy('network')).toEqual([])
  })

  it.each<[string, Given, string]>([
    [
      'more blocks than it has are removed',
      { RemovePrefixListEntry: ['1', '2', '3'].map((n) => ({ Cidr: `10.${n}.0.0/16` })) },
      'OperationDenied.RemoveCountExceedExistCount',
    ],
    ['a block is removed that is not there', { RemovePrefixListEntry: [{ Cidr: '10.9.0.0/16' }] }, 'IllegalParam.CidrBlock'],
    [
      'a block is added twice',
      { AddPrefixListEntry: [{ Cidr: '10.9.0.0/16' }, { Cidr: '10.9.0.0/16' }] },
      'DuplicatedParam.CidrBlock',
    ],
    ['it gets less place than it has blocks', { MaxEntries: 1 }, 'OperationFailed.CidrCountExceedMaxCount'],
    ['it gets more place than allowed', { MaxEntries: 51 }, 'QuotaExceeded.PrefixListCidrCount'],
  ])('is not changed when %s', async (_, given, code) => {
    const PrefixListId = await create()
    expect(await refused(change, { PrefixListId, ...given })).toBe(code)
    expect(await entriesOf('network', PrefixListId)).toHaveLength(2)
  })

  it('holds IPv6 blocks when it is made for them', async () => {
    await create({ IpVersion: 'IPv6', PrefixListEntries: [{ Cidr: '2408:4005::/32' }] })
    expect(await seenBy('network')).toMatchObject([{ IpVersion: 'IPV6', CidrBlocks: ['2408:4005::/32'] }])
  })

  it('beyond the limit of the account is refused (QuotaExceeded.PrefixListCount)', async () => {
    await cloud.settings({ quotas: { 'vpc.prefixLists': 1 } })
    await create()
    expect(await refused(creation, {})).toBe('QuotaExceeded.PrefixListCount')
  })

  it('is only checked in a dry run, and made once for one token', async () => {
    expect(await cloud.as('network').refused('Vpc', 'CreateVpcPrefixList', { RegionId, DryRun: true })).toMatchObject({
      code: 'DryRunOperation',
    })
    expect(await create({ ClientToken: 'once' })).toBe(await create({ ClientToken: 'once' }))
    expect(await seenBy('network')).toHaveLength(1)
  })
})

describe('a shared prefix list', () => {
  it('is seen and read by the principal, without the tags of its owner; both see it as Shared', async () => {
    const PrefixListId = await create({ Tag: [{ Key: 'team', Value: 'network' }] })
    expect(await seenBy('prod')).toEqual([])
    await share(PrefixListId)
    expect(await seenBy('prod')).toMatchObject([{ PrefixListId, ShareType: 'Shared', OwnerId: '1000000000000002', Tags: [] }])
    expect(await seenBy('network')).toMatchObject([{ PrefixListId, ShareType: 'Shared', Tags: [{ Key: 'team' }] }])
    expect(await entriesOf('prod', PrefixListId)).toEqual(await entriesOf('network', PrefixListId))
    expect(await seenBy('dev')).toEqual([])
    const asked = { RegionId, PrefixListId }
    expect(await cloud.as('dev').refused('Vpc', 'GetVpcPrefixListEntries', asked)).toMatchObject({
      code: 'ResourceNotFound.PrefixList',
    })
  })

  it('shows its principal a change of the owner at once, and lets it change nothing', async () => {
    const PrefixListId = await create()
    await share(PrefixListId)
    const AddPrefixListEntry = [{ Cidr: '10.9.0.0/16', Description: 'new' }]
    await modify(PrefixListId, { AddPrefixListEntry })
    expect(await entriesOf('prod', PrefixListId)).toContainEqual(['10.9.0.0/16', 'new'])
    expect(await refused(change, { PrefixListId, PrefixListName: 'mine' }, 'prod')).toBe('OperationFailed.OperateShareResource')
    expect(await refused(deletion, { PrefixListId }, 'prod')).toBe('OperationDenied.DeleteShareResource')
    expect(await refused(change, { PrefixListId, PrefixListName: 'mine' }, 'dev')).toBe('ResourceNotFound.PrefixList')
  })

  it('stays until its owner has taken it out of the share (DependencyViolation.ShareResource)', async () => {
    const PrefixListId = await create()
    const ResourceShareId = await share(PrefixListId)
    expect(await refused(deletion, { PrefixListId })).toBe('DependencyViolation.ShareResource')
    const Resources = [{ ResourceId: PrefixListId, ResourceType: 'PrefixList' }]
    await cloud.as('network').call('ResourceSharing', 'DisassociateResourceShare', { ResourceShareId, Resources })
    expect(await seenBy('prod')).toEqual([])
    expect(await seenBy('network')).toMatchObject([{ ShareType: '' }])
    await cloud.as('network').call('Vpc', 'DeleteVpcPrefixList', { RegionId, PrefixListId })
  })

  it('can be shared by its owner only, and only if it exists (InvalidParameter.Resources)', async () => {
    const PrefixListId = await create()
    await share(PrefixListId)
    for (const [alias, ResourceId] of [
      ['network', 'pl-none'],
      ['prod', PrefixListId],
    ] as const) {
      const given = { ResourceShareName: 'on', Resources: [{ ResourceId, ResourceType: 'PrefixList' }] }
      expect(await cloud.as(alias).refused('ResourceSharing', 'CreateResourceShare', given)).toMatchObject({
        code: 'InvalidParameter.Resources',
      })
    }
    const elsewhere = await create({ RegionId: 'cn-beijing' })
    const given = { ResourceShareName: 'on', Resources: [{ ResourceId: elsewhere, ResourceType: 'PrefixList' }] }
    expect((await cloud.as('network').refused('ResourceSharing', 'CreateResourceShare', given)).code).toBe(
      'InvalidParameter.Resources',
    )
  })
})

it('lists are paged over own and shared ones, and blocks of a list over what is removed meanwhile', async () => {
  for (const n of [1, 2]) await share(await create({ PrefixListName: `shared-${n}` }))
  for (const n of [1, 2, 3]) await create({ PrefixListName: `own-${n}` }, 'prod')
  const prod = cloud.as('prod')
  const names: unknown[] = []
  let NextToken: string | undefined
  do {
    const page = await prod.call('Vpc', 'ListPrefixLists', { RegionId, MaxResults: 2, ...(NextToken ? { NextToken } : {}) })
    expect(page).toMatchObject({ TotalCount: 5, MaxResults: 2 })
    names.push(...page.PrefixLists.map(({ PrefixListName }: Given) => PrefixListName))
    NextToken = page.NextToken
  } while (NextToken !== undefined)
  expect(names.sort()).toEqual(['own-1', 'own-2', 'own-3', 'shared-1', 'shared-2'])
  expect(await prod.refused('Vpc', 'ListPrefixLists', { RegionId, NextToken: 'abc' })).toMatchObject({
    httpStatus: 400,
    code: 'IllegalParam.NextToken',
  })

  const PrefixListId = await create({ PrefixListEntries: [1, 2, 3, 4].map((n) => ({ Cidr: `10.${n}.0.0/16` })) })
  const asked = { RegionId, PrefixListId, MaxResults: 2 }
  const first = await cloud.as('network').call('Vpc', 'GetVpcPrefixListEntries', asked)
  expect(first).toMatchObject({ TotalCount: 4, Count: 2 })
  await modify(PrefixListId, { RemovePrefixListEntry: [{ Cidr: '10.2.0.0/16' }] })
  const rest = await cloud.as('network').call('Vpc', 'GetVpcPrefixListEntries', { ...asked, NextToken: first.NextToken })
  expect(rest.PrefixListEntry.map(({ Cidr }: Given) => Cidr)).toEqual(['10.3.0.0/16', '10.4.0.0/16'])
  expect(rest).not.toHaveProperty('NextToken')
})
