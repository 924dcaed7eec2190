import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { clientOf } from '../../control/client.js'
import { sweep } from '../../control/sweep.js'
import { type Core, openCore } from '../../main.js'
import type { Table } from '../../model/index.js'
import { resourceSharing } from './product.js'
import { associations, received, shares } from './tables.js'

type Body = Record<string, Record<string, string>>

describe('what nobody is told of any more', () => {
  let core: Core
  let nowMs = Date.UTC(2026, 0, 1)
  const wall = { now: () => nowMs, elapsed: () => 0 }
  const pass = (hours: number) => {
    nowMs += hours * 3_600_000
  }
  beforeEach(async () => {
    core = await openCore({ wall })
  })
  afterEach(() => core.close())

  const as = (alias: string) => clientOf(core.serve, { accessKeyId: `local-${alias}` })
  const swept = () => sweep({ store: core.store, worlds: core.worlds, products: [resourceSharing], wall, pause: async () => {} })
  const rowsOf = async (...tables: readonly Table[]) =>
    core.store.read('default', async (tx) => Promise.all(tables.map(async (table) => (await tx.everywhere(table)).length)))

  async function sharedImage(): Promise<string> {
    const { ResourceShare: share } = (await as('network').call('ResourceSharing', 'CreateResourceShare', {
      ResourceShareName: 'pictures',
      AllowExternalTargets: true,
      Resources: [{ ResourceType: 'Image', ResourceId: 'm-network1' }],
      Targets: ['1000000000000003', '2000000000000001'],
    })) as Body
    return share?.ResourceShareId as string
  }

  it('stays while anything of it can be listed, and goes with its share 72 hours after that was deleted', async () => {
    const ResourceShareId = await sharedImage()
    await as('network').call('ResourceSharing', 'DeleteResourceShare', { ResourceShareId })
    pass(71)
    await swept()
    expect(await rowsOf(shares, associations, received)).toEqual([1, 3, 1])
    pass(2)
    await swept()
    expect(await rowsOf(shares, associations, received)).toEqual([0, 0, 0])
  })

  it('goes from a share that lives on, which then takes the same resource again', async () => {
    const ResourceShareId = await sharedImage()
    const image = { ResourceShareId, Resources: [{ ResourceType: 'Image', ResourceId: 'm-network1' }] }
    await as('network').call('ResourceSharing', 'DisassociateResourceShare', image)
    pass(73)
    await swept()
    expect(await rowsOf(shares, associations)).toEqual([1, 2])
    await as('network').call('ResourceSharing', 'AssociateResourceShare', image)
    const seen = (await as('prod').call('ResourceSharing', 'ListSharedResources', { ResourceOwner: 'OtherAccounts' })) as {
      SharedResources: unknown[]
    }
    expect(seen.SharedResources).toHaveLength(1)
  })
})
