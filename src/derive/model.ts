/** The declared model as JSON, for `GET /admin/v1/model`: what forms, reference pages and checks against the facts read. */

import { actionOf, type Fields, type Operation, type Product, publishedType, type Shape } from '../model/index.js'

/** Where the operations come from. */
export interface Operations {
  readonly products: readonly Product[]
  names(product: Product): readonly string[]
  operation(product: Product, name: string): Promise<Operation | 'unknown' | 'later'>
}

export interface DescribedParameter {
  /** `Targets[]`, `Resources[].ResourceId`. */
  readonly path: string
  readonly type: string
  readonly required: boolean
  readonly note: string
  readonly example?: string | number | boolean
  readonly role?: string
  readonly rules: Readonly<Record<string, unknown>>
}
export interface DescribedOperation {
  readonly name: string
  readonly implemented: boolean
  readonly does?: string
  readonly documented?: string
  readonly changes?: boolean
  readonly parameters: readonly DescribedParameter[]
  readonly response: readonly { readonly path: string; readonly type: string; readonly note: string }[]
  readonly errors: readonly {
    readonly httpStatus: number
    readonly code: string
    readonly message: string
    readonly ours?: string
  }[]
  readonly ram?: {
    readonly action: string
    readonly level: string
    readonly resources: readonly string[]
    readonly conditionKeys: readonly string[]
  }
}
export interface DescribedProduct {
  readonly product: string
  readonly version: string
  readonly ram: string
  readonly hosts: readonly string[]
  readonly operations: readonly DescribedOperation[]
}

export async function describeModel(operations: Operations): Promise<{ readonly products: readonly DescribedProduct[] }> {
  const products = await Promise.all(
    operations.products.map(async (product) => {
      const offered = await Promise.all(operations.names(product).map((name) => operations.operation(product, name)))
      const described = offered.filter((each): each is Operation => typeof each !== 'string').map(describeOperation)
      const later = (product.later ?? []).map((name) => ({ name, implemented: false, parameters: [], response: [], errors: [] }))
      const all = [...described, ...later].sort((a, b) => (a.name < b.name ? -1 : 1))
      return { product: product.name, version: product.version, ram: product.ram, hosts: product.hosts, operations: all }
    }),
  )
  return { products: products.filter((product) => product.operations.length > 0) }
}

function describeOperation(operation: Operation): DescribedOperation {
  const { access } = operation
  return {
    name: operation.name,
    implemented: true,
    does: operation.does,
    ...(operation.documented ? { documented: operation.documented } : {}),
    changes: operation.touches !== undefined,
    parameters: Object.entries(operation.input).flatMap(([name, shape]) => parameterPaths(name, shape)),
    response: responseOf(operation),
    errors: Object.entries(operation.errors).map(([code, [httpStatus, message, ours]]) => ({
      httpStatus,
      code,
      message,
      ...(ours === undefined ? {} : { ours }),
    })),
    ram: {
      action: actionOf(operation),
      level: access.level,
      resources: [...new Set(access.resources?.map(({ arn }) => arn) ?? ['*'])],
      conditionKeys: (access.conditions ?? []).map((condition) => (typeof condition === 'string' ? condition : condition.key)),
    },
  }
}

function pathOf(prefix: string, shape: Shape): string {
  return shape.kind === 'list' ? `${prefix}[]` : prefix
}

/** The members of a structure, or of the structures in a list. */
function membersOf(shape: Shape): Fields {
  const inner = shape.kind === 'list' ? (shape.item as Shape) : shape
  return inner.kind === 'structure' ? inner.fields : {}
}

function parameterPaths(name: string, shape: Shape): DescribedParameter[] {
  const path = pathOf(name, shape)
  const own = {
    path,
    type: publishedType(shape),
    required: shape.presence === 'required',
    note: shape.note,
    ...(shape.example === undefined ? {} : { example: shape.example }),
    ...(shape.role ? { role: shape.role } : {}),
    rules: rulesOf(shape),
  }
  return [own, ...Object.entries(membersOf(shape)).flatMap(([member, inner]) => parameterPaths(`${path}.${member}`, inner))]
}

function rulesOf(shape: Shape): Record<string, unknown> {
  const rules: Record<string, unknown> = {}
  for (const name of ['oneOf', 'min', 'max', 'default', 'distinct', 'together'] as const)
    if (name in shape) rules[name] = (shape as unknown as Record<string, unknown>)[name]
  if ('pattern' in shape && shape.pattern) rules.pattern = shape.pattern.source
  return rules
}

function responseOf({ product, output, without }: Operation): DescribedOperation['response'] {
  const common = [
    { path: 'RequestId', type: 'string', note: 'Names the request; its page explains it.' },
    ...Object.entries(product.dialect.envelope ?? {}).map(([path, value]) => ({
      path,
      type: typeof value === 'number' ? 'integer' : typeof value,
      note: 'The same in every success.',
    })),
    ...(product.dialect.failureMembers ?? []).map((path) => ({ path, type: 'string', note: 'Only in failures.' })),
  ]
  return [
    ...common.filter(({ path }) => !without.includes(path)),
    ...Object.entries(output).flatMap(([name, shape]) => responsePaths(name, shape)),
  ]
}

function responsePaths(name: string, shape: Shape): { path: string; type: string; note: string }[] {
  const path = pathOf(name, shape)
  const members = Object.entries(membersOf(shape)).flatMap(([member, inner]) => responsePaths(`${path}.${member}`, inner))
  return [{ path, type: publishedType(shape), note: shape.note }, ...members]
}
