import { hasSettled, onlyOwn, operation, required, text } from '../../../model/index.js'
import { mayRemoveBlock } from '../domain/changes.js'
import { requiredRegion } from '../parameters.js'
import { vpc } from '../product.js'
import { vpcs, vSwitches } from '../tables.js'

export default operation(vpc, {
  name: 'UnassociateVpcCidrBlock',
  documented: '2024-06-24',
  does: 'Takes a further IPv4 block from a VPC.',
  input: {
    RegionId: requiredRegion,
    VpcId: required(text('The VPC.', 'vpc-bp15zckdt37pq72zvw3qx')),
    SecondaryCidrBlock: text('The IPv4 block, with no vSwitch in it.', '192.168.0.0/16'),
    IPv6CidrBlock: text('A further IPv6 block; there are none here.', '2408:4005:3a1:7b00::/56'),
  },
  access: { level: 'update', resources: [{ arn: 'acs:vpc:{#regionId}:{#accountId}:vpc/{#VpcId}', id: 'VpcId' }] },
  errors: {
    'OperationFailed.Ipv6Gateway': [400, 'The operation is failed because of ipv6Gateway is in use.'],
    'InvalidVpc.NotFound': [400, '%s'],
    'IncorrectStatus.Vpc': [400, '%s'],
    'ParamExclusive.SecondaryCidrAndIpv6Cidr': [400, '%s'],
    'MissingParam.SecondaryCidrOrIpv6Cidr': [400, '%s'],
    'InvalidSecondaryCidrBlock.NotFound': [400, '%s'],
    'OperationFailed.CidrInUse': [400, '%s'],
    'InvalidIpv6CidrBlock.NotFound': [400, '%s'],
    'OperationFailed.IpV6VSwitchInuse': [400, 'Operation failed because some vswitch ipv6 is in use.'],
    'MissingParam.SecondaryCidrBlockOrIpv6CidrBlock': [400, 'Either SecondaryCidrBlock or Ipv6CidrBlock must be specified.'],
  },
  touches: onlyOwn,
  async run({ input, region, now, own, settle }) {
    const found = await own.get(vpcs, input.VpcId)
    const { vpc: row, blocks } = settle(
      mayRemoveBlock({
        vpc: found?.regionId === region ? found : undefined,
        settled: found !== undefined && hasSettled(found, now),
        given: { v4: input.SecondaryCidrBlock, v6: input.IPv6CidrBlock },
        vSwitches: await own.all(vSwitches, 'byVpc', [input.VpcId]),
      }),
    )
    own.put(vpcs, { ...row, secondaryCidrBlocks: blocks })
  },
})
