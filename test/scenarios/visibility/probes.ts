/** Everything that every account is shown, compared with the model. A probe is one question of one account. */

import { expect } from 'vitest'
import type { Account, Resource, Share } from './history.js'
import { type Listing, listings, others, type Row, self } from './lists.js'
import { type Answer, type Body, regions, type Stage } from './stage.js'
import type { Asking, Expected } from './views.js'
import * as views from './views.js'

/** The same text for the same row; what is absent is left out. */
const textOf = (row: Row) =>
  JSON.stringify(
    Object.entries(row)
      .filter(([, value]) => value !== undefined)
      .sort(),
  )

const service = 'ecs.aliyuncs.com'
const takesSeveral = ['ResourceIds', 'Targets', 'ResourceShareInvitationIds']

interface Question {
  readonly key: string
  readonly asking: Asking
  readonly turn: number
}

export class Probing {
  readonly stage: Stage
  count = 0
  constructor(stage: Stage) {
    this.stage = stage
  }

  /**
   * After a move: every account, every region, every question. `turn` chooses among what is asked one at a time. A call that was
   * refused changed nothing: then one account is asked.
   */
  async everything(turn: number, changed: boolean): Promise<void> {
    const { history } = this.stage
    const asked = changed ? history.accounts : [pick(history.accounts, turn) as Account]
    for (const [i, { uid, key }] of asked.entries())
      for (const [j, region] of regions.entries()) await this.account(key, { uid, region }, turn + i * 2 + j)
    await this.decisions(service, regions[0], turn)
  }

  private async account(key: string, asking: Asking, turn: number): Promise<void> {
    // Where nobody ever shared, one list is enough.
    const used = this.stage.history.shares.some((each) => each.region === asking.region)
    if (!used) return this.list(pick(listings, turn) as Listing, key, asking, turn)
    for (const [k, listing] of listings.entries()) await this.list(listing, key, asking, turn + k)
    await this.listOfOneShare(key, asking, turn)
    await this.permissions(key, asking, turn)
    await this.networks(key, asking, turn)
    await this.decisions(asking.uid, asking.region, turn)
  }

  private async list(listing: Listing, key: string, asking: Asking, turn: number): Promise<void> {
    const all = listing.expected(this.stage.history, asking)
    await this.compare(listing, asking.share === undefined ? {} : { ResourceShareIds: [asking.share] }, all, { key, asking, turn })
    // One value of one field, which some rows have.
    const [parameter = '', field = ''] = pick(listing.filters, Math.floor(turn / 3)) ?? []
    const value = pick(all, turn)?.row[field]
    if (turn % 3 !== 0 || value === undefined || asking.share !== undefined) return
    const given = { [parameter]: takesSeveral.includes(parameter) ? [value] : value }
    const some = all.filter(({ row }) => row[field] === value)
    await this.compare(listing, given, some, { key, asking, turn })
  }

  private async compare({ action, given, read }: Listing, filter: Body, wanted: readonly Expected[], by: Question): Promise<void> {
    const { key, asking, turn } = by
    const orders = new Map(wanted.map(({ row, order }) => [textOf(row), order]))
    const about = `${action} ${JSON.stringify({ ...given, ...filter })} by ${asking.uid} in ${asking.region}`
    // Most often as a whole; else in pages, of which all together are the whole.
    const size = [100, 1, 100, 2, 100, 3, 100][turn % 7] as number
    const rows = (await this.pages(key, action, { ...given, ...filter }, asking.region, size)).map(read)
    const shown = rows.map((row) => textOf(pruned(row, wanted)))
    expect([...shown].sort(), about).toEqual([...orders.keys()].sort())
    const places = shown.map((row) => orders.get(row) ?? [])
    expect(places, `order of ${about}`).toEqual([...places].sort(byOrder))
    this.count += 1
  }

  private async pages(key: string, action: string, given: Body, region: string, size: number): Promise<Row[]> {
    const rows: Row[] = []
    let token: unknown
    do {
      const parameters = { ...given, MaxResults: size, ...(token === undefined ? {} : { NextToken: token }) }
      const body = await this.answered(key, 'ResourceSharing', action, parameters, region)
      const page = Object.values(body).find(Array.isArray) as Row[]
      token = body.NextToken
      // A page that says there is more is full.
      expect(token === undefined ? page.length <= size : page.length === size, `a page of ${action}`).toBe(true)
      rows.push(...page)
    } while (token !== undefined)
    return rows
  }

  private async answered(key: string, product: string, action: string, given: Body, region: string): Promise<Body> {
    const { status, body } = await this.stage.answer(key, product, action, given, region)
    expect(status, `${action} ${JSON.stringify(given)} by ${key}: ${JSON.stringify(body)}`).toBe(200)
    return body
  }

  /** One list of one share, whoever's. */
  private async listOfOneShare(key: string, asking: Asking, turn: number): Promise<void> {
    const one = pick(this.stage.history.shares, turn)
    if (one) await this.list(pick(listings, turn) as Listing, key, { ...asking, share: one.id }, turn)
  }

  private async permissions(key: string, { uid, region }: Asking, turn: number): Promise<void> {
    const one = pick(this.stage.history.shares, turn) as Share | undefined
    if (!one) return
    for (const given of [self, others]) {
      const there = one.region === region ? views.permissionsOf(this.stage.history, uid, one, given === others) : undefined
      const parameters = { ...given, ResourceShareId: one.id }
      const { status, body } = await this.stage.answer(key, 'ResourceSharing', 'ListResourceSharePermissions', parameters, region)
      const found =
        status === 200 ? (body.Permissions as Row[]).map((row) => `${row.PermissionName} ${row.PermissionVersion}`) : undefined
      expect(found?.sort(), `permissions of ${one.id} for ${uid}: ${JSON.stringify(body)}`).toEqual(there)
      this.count += 1
    }
  }

