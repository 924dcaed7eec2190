/**
 * A hub with an ECR, a CEN instance and a transit router, a spoke of its directory and one outside: built, changed and torn down
 * in the order in which clients do it, each step waited for as they wait. Nothing here sleeps: the world's clock moves on between
 * two looks.
 */

import { expect } from 'vitest'
import { type Caller, uids } from './connect.js'

const ECR = 'ExpressConnectRouter'
const RegionId = 'cn-hangzhou'

export class ThreeAccounts {
  readonly hub: Caller
  readonly spoke: Caller
  readonly outside: Caller
  private readonly pass: () => Promise<unknown>
  /** Statuses seen on the way, by what they are of. */
  readonly seen = new Map<string, Set<string>>()
  ecr = ''
  cen = ''
  transitRouter = ''
  attachment = ''
  vpcs = { spoke: '', outside: '' }
  line = ''
  vbr = ''
  associations = { spoke: '', outside: '', transitRouter: '' }

  /** `pass` lets some time go by. */
  constructor(callers: { readonly hub: Caller; readonly spoke: Caller; readonly outside: Caller }, pass: () => Promise<unknown>) {
    this.pass = pass
    this.hub = callers.hub
    this.spoke = callers.spoke
    this.outside = callers.outside
  }

  /** Asks until `done` says so. */
  private async until<T>(ask: () => Promise<T>, done: (seen: T) => boolean, what: string): Promise<T> {
    for (let looks = 1; ; looks++) {
      const seen = await ask()
      if (done(seen)) return seen
      if (looks === 100) throw new Error(`${what}: last seen ${JSON.stringify(seen)}`)
      await this.pass()
    }
  }

  private async comesTo(what: string, ask: () => Promise<string>, ends: readonly string[]): Promise<void> {
    const seen = this.seen.get(what) ?? new Set()
    this.seen.set(what, seen)
    await this.until(
      async () => {
        const status = await ask()
        seen.add(status)
        return status
      },
      (status) => ends.includes(status),
      what,
    )
  }

  /** While another step of the ECR runs, as clients do it: again. */
  async unlocked(call: () => Promise<unknown>): Promise<void> {
    const attempt = () => call().then(() => 'done', codeOf)
    const end = await this.until(attempt, (code) => code !== 'Conflict.Lock', 'the lock of the ECR')
    expect(end).toBe('done')
  }

  async build(): Promise<void> {
    const named = { AlibabaSideAsn: 64_700, Name: 'hub', Description: 'joins three accounts' }
    this.ecr = (await this.hub.call(ECR, 'CreateExpressConnectRouter', named)).EcrId
    this.cen = (await this.hub.call('Cbn', 'CreateCen', { Name: 'backbone' })).CenId
    await this.cenIs('Active')
    this.transitRouter = (
      await this.hub.call('Cbn', 'CreateTransitRouter', { RegionId, CenId: this.cen, TransitRouterName: 'hub' })
    ).TransitRouterId
    await this.comesTo('transit router', async () => (await this.transitRouters())[0]?.Status, ['Active'])
    this.vpcs = { spoke: await this.network(this.spoke, 20), outside: await this.network(this.outside, 30) }
    const line = { RegionId, AccessPointId: 'ap-cn-hangzhou-yh-B', LineOperator: 'Other' }
    this.line = (await this.outside.call('Vpc', 'CreatePhysicalConnection', line)).PhysicalConnectionId
    const side = { LocalGatewayIp: '192.168.100.1', PeerGatewayIp: '192.168.100.2', PeeringSubnetMask: '255.255.255.252' }
    const vbr = { RegionId, PhysicalConnectionId: this.line, VlanId: 10, ...side }
    this.vbr = (await this.outside.call('Vpc', 'CreateVirtualBorderRouter', vbr)).VbrId
    await this.comesTo('VBR', async () => (await this.vbrs())[0]?.Status, ['active', 'unconfirmed'])
  }

