/** `terraform apply`, `plan`, `import` and `destroy` of one configuration, with its state in memory. */

import { expect } from 'vitest'
import type { TestServer } from '../../server.js'
import { keyOf } from '../connect.js'
import { changedNames, configured, isZero, planned, type Values } from './attributes.js'
import { Provider } from './provider.js'
import { type DataSource, type Resource, ResourceData } from './resource.js'

/** A resource as the state has it. */
export interface Applied {
  readonly resource: Resource
  id: string
  configuration: Values
  state: Values
  /** What its last read filled in. */
  written: ReadonlySet<string>
  readonly provider: Provider
}

export class Workspace {
  readonly provider: Provider
  private readonly server: TestServer
  private readonly applied: Applied[] = []

  /** `alias`: an account's root key, or `network.admin`. */
  constructor(server: TestServer, alias: string, region?: string) {
    this.server = server
    this.provider = new Provider(server, keyOf(alias), region)
  }

  /** A provider alias: the same configuration, another account. */
  providerOf(alias: string): Provider {
    return new Provider(this.server, keyOf(alias), this.provider.region)
  }

  /** Creates, and sees that the next plan is empty. */
  async apply(resource: Resource, configuration: Values, provider = this.provider): Promise<Applied> {
    const planned = configured(resource.schema, configuration)
    const d = new ResourceData(resource.schema, { planned })
    await resource.create(provider, d)
    expect(d.id, `${resource.type} has no id`).not.toBe('')
    const made = { resource, id: d.id, configuration: planned, state: d.state(), written: d.written, provider }
    this.applied.push(made)
    await this.planIsEmpty(made)
    return made
  }

  /** A refresh finds the same, and nothing that a plan would change. */
  async planIsEmpty(one: Applied): Promise<void> {
    const found = await this.refreshed(one)
    expect(found.id, `${one.resource.type} ${one.id} reads as gone`).toBe(one.id)
    expect(shown(found.state()), `${one.resource.type} reads differently a second time`).toEqual(shown(one.state))
    expect(planned(one.resource.schema, found.state(), one.configuration), `the plan of ${one.resource.type}`).toEqual([])
  }

  all(): readonly Applied[] {
    return this.applied
  }

  /** Every resource at once, as a plan of the whole configuration does; resources that others changed are read anew first. */
  async wholePlanIsEmpty(): Promise<void> {
    for (const one of this.applied) one.state = (await this.refreshed(one)).state()
    for (const one of this.applied) await this.planIsEmpty(one)
  }

  /** Applies another configuration in place; fails where Terraform would replace the resource. */
  async change(one: Applied, configuration: Values): Promise<void> {
    const { resource } = one
    const wanted = configured(resource.schema, configuration)
    const changes = changedNames(resource.schema, one.state, wanted)
    expect(changes, 'nothing to change').not.toEqual([])
    const replacing = changes.filter((name) => !resource.update || resource.schema[name]?.forceNew)
    expect(replacing, `${resource.type} would be replaced`).toEqual([])
    const d = new ResourceData(resource.schema, { id: one.id, state: one.state, planned: wanted })
    await resource.update?.(one.provider, d)
    Object.assign(one, { configuration: wanted, state: d.state(), written: d.written })
    await this.planIsEmpty(one)
  }

  /** An import knows the id only, and must find what creating left. */
  async importsTheSame(one: Applied): Promise<void> {
    const d = new ResourceData(one.resource.schema, { id: one.id })
    await one.resource.read(one.provider, d)
    expect(d.id, `${one.resource.type} ${one.id} cannot be imported`).toBe(one.id)
    const ofReads = Object.entries(one.state).filter(([name]) => d.written.has(name))
    expect(shown(d.state()), `${one.resource.type} imported`).toEqual(shown(Object.fromEntries(ofReads)))
  }

  async destroy(one: Applied): Promise<void> {
    await this.destroyed(one)
    await this.isGone(one)
  }

  /** Everything, the newest first; only then looks all of it up, as the acceptance tests do. */
  async destroyAll(): Promise<void> {
    const all = [...this.applied].reverse()
    for (const one of all) await this.destroyed(one)
    for (const one of all) await this.isGone(one)
  }

  /** Destroys without the look afterwards, for what is created again. */
  async destroyOnly(one: Applied): Promise<void> {
    await this.destroyed(one)
  }

  /** Drops it from the state: somebody else removed it. */
  forget(one: Applied): void {
    this.applied.splice(this.applied.indexOf(one), 1)
  }

  private async destroyed(one: Applied): Promise<void> {
    await one.resource.destroy(one.provider, new ResourceData(one.resource.schema, { id: one.id, state: one.state }))
    this.forget(one)
  }

  private async isGone(one: Applied): Promise<void> {
    const found = new ResourceData(one.resource.schema, { id: one.id })
    await one.resource.read(one.provider, found)
    if (one.resource.stays) expect(found.id).toBe(one.id)
    else expect(found.id, `${one.resource.type} ${one.id} is still there: ${JSON.stringify(found.state())}`).toBe('')
  }

  private async refreshed(one: Applied): Promise<ResourceData> {
    const d = new ResourceData(one.resource.schema, { id: one.id, state: one.state })
    await one.resource.read(one.provider, d)
    return d
  }

  // biome-ignore lint/suspicious/noExplicitAny: tests read what a data source gives as they know it
  read(source: DataSource, given: Values = {}, provider = this.provider): Promise<any> {
    return source.read(provider, given)
  }
}

/** Without what is unset: empty and absent are one. */
function shown(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !isZero(value)))
}
