import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catalogue } from '../../src/main.js'
import { actionOf, type Fields, type Operation, type Shape } from '../../src/model/index.js'
import { type As, testCloud } from '../cloud.js'

/** A value for a parameter, out of its own declaration. */
function sample(shape: Shape): unknown {
  if (shape.kind === 'list') return [sample(shape.item as Shape)]
  if (shape.kind === 'structure')
    return Object.fromEntries(Object.entries(shape.fields as Fields).map(([name, member]) => [name, sample(member)]))
  return shape.example ?? (shape.kind === 'text' ? (shape.oneOf?.[0] ?? 'x') : shape.kind === 'whole' ? 1 : false)
}

/** The least that a call of the operation carries: its required parameters, as their examples say. */
function leastOf({ input }: Operation): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(input)
      .filter(([, shape]) => shape.presence === 'required')
      .map(([name, shape]) => [name, sample(shape)]),
  )
}

const names = catalogue.products.flatMap((product) => catalogue.names(product).map((name) => [product.name, name] as const))

describe('every operation', () => {
  let cloud: Awaited<ReturnType<typeof testCloud>>
  let nobody: As
  beforeAll(async () => {
    cloud = await testCloud()
    const admin = cloud.as('network')
    await admin.call('Ram', 'CreateUser', { UserName: 'nobody' })
    const { AccessKey } = await admin.call('Ram', 'CreateAccessKey', { UserName: 'nobody' })
    nobody = cloud.withKey({ accessKeyId: AccessKey.AccessKeyId })
  })
  afterAll(() => cloud.close())

  const find = async (product: string, name: string) => {
    const operation = await catalogue.operation(catalogue.byName(product) as NonNullable<ReturnType<typeof catalogue.byName>>, name)
    if (typeof operation === 'string') throw new Error(`${product} ${name} is ${operation}`)
    return operation
  }

  it.each(names)('%s %s is refused to a key that nobody has', async (product, name) => {
    const stranger = cloud.withKey({ accessKeyId: 'LTAIunknown' })
    const { code } = await stranger.refused(product, name, leastOf(await find(product, name)))
    expect(code).toBe('InvalidAccessKeyId.NotFound')
  })

  it.each(names)('%s %s is refused to a user without any policy, unless it is open to all', async (product, name) => {
    const operation = await find(product, name)
    const { status, body } = await nobody.answer(product, name, leastOf(operation))
    if (operation.access.open) {
      expect(body.AccessDeniedDetail).toBeUndefined()
      return
    }
    const action = actionOf(operation)
    const { code, httpStatus } = operation.product.dialect.denied({ action, resource: '' })
    expect({ status, code: body.Code }, JSON.stringify(body)).toEqual({ status: httpStatus, code })
    expect(body.AccessDeniedDetail).toMatchObject({
      AuthAction: action,
      AuthPrincipalType: 'SubUser',
      NoPermissionType: 'ImplicitDeny',
    })
  })
})
