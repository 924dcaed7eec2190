import { expect, test } from 'vitest'
import { templateNamed } from '../../world/index.js'
import { seed } from './seed.js'

function planted(world: string, template: string) {
  const rows: { table: string; account: string; row: Record<string, unknown> }[] = []
  const found = templateNamed(template)
  if (!found) throw new Error(template)
  seed({
    world,
    template: found,
    now: new Date(0),
    put: (table, account, row) => void rows.push({ table: table.name, account, row: Object.fromEntries(Object.entries(row)) }),
    id: (of, prefix) => `${prefix}(${of})`,
  })
  return rows
}
const keys = (world: string, template: string) =>
  planted(world, template).flatMap(({ table, row }) => (table === 'ram_access_key' ? [row.accessKeyId] : []))

test('the keys of the world default bear the aliases of its accounts', () => {
  expect(keys('default', 'two-accounts')).toEqual(['local-owner', 'local-owner.admin', 'local-partner', 'local-partner.admin'])
})

test('the keys of another world bear its name as well', () => {
  expect(keys('blue', 'two-accounts')).toEqual([
    'local-owner-blue',
    'local-owner.admin-blue',
    'local-partner-blue',
    'local-partner.admin-blue',
  ])
})

test('every account has one user, who may do everything', () => {
  const rows = planted('default', 'landing-zone')
  const accounts = new Set(rows.map(({ account }) => account))
  const attachments = rows.filter(({ table }) => table === 'ram_policy_attachment')
  expect(attachments.map(({ account }) => account)).toEqual([...accounts])
  for (const { row } of attachments) expect(row).toMatchObject({ entity: 'admin', policyName: 'AdministratorAccess' })
})
