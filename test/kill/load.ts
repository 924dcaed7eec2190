/**
 * Signed calls from several callers at once, each of which remembers what it was told. One round has a region of its own, so
 * that what it made can be listed apart from all others.
 */

import type { ReceivedRequest } from '../../src/wire/request.js'
import { stream } from '../../src/world/random.js'
import type { HttpClient, Parameters, ProductName, Reply, signer } from './signed.js'

export type Kind = 'vpc' | 'vSwitch' | 'share' | 'association' | 'router' | 'grant'

/** A call that was sent. */
export interface Sent {
  readonly kind: Kind
  /** `local-network` or `local-prod`. */
  readonly key: string
  readonly product: ProductName
  readonly action: string
  readonly parameters: Parameters
  readonly request: ReceivedRequest
  /** What was answered; absent when the server was killed before. */
  reply?: Reply
}

export interface Round {
  readonly region: string
  readonly sent: readonly Sent[]
}

export const prodUid = '1000000000000003'

/** Limits that such a load would meet. */
export const roomy = {
  'vpc.vpcs': 100_000,
  'vpc.vSwitchesPerVpc': 100_000,
  'resourcesharing.resourceShares': 100_000,
  'resourcesharing.sharedResources': 100_000,
  'resourcesharing.acceptedVSwitches': 100_000,
  'expressconnectrouter.ecrsPerAccount': 100_000,
}

/** What a call of each kind makes, as its answer names it. */
export function idIn({ kind }: Pick<Sent, 'kind'>, { body }: Reply): string {
  const names = { vpc: 'VpcId', vSwitch: 'VSwitchId', router: 'EcrId' } as const
  if (kind === 'share') return body.ResourceShare.ResourceShareId
  return kind === 'association' || kind === 'grant' ? '' : body[names[kind]]
}

/** Sends calls with so many callers until the server is gone or `stop` says so. Fails for a refusal: nothing here deserves one. */
export async function load(
  client: HttpClient,
  sign: ReturnType<typeof signer>,
  round: number,
  seed: string,
  callers: number,
  stop: () => boolean,
): Promise<Round> {
  const region = `cn-kill-${round}`
  const sent: Sent[] = []
  const next = stream(`${seed}/${round}/load`)
  const pick = <T>(items: readonly T[]): T => items[next() % items.length] as T
  const made = (kind: Kind) => sent.filter((each) => each.kind === kind && each.reply)
  const idsOf = (kind: Kind) => made(kind).map((each) => idIn(each, each.reply as Reply))

  const choose = (): Omit<Sent, 'request'> => {
    const name = `made-${round}-${sent.length}`
    const common = { RegionId: region, ClientToken: name }
    const [vpcs, vSwitches, shares, routers] = [idsOf('vpc'), idsOf('vSwitch'), idsOf('share'), idsOf('router')]
    const network = { key: 'local-network' }
    const possible: Omit<Sent, 'request'>[] = [
      {
        ...network,
        kind: 'vpc',
        product: 'Vpc',
        action: 'CreateVpc',
        parameters: { ...common, VpcName: name, CidrBlock: '10.0.0.0/8' },
      },
      {
        ...network,
        kind: 'share',
        product: 'ResourceSharing',
        action: 'CreateResourceShare',
        parameters: { RegionId: region, ResourceShareName: name },
      },
    ]
    const asn = 4_200_000_000 + round * 10_000 + sent.length
    // Few: their list is not by region.
    if (routers.length < 4)
      possible.push({
        key: 'local-prod',
        kind: 'router',
        product: 'ExpressConnectRouter',
        action: 'CreateExpressConnectRouter',
        parameters: { ...common, Name: name, AlibabaSideAsn: asn },
      })
    if (vpcs.length > 0) {
      const [high, low] = [sent.length >> 8, sent.length & 255]
      const parameters = {
        ...common,
        VSwitchName: name,
        VpcId: pick(vpcs),
        ZoneId: `${region}-a`,
        CidrBlock: `10.${high}.${low}.0/24`,
      }
      possible.push({ ...network, kind: 'vSwitch', product: 'Vpc', action: 'CreateVSwitch', parameters })
    }
    if (vSwitches.length > 0 && shares.length > 0) {
      const Resources = [{ ResourceType: 'VSwitch', ResourceId: pick(vSwitches) }]
      const parameters = { RegionId: region, ResourceShareId: pick(shares), Resources, Targets: [prodUid] }
      possible.push({ ...network, kind: 'association', product: 'ResourceSharing', action: 'AssociateResourceShare', parameters })
    }
    if (vpcs.length > 0 && routers.length > 0) {
      const instance = { InstanceId: pick(vpcs), InstanceType: 'VPC', InstanceRegionId: region }
      const parameters = { ClientToken: name, EcrId: pick(routers), EcrOwnerAliUid: prodUid, ...instance }
      possible.push({
        ...network,
        kind: 'grant',
        product: 'ExpressConnectRouter',
        action: 'GrantInstanceToExpressConnectRouter',
        parameters,
      })
    }
    return pick(possible)
  }

  const caller = async () => {
    while (!stop()) {
      const chosen = choose()
      const generation = sent.length % 2 === 0 ? 'v3' : 'v1'
      const { key, product, action, parameters } = chosen
      const call: Sent = { ...chosen, request: sign(key, product, action, parameters, { generation }) }
      sent.push(call)
      let reply: Reply
      try {
        reply = await client.send(call.request)
      } catch {
        return
      }
      if (reply.status !== 200) throw new Error(`${action} was refused: ${JSON.stringify(reply.body)}`)
      call.reply = reply
    }
  }
  await Promise.all(Array.from({ length: callers }, caller))
  return { region, sent }
}
