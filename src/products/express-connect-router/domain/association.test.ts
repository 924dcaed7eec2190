import { expect, test } from 'vitest'
import { isApart, isWithinQuotas, namedNode, readPrefixes } from './association.js'

const code = (decision: { ok: boolean; refusal?: { code: string } }) => (decision.ok ? 'yes' : decision.refusal?.code)

const networks = [
  [['10.0.0.0/24'], ['10.0.1.0/24'], 'yes'],
  [['10.0.0.0/24'], ['10.0.0.0/24'], 'OperationFailed.RejectedByVpcYaochi'],
  [['10.0.0.0/24'], ['10.0.0.0/16'], 'OperationFailed.RejectedByVpcYaochi'],
  [['10.0.0.0/16'], ['10.0.255.0/24'], 'OperationFailed.RejectedByVpcYaochi'],
  [['10.0.0.0/24', '192.168.0.0/24'], ['10.0.1.0/24', '192.168.0.128/25'], 'OperationFailed.RejectedByVpcYaochi'],
  [[], ['10.0.0.0/16'], 'yes'],
  [['10.0.0.0/16'], [], 'yes'],
] as const
test.each(networks)('a VPC with vSwitches %j beside one with %j: %s', (ours, theirs, expected) => {
  expect(code(isApart({ vpcId: 'vpc-1', blocks: ours }, [{ vpcId: 'vpc-2', blocks: theirs }]))).toBe(expected)
})
test('a VPC joins an ECR that has none, whatever its vSwitches are', () => {
  expect(isApart({ vpcId: 'vpc-1', blocks: ['10.0.0.0/8'] }, []).ok).toBe(true)
})

test('a call names a VPC or a transit router, not both and not neither', () => {
  expect(namedNode({ VpcId: 'vpc-1' })).toMatchObject({ value: { kind: 'VPC', vpcId: 'vpc-1' } })
  expect(namedNode({ TransitRouterId: 'tr-1' })).toMatchObject({ value: { kind: 'TR', transitRouterId: 'tr-1' } })
  expect(code(namedNode({ VpcId: 'vpc-1', TransitRouterId: 'tr-1' }))).toBe('ExclusiveParam.TransitRouterIdAndVpcId')
  expect(code(namedNode({}))).toBe('MissingParam.%s')
})

test('prefixes keep their order; one that is no block spoils the call', () => {
  expect(readPrefixes(['172.16.4.0/24', '172.16.1.0/24'])).toMatchObject({ value: ['172.16.4.0/24', '172.16.1.0/24'] })
  expect(readPrefixes(undefined)).toMatchObject({ value: [] })
  for (const wrong of ['172.16.4.0', '172.16.4.1/24', '300.0.0.0/8', '10.0.0.0/33'])
    expect(code(readPrefixes(['172.16.1.0/24', wrong]))).toBe('IllegalParamFormat.AllowedPrefixes')
})

test('an ECR is full at its quota of VPCs, an association at its quota of prefixes', () => {
  const most = { vpcs: 2, prefixes: 1 }
  expect(code(isWithinQuotas({ vpcs: 1, prefixes: 1, most }))).toBe('yes')
  expect(code(isWithinQuotas({ vpcs: 2, prefixes: 0, most }))).toBe('QuotaExceeded.VpcCountPerEcr')
  expect(code(isWithinQuotas({ vpcs: 0, prefixes: 2, most }))).toBe('IllegalParamSize.AllowedPrefixes')
})
