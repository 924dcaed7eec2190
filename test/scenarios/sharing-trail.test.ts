/** What the records of calls tell each account of a story in which two take part. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testCloud } from '../cloud.js'
import { type Cloud, type Story, storyOf, uids } from './sharing.js'

let cloud: Cloud
let story: Story
beforeEach(async () => {
  cloud = await testCloud()
  story = storyOf(cloud)
})
afterEach(() => cloud.close())

const { network, prod, partner, management } = uids
/** The events of an account, oldest first; calls that only look are left out. */
async function trailOf(account: string): Promise<string[]> {
  const records = await cloud.requests(account)
  return records
    .filter(({ eventRW }) => eventRW === 'Write')
    .reverse()
    .map(({ eventName, errorCode }) => (errorCode ? `${eventName} ${errorCode}` : eventName))
}

describe('a call is in the trail', () => {
  it('of both accounts where a share goes from one to the other, and of nobody else', async () => {
    const share = await story.share('network', {
      Resources: [story.image('network')],
      Targets: [partner],
      AllowExternalTargets: true,
    })
    await story.answer('partner', 'Accept', share)
    await story.change('partner', 'Disassociate', share, { ResourceOwner: 'OtherAccounts' })
    const told = ['CreateResourceShare', 'AcceptResourceShareInvitation', 'DisassociateResourceShare']
    expect(await trailOf('network')).toEqual(told)
    expect(await trailOf('partner')).toEqual(told)
    expect(await trailOf(partner)).toEqual(told)
    expect([await trailOf('prod'), await trailOf('management')]).toEqual([[], []])
    const [first] = (await cloud.requests('partner')).reverse()
    expect(first).toMatchObject({
      serviceName: 'ResourceSharing',
      eventType: 'ApiCall',
      apiVersion: '2020-01-10',
      userIdentity: { accountId: network },
      accountsConcerned: [network, partner],
    })
  })

  it('of its caller alone where only its own share changes', async () => {
    await story.share('network')
    expect([await trailOf('network'), await trailOf('prod')]).toEqual([['CreateResourceShare'], []])
  })

  it('of the management account where its folder or its directory is named: there is kept what they are given', async () => {
    await story.share('network', { Targets: [(await story.manage('GetResourceDirectory')).ResourceDirectory.RootFolderId] })
    expect(await trailOf('management')).toEqual(['CreateResourceShare'])
  })

  it('of an account that is named though the call was refused', async () => {
    const given = { ResourceShareName: 'core', Targets: [partner] }
    expect(await story.refusal('network', 'CreateResourceShare', given)).toBe('400 InvalidTarget')
    expect(await trailOf('partner')).toEqual(['CreateResourceShare InvalidTarget'])
  })

  it('of the owner that an ARN or a filter names', async () => {
    await story.refusal('prod', 'CreateResourceShare', {
      ResourceShareName: 'core',
      ResourceArns: [`acs:ecs:cn-hangzhou:${network}:image/m-network1`],
    })
    await story.resourcesReaching('prod', { Target: network })
    const records = await cloud.requests('network')
    expect(records.map(({ eventName }) => eventName)).toEqual(['ListSharedResources', 'CreateResourceShare'])
    for (const { accountsConcerned } of records) expect(accountsConcerned).toEqual([prod, network])
  })

  it('of the owner whose records end because a principal leaves the directory', async () => {
    await story.share('network', { Targets: [prod] })
    await story.remove('prod')
    expect((await trailOf('network')).at(-1)).toBe('RemoveCloudAccount')
    const [record] = await cloud.requests('network')
    expect([...(record?.accountsConcerned ?? [])].sort()).toEqual([management, network, prod])
  })

  it('of no account that there is not', async () => {
    await expect(cloud.requests('nobody')).rejects.toMatchObject({ status: 404 })
  })
})
