/**
 * Cloud Enterprise Network 2017-09-12 (the product `Cbn`), as far as ECRs meet it: CEN instances, Enterprise Edition transit
 * routers, their ECR attachments and static routes, and grants between accounts. Not offered: what attaches VPCs, VBRs, VPNs and
 * other transit routers, bandwidth packages, custom route tables. Parameters, answer fields and errors: OpenAPI metadata of mid
 * 2024, with the fields that the SDK of 2026 adds; RAM: help pages of 2025, and for operations whose page was not readable what
 * their siblings have.
 */

import { type Candidate, type ParameterFault, product } from '../../model/index.js'
import { usualEcrAttachments } from './domain/ecr-attachment.js'
import { pastRows } from './past.js'
import * as tables from './tables.js'

/** Codes that do not follow from the parameter's name. Spellings as published. */
const special: Readonly<Record<string, readonly string[]>> = {
  Key: ['InvalidTagKey', 'IllegalParam.TagKey'],
  Value: ['InvalidTagValue', 'IllegalParam.TagValue'],
  TagKey: ['InvalidTagKey'],
  ResourceId: ['SizeLimitExceeded.ResourceIdNum'],
  RegionId: ['IllegalParam.Region', 'InvalidParameter.RegionId'],
  TransitRouterRouteEntryName: ['InvalidName'],
  TransitRouterRouteEntryDescription: ['InvalidDescription'],
  TransitRouterRouteEntryNextHopType: ['IllegalParam.NextHopType'],
}

function codesFor({ kind, parameter, path }: ParameterFault): readonly Candidate[] {
  if (kind === 'missing')
    return [
      { code: 'MissingParam', fill: [parameter, `${parameter} must be specified.`] },
      { code: 'MissingParameter' },
      { code: 'Missing%s', fill: [parameter] },
    ]
  const name = path.split('.').findLast((part) => !/^\d+$/.test(part)) ?? parameter
  const inFilter = /^(RouteFilter|FeatureFilter|Filter)$/.test(parameter)
  const filter =
    parameter === 'FeatureFilter'
      ? [`InvalidOperation.Unsupport${name === 'Key' ? 'Filter' : 'FilterValue'}`]
      : ['InvalidFilterKey']
  const codes = [...(inFilter ? filter : (special[name] ?? [])), `IllegalParam.${name}`, 'InvalidParameter']
  return codes.map((code): Candidate => ({ code, fill: [path] }))
}

export const cen = product({
  name: 'Cbn',
  version: '2017-09-12',
  ram: 'cen',
  hosts: ['cbn'],
  locationCodes: ['cbn'],
  methods: ['GET', 'POST'],
  errors: {
    // The gateway's pattern for a parameter that an API requires (facts, gateway 5.2).
    'Missing%s': [400, '%s is mandatory for this action.'],
    InvalidParameter: [400, 'Invalid parameter.'],
    Unauthorized: [400, 'The AccessKeyId is unauthorized.'],
    // Clients know these three, no list has them: the first two end a deletion of what is gone, on the last one they try again.
    ParameterCenInstanceId: [400, 'not published', 'The specified CEN instance does not exist.'],
    ParameterInstanceId: [400, 'not published', 'The specified instance does not exist.'],
    'Operation.Blocking': [400, 'not published', 'The resource is being operated on. Try again later.'],
  },
  // UNKNOWN: the numbers are on pages that could not be read; these are ours, dialable per world. 20 tags: page of TagResources.
  quotas: { ecrAttachmentsPerTransitRouter: usualEcrAttachments, routeEntriesPerTable: 200, tagsPerResource: 20 },
  dialect: {
    emptyIs: 'absent',
    fault: codesFor,
    // UNKNOWN: the denial of this product is not documented; it stems from the VPC family, whose answer this is.
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
  past: pastRows,
})
