/**
 * Virtual Private Cloud 2016-04-28, as far as the two core products need it. Parameters, answer fields and errors: OpenAPI
 * metadata of mid 2024, with the fields that the SDK of 2026 adds; RAM: help pages of 2024 to 2026.
 */

import { type Candidate, type ParameterFault, product } from '../../model/index.js'
import * as tables from './tables.js'

/** Codes that do not follow from the parameter's name. Spellings as published. */
const special: Readonly<Record<string, readonly string[]>> = {
  RegionId: ['InvalidRegionId.NotFound'],
  Description: ['InvalidVpcDiscription.Malformed', 'InvalidVSwitchDiscription.Malformed'],
  CidrBlock: ['InvalidCidrBlock.Malformed', 'InvalidParameter'],
  Key: ['InvalidTagKey', 'InvalidFilterKey.ValueNotSupported'],
  Value: ['InvalidTagValue'],
  VpcOwnerId: ['IllegalParam.OwnerId'],
  VSwitchOwnerId: ['IllegalParam.OwnerId'],
  VbrOwnerId: ['IllegalParam.OwnerAliUid'],
}

/** Required parameters that an operation's own MissingParameter does not speak of. */
const leftToTheGateway = new Set(['RegionId', 'VlanId'])

function codesFor({ kind, parameter, path, given }: ParameterFault): readonly Candidate[] {
  if (kind === 'missing') {
    const own = [{ code: `MissingParam.${parameter.charAt(0).toLowerCase()}${parameter.slice(1)}` }, { code: 'MissingParameter' }]
    return [...(leftToTheGateway.has(parameter) ? [] : own), { code: 'Missing%s', fill: [parameter] }]
  }
  const name = path.slice(path.lastIndexOf('.') + 1)
  const capital = name.charAt(0).toUpperCase() + name.slice(1)
  const codes = [
    ...(special[name] ?? []),
    `Invalid${capital}.Malformed`,
    `Invalid${capital}.Malformd`,
    `IllegalParam.${name}`,
    `Invalid${capital}`,
  ]
  const told = codes.map((code): Candidate => ({ code, fill: [path, `The specified ${path} is not valid.`] }))
  const address: Candidate = { code: 'IllegalParam.IpAddress', fill: [path, given ?? path] }
  return [...told, ...(name.includes('GatewayIp') ? [address] : []), { code: 'IllegalParam.%s', fill: [path] }]
}

export const vpc = product({
  name: 'Vpc',
  version: '2016-04-28',
  ram: 'vpc',
  hosts: ['vpc', 'vpc-vpc'],
  locationCodes: ['vpc'],
  methods: ['GET', 'POST'],
  errors: {
    // The gateway's pattern for a parameter that an API requires (facts, gateway 5.2).
    'Missing%s': [400, '%s is mandatory for this action.'],
    // UNKNOWN: what a malformed value answers where an operation lists no code for it; the newer codes of the family look so.
    'IllegalParam.%s': [400, 'The param of %s is illegal.'],
  },
  // The help pages' numbers, but for the last: UNKNOWN, the page on its limits was not readable.
  quotas: { vpcs: 10, vSwitchesPerVpc: 150, vbrsPerPhysicalConnection: 50 },
  choices: {
    physicalConnection:
      '`Allocated` leaves a new physical connection in that state, as the real workflow does; no VBR can be made on it.',
  },
  dialect: {
    emptyIs: 'absent',
    fault: codesFor,
    denied: () => ({
      code: 'Forbidden.RAM',
      message: "User not authorized to operate on the specified resource, or this API doesn't support RAM.",
      httpStatus: 403,
    }),
    dryRunPassed: {
      code: 'DryRunOperation',
      message: 'Request validation has been passed with DryRun flag set.',
      httpStatus: 400,
    },
  },
  tables: Object.values(tables),
  operations: new URL('./operations/', import.meta.url),
})
