/**
 * Which code a faulty call has to be refused with: chosen by name out of the codes that the facts list for the operation. Codes are
 * tried tier by tier; the first tier of which anything is listed binds. Where nothing is listed the gateway's codes do.
 */

import { facts, type OperationFacts, type PublishedError } from './facts.js'

export type Fault = 'missing' | 'format' | 'value' | 'length' | 'count' | 'duplicate'

/** A code that is right, with all that has to come with it. */
export interface Expected {
  readonly code: string
  readonly httpStatus: number
  /** The message, or what it has to look like; absent: not published. */
  readonly message?: string | RegExp
  /** The code as published, `%s` and all. */
  readonly listed: string
  readonly source: string
}

export interface Place {
  readonly fault: Fault
  /** `Resources.ResourceType` of `Resources.2.ResourceType`. */
  readonly path: string
}

const notPublished = new Set(['', '-', 'not documented'])

function expected({ code, httpStatus, message, source }: PublishedError, name?: string): Expected {
  const filled = name === undefined ? code : code.replace('%s', name)
  const known = !notPublished.has(message)
  const shape = message.includes('%s') ? patternOf(message) : message
  return { code: filled, httpStatus, listed: code, source, ...(known ? { message: shape } : {}) }
}

/** `%s` stands for the name, or for name and value: the published example reads "The param format of EcrId **** is illegal." */
function patternOf(message: string): RegExp {
  const parts = message.split('%s').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('[^%]+')}$`, 's')
}

/** The error of this code, as published. */
export function listed(operation: OperationFacts, code: string): Expected | undefined {
  const exact = operation.errors.find((error) => error.code === code)
  if (exact) return expected(exact)
  const template = operation.errors.find((error) => error.code.endsWith('.%s') && code.startsWith(error.code.slice(0, -2)))
  return template && expected(template, code.slice(template.code.length - 2))
}

/** The right codes for a fault. Never empty. */
export function codesFor(operation: OperationFacts, place: Place): readonly Expected[] {
  if (!operation.isCore) return siblingCodes(operation, place)
  const tiers = operation.product === 'ResourceSharing' ? sharingTiers(operation, place) : routerTiers(operation, place)
  for (const tier of tiers) {
    const found = tier.map((code) => listed(operation, code)).filter((each) => each !== undefined)
    if (found.length > 0) return found
  }
  return [...(operation.product === 'ExpressConnectRouter' ? usualOfRouters(tiers) : []), ...gatewayCodes(place)]
}

/** What the other operations of the product list for it, where this one lists nothing. */
function usualOfRouters(tiers: readonly (readonly string[])[]): Expected[] {
  const other = facts.find(({ product, name }) => product === 'ExpressConnectRouter' && name === 'CreateFlowLog')
  const codes = [...tiers.flat(), 'ResourceNotFound.EcrId']
  return other ? codes.map((code) => listed(other, code)).filter((each) => each !== undefined) : []
}

/** Words of lists for what a parameter is called. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  CenId: ['CenInstanceId', 'CenIdOrRegionId'],
  InstanceId: ['Instance', 'Vbr'],
  RegionId: ['Region', 'CenIdOrRegionId'],
  TransitRouterId: ['TrInstance'],
}
/** Codes for a value that is wrong, and for one that is not there, whatever parameter it is of. */
const generic = { wrong: ['InvalidParameter', 'Parameter.Illegal'], missing: ['MissingParameter', 'InvalidParam.NotNull'] }

/** Of an operation next to the core products: what is listed and may be about the parameter, else any code of the gateway's. */
function siblingCodes(operation: OperationFacts, place: Place): readonly Expected[] {
  const name = lastOf(place.path)
  const codes = [name, ...(otherNames[name] ?? [])].flatMap((each) => [
    ...['IllegalParam', 'InvalidParameter', ...(place.fault === 'missing' ? ['MissingParam'] : [])].map(
      (family) => `${family}.${each}`,
    ),
    ...[`Invalid${each}.NotFound`, `${each}.Invalid`, `${each}.NotExist`],
  ])
  const all = [...codes, ...generic.wrong, ...(place.fault === 'missing' ? generic.missing : [])]
  const found = all.map((code) => listed(operation, code)).filter((each) => each !== undefined)
  const isAboutValues = found.some(({ code }) => /^(IllegalParam|InvalidParameter|Parameter.Illegal)/.test(code))
  // Whether the gateway or the operation misses a parameter is nowhere said.
  if (place.fault === 'missing') return [...found, ...gatewayCodes(place)]
  if (isAboutValues) return found
  // Only the unknown has a code, or nothing has: how the malformed is refused is not documented.
  const family = [`IllegalParam.${name}`, `IllegalParam.${name}.1`].map(
    (code): Expected => ({ code, httpStatus: 400, listed: code, source: 'not documented' }),
  )
  return [...found, ...gatewayCodes(place), ...family]
}

const lastOf = (path: string) => path.slice(path.lastIndexOf('.') + 1)
const firstOf = (path: string) => path.split('.')[0] as string

/** `MissingParameter.X`, `InvalidParameter.X`, `.Length`, `.Duplicate`; the tag operations write plurals and `NumberExceed.`. */
function sharingTiers({ errors }: OperationFacts, { fault, path }: Place): string[][] {
  // A member by its own name, by both, or by that of its list.
  const names = [...new Set([lastOf(path), path.replace('.', ''), firstOf(path)])]
  // `X`, `Xs`, and codes of several parameters: `MissingParameter.ResourceIdOrTag`.
  const named = (family: string) => {
    const exact = names.flatMap((name) => [`${family}.${name}`, `${family}.${name}s`])
    const joint = errors
      .map(({ code }) => code)
      .filter((code) => names.some((name) => new RegExp(`^${family}\\.(\\w+Or)?${name}s?(Or\\w+)?$`).test(code)))
    return [exact, joint]
  }
  const invalid = [...named('InvalidParameter'), ['InvalidParameter']]
  const suffixed = (suffix: string) => names.map((name) => `InvalidParameter.${name}.${suffix}`)
  if (fault === 'missing') return [...named('MissingParameter'), ...invalid]
  if (fault === 'duplicate')
    return [suffixed('Duplicate'), names.flatMap((name) => [`Duplicate.${name}`, `Duplicate.${name}Key`]), ...invalid]
  if (fault === 'length') return [suffixed('Length'), ...invalid]
  if (fault === 'count') return [suffixed('Length'), named('NumberExceed')[0] as string[], ...invalid]
  return invalid
}

/** `MissingParam.%s`, `IllegalParamFormat.%s`, `IllegalParam.%s`, and codes of one parameter; `%s` is the list or the very member. */
function routerTiers({ errors }: OperationFacts, { fault, path }: Place): string[][] {
  const top = firstOf(path)
  const names = path === top ? [top, `${top}.1`] : [top, `${top}.1`, path, path.replace('.', '.1.')]
  const family = (stem: string) => names.map((name) => `${stem}.${name}`)
  // A member that has a code of its own, under its name or a longer one: `IllegalParam.TransitMode` of `TransitModeList.Mode`.
  const own = errors
    .map(({ code }) => code)
    .filter((code) => path !== top && code.startsWith('IllegalParam.') && code.endsWith(lastOf(path)))
  if (fault === 'value' && own.length > 0) return [own]
  if (fault === 'missing') return [family('MissingParam')]
  if (fault === 'count') return [family('IllegalParamSize'), [...family('IllegalParamFormat'), ...family('IllegalParam')]]
  if (fault === 'value') return [family('IllegalParam'), family('IllegalParamFormat')]
  return [family('IllegalParamFormat'), family('IllegalParam')]
}

/** Gateway 5.2: what is mandatory and not there is Missing and its name; for other faults no code is documented. */
function gatewayCodes({ fault, path }: Place): Expected[] {
  const name = firstOf(path)
  const source = 'gateway 5.2'
  const invalid = ['InvalidParameter', `InvalidParameter.${name}`].map((code) => ({ code, httpStatus: 400, listed: code, source }))
  if (fault !== 'missing') return invalid
  const code = `Missing${name}`
  return [{ code, httpStatus: 400, message: `${name} is mandatory for this action.`, listed: code, source }, ...invalid]
}

/** Codes beside those of the operation: the facts list none of them for it. */
export const gateway = {
  IdempotentParameterMismatch: {
    code: 'IdempotentParameterMismatch',
    httpStatus: 400,
    listed: 'IdempotentParameterMismatch',
    source: 'gateway 8',
  },
  /** How the VPC family says that a rehearsal has passed. */
  DryRunOperation: {
    code: 'DryRunOperation',
    httpStatus: 400,
    message: 'Request validation has been passed with DryRun flag set.',
    listed: 'DryRunOperation',
    source: 'gateway 8',
  },
  UnsupportedHTTPMethod: {
    code: 'UnsupportedHTTPMethod',
    httpStatus: 400,
    message: 'This http method is not supported.',
    listed: 'UnsupportedHTTPMethod',
    source: 'gateway 5.2',
  },
} satisfies Record<string, Expected>

/** What RAM says no with (gateway 6.7): what the operation lists, else what others of its product do, else what is proposed. */
export function denialOf(operation: OperationFacts): Expected {
  const own = listed(operation, `NoPermission.${operation.name}`) ?? listed(operation, 'NoPermission')
  if (own) return own
  const other = facts.filter(({ product }) => product === operation.product).map((each) => listed(each, 'NoPermission'))
  return other.find((each) => each !== undefined) ?? familyDenial
}

/** The VPC family's, from which ECR stems. */
const familyDenial: Expected = {
  code: 'Forbidden.RAM',
  httpStatus: 403,
  message: "User not authorized to operate on the specified resource, or this API doesn't support RAM.",
  listed: 'Forbidden.RAM',
  source: 'gateway 6.7',
}
