/** What there is to share: rows of the product that owns a type, or data of the world for types without an API here. */

import type { Partition, Table } from '../../model/index.js'
import { portfolios } from '../service-catalog/tables.js'
import { prefixLists, vSwitches } from '../vpc/tables.js'
import { registeredResources } from './tables.js'

/** What sharing needs to know of a resource. */
export interface Resource {
  readonly regionId: string
  /** vSwitches only: it is in a default VPC. */
  readonly isDefault?: boolean
}

/** The tables of the types whose API is offered here. */
const tables: Readonly<Record<string, Table<Resource>>> = {
  VSwitch: vSwitches,
  PrefixList: prefixLists,
  ServiceCatalogPortfolio: portfolios,
}

export function hasApi(type: string): boolean {
  return Object.hasOwn(tables, type)
}

/** A resource of an account, if it exists. */
export function resourceOf(
  owner: Partition,
  { type, id }: { readonly type: string; readonly id: string },
): Promise<Resource | undefined> {
  const table = tables[type]
  return table ? owner.get(table, id) : owner.get(registeredResources, type, id)
}
