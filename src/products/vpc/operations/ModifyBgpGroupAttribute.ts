import { clientToken, flag, onlyOwn, operation, required, secret, text, whole } from '../../../model/index.js'
import { ecrSideOf, ownGroup } from '../bgp.js'
import { isGroupFree, mayModifyGroup } from '../domain/bgp.js'
import { bgpErrors } from '../errors.js'
import { bgpDescription, bgpGroupParameter, bgpName, localAsn, peerAsn, requiredRegion } from '../parameters.js'
import { vpc } from '../product.js'
import { bgpGroups } from '../tables.js'

export default operation(vpc, {
  name: 'ModifyBgpGroupAttribute',
  documented: '2024-06-24',
  does: 'Changes a BGP group.',
  input: {
    RegionId: requiredRegion,
    BgpGroupId: required(bgpGroupParameter),
    PeerAsn: peerAsn,
    LocalAsn: localAsn,
    AuthKey: secret(text('The key of the peers.', '!PWZ2-example', { min: 1, max: 64 })),
    ClearAuthKey: flag('Whether they have no key any more.', false),
    IsFakeAsn: flag('Whether the number of the data centre is a stand-in.', false),
    RouteQuota: whole('Routes that a peer may send.', 110, { min: 1 }),
    Name: bgpName,
    Description: bgpDescription,
    ...clientToken,
  },
  // UNKNOWN: which resource RAM checks for a group that is named by its id.
  access: { level: 'update', resources: [{ arn: 'acs:vpc:{#regionId}:{#accountId}:virtualborderrouter/*' }] },
  errors: {
    ...bgpErrors,
    'InvalidBgpDiscription.Malformed': [400, 'Specified Bgp Group description is not valid.'],
    'InvalidParams.NotNull': [400, '%s'],
    'InvalidBgpGroup.LocalAsnInvalid': [
      400,
      'The specified BgpGroup LocalAsn is invalid, only support 64512 to 65534 or 4200000000 to 4294967294, and cannot be 65025.',
    ],
    'IllegalParam.PeerAsn': [400, '%s'],
    'IllegalParam.LocalAsn': [400, '%s'],
    'OperationFailed.PconnTrafficNotEnable': [400, 'The operation is failed because of PconnTrafficNotEnable.'],
    OperationUnsupport: [400, 'Operation is unsupport, not in vbr support custom local asn white list.'],
    'OperationFailed.ClearAuthKeyForbidden': [400, 'The specific auth key is not empty.'],
    'IllegalParam.RouteLimit': [400, 'The operation is failed because of bgp group max route entry num quota exceed.'],
    'OperationDenied.VbrAttachEcrInMiddleStatus': [
      400,
      'The operation is not allowed because of VBR attach or detach ECR in middle status.',
    ],
    'OperationUnsupported.VBRAttachedECR': [400, 'VBR already attached to ECR, please delete it from ECR.'],
    'InvalidRegionId.NotFound': [404, 'Specified value of "regionId" is not supported.'],
  },
  touches: onlyOwn,
  async run(context) {
    const { input, caller, region, now, own, settle, quota, transition } = context
    const found = await ownGroup(own, region, input.BgpGroupId, now)
    const ecr = found && (await ecrSideOf(context, caller.account, found.vbrId, now))
    const group = settle(isGroupFree({ group: found, ecr, now }))
    settle(
      mayModifyGroup({
        group,
        ecr,
        authKey: input.AuthKey,
        clearAuthKey: input.ClearAuthKey === true,
        localAsn: input.LocalAsn,
        peerAsn: input.PeerAsn,
        routeQuota: input.RouteQuota,
        most: quota('routesPerBgpPeer'),
      }),
    )
    own.put(bgpGroups, {
      ...group,
      name: input.Name ?? group.name,
      description: input.Description ?? group.description,
      localAsn: input.LocalAsn ?? group.localAsn,
      peerAsn: input.PeerAsn ?? group.peerAsn,
      authKey: input.ClearAuthKey ? '' : (input.AuthKey ?? group.authKey),
      isFakeAsn: input.IsFakeAsn ?? group.isFakeAsn,
      routeQuota: input.RouteQuota ?? group.routeQuota,
      phase: 'modifying',
      settlesAt: transition.settlesAt,
    })
  },
})
