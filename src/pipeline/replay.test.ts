import { afterAll, expect, test } from 'vitest'
import { testCloud } from '../../test/cloud.js'
import { clientOf } from '../control/client.js'
import { openCore } from '../main.js'
import { replays } from './tables.js'

const cloud = await testCloud()
afterAll(() => cloud.close())

test('a token in another region is another request (IdempotentParameterMismatch), however the region is named', async () => {
  const network = cloud.as('network')
  const router = { AlibabaSideAsn: 45104, ClientToken: 'once' }
  const [here, there] = [{ region: 'cn-hangzhou' }, { region: 'cn-shanghai' }]
  const { EcrId } = await network.call('ExpressConnectRouter', 'CreateExpressConnectRouter', router, here)
  expect(await network.refused('ExpressConnectRouter', 'CreateExpressConnectRouter', router, there)).toMatchObject({
    code: 'IdempotentParameterMismatch',
  })
  expect((await network.call('ExpressConnectRouter', 'CreateExpressConnectRouter', router, here)).EcrId).toBe(EcrId)
})

test('an answer is kept for its product as well as its operation: several have operations of one name', async () => {
  const core = await openCore()
  const account = '1000000000000002'
  await clientOf(core.serve, { accessKeyId: 'local-network' }).call('Vpc', 'CreateVpc', {
    RegionId: 'cn-hangzhou',
    ClientToken: 'once',
  })
  const rows = await core.store.read('default', (tx) => tx.scan(replays, account, 'key', []))
  expect(rows.map(({ row }) => row.operation)).toEqual(['Vpc CreateVpc'])
  await core.close()
})
