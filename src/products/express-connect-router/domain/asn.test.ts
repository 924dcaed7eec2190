import { expect, test } from 'vitest'
import { fitsAsn, isEcrAsn } from './asn.js'

const allowed = [45104, 64512, 65024, 65026, 65534, 4200000000, 4294967294]
const barred = [0, 1, 45103, 45105, 64511, 65025, 65535, 4199999999, 4294967295]

test.each(allowed)('an ECR may have ASN %i', (asn) => expect(isEcrAsn(asn)).toBe(true))
test.each(barred)('an ECR may not have ASN %i', (asn) => expect(isEcrAsn(asn)).toBe(false))

test('a VBR whose BGP group has another ASN than the ECR does not fit (Conflict.ASNOfVBR)', () => {
  expect(fitsAsn({ localAsn: 45104, routerAsn: 65000 })).toMatchObject({ refusal: { code: 'Conflict.ASNOfVBR' } })
})
test('a VBR fits with the ASN of the ECR, or before it has a BGP group', () => {
  expect(fitsAsn({ localAsn: 65000, routerAsn: 65000 }).ok).toBe(true)
  expect(fitsAsn({ localAsn: undefined, routerAsn: 65000 }).ok).toBe(true)
})
