import { join } from 'node:path'
import { describe, test } from 'vitest'
import { answers, here, inCache, pathOf, speaksTo } from './languages.js'
import { sharesThrough } from './sharing-story.js'

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

describe('the Python packages of the products', () => {
  if (python === undefined) return test.skip('skipped: needs Python 3', () => {})
  const packages = ['resourcesharing20200110', 'expressconnectrouter20230901', 'vpc20160428', 'ram20150501', 'sts20150401']
  const missing = packages.map((name) => `alibabacloud_${name}`).find((name) => !answers(python, ['-c', `import ${name}`], env))
  if (missing) return test.skip(`skipped: needs Python package ${missing}`, () => {})
  sharesThrough(() => ({ command: python, args: [join(here, 'python', 'sharing.py')], env }))
})
