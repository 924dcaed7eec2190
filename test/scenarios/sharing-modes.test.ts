/** Whom an account may share with, and what each of them then has: members, folders, the directory, guests. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testCloud } from '../cloud.js'
import { type Cloud, core, directory, type Row, rm, rs, type Story, storyOf, uids, workloads } from './sharing.js'

let cloud: Cloud
let story: Story
beforeEach(async () => {
  cloud = await testCloud()
  story = storyOf(cloud)
})
afterEach(() => cloud.close())

const { network, prod, dev, partner, intl, management } = uids
const refusedTargets = (who: string, Targets: readonly string[], more: object = {}) =>
  story.refusal(who, 'CreateResourceShare', { ResourceShareName: 'core', Targets, ...more })
const open = { AllowExternalTargets: true }

describe('inside of the directory', () => {
  it('a member is given what names it, and nobody else', async () => {
    const vSwitch = await story.vSwitch('network')
    await story.share('network', { Resources: [vSwitch.named], Targets: [prod] })
    expect([await story.uses('prod', vSwitch), await story.uses('dev', vSwitch), await story.uses('partner', vSwitch)]).toEqual([
      true,
      false,
      false,
    ])
  })

  it('a folder reaches its members and those of its subfolders, not those beside it', async () => {
    const vSwitch = await story.vSwitch('network')
    const { Folder } = await story.manage('CreateFolder', { ParentFolderId: workloads, FolderName: 'inner' })
    await story.move(dev, Folder.FolderId)
    const share = await story.share('network', { Resources: [vSwitch.named], Targets: [Folder.FolderId] })
    expect([await story.uses('prod', vSwitch), await story.uses('dev', vSwitch)]).toEqual([false, true])
    await story.change('network', 'Associate', share, { Targets: [workloads] })
    expect([await story.uses('prod', vSwitch), await story.uses('dev', vSwitch)]).toEqual([true, true])
    // The record of a folder calls it an Account; only details of failures tell the kinds apart.
    expect(await story.records('network', 'Target', { Target: workloads })).toMatchObject([
      { EntityType: 'Account', External: false },
    ])
  })

  it('the directory reaches all members', async () => {
    const vSwitch = await story.vSwitch('network')
    await story.share('network', { Resources: [vSwitch.named], Targets: [directory] })
    expect([await story.uses('prod', vSwitch), await story.uses('dev', vSwitch)]).toEqual([true, true])
    expect(await story.uses('management', vSwitch)).toBe(false)
  })

  it('reached in several ways, an account has it once, until the last of them ends', async () => {
    const vSwitch = await story.vSwitch('network')
    const Targets = [prod, workloads, directory]
    const share = await story.share('network', { Resources: [vSwitch.named], Targets })
    for (const [i, target] of Targets.entries()) {
      expect(await story.resourcesReaching('prod')).toEqual([vSwitch.id])
      expect(await story.sharesReaching('prod')).toEqual([`${share} Active`])
      await story.change('network', 'Disassociate', share, { Targets: [target] })
      expect(await story.uses('prod', vSwitch)).toBe(i < Targets.length - 1)
    }
  })

  it('needs no acceptance, in shares that admit guests neither', async () => {
    const vSwitch = await story.vSwitch('network')
    await story.share('network', { Resources: [vSwitch.named], Targets: [prod, workloads], ...open })
    expect(await story.uses('prod', vSwitch)).toBe(true)
    expect([await story.invitations('prod'), await story.invitations('dev')]).toEqual([[], []])
  })

  it('an owner is no principal of its own, by id never (ShareWithYourself), by folder in silence', async () => {
    const vSwitch = await story.vSwitch('network')
    for (const more of [{}, open]) expect(await refusedTargets('network', [network], more)).toBe('409 ShareWithYourself')
    await story.share('network', { Resources: [vSwitch.named], Targets: [core, directory] })
    expect([await story.sharesReaching('network'), await story.resourcesReaching('network')]).toEqual([[], []])
    expect(await story.ownersReaching('network')).toEqual([])
  })

  it.each([
    ['an outside account', partner],
    ['a folder that there is not', 'fd-0000000000'],
    ['another directory', 'rd-000000'],
    ['an account that there is not', '9999999999999999'],
  ])('%s is no principal of a share for inside only (InvalidTarget)', async (_, target) => {
    expect(await refusedTargets('network', [target])).toBe('400 InvalidTarget')
  })

  it('one principal that cannot be refuses them all', async () => {
    const share = await story.share('network')
    const given = { ResourceShareId: share, Resources: [story.image('network')], Targets: [prod, partner] }
    expect(await story.refusal('network', 'AssociateResourceShare', given)).toBe('400 InvalidTarget')
    expect([await story.records('network', 'Target'), await story.records('network', 'Resource')]).toEqual([[], []])
  })
})

describe('sharing in the directory', () => {
  it('is off until its management account switches it on, whatever the scope of the share', async () => {
    await cloud.settings({ directorySharing: false })
    for (const target of [prod, workloads, directory])
      for (const more of [{}, open])
        expect(await refusedTargets('network', [target], more)).toBe('409 NotEnableSharingWithResourceDirectory')
    // Guests are no matter of the directory.
    await story.share('network', { Targets: [partner], ...open })
    const on = async (who: string) => (await story.call(who, 'CheckSharingWithResourceDirectoryStatus')).EnableSharingWithRd
    expect([await on('management'), await on('prod'), await on('partner')]).toEqual([false, false, false])
    for (const who of ['network', 'partner'])
      expect(await story.refusal(who, 'EnableSharingWithResourceDirectory')).toMatch(/ActionNotPermitted$/)
    await story.call('management', 'EnableSharingWithResourceDirectory')
    expect(await story.refusal('management', 'EnableSharingWithResourceDirectory')).toBe('409 AlreadyEnabled')
    expect([await on('management'), await on('prod'), await on('partner')]).toEqual([true, true, false])
    await story.share('network', { Targets: [prod, workloads, directory] })
  })

  it('is no matter of a delegated administrator, and works with a role of its own', async () => {
    const partnerSide = cloud.as('partner')
    await partnerSide.call(rm, 'EnableResourceDirectory', { EnableMode: 'CurrentAccount' })
    const roleName = { RoleName: 'AliyunServiceRoleForResourceSharing' }
    expect((await partnerSide.refused('Ram', 'GetRole', roleName)).code).toBe('EntityNotExist.Role')
    await story.call('partner', 'EnableSharingWithResourceDirectory')
    const { Role } = await partnerSide.call('Ram', 'GetRole', roleName)
    expect(Role.AssumeRolePolicyDocument).toContain('resourcesharing.aliyuncs.com')
    await cloud.settings({ directorySharing: false })
    const delegated = { AccountId: prod, ServicePrincipal: 'resourcesharing.aliyuncs.com' }
    await cloud.as('management').call(rm, 'RegisterDelegatedAdministrator', delegated)
    expect(await story.refusal('prod', 'EnableSharingWithResourceDirectory')).toMatch(/ActionNotPermitted$/)
  })

  it('an owner in no directory cannot use a share for inside, nor folders', async () => {
    expect(await refusedTargets('partner', [prod])).toBe('409 AccountNotInResourceDirectory')
    expect(await refusedTargets('partner', [workloads], open)).toBe('409 AccountNotInResourceDirectory')
  })
})

describe('accounts outside of the directory', () => {
  it.each([
    ['a member to a standalone account', 'network', 'partner'],
    ['the management account to a standalone one', 'management', 'partner'],
    ['a standalone account to a member', 'partner', 'prod'],
    ['a standalone account to a management account', 'partner', 'management'],
  ] as const)('%s: by invitation', async (_, owner, guest) => {
    const vSwitch = await story.vSwitch(owner)
    const share = await story.share(owner, { Resources: [vSwitch.named], Targets: [uids[guest]], ...open })
    expect(await story.uses(guest, vSwitch)).toBe(false)
    await story.answer(guest, 'Accept', share)
    expect(await story.uses(guest, vSwitch)).toBe(true)
    expect(await story.records(owner, 'Target')).toMatchObject([{ External: true, AssociationStatus: 'Associated' }])
  })

  it('two standalone accounts share with each other', async () => {
    const two = await testCloud({ template: 'two-accounts' })
    const told = storyOf(two)
    const vSwitch = await told.vSwitch('owner')
    const share = await told.share('owner', { Resources: [vSwitch.named], Targets: [partner], ...open })
    await told.answer('partner', 'Accept', share)
    expect(await told.uses('partner', vSwitch)).toBe(true)
    await two.close()
  })

  it('of another directory cannot be principals, members and management accounts alike (InvalidTarget)', async () => {
    await cloud.as('partner').call(rm, 'EnableResourceDirectory', { EnableMode: 'CurrentAccount' })
    const { Account } = await cloud.as('partner').call(rm, 'CreateResourceAccount', { DisplayName: 'theirs' })
    for (const target of [partner, Account.AccountId])
      for (const owner of ['network', 'management']) expect(await refusedTargets(owner, [target], open)).toBe('400 InvalidTarget')
    for (const owner of ['partner', Account.AccountId])
      for (const target of [prod, management]) expect(await refusedTargets(owner, [target], open)).toBe('400 InvalidTarget')
    // Nor objects of that directory.
    const { ResourceDirectory } = await cloud.as('partner').call(rm, 'GetResourceDirectory')
    for (const target of [ResourceDirectory.ResourceDirectoryId, ResourceDirectory.RootFolderId])
      expect(await refusedTargets('network', [target], open)).toBe('400 InvalidTarget')
  })

  it('of the other site cannot be principals, in either direction (InvalidTarget.SiteMismatch)', async () => {
    expect(await refusedTargets('network', [intl], open)).toBe('409 InvalidTarget.SiteMismatch')
    expect(await refusedTargets('intl', [partner], open)).toBe('409 InvalidTarget.SiteMismatch')
  })

  it('of another company can be, unless the world asks for one company (InvalidTarget.LegalEntityMismatch)', async () => {
    const share = await story.share('network', { Targets: [partner], ...open })
    await cloud.settings({ choices: { 'resourcesharing.legalEntity': 'match' } })
    expect(await refusedTargets('network', [partner], open)).toMatch(/ InvalidTarget.LegalEntityMismatch$/)
    expect(await story.sharesReaching('partner')).toEqual([`${share} Pending`])
    await story.share('network', { Targets: [prod], ...open })
  })

  it('that do not exist cannot be (InvalidParameter.Targets)', async () => {
    expect(await refusedTargets('network', ['9999999999999999'], open)).toBe('400 InvalidParameter.Targets')
  })
})

describe('the scope of a share', () => {
  const update = (ResourceShareId: string, AllowExternalTargets: boolean) =>
    story.call('network', 'UpdateResourceShare', { ResourceShareId, ResourceShareName: 'core', AllowExternalTargets })
  const noUpdate = (ResourceShareId: string, AllowExternalTargets: boolean) =>
    story.refusal('network', 'UpdateResourceShare', { ResourceShareId, ResourceShareName: 'core', AllowExternalTargets })

  it('opens at any time, and closes only while nobody from outside is in it or invited (OperationNotPermitted)', async () => {
    const share = await story.share('network', { Targets: [prod] })
    await update(share, true)
    await story.change('network', 'Associate', share, { Targets: [partner] })
    expect(await noUpdate(share, false)).toBe('409 OperationNotPermitted')
    await story.answer('partner', 'Accept', share)
    expect(await noUpdate(share, false)).toBe('409 OperationNotPermitted')
    await story.change('partner', 'Disassociate', share, { ResourceOwner: 'OtherAccounts' })
    await update(share, false)
    const again = { ResourceShareId: share, Targets: [partner] }
    expect(await story.refusal('network', 'AssociateResourceShare', again)).toBe('400 InvalidTarget')
    expect(await story.sharedTo('network')).toEqual([prod])
  })

  it('stays closed while a type is in it that must stay inside (NotSupport.AllowExternalTargets)', async () => {
    const kms = [{ ResourceType: 'KMSInstance', ResourceId: 'kst-network1' }]
    const share = await story.share('network', { Resources: kms, Targets: [prod] })
    expect(await noUpdate(share, true)).toBe('409 NotSupport.AllowExternalTargets')
    await story.change('network', 'Disassociate', share, { Resources: kms })
    await update(share, true)
    await story.change('network', 'Associate', share, { Resources: kms })
    const given = { ResourceShareId: share, Targets: [partner] }
    expect(await story.refusal('network', 'AssociateResourceShare', given)).toMatch(/ ExternalTargetsNotAllowed.ResourceType$/)
  })
})

describe('types that the world keeps to the management account', () => {
  const portfolio = async (who: string) => {
    const given = { PortfolioName: 'catalog', ProviderName: 'IT' }
    return (await cloud.as(who).call('servicecatalog', 'CreatePortfolio', given)).PortfolioId
  }
  const asked = async (who: string) => ({
    ResourceShareName: 'core',
    Resources: [{ ResourceType: 'ServiceCatalogPortfolio', ResourceId: await portfolio(who) }],
  })

  it('are shared by it, and by delegated administrators of their trusted service (NotManagementAccount)', async () => {
    await cloud.settings({ choices: { 'resourcesharing.managementOnlyTypes': 'ServiceCatalogPortfolio' } })
    await story.call('management', 'CreateResourceShare', await asked('management'))
    const refused = async (who: string) => story.refusal(who, 'CreateResourceShare', await asked(who))
    expect([await refused('prod'), await refused('partner')]).toEqual(['409 NotManagementAccount', '409 NotManagementAccount'])
    const delegation = (ServicePrincipal: string) => ({ AccountId: prod, ServicePrincipal })
    await story.manage('RegisterDelegatedAdministrator', delegation('tag.aliyuncs.com'))
    expect(await refused('prod')).toBe('409 NotManagementAccount')
    await story.manage('RegisterDelegatedAdministrator', delegation('servicecatalog.aliyuncs.com'))
    const { ResourceShare } = await story.call('prod', 'CreateResourceShare', await asked('prod'))
    expect(await refused('dev')).toBe('409 NotManagementAccount')
    await story.manage('DeregisterDelegatedAdministrator', delegation('servicecatalog.aliyuncs.com'))
    expect(await refused('prod')).toBe('409 NotManagementAccount')
    // What was shared before goes on.
    expect(await story.sharedBy('prod', { ResourceShareIds: [ResourceShare.ResourceShareId] })).toHaveLength(1)
    await story.share('prod', { Resources: [story.image('prod')] })
  })
})

describe('what is received', () => {
  it('cannot be shared on: not by id, not by ARN', async () => {
    const vSwitch = await story.vSwitch('network')
    await story.share('network', { Resources: [vSwitch.named], Targets: [prod] })
    const arn = `acs:vpc:cn-hangzhou:${network}:vswitch/${vSwitch.id}`
    const refusal = (given: object) => story.refusal('prod', 'CreateResourceShare', { ResourceShareName: 'on', ...given })
    expect(await refusal({ Resources: [vSwitch.named] })).toBe('400 InvalidParameter.Resources')
    expect(await refusal({ ResourceArns: [arn] })).toBe('400 InvalidParameter.ResourceArns')
    expect(await refusal({ ResourceArns: [arn.replace(network, prod)] })).toBe('400 InvalidParameter.ResourceArns')
  })

  it('is of one region: shares, records and invitations are not seen in another', async () => {
    const share = await story.share('network', { Resources: [story.image('network')], Targets: [prod, partner], ...open })
    const elsewhere = { region: 'cn-shanghai' }
    const listed = async (alias: string, action: string, given: object) => {
      const answer = await cloud.as(alias).call(rs, action, { ...given }, elsewhere)
      return (Object.values(answer).find(Array.isArray) as Row[]).length
    }
    expect(await listed('network', 'ListResourceShares', { ResourceOwner: 'Self' })).toBe(0)
    expect(await listed('network', 'ListResourceShareAssociations', { AssociationType: 'Target' })).toBe(0)
    expect(await listed('prod', 'ListResourceShares', { ResourceOwner: 'OtherAccounts' })).toBe(0)
    expect(await listed('prod', 'ListSharedResources', { ResourceOwner: 'OtherAccounts', ResourceShareIds: [share] })).toBe(0)
    expect(await listed('partner', 'ListResourceShareInvitations', {})).toBe(0)
    const id = { ResourceShareId: share }
    expect((await cloud.as('network').refused(rs, 'DeleteResourceShare', id, elsewhere)).code).toBe('EntityNotExists.ResourceShare')
    expect((await cloud.as('network').refused(rs, 'AssociateResourceShare', { ...id, Targets: [dev] }, elsewhere)).code).toBe(
      'EntityNotExists.ResourceShare',
    )
  })
})
