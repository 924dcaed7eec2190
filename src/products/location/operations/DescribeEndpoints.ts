import { list, operation, required, structure, text } from '../../../model/index.js'
import { accounts } from '../../resource-manager/tables.js'
import { location } from '../product.js'

export default operation(location, {
  name: 'DescribeEndpoints',
  does: 'Says where a product is reached: all of them are reached here.',
  input: {
    Id: required(text('The region.', 'cn-hangzhou')),
    ServiceCode: required(text('The product, by its code in this service.', 'vpc')),
    Type: text('The kind of endpoint.', 'openAPI'),
    Namespace: text('The business id of the site.', '26842'),
  },
  output: {
    Endpoints: structure({
      Endpoint: list(
        'Always one: this server.',
        structure({
          Endpoint: text('Host and port.', '127.0.0.1:8688'),
          Id: text('The region asked for.', 'cn-hangzhou'),
          Type: text('The kind asked for.', 'openAPI'),
          Namespace: text('The business id of the site of the account.', '26842'),
          // Misspelled by the service itself, and read so by its clients.
          SerivceCode: text('The product asked for.', 'vpc'),
          Protocols: structure({ Protocols: list('Schemes that it speaks.', text('A scheme.', 'HTTPS')) }),
        }),
      ),
    }),
  },
  // UNKNOWN: no page names a permission for it; clients call it before anything else, so any valid key may.
  access: { level: 'get', open: true },
  async run({ input, caller, own, endpoint }) {
    const account = await own.get(accounts, caller.account)
    // Clients differ in the codes that they use for a product (`ressharing`, `resourcesharing`), so every code is answered.
    return {
      Endpoints: {
        Endpoint: [
          {
            Endpoint: endpoint,
            Id: input.Id,
            Type: input.Type ?? 'openAPI',
            Namespace: account?.bid ?? '',
            SerivceCode: input.ServiceCode,
            Protocols: { Protocols: ['HTTP', 'HTTPS'] },
          },
        ],
      },
    }
  },
})
