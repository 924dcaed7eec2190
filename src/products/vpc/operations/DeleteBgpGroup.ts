import { clientToken, onlyOwn, operation, required } from '../../../model/index.js'
import { ecrSideOf, ownGroup, peersOf } from '../bgp.js'
import { isGroupFree } from '../domain/bgp.js'
import { bgpErrors } from '../errors.js'
import { bgpGroupParameter, requiredRegion } from '../parameters.js'
import { vpc } from '../product.js'
import { endsAtOnce } from '../steps.js'
import { bgpGroups } from '../tables.js'

export default operation(vpc, {
  name: 'DeleteBgpGroup',
  documented: '2024-06-24',
  does: 'Deletes a BGP group that has no peers.',
  input: { RegionId: requiredRegion, BgpGroupId: required(bgpGroupParameter), ...clientToken },
  access: { level: 'delete', resources: [{ arn: 'acs:vpc:{#regionId}:{#accountId}:virtualborderrouter/*' }] },
  errors: {
    ...bgpErrors,
    'InvalidBgpDiscription.Malformed': [400, 'Specified Bgp Group description is not valid.'],
    'InvalidParams.NotNull': [400, 'invalid peer asn cannot equals aliyun asn:45104'],
    'OperationDenied.VbrAttachEcrInMiddleStatus': [
      400,
      'The operation is not allowed because of VBR attach or detach ECR in middle status.',
    ],
    'InvalidRegionId.NotFound': [404, 'Specified value of "regionId" is not supported.'],
    'DependencyViolation.BgpPeer': [404, 'Specified object has dependent resources bgp peer.'],
  },
  touches: onlyOwn,
  async run(context) {
    const { input, caller, region, now, own, settle, refuse, transition } = context
    const found = await ownGroup(own, region, input.BgpGroupId, now)
    const ecr = found && (await ecrSideOf(context, caller.account, found.vbrId, now))
    const group = settle(isGroupFree({ group: found, ecr, now }))
    const peers = (await peersOf(own, group.vbrId, now)).filter(({ bgpGroupId }) => bgpGroupId === group.bgpGroupId)
    if (peers.length > 0)
      return refuse('DependencyViolation.BgpPeer', {
        because: `${group.bgpGroupId} has ${peers.length} peers.`,
        next: 'Delete them first.',
      })
    if (endsAtOnce(transition, now)) own.delete(bgpGroups, group.bgpGroupId)
    else own.put(bgpGroups, { ...group, phase: 'deleting', settlesAt: transition.settlesAt })
  },
})
