import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { listOf, type Tree, treeOf, treeOfJson } from './tree.js'

type Plain = string | [string, Plain][]

/** Maps as arrays of entries, so that the order is compared too. */
function plain(tree: Tree | undefined): Plain | undefined {
  if (tree === undefined || typeof tree === 'string') return tree
  return [...tree].map(([name, child]) => [name, plain(child) as Plain])
}

const read = (...pairs: [string, string][]) => plain(treeOf(pairs))

describe('dotted names', () => {
  it('make lists, lists of objects, and lists in objects in lists', () => {
    const tree = treeOf([
      ['RegionId', 'cn-hangzhou'],
      ['Targets.1', 'a'],
      ['Tag.1.Key', 'env'],
      ['Tag.1.Value.1', 'dev'],
      ['Tag.1.Value.2', 'test'],
    ])
    expect(listOf(tree.get('Targets') as Tree)).toEqual(['a'])
    const [tag] = listOf(tree.get('Tag') as Tree) as [Map<string, Tree>]
    expect(tag.get('Key')).toBe('env')
    expect(listOf(tag.get('Value') as Tree)).toEqual(['dev', 'test'])
  })

  it('are ordered by number, whatever order they came in, and gaps are closed', () => {
    expect(read(['T.10', 'j'], ['T.2', 'b'], ['T.1', 'a'])).toEqual([
      [
        'T',
        [
          ['1', 'a'],
          ['2', 'b'],
          ['10', 'j'],
        ],
      ],
    ])
    expect(
      listOf(
        treeOf([
          ['T.7', 'b'],
          ['T.3', 'a'],
        ]).get('T') as Tree,
      ),
    ).toEqual(['a', 'b'])
  })

  it('are not list items when the number is 0, has leading zeros or is none', () => {
    const tree = treeOf([
      ['T.0', 'z'],
      ['T.01', 'y'],
      ['T.x', 'x'],
      ['T.-1', 'w'],
      ['T.1', 'a'],
    ]).get('T') as Tree
    expect(plain(tree)).toEqual([
      ['1', 'a'],
      ['0', 'z'],
      ['01', 'y'],
      ['x', 'x'],
      ['-1', 'w'],
    ])
    expect(listOf(tree)).toEqual(['a'])
  })

  it('the last of equal names counts', () => {
    expect(read(['X', '1'], ['X', '2'], ['Y.1', 'a'], ['Y.1', 'b'])).toEqual([
      ['X', '2'],
      ['Y', [['1', 'b']]],
    ])
  })

  it('a name that is both a value and a path keeps its value as the member without a name', () => {
    const both = [
      [
        'X',
        [
          ['', 'v'],
          ['1', 'a'],
        ],
      ],
    ]
    expect(
      plain(
        treeOf([
          ['X', 'v'],
          ['X.1', 'a'],
        ]),
      ),
    ).toEqual([
      [
        'X',
        [
          ['1', 'a'],
          ['', 'v'],
        ],
      ],
    ])
    expect(new Map(read(['X.1', 'a'], ['X', 'v'])?.[0]?.[1] as [string, Plain][])).toEqual(
      new Map(both[0]?.[1] as [string, Plain][]),
    )
  })

  it('an empty part makes an ordinary name', () => {
    expect(read(['X.', 'a'], ['.X', 'b'], ['a..b', 'c'], ['', 'd'])).toEqual([
      ['X.', 'a'],
      ['.X', 'b'],
      ['a..b', 'c'],
      ['', 'd'],
    ])
  })

  it('below the bound the rest of a name stays in one piece', () => {
    expect(plain(treeOf([['a.b.c.d', '1']], 2))).toEqual([['a', [['b.c.d', '1']]]])
  })

  it('names that mean something to JavaScript mean nothing here', () => {
    expect(read(['__proto__.polluted', '1'], ['constructor.prototype.x', '2'])).toEqual([
      ['__proto__', [['polluted', '1']]],
      ['constructor', [['prototype', [['x', '2']]]]],
    ])
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
})

const leaf = fc.string({ maxLength: 5 })
const name = fc.constantFrom('A', 'b', 'Key', '0', '01', '__proto__', '资源')
const node = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('tree'), { minLength: 1, maxLength: 12 }).map((items) => new Map(items.map((item, i) => [String(i + 1), item]))),
    fc.array(fc.tuple(name, tie('tree')), { minLength: 1, maxLength: 4 }).map((members) => new Map(members)),
  ),
})).tree

function pairsOf(tree: Tree, prefix = ''): [string, string][] {
  if (typeof tree === 'string') return [[prefix, tree]]
  return [...tree].flatMap(([part, child]) => pairsOf(child, prefix === '' ? part : `${prefix}.${part}`))
}

it('a tree written as pairs in any order is read back', () => {
  const shuffled = fc
    .dictionary(name, node, { minKeys: 1, maxKeys: 4 })
    .map((members) => new Map(Object.entries(members)))
    .chain((tree) => fc.tuple(fc.constant(tree), fc.shuffledSubarray(pairsOf(tree), { minLength: pairsOf(tree).length })))
  fc.assert(
    fc.property(shuffled, ([tree, pairs]) => {
      expect(treeOf(pairs)).toEqual(tree)
    }),
    { numRuns: 300 },
  )
})

describe('JSON in one parameter', () => {
  it('has the shape of dotted names', () => {
    const json = treeOfJson('[{"TargetId":"1","Property":{"a":["x","y"]}},{"TargetId":"2"}]')
    const dotted = treeOf([
      ['P.1.TargetId', '1'],
      ['P.1.Property.a.1', 'x'],
      ['P.1.Property.a.2', 'y'],
      ['P.2.TargetId', '2'],
    ])
    expect(plain(json)).toEqual(plain(dotted.get('P')))
  })

  it('keeps numbers as they are written, writes booleans as words, leaves null out', () => {
    expect(plain(treeOfJson('{"Id":9210123456120001234,"f":-1.50e3,"s":"12 \\"34\\" 5","t":true,"n":null}'))).toEqual([
      ['Id', '9210123456120001234'],
      ['f', '-1.50e3'],
      ['s', '12 "34" 5'],
      ['t', 'true'],
    ])
  })

  it('an empty list is an empty list', () => {
    expect(treeOfJson(' [] ')).toEqual(new Map())
  })

  it.each(['', 'abc', '"text"', '12', 'null', '[1', '{"a":01}', "{'a':1}", '[1]x', '[tru]'])('is not: %j', (text) => {
    expect(treeOfJson(text)).toBeUndefined()
  })

  it('is refused when it is too deep or too large', () => {
    expect(treeOfJson('[[[1]]]', { depth: 3, nodes: 10 })).toBeDefined()
    expect(treeOfJson('[[[1]]]', { depth: 2, nodes: 10 })).toBeUndefined()
    expect(treeOfJson('[1,2,3]', { depth: 2, nodes: 3 })).toBeUndefined()
    expect(treeOfJson('['.repeat(60_000) + ']'.repeat(60_000))).toBeUndefined()
  })

  it('any JSON text is read or refused, never thrown at', () => {
    fc.assert(
      fc.property(fc.json(), (text) => void treeOfJson(text)),
      { numRuns: 300 },
    )
    fc.assert(
      fc.property(fc.string(), (text) => void treeOfJson(`[${text}]`)),
      { numRuns: 300 },
    )
  })
})
