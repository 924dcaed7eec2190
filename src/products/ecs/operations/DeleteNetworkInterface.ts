import { onlyOwn, operation, required, text } from '../../../model/index.js'
import { parseAddress } from '../../vpc/domain/cidr.js'
import { requiredRegion } from '../parameters.js'
import { ecs } from '../product.js'
import { groupMembers, guestInterfaces, networkInterfaces, takenAddresses } from '../tables.js'

export default operation(ecs, {
  name: 'DeleteNetworkInterface',
  documented: '2024-06-24',
  does: 'Deletes a network interface of the account, also in a vSwitch that is no longer shared with it; frees its addresses.',
  input: {
    RegionId: requiredRegion,
    NetworkInterfaceId: required(text('The network interface.', 'eni-bp14v2sdd3v8htln9x2k')),
  },
  access: {
    level: 'delete',
    resources: [{ arn: 'acs:ecs:{#regionId}:{#accountId}:eni/{#eniId}', id: 'NetworkInterfaceId' }],
  },
  errors: {
    MissingParameter: [400, '%s', 'The parameter %s is mandatory.'],
    UnsupportedParameter: [400, '%s', 'The parameter %s is not supported.'],
    InvalidParameter: [400, '%s', 'The value %s is not valid.'],
    'InvalidOperation.InvalidEniState': [400, '%s', 'The state of the network interface does not allow this.'],
    'Forbidden.RegionId': [400, '%s', 'The region %s is not valid.'],
    'InvalidParams.EniId': [400, '%s', 'The network interface %s is not valid.'],
    'InvalidUserType.NotSupported': [403, '%s', 'The account is not supported.'],
    'Abs.InvalidAccount.NotFound': [403, '%s', 'The account does not exist.'],
    'Forbidden.NotSupportRAM': [403, '%s', 'The operation is not open to RAM users.'],
    'Forbidden.SubUser': [403, '%s', 'The RAM user is not authorized.'],
    'InvalidOperation.InvalidEniType': [403, '%s', 'The type of the network interface does not allow this.'],
    'InvalidOperation.EniServiceManaged': [403, '%s', 'A cloud service manages the network interface.'],
    // Listed under 403 as well.
    'InvalidEniId.NotFound': [404, '%s', 'The network interface %s does not exist.'],
  },
  // The owner of a shared vSwitch keeps its address book; the input does not tell who that is.
  touches: onlyOwn,
  async run({ input, region, own, at, refuse }) {
    const row = await own.get(networkInterfaces, input.NetworkInterfaceId)
    // UNKNOWN: what the owner of a vSwitch is told that deletes an interface of a principal, which it can list.
    if (row?.regionId !== region)
      return refuse('InvalidEniId.NotFound', {
        fill: [input.NetworkInterfaceId],
        because: `This account has no network interface ${input.NetworkInterfaceId} in the region.`,
        next: 'Only the account that created a network interface can delete it, also in a shared vSwitch.',
      })
    // UNKNOWN: how long it shows Deleting before it is gone; here it is gone with the answer.
    const { networkInterfaceId, vSwitchId, vSwitchOwner } = row
    own.delete(networkInterfaces, networkInterfaceId)
    for (const securityGroupId of row.securityGroupIds) own.delete(groupMembers, securityGroupId, networkInterfaceId)
    for (const address of row.addresses) at(vSwitchOwner).delete(takenAddresses, vSwitchId, parseAddress(address) as number)
    if (vSwitchOwner !== own.account) at(vSwitchOwner).delete(guestInterfaces, networkInterfaceId)
  },
})
