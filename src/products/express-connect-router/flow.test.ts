/** One story, told from both sides: `network` owns an ECR, `prod` lends it a VPC. */

import { expect, test } from 'vitest'
import { testCloud } from '../../../test/cloud.js'

const ECR = 'ExpressConnectRouter'
const RegionId = 'cn-hangzhou'

test('a VPC is lent to an ECR of another account, used, taken back, and both sides see each step', async () => {
  const cloud = await testCloud({ latency: { afterMs: 5000 } })
  const [network, prod] = [cloud.as('network.admin'), cloud.as('prod.admin')]
  const [networkUid, prodUid] = [await cloud.uid('network'), await cloud.uid('prod')]
  const settled = () => cloud.advance('5s')
  try {
    // network creates the ECR and tells prod its id and its own account id.
    const { EcrId } = await network.call(ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn: 45104, Name: 'core' })
    const routerStatus = async () => (await network.call(ECR, 'DescribeExpressConnectRouter', { EcrId })).EcrList[0].Status
    expect(await routerStatus()).toBe('ACTIVE')

    const { VpcId } = await prod.call('Vpc', 'CreateVpc', { RegionId, CidrBlock: '10.0.0.0/16', VpcName: 'shop' })
    await settled()
    const grant = { EcrId, EcrOwnerAliUid: networkUid, InstanceId: VpcId, InstanceType: 'VPC', InstanceRegionId: RegionId }
    const association = { EcrId, VpcId, VpcOwnerId: prodUid, AssociationRegionId: RegionId, AllowedPrefixes: ['10.0.0.0/16'] }
    const associate = { action: 'CreateExpressConnectRouterAssociation', with: association }
    const associations = async () => (await network.call(ECR, 'DescribeExpressConnectRouterAssociation', { EcrId })).AssociationList
    const grantsOf = async (CallerType?: string) => {
      const caller = CallerType ? prod : network
      const { EcrGrantedInstanceList } = await caller.call(ECR, 'DescribeInstanceGrantedToExpressConnectRouter', {
        EcrId,
        CallerType,
      })
      return EcrGrantedInstanceList.map(({ NodeId }: { NodeId: string }) => NodeId)
    }

    // Before the grant there is nothing that network could use.
    expect((await network.refused(ECR, associate.action, associate.with)).code).toBe('OperationDenied.NotGrantedByNodeOwner')
    await prod.call(ECR, 'GrantInstanceToExpressConnectRouter', grant)
    expect([await grantsOf(), await grantsOf('OTHER')]).toEqual([[VpcId], [VpcId]])

    // network associates; until that settles, neither side can change anything about it.
    const { AssociationId } = await network.call(ECR, associate.action, associate.with)
    expect(await associations()).toMatchObject([{ AssociationId, Status: 'CREATING' }])
    expect(await routerStatus()).toBe('ASSOCIATING')
    expect((await prod.refused(ECR, 'RevokeInstanceFromExpressConnectRouter', grant)).code).toBe('Conflict.Lock')
    expect((await network.refused(ECR, 'ModifyExpressConnectRouter', { EcrId, Name: 'edge' })).code).toBe('Conflict.Lock')
    await settled()
    expect(await associations()).toMatchObject([{ AssociationId, Status: 'ACTIVE', VpcName: 'shop', VpcOwnerId: Number(prodUid) }])
    expect(await routerStatus()).toBe('ACTIVE')

    // The association is of network's ECR: prod does not see it, but cannot delete its VPC.
    expect((await prod.refused(ECR, 'DescribeExpressConnectRouterAssociation', { EcrId })).code).toBe('ResourceNotFound.EcrId')
    await prod.refused('Vpc', 'DeleteVpc', { RegionId, VpcId })

    // prod takes the grant back: what is attached stays, but cannot be attached again.
    await prod.call(ECR, 'RevokeInstanceFromExpressConnectRouter', grant)
    expect([await grantsOf(), await grantsOf('OTHER')]).toEqual([[], []])
    expect(await associations()).toMatchObject([{ Status: 'ACTIVE' }])
    expect((await network.refused(ECR, 'DeleteExpressConnectRouter', { EcrId })).code).toBe('ResourceInUse.Ecr')
    await network.call(ECR, 'DeleteExpressConnectRouterAssociation', { EcrId, AssociationId })
    expect(await associations()).toMatchObject([{ Status: 'DISSOCIATING' }])
    await settled()
    expect(await associations()).toEqual([])
    expect((await network.refused(ECR, associate.action, associate.with)).code).toBe('OperationDenied.NotGrantedByNodeOwner')

    // The VPC is prod's alone again, and the ECR can go.
    await prod.call('Vpc', 'DeleteVpc', { RegionId, VpcId })
    await network.call(ECR, 'DeleteExpressConnectRouter', { EcrId })
    for (const [caller, CallerType] of [[network], [prod, 'OTHER']] as const)
      expect(await caller.refused(ECR, 'DescribeInstanceGrantedToExpressConnectRouter', { EcrId, CallerType })).toMatchObject({
        httpStatus: 404,
        code: 'ResourceNotFound.EcrId',
      })
  } finally {
    await cloud.close()
  }
})
