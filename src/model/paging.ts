import type { Found } from '../store/contract.js'
import type { Page } from './context.js'

/**
 * Fills a page. `fetch` reads on behind a cursor; `keep` filters what the index cannot. The token names the last row that
 * was looked at, so pages neither repeat nor skip a row that was there all along, whatever changes meanwhile.
 */
export async function pageOf<Row>(
  page: Page,
  fetch: (after: string | undefined, limit: number) => Promise<readonly Found<Row>[]>,
  keep: (row: Row) => boolean | Promise<boolean> = () => true,
): Promise<{ readonly rows: Row[]; readonly nextToken?: string }> {
  const kept: Found<Row>[] = []
  // One more than the page holds tells whether there is a next one; filtered lists are read in larger steps.
  const step = Math.min(page.size + 1, 200)
  let after = page.after
  for (;;) {
    const found = await fetch(after, step)
    for (const each of found) {
      if (!(await keep(each.row))) continue
      if (kept.length === page.size)
        return { rows: kept.map(({ row }) => row), nextToken: page.token((kept.at(-1) as Found<Row>).cursor) }
      kept.push(each)
    }
    if (found.length < step) return { rows: kept.map(({ row }) => row) }
    after = (found.at(-1) as Found<Row>).cursor
  }
}