  async join(): Promise<void> {
    await this.grant(this.spoke, this.vpcs.spoke, 'VPC')
    await this.grant(this.outside, this.vpcs.outside, 'VPC')
    await this.grant(this.outside, this.vbr, 'VBR')
    const { EcrGrantedInstanceList } = await this.granted()
    expect(EcrGrantedInstanceList.map(({ NodeId }: { NodeId: string }) => NodeId).sort()).toEqual(
      [this.vpcs.spoke, this.vpcs.outside, this.vbr].sort(),
    )
    for (const [name, owner] of [['spoke', uids.prod] as const, ['outside', uids.partner] as const]) {
      const what = { EcrId: this.ecr, AssociationRegionId: RegionId, VpcId: this.vpcs[name], VpcOwnerId: owner }
      const AllowedPrefixes = ['10.9.2.0/24', '10.9.1.0/24']
      await this.unlocked(async () => {
        const made = await this.hub.call(ECR, 'CreateExpressConnectRouterAssociation', { ...what, AllowedPrefixes })
        this.associations[name] = made.AssociationId
      })
    }
    for (const name of ['spoke', 'outside'] as const) await this.associationIs(name, ['ACTIVE'])
    const child = { ...this.child(), ChildInstanceRegionId: RegionId, ChildInstanceOwnerId: uids.partner }
    await this.unlocked(() => this.hub.call(ECR, 'AttachExpressConnectRouterChildInstance', child))
    await this.comesTo('child instance', async () => (await this.children()).ChildInstanceList[0]?.Status, ['ACTIVE'])
    await this.joinTransitRouter()
  }

  private async joinTransitRouter(): Promise<void> {
    const what = { EcrId: this.ecr, AssociationRegionId: RegionId, TransitRouterId: this.transitRouter, CenId: this.cen }
    const made = await this.hub.call(ECR, 'CreateExpressConnectRouterAssociation', what)
    this.associations.transitRouter = made.AssociationId
    await this.associationIs('transitRouter', ['INACTIVE'])
    const side = { RegionId, EcrId: this.ecr, CenId: this.cen, TransitRouterId: this.transitRouter }
    const attached = await this.hub.call('Cbn', 'CreateTransitRouterEcrAttachment', side)
    this.attachment = attached.TransitRouterAttachmentId
    await this.comesTo('attachment', async () => (await this.attachments())[0]?.Status, ['Attached'])
    await this.associationIs('transitRouter', ['ACTIVE'])
  }

  /** Prefixes, transit modes, routes, and a grant that is taken back while it is in use. */
  async change(): Promise<void> {
    const modify = 'ModifyExpressConnectRouterAssociationAllowedPrefix'
    for (const AllowedPrefixes of [['10.9.4.0/24', '10.9.3.0/24'], undefined]) {
      const what = { EcrId: this.ecr, AssociationId: this.associations.spoke }
      await this.hub.call(ECR, modify, { ...what, ...(AllowedPrefixes ? { AllowedPrefixes } : {}) })
      await this.associationIs('spoke', ['ACTIVE'])
      expect((await this.association('spoke'))?.AllowedPrefixes).toEqual(AllowedPrefixes ?? [])
    }
    const TransitModeList = [{ RegionId, Mode: 'NearBy' }]
    await this.hub.call(ECR, 'ModifyExpressConnectRouterInterRegionTransitMode', { EcrId: this.ecr, TransitModeList })
    await this.comesTo('ECR', async () => (await this.routers())[0]?.Status, ['ACTIVE'])

    const route = { EcrId: this.ecr, DestinationCidrBlock: '10.20.1.0/24', NexthopInstanceId: this.vpcs.spoke }
    expect(await this.routes()).toEqual(expect.arrayContaining(['10.20.1.0/24', '10.30.1.0/24']))
    await this.unlocked(() => this.hub.call(ECR, 'DisableExpressConnectRouterRouteEntries', route))
    expect(await this.routes()).not.toContain('10.20.1.0/24')
    await this.unlocked(() => this.hub.call(ECR, 'EnableExpressConnectRouterRouteEntries', route))
    expect(await this.routes()).toContain('10.20.1.0/24')

    await this.revoke(this.outside, this.vpcs.outside, 'VPC')
    await this.associationIs('outside', ['ACTIVE'])
  }

