import { clientToken, flag, onlyOwn, operation, required, structure, text, whole } from '../../../model/index.js'
import { lineIn } from '../domain/line.js'
import { lineParameter, requiredRegion, toLine } from '../parameters.js'
import { vpc } from '../product.js'
import { ownLine } from '../reads.js'
import { physicalConnections } from '../tables.js'

export default operation(vpc, {
  name: 'CreatePhysicalConnectionOccupancyOrder',
  documented: '2024-06-24',
  does: 'Orders a confirmed physical connection; once the order is paid, the connection is open. Nothing costs anything here.',
  input: {
    RegionId: requiredRegion,
    PhysicalConnectionId: required(lineParameter),
    InstanceChargeType: text('How it is paid.', 'PrePaid', { oneOf: ['PrePaid'] }),
    PricingCycle: text('What a period is.', 'Month', { oneOf: ['Month', 'Year'] }),
    Period: whole('How many periods.', 1, { min: 1, max: 9 }),
    AutoPay: flag('Whether it is paid at once. An order that is not paid opens nothing.', false),
    ...clientToken,
  },
  output: { Data: structure({ OrderId: text('The order.', '501870558950001') }) },
  access: { level: 'create', resources: [{ arn: toLine, id: 'PhysicalConnectionId' }] },
  errors: {
    'IAbs.InvalidStatus.ValueNotSupported': [400, 'status is not supported.'],
    'InvalidPrice.NotFound': [400, 'Pricing plan result not found.'],
    'InvalidPhysicalConnectionChargeType.Malformed': [400, 'Specified Physical Connection ChargeType is not valid.'],
    'InvalidPhysicalConnectionPeriod.Malformed': [400, 'Specified Physical Connection Period is not valid.'],
    'InvalidPhysicalConnectionPricingCycle.Malformed': [400, 'Specified Physical Connection PricingCycle is not valid.'],
    'Forbidden.NotAllowedInState': [400, 'The request does not allow in this state.'],
    'INSTANCE.STATUS.NOT.ALLOW': [400, 'Instance status not allow'],
    'Abs.InstanceNotExist': [400, 'The specified instance does not exist.'],
    'InvalidRegionId.NotFound': [404, 'The RegionId provided does not exist in our records.'],
    'InvalidPhysicalConnectionId.NotFound': [404, 'The PhysicalConnectionId provided does not exist in our records.'],
  },
  touches: onlyOwn,
  async run({ input, region, now, own, newId, settle, refuse, transition }) {
    const found = await ownLine(own, region, input.PhysicalConnectionId)
    const codes = { unknown: 'InvalidPhysicalConnectionId.NotFound', wrong: 'Forbidden.NotAllowedInState' } as const
    // UNKNOWN: the page asks for the state Complete, which no list of states has; Terraform orders what it has confirmed.
    const line = settle(lineIn(found, ['Confirmed'], codes, now))
    // 1 to 9 months, or 1 to 5 years (help page).
    if (input.PricingCycle === 'Year' && (input.Period ?? 1) > 5)
      return refuse('InvalidPhysicalConnectionPeriod.Malformed', { because: `${input.Period} years are more than 5.` })
    if (input.AutoPay === true) {
      const life = { settlesAt: transition.settlesAt, fails: !transition.succeeds }
      own.put(physicalConnections, { ...line, status: 'Enabled', enabledAt: now.toISOString(), ...life })
    }
    return { Data: { OrderId: newId('', 15, 'digits') } }
  },
})
