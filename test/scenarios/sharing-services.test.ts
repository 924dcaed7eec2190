/** Services as principals: when they may use what they are given, and what they cannot be given. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { clientOf } from '../../src/control/client.js'
import { type Core, openCore } from '../../src/main.js'
import { asAccountId } from '../../src/model/index.js'
import { lookupOf } from '../../src/pipeline/context.js'
import { mayUse } from '../../src/products/resource-sharing/reads.js'
import { harnessOf } from '../cloud.js'
import { type Cloud, RegionId, type Row, type Story, storyOf, uids, window } from './sharing.js'

let core: Core
let cloud: Cloud
let story: Story
beforeEach(async () => {
  // No operation asks on behalf of a service: what its products would ask is asked here, at the store.
  core = await openCore({ first: { clock: { mode: 'frozen', atMs: Date.UTC(2026, 0, 1) } } })
  const { worlds, serve } = core
  cloud = harnessOf({
    world: 'default',
    worlds,
    account: (alias) => clientOf(serve, { accessKeyId: `local-${alias}` }),
    withKey: (key) => clientOf(serve, key),
    advance: async (byMs) => void (await worlds.advance('default', byMs)),
    close: () => core.close(),
  })
  story = storyOf(cloud)
})
afterEach(() => cloud.close())

const { network, partner } = uids
const open = { AllowExternalTargets: true }
const refusedTargets = (who: string, Targets: readonly string[], more: object = {}) =>
  story.refusal(who, 'CreateResourceShare', { ResourceShareName: 'core', Targets, ...more })

describe('services', () => {
  const service = 'ecs.aliyuncs.com'
  const resource = { ResourceType: 'CapacityReservation', ResourceId: 'crp-network1' }
  const shared = (Property?: string) =>
    story.share('network', {
      ...open,
      Resources: [resource],
      Targets: [service],
      ...(Property === undefined ? {} : { TargetProperties: [{ TargetId: service, Property }] }),
    })
  /** What the service is told now, in our words: the actions of its types are not published, so that is all there is to ask. */
  async function told(): Promise<string> {
    const now = await core.worlds.now('default')
    const wish = { owner: asAccountId(network), type: resource.ResourceType, id: resource.ResourceId }
    const { because } = await core.store.read('default', (tx) =>
      mayUse(lookupOf(tx), { account: service, action: 'ecs:RunInstances', resource: wish, region: RegionId, now }),
    )
    return because
  }
  const isOpen = async () => {
    const because = await told()
    expect(because).toMatch(/time window|does not name ecs:RunInstances/)
    return because.includes('does not name')
  }
  /** At which full hours of a day, in UTC, the window is open. */
  async function openHours(): Promise<number[]> {
    const hours: number[] = []
    for (let hour = 0; hour < 24; hour += 1) {
      if (await isOpen()) hours.push(hour)
      await cloud.advance('1h')
    }
    return hours
  }
  const from = (begin: number, end: number) => Array.from({ length: end - begin + 1 }, (_, i) => begin + i)

  it('need a share that admits principals from outside, and no invitation', async () => {
    expect(await refusedTargets('network', [service], { Resources: [resource] })).toBe('400 InvalidTarget')
    const share = await shared()
    expect(await story.statuses('network', 'Target', share)).toEqual([`${service} Associated`])
    expect(await story.records('network', 'Target')).toMatchObject([{ EntityType: 'Account', External: true }])
    expect(await isOpen()).toBe(true)
  })

  it.each([
    ['a window of the sample, 00:00 to 19:59 in UTC+8', window('00:00', '19:59', 'UTC+8'), [...from(0, 11), ...from(16, 23)]],
    ['one across midnight', window('22:00', '06:00', 'UTC+0'), [...from(0, 6), 22, 23]],
    ['one west of Greenwich', window('09:00', '17:00', 'UTC-5'), from(14, 22)],
    ['the whole day', '{"timeRange":{"timeRangeType":"day","timezone":"UTC+8"}}', from(0, 23)],
    [
      'a window under the other name of the samples',
      '{"plan":{"timeRangeType":"timeRange","beginAtTime":"01:00","timezone":"UTC+0","endAtTime":"02:30"}}',
      [1, 2],
    ],
  ])('may use it within %s', async (_, property, hours) => {
    await shared(property)
    expect(await openHours()).toEqual(hours)
  })

  it('are shut out from the first minute after the window to the minute before it', async () => {
    await shared(window('09:00', '17:00', 'UTC+0'))
    const at = async (hours: number, minutes: number) => {
      await core.worlds.setClock('default', Date.UTC(2026, 0, 2, hours, minutes, 59))
      return isOpen()
    }
    expect([await at(8, 59), await at(9, 0), await at(17, 0), await at(17, 1)]).toEqual([false, true, true, false])
  })

  it('have their window shown as it was given; another one needs their removal first, since a resource goes to them once', async () => {
    const first = window('09:00', '17:00', 'UTC+0')
    const share = await shared(first)
    const shown = async () => [
      ...(await story.records('network', 'Target')).map(({ TargetProperty }: Row) => TargetProperty),
      ...(await story.listOf('network', 'ListSharedTargets', { ResourceOwner: 'Self' })).map(
        ({ TargetProperty }: Row) => TargetProperty,
      ),
    ]
    expect(await shown()).toEqual([first, first])
    expect(await isOpen()).toBe(false)
    const next = '{"timeRange":{"timeRangeType":"day"}}'
    const TargetProperties = [{ TargetId: service, Property: next }]
    const again = { Targets: [service], TargetProperties }
    expect(await story.refusal('network', 'AssociateResourceShare', { ResourceShareId: share, ...again })).toBe(
      '409 NotSupport.Service.AssociateConflict',
    )
    await story.change('network', 'Disassociate', share, { Targets: [service] })
    await story.change('network', 'Associate', share, again)
    expect(await shown()).toEqual([next, next])
    expect(await isOpen()).toBe(true)
  })

  it.each([
    ['a time that there is not', service, window('24:00', '01:00', 'UTC+0')],
    ['no time zone', service, '{"timeRange":{"timeRangeType":"timeRange","beginAtTime":"00:00","endAtTime":"01:00"}}'],
    ['a zone that there is not', service, window('00:00', '01:00', 'UTC+15')],
    ['the whole day with times', service, '{"timeRange":{"timeRangeType":"day","beginAtTime":"00:00","endAtTime":"01:00"}}'],
    ['something that is no JSON', service, '09:00-17:00'],
    ['an account', partner, window('00:00', '01:00', 'UTC+0')],
  ])('%s has no window (InvalidParameter.TargetProperties)', async (_, TargetId, Property) => {
    const given = { ...open, TargetProperties: [{ TargetId, Property }] }
    expect(await refusedTargets('network', [TargetId], given)).toBe('400 InvalidParameter.TargetProperties')
  })

  it('have a resource once, and a type through one share', async () => {
    const share = await shared()
    const again = { ResourceShareId: share, Targets: [service] }
    expect(await story.refusal('network', 'AssociateResourceShare', again)).toMatch(/ NotSupport.Service.AssociateConflict$/)
    const twin = { ...open, Resources: [{ ...resource, ResourceId: 'crp-network2' }] }
    expect(await refusedTargets('network', [service], twin)).toMatch(/ NotSupport.Service.ExistInOtherResourceShare$/)
    await story.share('network', { ...twin, Targets: ['eci.aliyuncs.com'] })
    await story.change('network', 'Associate', share, { Resources: twin.Resources })
  })

  it('of other names than the world has are refused, and so are types that no service takes', async () => {
    expect(await refusedTargets('network', [service], { ...open, Resources: [story.image('network')] })).toBe(
      '400 InvalidParameter.Targets',
    )
    const share = await shared()
    const given = { ResourceShareId: share, Resources: [story.image('network')] }
    expect(await story.refusal('network', 'AssociateResourceShare', given)).toBe('400 InvalidParameter.Resources')
    await cloud.settings({ choices: { 'resourcesharing.serviceNames': 'eci.aliyuncs.com, fc.aliyuncs.com' } })
    expect(await refusedTargets('prod', [service], open)).toBe('400 InvalidParameter.Targets')
    await story.share('prod', { ...open, Targets: ['fc.aliyuncs.com'] })
  })

  it('lose it when they are taken out, and when the share is deleted', async () => {
    const share = await shared()
    await story.change('network', 'Disassociate', share, { Targets: [service] })
    expect(await told()).toContain('Disassociated')
    await story.change('network', 'Associate', share, { Targets: [service] })
    expect(await isOpen()).toBe(true)
    await story.call('network', 'DeleteResourceShare', { ResourceShareId: share })
    expect(await told()).toContain('with nobody')
  })
})
