/** The table of open questions in docs/differences.md, held to the source and to the tests that it names. */

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const textOf = (file: string) => readFileSync(fileURLToPath(new URL(`../../${file}`, import.meta.url)), 'utf8')
const [, section = ''] = textOf('docs/differences.md').split('## Resource Sharing: open questions\n')
const rows = (section.split('\n## ')[0] as string)
  .split('\n')
  .filter((line) => /^\| \d/.test(line))
  .map((line) => {
    const [, number, , decided = '', shown = ''] = line
      .split(' | ')
      .flatMap((cell) => (cell.startsWith('| ') ? ['', cell.slice(2)] : [cell]))
    return { number: Number(number), decided: decided.replaceAll('`', ''), shown }
  })

it('the thirty-four questions about sharing stand there, each once and in order', () => {
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 34 }, (_, i) => i + 1))
})

it.each(rows)('question $number is marked where $decided decides it', ({ number, decided }) => {
  // In one comment: lines that begin with a star or slashes, or the one line of it.
  expect(textOf(decided)).toMatch(new RegExp(`UNKNOWN:(?:(?!\\*/)[^]){0,600}?18\\.${number}\\b`))
})

it.each(rows)('question $number is shown by $shown', ({ shown }) => {
  const [, file = '', name = ''] = /^`([^`]+)`: (.+)$/.exec(shown) ?? []
  const names = textOf(file).replaceAll('`', '')
  expect(names).toContain(name)
})
