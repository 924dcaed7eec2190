/** A server on a port of its own, and calls to it that are signed as clients sign them. */

import type { ServerOptions } from '../../src/server.js'
import { httpClient, type Parameters, type ProductName, type Reply, type SignOptions, signer } from '../kill/signed.js'
import { testServer } from '../server.js'

export async function portOf(options: ServerOptions = {}) {
  const server = await testServer(options)
  const client = httpClient(server.port)
  const sign = signer('port')
  return {
    server,
    client,
    sign,
    /** A signed call by key: `call('local-network', 'Vpc', 'DescribeVpcs')`. */
    call: (
      key: string,
      product: ProductName,
      action: string,
      parameters: Parameters = {},
      options: SignOptions = {},
    ): Promise<Reply> => client.send(sign(key, product, action, parameters, options)),
    async close() {
      client.close()
      await server.close()
    },
  }
}