  /** What the services show and let happen. */
  private async networks(key: string, asking: Asking, turn: number): Promise<void> {
    const { region } = asking
    const { history } = this.stage
    const ids = (rows: unknown, name: string) => (rows as Row[]).map((row) => String(row[name])).sort()
    const vSwitches = await this.answered(key, 'Vpc', 'DescribeVSwitches', { RegionId: region, PageSize: 50 }, region)
    const wanted = views.seen(history, asking, 'VSwitch', 'vpc:DescribeVSwitches', true)
    expect(ids((vSwitches.VSwitches as Row).VSwitch, 'VSwitchId'), `vSwitches of ${asking.uid} in ${region}`).toEqual(wanted)
    const lists = await this.answered(key, 'Vpc', 'ListPrefixLists', { RegionId: region, MaxResults: 100 }, region)
    const wantedLists = views.seen(history, asking, 'PrefixList', 'vpc:ListPrefixLists', true)
    expect(ids(lists.PrefixLists, 'PrefixListId'), `prefix lists of ${asking.uid} in ${region}`).toEqual(wantedLists)
    const portfolios = await this.answered(key, 'servicecatalog', 'ListPortfolios', { Scope: 'Import', PageSize: 50 }, region)
    const imported = views.seen(history, asking, 'ServiceCatalogPortfolio', 'servicecatalog:ListPortfolios', false)
    expect(ids(portfolios.PortfolioDetails, 'PortfolioId'), `portfolios of ${asking.uid} in ${region}`).toEqual(imported)
    this.count += 3
    for (const type of ['VSwitch', 'PrefixList', 'ServiceCatalogPortfolio']) {
      const some = history.resources.filter((each) => each.type === type)
      await this.oneResource(key, asking, pick(some, turn) as Resource, turn)
    }
  }

  private async oneResource(
    key: string,
    { uid, region }: Asking,
    { type, id, owner, gone, ...rest }: Resource,
    turn: number,
  ): Promise<void> {
    const answer = (product: string, action: string, given: Body) => this.stage.answer(key, product, action, given, region)
    const may = (action: string) =>
      !gone && rest.region === region && views.mayUse(this.stage.history, uid, { type, id, owner }, action, region)
    const check = ({ status, body }: Answer, action: string, allowed: boolean) => {
      expect(status === 200, `${action} ${id} by ${uid} in ${region}: ${JSON.stringify(body)}`).toBe(allowed)
      this.count += 1
    }
    if (type === 'PrefixList')
      return check(
        await answer('Vpc', 'GetVpcPrefixListEntries', { RegionId: region, PrefixListId: id }),
        'GetVpcPrefixListEntries',
        may('vpc:GetVpcPrefixListEntries'),
      )
    if (type !== 'VSwitch')
      return check(
        await answer('servicecatalog', 'GetPortfolio', { PortfolioId: id }),
        'GetPortfolio',
        may('servicecatalog:GetPortfolio'),
      )
    const allowed = may('vpc:DescribeVSwitchAttributes')
    check(
      await answer('Vpc', 'DescribeVSwitchAttributes', { RegionId: region, VSwitchId: id }),
      'DescribeVSwitchAttributes',
      allowed,
    )
    // It writes, and takes longer.
    if (turn % 3 !== 0) return
    // Who may place something in it is told that there is no such security group, anybody else that there is no such vSwitch.
    const placed = await answer('Ecs', 'CreateNetworkInterface', { RegionId: region, VSwitchId: id, SecurityGroupId: 'sg-none' })
    const code = allowed ? 'InvalidSecurityGroupId.NotFound' : 'InvalidVSwitchId.NotFound'
    expect(placed.body.Code, `CreateNetworkInterface in ${id} by ${uid}`).toBe(code)
    this.count += 1
  }

  /** The decision itself, a twelfth of the resources at a time. */
  private async decisions(account: string, region: string, turn: number): Promise<void> {
    const { history } = this.stage
    for (const [i, { type, id, owner, gone }] of history.resources.entries()) {
      if (gone || i % 12 !== turn % 12) continue
      for (const action of [actionOn[type] ?? 'ecs:Use', 'vpc:DeleteVSwitch']) {
        const asked = { owner: owner as never, type, id }
        const { allowed, because } = await this.stage.decide({ account, action, resource: asked, region })
        const about = `${action} on ${id} by ${account} in ${region}: ${because}`
        expect(allowed, about).toBe(views.mayUse(history, account, { type, id, owner }, action, region))
        // Where no action is published, the reason tells whether a share gives it.
        const holding = views.sharesHolding(history, { type, id }, region).length
        const giving = views.sharesGiving(history, account, { type, id }, region).length
        if (account !== owner && !allowed && (giving === 0 || giving === holding))
          expect(/permission/.test(because), about).toBe(giving > 0)
        this.count += 1
      }
    }
  }
}

const actionOn: Readonly<Record<string, string>> = {
  VSwitch: 'vpc:DescribeVSwitches',
  PrefixList: 'vpc:ListPrefixLists',
  ServiceCatalogPortfolio: 'servicecatalog:GetPortfolio',
}

const pick = <Item>(items: readonly Item[], turn: number): Item | undefined => items[turn % Math.max(items.length, 1)]

/** Without the time of an association where the model does not tell it. */
function pruned(row: Row, wanted: readonly Expected[]): Row {
  const { CreateTime: _, ...rest } = row
  return row.TargetId !== undefined && wanted.some((each) => textOf(each.row) === textOf(rest)) ? rest : row
}

function byOrder(a: readonly number[], b: readonly number[]): number {
  for (const [i, value] of a.entries()) if (value !== b[i]) return value - (b[i] ?? 0)
  return 0
}
