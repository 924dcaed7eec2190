import { expect, test } from 'vitest'
import { documentReader, widestLimits } from './library.js'

const document = (action: string) => `{"Version":"1","Statement":[{"Effect":"Allow","Action":"${action}","Resource":"*"}]}`

test('a document that was read before is not read again', () => {
  const read = documentReader(10_000)
  expect(read(document('vpc:*'), 'permission')).toBe(read(document('vpc:*'), 'permission'))
  expect(read(document('vpc:*'), 'permission')).not.toBe(read(document('ram:*'), 'permission'))
})

test('the same text under another grammar is another document', () => {
  const read = documentReader(10_000)
  expect(read(document('vpc:*'), 'permission').readable).toBe(true)
  expect(read(document('vpc:*'), 'trust').readable).toBe(false)
})

test('a kept document is still refused to a caller with narrower limits, and not forgotten for it', () => {
  const read = documentReader(10_000)
  const text = document('vpc:*')
  const kept = read(text, 'permission')
  expect(read(text, 'permission', { ...widestLimits, characters: 10 })).toMatchObject({
    readable: false,
    faults: [{ path: '', why: 'is longer than 10 characters' }],
  })
  expect(read(text, 'permission', { ...widestLimits, depth: 2 })).toMatchObject({ readable: false })
  expect(read(text, 'permission')).toBe(kept)
})

test('beyond its capacity the library forgets what was used least recently', () => {
  const [first, second, third] = [document('vpc:a'), document('vpc:b'), document('vpc:c')]
  const read = documentReader(2 * (first.length + 512))
  const [keptFirst, keptSecond] = [read(first, 'permission'), read(second, 'permission')]
  expect(read(first, 'permission')).toBe(keptFirst)
  read(third, 'permission')
  expect(read(first, 'permission')).toBe(keptFirst)
  expect(read(second, 'permission')).not.toBe(keptSecond)
})

test('a document larger than the whole library is read and not kept', () => {
  const read = documentReader(100)
  expect(read(document('vpc:*'), 'permission')).not.toBe(read(document('vpc:*'), 'permission'))
})
