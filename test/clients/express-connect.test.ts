import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Caller, type Clients, clientsOf, uids, variants } from './connect.js'

const ECR = 'ExpressConnectRouter'
const RegionId = 'cn-hangzhou'
/** Members of every answer of this product. */
const done = { Success: true, Code: '200', Message: 'OK', HttpStatusCode: 200 }

describe.each(variants)('an ECR that another account joins, through $name', (variant) => {
  let clients: Clients
  let network: Caller
  let partner: Caller
  beforeAll(async () => {
    clients = await clientsOf(variant)
    network = await clients.as('network')
    partner = await clients.as('partner')
  })
  afterAll(() => clients.close())

  async function newRouter(AlibabaSideAsn: number): Promise<string> {
    return (await network.call(ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn, Name: 'shared' })).EcrId
  }
  async function newVbr(): Promise<string> {
    const line = { RegionId, AccessPointId: 'ap-cn-hangzhou-yh-B', LineOperator: 'Other' }
    const { PhysicalConnectionId } = await partner.call('Vpc', 'CreatePhysicalConnection', line)
    const addresses = { LocalGatewayIp: '192.168.100.1', PeerGatewayIp: '192.168.100.2', PeeringSubnetMask: '255.255.255.252' }
    return (await partner.call('Vpc', 'CreateVirtualBorderRouter', { RegionId, PhysicalConnectionId, VlanId: 10, ...addresses }))
      .VbrId
  }
  /** The instances that are granted, as the ECR's owner reads them; as the instance's owner with CallerType OTHER. */
  async function granted(caller: Caller, EcrId: string, CallerType?: 'OTHER') {
    const filter = { EcrId, ...(CallerType ? { CallerType } : {}) }
    return (await caller.call(ECR, 'DescribeInstanceGrantedToExpressConnectRouter', filter)).EcrGrantedInstanceList
  }

  test('takes a granted VPC, not one that its owner did not grant', async () => {
    const EcrId = await newRouter(64_601)
    const { VpcId } = await partner.call('Vpc', 'CreateVpc', { RegionId, CidrBlock: '10.1.0.0/16' })
    const association = { EcrId, AssociationRegionId: RegionId, VpcId, VpcOwnerId: uids.partner }
    const early = await network.refused(ECR, 'CreateExpressConnectRouterAssociation', association)
    expect(early).toMatchObject({ httpStatus: 400, code: 'OperationDenied.NotGrantedByNodeOwner' })
    expect(early.body).toMatchObject({ Success: false, Message: 'The node owner is not authorized.' })

    const grant = { EcrId, EcrOwnerAliUid: uids.network, InstanceId: VpcId, InstanceType: 'VPC', InstanceRegionId: RegionId }
    expect(await partner.call(ECR, 'GrantInstanceToExpressConnectRouter', { ...grant, DryRun: true })).toMatchObject(done)
    expect(await granted(network, EcrId)).toEqual([])

    const ClientToken = `grant-${VpcId}`
    expect(await partner.call(ECR, 'GrantInstanceToExpressConnectRouter', { ...grant, ClientToken })).toMatchObject(done)
    expect(await partner.call(ECR, 'GrantInstanceToExpressConnectRouter', { ...grant, ClientToken })).toMatchObject(done)
    const other = { ...grant, InstanceRegionId: 'cn-shanghai', ClientToken }
    const mismatch = await partner.refused(ECR, 'GrantInstanceToExpressConnectRouter', other)
    expect(mismatch).toMatchObject({ httpStatus: 400, code: 'IdempotentParameterMismatch' })

    const row = { EcrId, NodeId: VpcId, NodeType: 'VPC', NodeRegionId: RegionId, Status: 'ACTIVE' }
    expect(await granted(network, EcrId)).toMatchObject([row])
    const [seen] = await granted(partner, EcrId, 'OTHER')
    expect(seen).toMatchObject(row)
    expect([String(seen.EcrOwnerAliUid), String(seen.NodeOwnerUid)]).toEqual([uids.network, uids.partner])

    const { AssociationId } = await network.call(ECR, 'CreateExpressConnectRouterAssociation', association)
    const listed = await network.call(ECR, 'DescribeExpressConnectRouterAssociation', { EcrId, AssociationId })
    expect(listed.AssociationList).toMatchObject([{ AssociationId, EcrId, VpcId, AssociationNodeType: 'VPC', Status: 'ACTIVE' }])

    expect(await network.call(ECR, 'DeleteExpressConnectRouterAssociation', { EcrId, AssociationId })).toMatchObject(done)
    const after = await network.call(ECR, 'DescribeExpressConnectRouterAssociation', { EcrId, AssociationId })
    expect(after).toMatchObject({ AssociationList: [], TotalCount: 0 })
  })

  test('takes a granted VBR, and none once the grant is taken back', async () => {
    const EcrId = await newRouter(64_602)
    const InstanceId = await newVbr()
    const grant = { EcrId, EcrOwnerAliUid: uids.network, InstanceId, InstanceType: 'VBR', InstanceRegionId: RegionId }
    const child = { EcrId, ChildInstanceId: InstanceId, ChildInstanceType: 'VBR', ChildInstanceRegionId: RegionId }
    const attach = { ...child, ChildInstanceOwnerId: uids.partner }

    await partner.call(ECR, 'GrantInstanceToExpressConnectRouter', grant)
    await network.call(ECR, 'AttachExpressConnectRouterChildInstance', attach)
    const filter = { EcrId, ChildInstanceId: InstanceId }
    const { ChildInstanceList } = await network.call(ECR, 'DescribeExpressConnectRouterChildInstance', filter)
    expect(ChildInstanceList).toMatchObject([{ ChildInstanceId: InstanceId, Status: 'ACTIVE' }])
    expect(String(ChildInstanceList[0].ChildInstanceOwnerId)).toBe(uids.partner)
    await network.call(ECR, 'DetachExpressConnectRouterChildInstance', child)
    expect(await network.call(ECR, 'DescribeExpressConnectRouterChildInstance', filter)).toMatchObject({ TotalCount: 0 })

    await partner.call(ECR, 'RevokeInstanceFromExpressConnectRouter', grant)
    expect(await granted(network, EcrId)).toEqual([])
    const late = await network.refused(ECR, 'AttachExpressConnectRouterChildInstance', attach)
    expect(late).toMatchObject({ httpStatus: 400, code: 'OperationDenied.NotGrantedByNodeOwner' })
  })

  test('that does not exist is told with status and code, by name (ResourceNotFound.EcrId)', async () => {
    const refusal = await partner.refused(ECR, 'DescribeInstanceGrantedToExpressConnectRouter', { EcrId: 'ecr-000000000000000000' })
    expect(refusal).toMatchObject({ httpStatus: 404, code: 'ResourceNotFound.EcrId' })
  })
})
