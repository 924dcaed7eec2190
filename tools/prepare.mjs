// Builds dist/ after an install from source. An install without development dependencies has no compiler:
// the packed package already carries dist/, so there is nothing to do then.

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const compiler = new URL('../node_modules/.bin/tsc', import.meta.url).pathname
if (existsSync(compiler)) {
  const { status } = spawnSync(compiler, ['-p', 'tsconfig.build.json'], {
    stdio: 'inherit',
    cwd: new URL('..', import.meta.url).pathname,
  })
  process.exit(status ?? 1)
}