  async tearDown(): Promise<void> {
    const { attachment } = this
    await this.unlocked(() => this.hub.call('Cbn', 'DeleteTransitRouterEcrAttachment', { TransitRouterAttachmentId: attachment }))
    await this.until(() => this.attachments(), none, 'the attachment is gone')
    await this.associationIs('transitRouter', ['INACTIVE'])
    for (const name of ['transitRouter', 'spoke', 'outside'] as const) {
      const what = { EcrId: this.ecr, AssociationId: this.associations[name] }
      await this.unlocked(() => this.hub.call(ECR, 'DeleteExpressConnectRouterAssociation', what))
      await this.until(
        () => this.association(name),
        (found) => found === undefined,
        'the association is gone',
      )
    }
    await this.unlocked(() => this.hub.call(ECR, 'DetachExpressConnectRouterChildInstance', this.child()))
    await this.until(
      () => this.children(),
      ({ TotalCount }) => TotalCount === 0,
      'the child instance is gone',
    )
    await this.revoke(this.spoke, this.vpcs.spoke, 'VPC')
    await this.revoke(this.outside, this.vbr, 'VBR')

    await this.hub.call('Cbn', 'DeleteTransitRouter', { TransitRouterId: this.transitRouter })
    await this.until(() => this.transitRouters(), none, 'the transit router is gone')
    await this.hub.call('Cbn', 'DeleteCen', { CenId: this.cen })
    await this.until(() => this.cens(), none, 'the CEN instance is gone')
    await this.unlocked(() => this.hub.call(ECR, 'DeleteExpressConnectRouter', { EcrId: this.ecr }))
    await this.until(
      () => this.granted().then(() => '', codeOf),
      (code) => code === 'ResourceNotFound.EcrId',
      'the ECR is gone',
    )
    expect(await this.routers()).toEqual([])

    await this.outside.call('Vpc', 'DeleteVirtualBorderRouter', { RegionId, VbrId: this.vbr })
    await this.until(() => this.vbrs(), none, 'the VBR is gone')
    await this.outside.call('Vpc', 'TerminatePhysicalConnection', { RegionId, PhysicalConnectionId: this.line })
    for (const [caller, VpcId] of [[this.spoke, this.vpcs.spoke] as const, [this.outside, this.vpcs.outside] as const]) {
      const { VSwitches } = await caller.call('Vpc', 'DescribeVSwitches', { RegionId, VpcId })
      for (const { VSwitchId } of VSwitches.VSwitch) await caller.call('Vpc', 'DeleteVSwitch', { RegionId, VSwitchId })
      const gone = () => caller.call('Vpc', 'DescribeVSwitches', { RegionId, VpcId })
      await this.until(gone, ({ TotalCount }) => TotalCount === 0, 'the vSwitches are gone')
      await caller.call('Vpc', 'DeleteVpc', { RegionId, VpcId })
    }
  }

  private async network(caller: Caller, second: number): Promise<string> {
    const { VpcId } = await caller.call('Vpc', 'CreateVpc', { RegionId, CidrBlock: `10.${second}.0.0/16` })
    const status = async () => (await caller.call('Vpc', 'DescribeVpcAttribute', { RegionId, VpcId })).Status
    await this.comesTo('VPC', status, ['Available'])
    const subnet = { RegionId, VpcId, ZoneId: 'cn-hangzhou-b', CidrBlock: `10.${second}.1.0/24` }
    const { VSwitchId } = await caller.call('Vpc', 'CreateVSwitch', subnet)
    const ofPart = async () => (await caller.call('Vpc', 'DescribeVSwitchAttributes', { RegionId, VSwitchId })).Status
    await this.comesTo('vSwitch', ofPart, ['Available'])
    return VpcId
  }

