/** Express Connect Router 2023-09-01. Facts: `test/published/express-connect-router.json` unless said otherwise. */

import { type Candidate, type ParameterFault, product } from '../../model/index.js'
import { learned } from './learning.js'
import { pastRows } from './past.js'
import * as tables from './tables.js'

/**
 * `%s` is the parameter's name in codes; in the message of a malformed value it is name and value, as the published
 * example of DynamicMessage reads ("The param format of EcrId ecr-1 is illegal."). A code published for one parameter
 * (`IllegalParamFormat.CenId`) goes before the template.
 */
function codesFor({ kind, parameter, path, given }: ParameterFault): readonly Candidate[] {
  const illegal: Candidate[] = [{ code: `IllegalParam.${parameter}` }, { code: 'IllegalParam.%s', fill: [path, path] }]
  const format: Candidate[] = [
    { code: `IllegalParamFormat.${parameter}` },
    { code: 'IllegalParamFormat.%s', fill: [path, given === undefined ? path : `${path} ${given}`] },
  ]
  if (kind === 'missing') return [{ code: 'MissingParam.%s', fill: [path, path] }]
  if (kind === 'count') return [{ code: `IllegalParamSize.${parameter}` }, ...format]
  return kind === 'value' ? [...illegal, ...format] : format
}

export const ecr = product({
  name: 'ExpressConnectRouter',
  version: '2023-09-01',
  ram: 'expressconnectrouter',
  hosts: ['expressconnectrouter'],
  locationCodes: ['ecr', 'expressconnectrouter'],
  // UNKNOWN: the metadata says POST alone; the aliyun CLI can force GET (facts, clients 7), and one rule for all is simpler.
  methods: ['GET', 'POST'],
  errors: {
    'MissingParam.%s': [400, 'The param of %s is missing.'],
    'IllegalParamFormat.%s': [400, 'The param format of %s is illegal.'],
  },
  // UNKNOWN: the numbers are on a page that could not be read; these are ours, dialable per world. Calls per minute are documented.
  quotas: {
    ecrsPerAccount: 10,
    vpcsPerEcr: 50,
    transitRoutersPerEcr: 10,
    allowedPrefixesPerAssociation: 100,
    tagsPerResource: 20,
    readsPerMinute: 300,
    writesPerMinute: 120,
  },
  rates: {
    choice: 'flowControl',
    windowMs: 60_000,
    reads: 'readsPerMinute',
    writes: 'writesPerMinute',
    countedAsWrites: ['CheckAddRegionToExpressConnectRouter'],
  },
  choices: {
    strictRevoke: '`yes` refuses to take back the grant of an instance while it is attached.',
    cdt: '`closed`: accounts have not activated CDT, so an ECR stays in one region.',
    crossBorderCdt: '`closed`: accounts have not activated cross-border CDT.',
    crossBorder: '`denied`: accounts may not create links across the border of the Chinese mainland.',
    admittedAccounts: 'The accounts that may create ECRs, comma-separated. Absent: all.',
    overdueAccounts: 'Accounts that have not paid, comma-separated: their ECRs are FinancialLocked and RECLAIMING.',
    vbrsWithoutMpbgp: 'VBRs on devices without MP-BGP, comma-separated: no ECR takes them.',
    flowControl: '`on` holds accounts to the documented number of calls per minute.',
  },
  // UNKNOWN: how long they take. Well under a second, for Terraform starts many at once and each holds the lock.
  settlesInMs: 400,
  dialect: {
    emptyIs: 'absent',
    fault: codesFor,
    // UNKNOWN: the denial of this product is not documented; it stems from the VPC family, whose answer this is.
    denied: () => ({
      code: 'Forbidden.RAM',
      message: "User not authorized to operate on the specified resource, or this API doesn't support RAM.",
      httpStatus: 403,
    }),
    envelope: { Success: true, Code: '200', Message: 'OK', HttpStatusCode: 200 },
    failureMembers: ['DynamicCode', 'DynamicMessage', 'AccessDeniedDetail'],
    failure: ({ httpStatus, code, message, templated }) => ({
      Success: false,
      HttpStatusCode: httpStatus,
      ...(templated ? { DynamicCode: code, DynamicMessage: message } : {}),
    }),
  },
  tables: Object.values(tables),
  operations: new URL('./operations/', import.meta.url),
  seedables: { bgpRoutes: learned },
  past: pastRows,
  later: [],
})

/** The service is central; these are the regions whose VPCs and VBRs an ECR can join. */
// biome-ignore format: a list of names reads best in rows
export const supportedRegions: readonly string[] = [
  'cn-qingdao', 'cn-beijing', 'cn-zhangjiakou', 'cn-zhengzhou-jva', 'cn-huhehaote', 'cn-wulanchabu', 'cn-hangzhou', 'cn-shanghai',
  'cn-nanjing', 'cn-fuzhou', 'cn-shenzhen', 'cn-heyuan', 'cn-guangzhou', 'cn-chengdu', 'cn-wuhan-lr', 'cn-hongkong',
  'ap-northeast-1', 'ap-northeast-2', 'ap-southeast-1', 'ap-southeast-3', 'ap-southeast-5', 'ap-southeast-6', 'us-east-1',
  'us-west-1', 'eu-west-1', 'eu-central-1', 'cn-shanghai-finance-1', 'cn-shenzhen-finance-1', 'ap-southeast-7',
  'cn-beijing-finance-1', 'me-central-1', 'cn-heyuan-acdr-1',
]
