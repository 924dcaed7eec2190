import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { describeModel } from '../../src/derive/model.js'
import { catalogue } from '../../src/main.js'

const here = new URL('./', import.meta.url)
const shared = new URL('../../../shared/facts/', import.meta.url)
const files = readdirSync(here).filter((name) => name.endsWith('.json'))
const read = (name: string) => JSON.parse(readFileSync(new URL(name, here), 'utf8'))

interface Fact {
  readonly ramAction: string
  readonly accessLevel: string
  readonly parameters: readonly { readonly name: string; readonly required?: boolean }[]
  readonly response: Readonly<Record<string, unknown>>
  readonly errors: readonly { readonly httpStatus: number; readonly code: string; readonly message: string }[]
}

describe('our copy of the published facts', () => {
  it.runIf(existsSync(shared))('is the one that the project goes by', () => {
    for (const name of files) expect(readFileSync(new URL(name, here), 'utf8') === readFileSync(new URL(name, shared), 'utf8'), name).toBe(true)
  })

  it.each(['resource-sharing.json', 'express-connect-router.json'])('%s is what the operations declare: parameters, answers, errors, RAM', async (file) => {
    const facts = read(file) as { product: string; version: string; operations: Record<string, Fact> }
    const { products } = await describeModel(catalogue)
    const ours = products.find(({ product, version }) => product === facts.product && version === facts.version)
    expect(ours?.operations.map(({ name }) => name)).toEqual(Object.keys(facts.operations).sort())
    for (const operation of ours?.operations.filter(({ implemented }) => implemented) ?? []) {
      const fact = facts.operations[operation.name] as Fact
      const named = fact.parameters.filter(({ name }) => name !== 'Version').map(({ name, required }) => `${name}${required ? ' *' : ''}`)
      const declared = operation.parameters
        .filter(({ path }) => !path.includes('.'))
        .map(({ path, required }) => `${path.replace('[]', '')}${required ? ' *' : ''}`)
      expect(declared.sort(), operation.name).toEqual(named.sort())
      const answered = operation.response.filter(({ path }) => !path.includes('.')).map(({ path }) => path.replace('[]', ''))
      expect(answered.sort(), operation.name).toEqual(Object.keys(fact.response).sort())
      for (const { httpStatus, code, message } of fact.errors)
        expect(operation.errors, `${operation.name} ${code}`).toContainEqual(
          expect.objectContaining({ httpStatus, code, ...(message === '-' || message === '' ? {} : { message }) }),
        )
      expect(operation.ram, operation.name).toMatchObject({ action: fact.ramAction, level: fact.accessLevel })
    }
  })
})
