import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { flag, list, oneOf, required, structure, text, whole } from '../model/index.js'
import { treeOf } from '../wire/tree.js'
import { decode } from './decode.js'
import { treeFrom } from './inside.js'

const fields = {
  Id: required(text('An id.', 'a-1', { pattern: /^a-/ })),
  Kind: oneOf(['VPC', 'VBR'], 'A kind.'),
  Name: text('A name.', 'n', { min: 0, max: 5, barred: /^http:/ }),
  Size: whole('A size.', 10, { min: 1, max: 100 }),
  On: flag('A switch.'),
  Ids: list('Ids.', text('One.'), { max: 3, distinct: true }),
  Pairs: list('Pairs.', structure({ Key: text('Key.'), Value: text('Value.', '', { min: 0 }) }, { together: ['Key', 'Value'] }), {
    jsonText: true,
  }),
}
const from = (query: string, emptyIs: 'absent' | 'malformed' = 'absent') =>
  decode(fields, treeOf(new URLSearchParams(query)), emptyIs)

describe('parameters', () => {
  it.each([
    ['Id=a-1', { Id: 'a-1' }],
    ['Id=a-1&Size=7&On=TRUE&Kind=VBR', { Id: 'a-1', Size: 7, On: true, Kind: 'VBR' }],
    ['Id=a-1&Name=', { Id: 'a-1', Name: '' }],
    ['Id=a-1&Ids.2=y&Ids.1=x&Ids.10=z', { Id: 'a-1', Ids: ['x', 'y', 'z'] }],
    ['Id=a-1&Pairs.1.Key=k&Pairs.1.Value=v', { Id: 'a-1', Pairs: [{ Key: 'k', Value: 'v' }] }],
    ['Id=a-1&Pairs=[{"Key":"k","Value":"v"}]', { Id: 'a-1', Pairs: [{ Key: 'k', Value: 'v' }] }],
    ['Id=a-1&Pairs.1.Key=&Pairs.1.Value=', { Id: 'a-1' }],
    ['Id=a-1&Pairs=null', { Id: 'a-1' }],
    ['Id=a-1&Unknown=1&__proto__=2&constructor.prototype=3', { Id: 'a-1' }],
  ])('%s are read as declared', (query, input) => {
    expect(from(query)).toEqual({ input })
  })

  it.each([
    ['', 'missing', 'Id'],
    ['Id=', 'missing', 'Id'],
    ['Id=b-1', 'format', 'Id'],
    ['Id.1=a-1', 'format', 'Id'],
    ['Id=a-1&Kind=TR', 'value', 'Kind'],
    ['Id=a-1&Name=http:', 'value', 'Name'],
    ['Id=a-1&Name=toolong', 'length', 'Name'],
    ['Id=a-1&Size=0', 'value', 'Size'],
    ['Id=a-1&Size=ten', 'format', 'Size'],
    ['Id=a-1&Size=1e3', 'format', 'Size'],
    ['Id=a-1&On=yes', 'format', 'On'],
    ['Id=a-1&Ids=x', 'format', 'Ids'],
    ['Id=a-1&Ids.1=x&Ids.2=x', 'duplicate', 'Ids'],
    ['Id=a-1&Ids.1=a&Ids.2=b&Ids.3=c&Ids.4=d', 'count', 'Ids'],
    ['Id=a-1&Pairs.1.Key=k', 'format', 'Pairs.1'],
    ['Id=a-1&Pairs=[{', 'format', 'Pairs'],
    // Of several faults the missing parameter is told first, then form, then what is too much.
    ['Size=ten', 'missing', 'Id'],
    ['Id=b&Ids.1=x&Ids.2=x', 'format', 'Id'],
  ])('%s is refused as %s of %s', (query, kind, path) => {
    expect(from(query).fault).toMatchObject({ kind, path })
  })

  it('that are empty are malformed in products that say so', () => {
    expect(from('Id=', 'malformed').fault).toMatchObject({ kind: 'format', path: 'Id' })
  })

  it('given as JavaScript values read like the same values on the wire', () => {
    fc.assert(
      fc.property(
        fc.record({
          Id: fc.constant('a-1'),
          Ids: fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 3 }),
          Size: fc.integer({ min: 1, max: 100 }),
          On: fc.boolean(),
        }),
        (values) => {
          const wire = new URLSearchParams({ Id: values.Id, Size: String(values.Size), On: String(values.On) })
          values.Ids.forEach((id, i) => {
            wire.set(`Ids.${i + 1}`, id)
          })
          expect(decode(fields, treeFrom(values), 'absent')).toEqual(decode(fields, treeOf(wire), 'absent'))
        },
      ),
    )
  })
})
