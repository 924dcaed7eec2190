import { join } from 'node:path'
import { describe, test } from 'vitest'
import { here, inCache, isBuilt, speaksTo } from './languages.js'
import { routesThrough } from './router-story.js'
import { sharesThrough } from './sharing-story.js'

// Built by `install.sh`: the first build takes minutes. One of older sources is not run.
const clients = inCache('go', 'clients')

describe('the Go SDKs, old and of today', () => {
  if (!isBuilt(clients, join(here, 'go/main.go'), join(here, 'go/go.mod')))
    return test.skip('skipped: needs Go clients built by test/clients/install.sh', () => {})
  speaksTo(() => ({ command: clients, args: [] }), ['old SDK GET', 'old SDK POST', 'V3', 'V1'])
})

describe('the packages of the products in the old Go SDK', () => {
  const sharing = inCache('go', 'sharing')
  if (!isBuilt(sharing, join(here, 'go/sharing/main.go'), join(here, 'go/go.mod')))
    return test.skip('skipped: needs Go clients built by test/clients/install.sh', () => {})
  sharesThrough(() => ({ command: sharing, args: [] }), { withoutNewer: true })
})

describe('the Go packages of the products', () => {
  const sharing = inCache('go', 'todays-sharing')
  if (!isBuilt(sharing, join(here, 'go/todays-sharing/main.go'), join(here, 'go/todays-sharing/go.mod')))
    return test.skip('skipped: needs Go modules resourcesharing-20200110/v2 and expressconnectrouter-20230901/v4', () => {})
  sharesThrough(() => ({ command: sharing, args: [] }), { withoutRouter: true })
})

describe('the core of the Go packages of today, and the packages of VPC and CEN in the old SDK', () => {
  const routing = inCache('go', 'routing')
  if (!isBuilt(routing, join(here, 'go/routing/main.go'), join(here, 'go/go.mod')))
    return test.skip('skipped: needs Go clients built by test/clients/install.sh', () => {})
  routesThrough(() => ({ command: routing, args: [] }))
})
