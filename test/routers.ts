/** What tests about ECRs have their accounts make first. */

export const ECR = 'ExpressConnectRouter'
export const RegionId = 'cn-hangzhou'

type Call = (
  product: string,
  action: string,
  parameters?: Readonly<Record<string, unknown>>,
  options?: { region?: string },
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers as the wire has them
) => Promise<any>
interface Accounts {
  as(alias: string): { call: Call }
  uid(alias: string): Promise<string>
}

export function makerIn(cloud: Accounts) {
  let vlan = 100
  const call = (alias: string, product: string, action: string, more: object, region?: string) =>
    cloud.as(alias).call(product, action, { ...more }, region === undefined ? {} : { region })
  return {
    async ecr(AlibabaSideAsn = 65000, more = {}): Promise<string> {
      return (await call('network', ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn, ...more })).EcrId
    },
    async vpc(alias: string, CidrBlock: string, region = RegionId): Promise<string> {
      return (await call(alias, 'Vpc', 'CreateVpc', { RegionId: region, CidrBlock }, region)).VpcId
    },
    async vSwitch(alias: string, VpcId: string, CidrBlock: string): Promise<string> {
      const place = { RegionId, VpcId, ZoneId: 'cn-hangzhou-h', CidrBlock }
      return (await call(alias, 'Vpc', 'CreateVSwitch', place)).VSwitchId
    },
    async vbr(alias: string): Promise<string> {
      const line = { RegionId, AccessPointId: 'ap-cn-hangzhou-yh-C', LineOperator: 'CT', PeerLocation: 'Hangzhou' }
      const { PhysicalConnectionId } = await call(alias, 'Vpc', 'CreatePhysicalConnection', line)
      const side = { LocalGatewayIp: '10.0.0.1', PeerGatewayIp: '10.0.0.2', PeeringSubnetMask: '255.255.255.252' }
      const vbr = { RegionId, PhysicalConnectionId, VlanId: vlan++, ...side }
      return (await call(alias, 'Vpc', 'CreateVirtualBorderRouter', vbr)).VbrId
    },
    async grant(alias: string, EcrId: string, InstanceId: string) {
      const InstanceType = InstanceId.startsWith('vpc-') ? 'VPC' : 'VBR'
      const given = { EcrId, EcrOwnerAliUid: await cloud.uid('network'), InstanceId, InstanceType, InstanceRegionId: RegionId }
      await call(alias, ECR, 'GrantInstanceToExpressConnectRouter', given)
      return given
    },
    /** Of a VPC of `network`, unless `VpcOwnerId` names another owner. Answers the id of the association. */
    async associate(EcrId: string, VpcId: string, more = {}): Promise<string> {
      const given = { EcrId, VpcId, AssociationRegionId: RegionId, ...more }
      return (await call('network', ECR, 'CreateExpressConnectRouterAssociation', given)).AssociationId
    },
    async attach(EcrId: string, ChildInstanceId: string, more = {}): Promise<void> {
      const given = { EcrId, ChildInstanceId, ChildInstanceType: 'VBR', ChildInstanceRegionId: RegionId, ...more }
      await call('network', ECR, 'AttachExpressConnectRouterChildInstance', given)
    },
  }
}
