/** A cloud for each test of control policies, and the calls that these tests make most. */

import { afterEach, beforeEach } from 'vitest'
import { type As, testCloud } from './cloud.js'

export const RM = 'ResourceManager'
export const RDM = 'ResourceDirectoryMaster'
export const full = 'cp-FullAliyunAccess'
export const deny = (Action: string) => JSON.stringify({ Version: '1', Statement: [{ Effect: 'Deny', Action, Resource: '*' }] })

export let cloud: Awaited<ReturnType<typeof testCloud>>
export let management: As
beforeEach(async () => {
  cloud = await testCloud()
  management = cloud.as('management')
})
afterEach(() => cloud.close())

export const create = async (Action = 'vpc:CreateVpc', PolicyName = 'NoNewNetworks', product = RM): Promise<string> => {
  const given = { PolicyName, EffectScope: 'RAM', PolicyDocument: deny(Action) }
  return (await management.call(product, 'CreateControlPolicy', given)).ControlPolicy.PolicyId
}
export const attach = (PolicyId: string, TargetId: string) => management.call(RM, 'AttachControlPolicy', { PolicyId, TargetId })
export const detach = (PolicyId: string, TargetId: string) => management.call(RM, 'DetachControlPolicy', { PolicyId, TargetId })
export const enable = () => management.call(RM, 'EnableControlPolicy')
export const attachedTo = async (TargetId: string, product = RM): Promise<string[]> =>
  (
    await management.call(product, 'ListControlPolicyAttachmentsForTarget', { TargetId })
  ).ControlPolicyAttachments.ControlPolicyAttachment.map(({ PolicyName }: { PolicyName: string }) => PolicyName)
export const targetsOf = async (PolicyId: string) =>
  (await management.call(RM, 'ListTargetAttachmentsForControlPolicy', { PolicyId, PageSize: 100 })).TargetAttachments
    .TargetAttachment as { TargetId: string; TargetName: string; TargetType: string }[]
/** Root and the folders of the template, by name. */
export async function folders(): Promise<Record<string, string>> {
  const off = (await management.call(RM, 'GetControlPolicyEnablementStatus')).EnablementStatus === 'Disabled'
  if (off) await enable()
  const found = Object.fromEntries((await targetsOf(full)).map(({ TargetName, TargetId }) => [TargetName, TargetId]))
  return found
}
export const makesVpc = (who: As) => who.answer('Vpc', 'CreateVpc', { RegionId: 'cn-hangzhou', CidrBlock: '10.0.0.0/8' })
