/**
 * Virtual Private Cloud 2016-04-28, as far as the two core products need it. Parameters, answer fields and errors: OpenAPI
 * metadata of mid 2024, with the fields that the SDK of 2026 adds; RAM: help pages of 2024 to 2026.
 */

import { type Candidate, type ParameterFault, product } from '../../model/index.js'
import { pastRows } from './past.js'
import * as tables from './tables.js'

/** Codes that do not follow from the parameter's name. Spellings as published. */
const special: Readonly<Record<string, readonly string[]>> = {
  RegionId: ['InvalidRegionId.NotFound'],
  Description: [
    'InvalidVpcDiscription.Malformed',
    'InvalidVSwitchDiscription.Malformed',
    'InvalidBgpDescription.Malformed',
    'InvalidBgpDiscription.Malformed',
    'InvalidParameter.Description.Malformed',
  ],
  Name: ['InvalidBgpName.Malformed'],
  AuthKey: ['InvalidBgpAuthkey.Malformed'],
  RouteTableName: ['InvalidParameter.RouteTableName.Malformed', 'Abs.InvaliTableName.Malformed'],
  bandwidth: ['InvalidBandwidth'],
  RouteQuota: ['IllegalParam.RouteLimit'],
  PeerAsn: ['IllegalParam.PeerAsn'],
  TagKey: ['InvalidTagKey'],
  PricingCycle: ['InvalidPhysicalConnectionPricingCycle.Malformed'],
  Period: ['InvalidPhysicalConnectionPeriod.Malformed'],
  InstanceChargeType: ['InvalidPhysicalConnectionChargeType.Malformed'],
  NextToken: ['IllegalParam.NextToken'],
  VbrOwnerUid: ['Parameter.Illegal'],
  InstanceType: ['Parameter.Illegal', 'InstanceType.Invalid'],
  CenId: ['IllegalParam.CenInstanceId'],
  CidrBlock: ['InvalidCidrBlock.Malformed', 'InvalidParameter'],
  Key: ['InvalidTagKey', 'InvalidFilterKey.ValueNotSupported'],
  Value: ['InvalidTagValue'],
  Cidr: ['IllegalParam.CidrBlock'],
  IpVersion: ['UnsupportedFeature.IpVersion'],
  VpcOwnerId: ['IllegalParam.OwnerId'],
  VSwitchOwnerId: ['IllegalParam.OwnerId'],
  VbrOwnerId: ['IllegalParam.OwnerAliUid'],
}

/** Of lists that are too long. */
const tooMany: Readonly<Record<string, string>> = {
  ResourceId: 'SizeLimitExceeded.ResourceId',
  Tag: 'SizeLimitExceeded.TagNum',
  TagKey: 'SizeLimitExceeded.TagNum',
}

/** Names of parameters in codes for their absence, where they have another one. */
const missing: Readonly<Record<string, readonly string[]>> = { CenId: ['CenInstanceId'], Tag: ['Tags'] }

/** Required parameters that an operation's own MissingParameter does not speak of. */
const leftToTheGateway = new Set(['RegionId', 'VlanId'])

function codesFor({ kind, parameter, path, given }: ParameterFault): readonly Candidate[] {
  if (kind === 'missing') {
    const named = [parameter, `${parameter.charAt(0).toLowerCase()}${parameter.slice(1)}`, ...(missing[parameter] ?? [])]
    const own: Candidate[] = [
      ...named.map((name) => ({ code: `MissingParam.${name}`, fill: [parameter, parameter] as const })),
      ...['MissingParameter', 'InvalidParam.NotNull', 'InvalidParams.NotNull'].map((code) => ({ code })),
    ]
    return [...(leftToTheGateway.has(parameter) ? [] : own), { code: 'Missing%s', fill: [parameter] }]
  }
  if (kind === 'count' && tooMany[parameter]) return [{ code: tooMany[parameter] }, { code: 'IllegalParam.%s', fill: [path] }]
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
  const usual: readonly Candidate[] = [{ code: 'Parameter.Illegal' }, { code: 'IllegalParam.%s', fill: [path] }]
  return [...told, ...(name.includes('GatewayIp') ? [address] : []), ...usual]
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
  // The help pages' numbers, but for the last two: UNKNOWN, the pages on their limits were not readable.
  quotas: {
    prefixLists: 10,
    entriesPerPrefixList: 50,
    vpcs: 10,
    vSwitchesPerVpc: 150,
    secondaryBlocksPerVpc: 5,
    customRouteTablesPerVpc: 9,
    routeEntriesPerRouteTable: 200,
    bgpPeersPerVbr: 8,
    routesPerBgpPeer: 110,
    tagsPerResource: 20,
    vbrsPerPhysicalConnection: 50,
    cenGrantsPerInstance: 20,
  },
  choices: {
    physicalConnection:
      '`Allocated` demands the steps of the real workflow before a VBR can be made on a line; otherwise its first VBR enables it.',
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
  past: pastRows,
  operations: new URL('./operations/', import.meta.url),
})
