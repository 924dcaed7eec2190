import { describe, expect, test } from 'vitest'
import { share, shares } from '../conformance.js'
import { encodeKey } from '../encoding.js'
import { KeptRows } from './kept.js'

const key = encodeKey(['a'])
const place = { world: 'w', table: shares, account: '1', keyText: key }
const given = (note: number) => ({ table: shares, account: '1', row: share('a', { note }) })

describe('rows kept to be written later', () => {
  test('are seen by who looked before they were written, and not by who looks after', () => {
    const kept = new KeptRows()
    kept.add('w', [given(1)])
    const before = kept.view()
    kept.supersede(place)?.()
    const after = kept.view()
    expect([before, after].map((view) => view.get('w', shares, '1', key))).toEqual([share('a', { note: 1 }), undefined])
    expect(kept.worlds).toEqual([])
    before.end()
    expect(after.get('w', shares, '1', key)).toBeUndefined()
  })

  test('stay when they were given anew while they were being written', () => {
    const kept = new KeptRows()
    kept.add('w', [given(1)])
    const written = kept.supersede(place)
    kept.add('w', [given(2)])
    written?.()
    expect(kept.view().get('w', shares, '1', key)).toEqual(share('a', { note: 2 }))
  })

  test('are seen in their own world and account only', () => {
    const kept = new KeptRows()
    kept.add('w', [given(1)])
    const view = kept.view()
    expect(view.get('v', shares, '1', key)).toBeUndefined()
    expect(view.get('w', shares, '2', key)).toBeUndefined()
    expect(view.get('w', { ...shares, name: 'other' }, '1', key)).toBeUndefined()
  })
})
