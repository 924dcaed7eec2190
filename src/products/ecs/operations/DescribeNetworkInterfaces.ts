import { carriesTags, flag, list, operation, pageOf, sometimes, structure, text, whole } from '../../../model/index.js'
import { pagesOf } from '../../vpc/reads.js'
import { interfaceAnswered, interfaceFields, interfacesSeenBy } from '../network-interfaces.js'
import { asksByToken, pages, requiredRegion, tagFilter, timeAnswered } from '../parameters.js'
import { ecs } from '../product.js'
import type { NetworkInterface } from '../tables.js'

const idOf = ({ networkInterfaceId }: NetworkInterface) => networkInterfaceId

export default operation(ecs, {
  name: 'DescribeNetworkInterfaces',
  documented: '2024-06-24',
  does: 'Lists the network interfaces of the account, and those that principals have in its vSwitches.',
  input: {
    RegionId: requiredRegion,
    NetworkInterfaceId: list('Only these.', text('A network interface.', 'eni-bp14v2sdd3v8htln9x2k'), { max: 100 }),
    VpcId: text('Only interfaces in this VPC.', 'vpc-bp15zckdt37pq72zvw3qx'),
    VSwitchId: text('Only interfaces in this vSwitch.', 'vsw-bp1qg5lrs9m2kzt0yx4e7'),
    PrimaryIpAddress: text('Only the interface with this primary address.', '172.16.0.17'),
    PrivateIpAddress: list('Only interfaces with one of these secondary addresses.', text('An address.', '172.16.0.18'), {
      max: 100,
    }),
    SecurityGroupId: text('Only interfaces in this security group.', 'sg-bp67acfmxazb4p6x1k2d'),
    NetworkInterfaceName: text('Only interfaces of this name.', 'web'),
    Type: text('Only interfaces of this type: `Primary` or `Secondary`.', 'Secondary'),
    InstanceId: text('Only what is attached to this instance: nothing here.', 'i-bp1e2l6djkndyuli4k8m'),
    ServiceManaged: flag('Only what a cloud service manages, or only others; none is here.', false),
    Status: text('Only interfaces in this state.', 'Available'),
    ResourceGroupId: text('Only interfaces in this resource group.', 'rg-acfmxazb4ph6aiy'),
    Tag: tagFilter,
    // Sizes outside of 10 to 500 count as the nearest of these.
    ...pages({ pageSize: 1000, maxResults: {} }),
  },
  output: {
    NextToken: text('Continues the list; empty on the last page.', ''),
    PageNumber: sometimes(whole('Which page this is.', 1)),
    PageSize: sometimes(whole('Entries per page.', 10)),
    TotalCount: whole('Interfaces on all pages.', 1),
    NetworkInterfaceSets: structure({
      NetworkInterfaceSet: list(
        'The interfaces of the page.',
        structure({
          ...interfaceFields,
          CreationTime: text('When it was created.', '2026-01-01T00:00:00Z'),
          NetworkInterfaceTrafficMode: text('How it talks.', 'Standard'),
          DeleteOnRelease: sometimes(flag('Whether it goes with the instance that it is attached to.', true)),
        }),
      ),
    }),
  },
  access: {
    level: 'get',
    resources: [{ arn: 'acs:ecs:{#regionId}:{#accountId}:eni/{#eniId}', id: 'NetworkInterfaceId' }],
  },
  errors: {
    MissingParameter: [400, '%s', 'The parameter %s is mandatory.'],
    UnsupportedParameter: [400, '%s', 'The parameter %s is not supported.'],
    InvalidParameter: [400, '%s', 'The value %s is not valid.'],
    'Forbidden.RegionId': [400, '%s', 'The region %s is not valid.'],
    'InvalidRegionId.MalFormed': [400, 'The specified parameter RegionId is not valid.'],
    'InvalidUserType.NotSupported': [403, '%s', 'The account is not supported.'],
    'Abs.InvalidAccount.NotFound': [403, '%s', 'The account does not exist.'],
    'Forbidden.NotSupportRAM': [403, '%s', 'The operation is not open to RAM users.'],
    'Forbidden.SubUser': [403, '%s', 'The RAM user is not authorized.'],
    'InvalidOperation.InvalidEniPageNumber': [403, '%s', 'The page %s is not valid.'],
    'InvalidEcsId.NotFound': [404, '%s', 'The instance %s does not exist.'],
    'InvalidEniId.NotFound': [404, '%s', 'The network interface %s does not exist.'],
    'InvalidVSwitchId.NotFound': [404, '%s', 'The vSwitch %s does not exist.'],
    'InvalidSecurityGroupId.NotFound': [404, '%s', 'The security group %s does not exist.'],
  },
  async run(context) {
    const { input, caller, region, now, page } = context
    const viewer = { account: caller.account, region, now }
    const { NetworkInterfaceId: ids, PrivateIpAddress: addresses } = input
    // UNKNOWN: whether ids that nothing has refuse the call (the list has codes for it) or find nothing; here they find nothing.
    const asked = (await interfacesSeenBy(context, viewer)).filter(
      ({ owner, row }) =>
        (!ids || ids.includes(row.networkInterfaceId)) &&
        (input.VpcId === undefined || row.vpcId === input.VpcId) &&
        (input.VSwitchId === undefined || row.vSwitchId === input.VSwitchId) &&
        (input.PrimaryIpAddress === undefined || row.addresses[0] === input.PrimaryIpAddress) &&
        (!addresses || row.addresses.slice(1).some((address) => addresses.includes(address))) &&
        (input.SecurityGroupId === undefined || row.securityGroupIds.includes(input.SecurityGroupId)) &&
        (input.NetworkInterfaceName === undefined || row.name === input.NetworkInterfaceName) &&
        (input.Type === undefined || input.Type === 'Secondary') &&
        input.InstanceId === undefined &&
        input.ServiceManaged !== true &&
        (input.Status === undefined || input.Status === 'Available') &&
        (input.ResourceGroupId === undefined || row.resourceGroupId === input.ResourceGroupId) &&
        (!input.Tag || (owner === caller.account && carriesTags(row.tags, input.Tag))),
    )
    const answered = (some: typeof asked) => ({
      NetworkInterfaceSet: some.map((seen) => ({
        ...interfaceAnswered(seen, viewer),
        CreationTime: timeAnswered(seen.row.createdAt),
        NetworkInterfaceTrafficMode: 'Standard',
        ...(seen.row.deleteOnRelease === undefined ? {} : { DeleteOnRelease: seen.row.deleteOnRelease }),
      })),
    })
    if (asksByToken(input)) {
      const size = Math.min(500, Math.max(10, input.MaxResults ?? 10))
      const { rows, nextToken } = await pageOf({ ...page, size }, pagesOf(asked, idOf))
      return { NextToken: nextToken ?? '', TotalCount: asked.length, NetworkInterfaceSets: answered(rows) }
    }
    const { PageNumber = 1, PageSize = 10 } = input
    const rows = asked.slice((PageNumber - 1) * PageSize, PageNumber * PageSize)
    return { NextToken: '', PageNumber, PageSize, TotalCount: asked.length, NetworkInterfaceSets: answered(rows) }
  },
})
