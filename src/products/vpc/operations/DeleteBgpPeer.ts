import { clientToken, hasSettled, onlyOwn, operation, required } from '../../../model/index.js'
import { ownPeer } from '../bgp.js'
import { bgpErrors } from '../errors.js'
import { bgpPeerParameter, requiredRegion } from '../parameters.js'
import { vpc } from '../product.js'
import { endsAtOnce } from '../steps.js'
import { bgpPeers } from '../tables.js'

export default operation(vpc, {
  name: 'DeleteBgpPeer',
  documented: '2024-06-24',
  does: 'Deletes a BGP peer.',
  input: { RegionId: requiredRegion, BgpPeerId: required(bgpPeerParameter), ...clientToken },
  access: { level: 'delete', resources: [{ arn: 'acs:vpc:{#regionId}:{#accountId}:virtualborderrouter/*' }] },
  errors: {
    ...bgpErrors,
    'InvalidBgpDiscription.Malformed': [400, 'Specified Bgp Group description is not valid.'],
    'InvalidParams.NotNull': [400, 'invalid peer asn cannot equals aliyun asn:45104'],
    'InvalidBgpPeer.NotFound': [400, 'Bgp peer not found.'],
    'IncorrectStatus.BgpPeer': [400, 'Invalid BgpPeer status cannot operate.'],
    'InvalidRegionId.NotFound': [404, 'Specified value of "regionId" is not supported.'],
  },
  touches: onlyOwn,
  async run({ input, region, now, own, refuse, transition }) {
    const row = await ownPeer(own, region, input.BgpPeerId, now)
    if (!row) return refuse('InvalidBgpPeer.NotFound', { because: 'This account has no such BGP peer in the region.' })
    if (!hasSettled(row, now)) return refuse('IncorrectStatus.BgpPeer', { because: `${row.bgpPeerId} is ${row.phase}.` })
    if (endsAtOnce(transition, now)) own.delete(bgpPeers, row.bgpPeerId)
    else own.put(bgpPeers, { ...row, phase: 'deleting', settlesAt: transition.settlesAt })
  },
})
