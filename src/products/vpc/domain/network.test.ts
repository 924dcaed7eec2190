import { describe, expect, it } from 'vitest'
import { mayCreateVpc, mayCreateVSwitch, mayDeleteVpc, mayDeleteVSwitch, vSwitchIpv6Block } from './network.js'

type Decided = { readonly ok: true; readonly value?: unknown } | { readonly ok: false; readonly refusal: { readonly code: string } }
const outcome = (decision: Decided) => (decision.ok ? decision.value : decision.refusal.code)

describe('a new VPC', () => {
  const facts = { cidrBlock: '10.0.0.0/8', userCidr: undefined, enableIpv6: false, ipv6CidrBlock: undefined, existing: 0, most: 10 }
  it.each([
    ['a usual block', {}, []],
    ['the smallest block', { cidrBlock: '10.0.0.0/28' }, []],
    ['a block that is none', { cidrBlock: '10.0.0.0' }, 'InvalidParameter'],
    ['bits behind the prefix', { cidrBlock: '10.0.0.1/8' }, 'InvalidParameter'],
    ['a mask that is too long', { cidrBlock: '10.0.0.0/29' }, 'InvalidParameter'],
    ['a mask that is too short', { cidrBlock: '0.0.0.0/7' }, 'InvalidParameter'],
    ['loopback', { cidrBlock: '127.0.0.0/8' }, 'InvalidParameter'],
    ['a part of the carrier-grade range', { cidrBlock: '100.64.1.0/24' }, 'InvalidParameter'],
    [
      'three user blocks',
      { userCidr: '192.168.0.0/16, 172.16.0.0/12,8.0.0.0/8' },
      ['192.168.0.0/16', '172.16.0.0/12', '8.0.0.0/8'],
    ],
    ['four user blocks', { userCidr: '1.0.0.0/8,2.0.0.0/8,3.0.0.0/8,4.0.0.0/8' }, 'InvalidUserCidr.Quota'],
    ['a user block with bits behind its prefix', { userCidr: '192.168.0.1/16' }, 'IllegalParam.UserCidr'],
    ['a user block in the carrier-grade range', { userCidr: '100.64.0.0/16' }, 'InvalidUserCidr.Malformed'],
    ['an IPv6 block without IPv6', { ipv6CidrBlock: '2408:1:2:300::/56' }, 'MissingParam.EnableIpv6'],
    ['one more than the limit', { existing: 10 }, 'QuotaExceeded.Vpc'],
  ])('with %s', (_, given, expected) => {
    expect(outcome(mayCreateVpc({ ...facts, ...given }))).toEqual(expected)
  })
})

