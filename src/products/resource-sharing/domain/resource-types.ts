/**
 * What can be shared. Facts: the table of services that work with Resource Sharing (`resourceTypes` in the published facts).
 * A type is a row here; nothing else names types but the limits of vSwitches.
 */

import type { AccountId } from '../../../model/index.js'

export interface ResourceType {
  readonly code: string
  /** `acs:<service>:<region>:<account>:<kind>/<id>`; absent where only the ID form is taken. */
  readonly arn?: { readonly service: string; readonly kind: string }
  /** Only the ARN form is taken. */
  readonly arnOnly?: true
  readonly withServices: boolean
  readonly principalMayExit: boolean
  readonly outsideDirectory: boolean
  /** Settings of a share of it: names of the flags in the JSON text. */
  readonly settings?: readonly string[]
  /** The trusted service whose delegated administrators stand for the management account, where it is not called as in ARNs. */
  readonly trustedService?: string
  /** The only region whose shares take it: types that belong to no region. */
  readonly onlyIn?: string
}

const usual = { withServices: false, principalMayExit: true, outsideDirectory: true } as const

const types: readonly ResourceType[] = [
  { code: 'VSwitch', arn: { service: 'vpc', kind: 'vswitch' }, ...usual },
  { code: 'PrefixList', arn: { service: 'vpc', kind: 'prefixlist' }, ...usual },
  { code: 'PublicIpAddressPool', arn: { service: 'vpc', kind: 'publicipaddresspool' }, ...usual },
  { code: 'IpamPool', arn: { service: 'vpc', kind: 'ipampool' }, ...usual, principalMayExit: false, trustedService: 'vpcipam' },
  { code: 'IpamResourceDiscovery', arn: { service: 'vpc', kind: 'ipamresourcediscovery' }, ...usual, trustedService: 'vpcipam' },
  { code: 'ROSTemplate', ...usual, onlyIn: 'cn-shanghai', trustedService: 'ros' },
  {
    code: 'ServiceCatalogPortfolio',
    arn: { service: 'servicecatalog', kind: 'portfolio' },
    ...usual,
    settings: ['sharePrincipals', 'shareTagOptions'],
  },
  { code: 'Image', arn: { service: 'ecs', kind: 'image' }, ...usual },
  { code: 'Snapshot', arn: { service: 'ecs', kind: 'snapshot' }, ...usual },
  { code: 'CapacityReservation', arn: { service: 'ecs', kind: 'capacityreservation' }, ...usual, withServices: true },
  { code: 'ElasticityAssurance', arn: { service: 'ecs', kind: 'elasticityassurance' }, ...usual },
  { code: 'DeploymentSet', arn: { service: 'ecs', kind: 'deploymentset' }, ...usual, withServices: true },
  {
    code: 'KMSInstance',
    arn: { service: 'kms', kind: 'instance' },
    withServices: false,
    principalMayExit: false,
    outsideDirectory: false,
  },
  // UNKNOWN: known only from the Terraform provider, which names it by ARN; the form of the ARN and the flags are ours.
  { code: 'PolarDBBackupSet', arn: { service: 'polardb', kind: 'backupset' }, arnOnly: true, ...usual },
]

const byCode = new Map(types.map((type) => [type.code, type]))

export const resourceTypeCodes: readonly string[] = types.map(({ code }) => code)

export function resourceType(code: string): ResourceType | undefined {
  return byCode.get(code)
}

/** Whether a type may be used in a way; an unknown one may not. */
export function typeAllows(code: string, way: 'withServices' | 'principalMayExit' | 'outsideDirectory'): boolean {
  return byCode.get(code)?.[way] === true
}

/** UNKNOWN: which trusted service a type belongs to; that of the product, by the code that its API goes by. */
export function trustedServiceOf(code: string): string {
  const { trustedService, arn } = byCode.get(code) ?? {}
  return `${trustedService ?? arn?.service ?? 'resourcesharing'}.aliyuncs.com`
}

/** The form of an ARN, whatever its type. */
export const arnPattern = /^acs:[a-z0-9]+:[a-z0-9-]*:[0-9]{1,20}:[a-z]+\/[A-Za-z0-9][A-Za-z0-9._-]*$/

export interface ParsedArn {
  readonly type: ResourceType
  readonly regionId: string
  readonly account: string
  readonly resourceId: string
}

/** The parts of an ARN of a type that is taken in this form; `undefined` for any other text. */
export function parseArn(arn: string): ParsedArn | undefined {
  if (!arnPattern.test(arn)) return undefined
  const [, service, regionId = '', account = '', rest = ''] = arn.split(':')
  const [kind, resourceId = ''] = rest.split('/')
  const type = types.find(({ arn: form }) => form?.service === service && form?.kind === kind)
  return type && { type, regionId, account, resourceId }
}

/** The ARN of a resource; `undefined` for types that have none. */
export function arnOf(code: string, regionId: string, account: AccountId, resourceId: string): string | undefined {
  const form = byCode.get(code)?.arn
  return form && `acs:${form.service}:${regionId}:${account}:${form.kind}/${resourceId}`
}
