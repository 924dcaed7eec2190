import { join } from 'node:path'
import { describe, test } from 'vitest'
import { answers, here, inCache, pathOf, speaksTo } from './languages.js'

const env = { PYTHONPATH: pathOf(inCache('python'), process.env.PYTHONPATH) }
const python = ['python3', 'python'].find((command) => answers(command, ['-c', 'import sys; sys.exit(sys.version_info < (3, 8))']))

describe.each([
  { module: 'alibabacloud_tea_openapi', script: 'todays_core.py', calls: ['V3', 'V1'] },
  { module: 'aliyunsdkcore', script: 'older_core.py', calls: ['GET', 'POST'] },
])('the Python package $module', ({ module, script, calls }) => {
  if (python === undefined) return test.skip('skipped: needs Python 3', () => {})
  if (!answers(python, ['-c', `import ${module}`], env)) return test.skip(`skipped: needs Python package ${module}`, () => {})
  speaksTo(() => ({ command: python, args: [join(here, 'python', script)], env }), calls)
})
