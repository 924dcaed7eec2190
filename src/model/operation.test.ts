import { describe, expect, it } from 'vitest'
import { ecr } from '../products/express-connect-router/product.js'
import { accountId, no, onlyOwn, operation, required, text, yes } from './index.js'

/** What must not compile is marked; the compiler complains when one of the marks is no longer needed. */
describe('a declaration', () => {
  const common = {
    does: 'Tries the types.',
    input: { Id: required(text('An id.')), Owner: accountId('An account.') },
    access: { level: 'get' },
  } as const

  it('lets run read declared parameters only, and optional ones only as what they are', () => {
    const made = operation(ecr, {
      ...common,
      name: 'Try',
      async run({ input }) {
        const id: string = input.Id
        // @ts-expect-error an optional parameter may be absent
        const owner: string = input.Owner
        // @ts-expect-error there is no such parameter
        return { id, owner, other: input.Other }
      },
    })
    expect(made.name).toBe('Try')
  })

  it('lets run refuse with declared codes only', () => {
    const made = operation(ecr, {
      ...common,
      name: 'Try',
      errors: { 'ResourceNotFound.EcrId': [404, 'EcrId not found.'] },
      async run({ settle, refuse, input }) {
        if (input.Id === 'a') settle(no('ResourceNotFound.EcrId'))
        if (input.Id === 'b') refuse('MissingParam.%s')
        // @ts-expect-error this code is declared by neither the operation nor its product
        if (input.Id === 'c') settle(no('ResourceNotFound.VpcId'))
        // @ts-expect-error nor is this one
        if (input.Id === 'd') refuse('Conflict.Lock')
        return settle(yes({}))
      },
    })
    expect(Object.keys(made.errors)).toContain('ResourceNotFound.EcrId')
  })

  it('lets run write only when it names the accounts that it touches', () => {
    operation(ecr, {
      ...common,
      name: 'Try',
      async run(context) {
        // @ts-expect-error a read has no put
        context.own.put({ name: 't', key: ['id'], indexes: {} }, { id: '1' })
        return {}
      },
    })
    const writing = operation(ecr, {
      ...common,
      name: 'Try',
      touches: onlyOwn,
      async run({ own }) {
        own.put({ name: 't', key: ['id'], indexes: {} }, { id: '1' })
      },
    })
    expect(writing.touches).toBeDefined()
  })

  it('makes run answer every declared field', () => {
    operation(ecr, {
      ...common,
      name: 'Try',
      output: { EcrId: text('The id.') },
      // @ts-expect-error EcrId is missing
      async run() {
        return {}
      },
    })
    expect(true).toBe(true)
  })
})