  private grantOf(InstanceId: string, InstanceType: string) {
    return { EcrId: this.ecr, EcrOwnerAliUid: uids.network, InstanceId, InstanceType, InstanceRegionId: RegionId }
  }
  private async grant(owner: Caller, id: string, type: 'VPC' | 'VBR'): Promise<void> {
    await owner.call(ECR, 'GrantInstanceToExpressConnectRouter', this.grantOf(id, type))
    const filter = { EcrId: this.ecr, InstanceId: id, CallerType: 'OTHER' }
    const { EcrGrantedInstanceList } = await owner.call(ECR, 'DescribeInstanceGrantedToExpressConnectRouter', filter)
    expect(EcrGrantedInstanceList).toMatchObject([{ NodeId: id, NodeType: type, Status: 'ACTIVE' }])
  }
  private async revoke(owner: Caller, id: string, type: 'VPC' | 'VBR'): Promise<void> {
    await this.unlocked(() => owner.call(ECR, 'RevokeInstanceFromExpressConnectRouter', this.grantOf(id, type)))
    const filter = { EcrId: this.ecr, InstanceId: id, CallerType: 'OTHER' }
    const { EcrGrantedInstanceList } = await owner.call(ECR, 'DescribeInstanceGrantedToExpressConnectRouter', filter)
    expect(EcrGrantedInstanceList).toEqual([])
  }

  private child() {
    return { EcrId: this.ecr, ChildInstanceId: this.vbr, ChildInstanceType: 'VBR' }
  }
  private granted() {
    return this.hub.call(ECR, 'DescribeInstanceGrantedToExpressConnectRouter', { EcrId: this.ecr })
  }
  private children() {
    return this.hub.call(ECR, 'DescribeExpressConnectRouterChildInstance', { EcrId: this.ecr, ChildInstanceId: this.vbr })
  }
  private async routers() {
    return (await this.hub.call(ECR, 'DescribeExpressConnectRouter', { EcrId: this.ecr })).EcrList
  }
  private async routes(): Promise<string[]> {
    const asked = { EcrId: this.ecr, MaxResults: 100 }
    const { RouteEntriesList } = await this.hub.call(ECR, 'DescribeExpressConnectRouterRouteEntries', asked)
    return RouteEntriesList.map(({ DestinationCidrBlock }: { DestinationCidrBlock: string }) => DestinationCidrBlock)
  }
  private async association(name: keyof ThreeAccounts['associations']) {
    const asked = { EcrId: this.ecr, AssociationId: this.associations[name] }
    return (await this.hub.call(ECR, 'DescribeExpressConnectRouterAssociation', asked)).AssociationList[0]
  }
  private associationIs(name: keyof ThreeAccounts['associations'], ends: readonly string[]) {
    return this.comesTo(`association: ${name}`, async () => (await this.association(name))?.Status, ends)
  }
  private async cens() {
    return (await this.hub.call('Cbn', 'DescribeCens', { Filter: [{ Key: 'CenId', Value: [this.cen] }] })).Cens.Cen
  }
  private cenIs(status: string) {
    return this.comesTo('CEN instance', async () => (await this.cens())[0]?.Status, [status])
  }
  private async transitRouters() {
    const asked = { RegionId, TransitRouterId: this.transitRouter }
    return (await this.hub.call('Cbn', 'ListTransitRouters', asked)).TransitRouters
  }
  private async attachments() {
    const asked = { RegionId, TransitRouterAttachmentId: this.attachment }
    return (await this.hub.call('Cbn', 'ListTransitRouterEcrAttachments', asked)).TransitRouterAttachments
  }
  private async vbrs() {
    const asked = { RegionId, Filter: [{ Key: 'VbrId', Value: [this.vbr] }] }
    return (await this.outside.call('Vpc', 'DescribeVirtualBorderRouters', asked)).VirtualBorderRouterSet.VirtualBorderRouterType
  }
}

const none = (rows: readonly unknown[]) => rows.length === 0

/** What a client throws carries the code; anything else is thrown on. */
function codeOf(error: unknown): string {
  const { code, data } = error as { code?: unknown; data?: unknown }
  if (typeof code !== 'string' || data === undefined) throw error
  return code
}