describe('a new vSwitch', () => {
  const vpc = { vpcId: 'vpc-1', cidrBlock: '172.16.0.0/16', ipv6CidrBlock: '2408:4005:3a1:7b00::/56', settled: true }
  const sibling = { vSwitchId: 'vsw-1', cidrBlock: '172.16.1.0/24', ipv6CidrBlock: '2408:4005:3a1:7b0c::/64' }
  const facts = {
    cidrBlock: '172.16.2.0/24',
    vpc,
    regionId: 'cn-hangzhou',
    zoneId: 'cn-hangzhou-b',
    siblings: [sibling],
    busy: false,
    ipv6Bits: undefined,
    most: 150,
  }
  it.each([
    ['a free block', {}, ''],
    ['the whole block of an empty VPC', { cidrBlock: '172.16.0.0/16', siblings: [] }, ''],
    ['an IPv6 block', { ipv6Bits: 13 }, '2408:4005:3a1:7b0d::/64'],
    ['no VPC', { vpc: undefined }, 'InvalidVpcId.NotFound'],
    ['a VPC that is being made', { vpc: { ...vpc, settled: false } }, 'IncorrectVpcStatus'],
    ['a zone of another region', { zoneId: 'cn-beijing-a' }, 'InvalidZoneId.NotFound'],
    ['the region for a zone', { zoneId: 'cn-hangzhou' }, 'InvalidZoneId.NotFound'],
    ['a block that is none', { cidrBlock: '172.16.2.0' }, 'InvalidCidrBlock.Malformed'],
    ['a mask that is too long', { cidrBlock: '172.16.2.0/30' }, 'InvalidCirdrBlock.MaskLength'],
    ['a mask that is too short', { cidrBlock: '172.16.0.0/15' }, 'InvalidCirdrBlock.MaskLength'],
    ['a block outside of the VPC', { cidrBlock: '172.17.0.0/24' }, 'InvalidParameter'],
    ['the block of a sibling', { cidrBlock: '172.16.1.0/24' }, 'InvalidCidrBlock.Overlapped'],
    ['a block around a sibling', { cidrBlock: '172.16.0.0/16' }, 'InvalidCidrBlock.Overlapped'],
    ['a block inside a sibling', { cidrBlock: '172.16.1.128/25' }, 'InvalidCidrBlock.Overlapped'],
    ['another one being made', { busy: true }, 'OperationDenied.OtherSubnetCreating'],
    ['one more than the limit', { most: 1 }, 'QuotaExceeded.VSwitch'],
    ['IPv6 in a VPC without', { vpc: { ...vpc, ipv6CidrBlock: '' }, ipv6Bits: 1 }, 'OperationFailed.VpcIpv6Disabled'],
    ['the IPv6 block of a sibling', { ipv6Bits: 12 }, 'OperationFailed.Ipv6CidrBlockExisted'],
  ])('with %s', (_, given, expected) => {
    expect(outcome(mayCreateVSwitch({ ...facts, ...given }))).toEqual(expected)
  })
  it('takes its place in the IPv6 block of the VPC', () => {
    expect(vSwitchIpv6Block('2408:4005:3a1:7b00::/56', 255)).toBe('2408:4005:3a1:7bff::/64')
  })
})

describe('deletion', () => {
  const vpc = {
    vpcId: 'vpc-1',
    found: true,
    settled: true,
    vSwitches: 0,
    routeTables: 0,
    routes: 0,
    securityGroups: 0,
    ecrId: undefined,
  }
  it.each([
    ['an empty VPC goes', {}, undefined],
    ['an unknown VPC cannot', { found: false }, 'InvalidVpcId.NotFound'],
    ['a VPC that is being made stays', { settled: false }, 'IncorrectVpcStatus'],
    ['a VPC with vSwitches stays', { vSwitches: 1 }, 'DependencyViolation.VSwitch'],
    ['a VPC with custom route tables stays', { routeTables: 1 }, 'DependencyViolation.RouteTable'],
    ['a VPC with custom routes stays', { routes: 1 }, 'DependencyViolation.RouteEntry'],
    ['a VPC with security groups stays', { securityGroups: 1 }, 'DependencyViolation.SecurityGroup'],
    ['a VPC that is attached to an ECR stays', { ecrId: 'ecr-1' }, 'DependencyViolation.CloudServiceResource'],
  ])('%s', (_, given, expected) => {
    expect(outcome(mayDeleteVpc({ ...vpc, ...given }))).toBe(expected)
  })
  const vSwitch = {
    vSwitchId: 'vsw-1',
    found: true,
    sharedBy: undefined,
    settled: true,
    shared: false,
    routeTableId: undefined,
    occupied: false,
  }
  it.each([
    ['a vSwitch goes', {}, undefined],
    ['an unknown vSwitch cannot', { found: false }, 'InvalidVSwitchId.NotFound'],
    ['a vSwitch that is being made stays', { settled: false }, 'IncorrectVSwitchStatus'],
    ['a vSwitch with network interfaces stays', { occupied: true }, 'DependencyViolation'],
    ['a vSwitch with a custom route table stays', { routeTableId: 'vtb-1' }, 'DependencyViolation.RouteTable'],
    ['a shared vSwitch stays', { shared: true }, 'DependencyViolation.ResourceShare'],
    ['a vSwitch that another account shares with the caller stays', { sharedBy: '1' }, 'IncorrectVSwitchId'],
  ])('%s', (_, given, expected) => {
    expect(outcome(mayDeleteVSwitch({ ...vSwitch, ...given }))).toBe(expected)
  })
})
