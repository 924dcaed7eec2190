import { join } from 'node:path'
import { describe, test } from 'vitest'
import { here, inCache, isBuilt, speaksTo } from './languages.js'

// Built by `install.sh`: the first build takes minutes. One of older sources is not run.
const clients = inCache('go', 'clients')

describe('the Go SDKs, old and of today', () => {
  if (!isBuilt(clients, join(here, 'go/main.go'), join(here, 'go/go.mod')))
    return test.skip('skipped: needs Go clients built by test/clients/install.sh', () => {})
  speaksTo(() => ({ command: clients, args: [] }), ['old SDK GET', 'old SDK POST', 'V3', 'V1'])
})
