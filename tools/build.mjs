// Builds dist/ anew. Operations are found by reading folders, so what is left of an earlier build would still be offered.
// An install without development dependencies has no compiler: the packed package already carries dist/, and is left as it is.
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const compiler = at('node_modules/typescript/bin/tsc')

/** The newest change below a folder. */
function changed(folder) {
  return Math.max(
    // A file that was removed or renamed is told by its folder alone.
    statSync(folder).mtimeMs,
    ...readdirSync(folder, { withFileTypes: true }).map((entry) => {
      const path = `${folder}/${entry.name}`
      return entry.isDirectory() ? changed(path) : statSync(path).mtimeMs
    }),
  )
}

const upToDate = () => existsSync(at('dist/bin.js')) && statSync(at('dist/bin.js')).mtimeMs > changed(at('src'))

if (existsSync(compiler) && !(process.argv.includes('--if-older') && upToDate())) {
  rmSync(at('dist'), { recursive: true, force: true })
  const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { stdio: 'inherit', cwd: at('.') })
  if (status === 0) chmodSync(at('dist/bin.js'), 0o755)
  process.exitCode = status ?? 1
}
