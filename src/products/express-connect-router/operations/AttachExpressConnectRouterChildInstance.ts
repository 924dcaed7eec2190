import { accountId, operation, required, text } from '../../../model/index.js'
import { bidOf } from '../../resource-manager/reads.js'
import { vbrSide } from '../../vpc/reads.js'
import { vbrs } from '../../vpc/tables.js'
import { doesMpbgp, mayAttach } from '../domain/child-instance.js'
import { mayChangeRouter } from '../domain/lock.js'
import { mayJoinFrom } from '../domain/router.js'
import {
  associationStatus,
  associationUnknown,
  attachmentErrors,
  backendRefusals,
  childInstanceUnknown,
  ecrStatus,
  ecrUnknown,
  forceDeleting,
  illegal,
  locked,
  notGranted,
  regionUnsupported,
  vbrBusy,
} from '../errors.js'
import { childInstance, descriptionOfAttachment, ecrId, toEcr, usual } from '../parameters.js'
import { ecr, supportedRegions } from '../product.js'
import { ownRouter, standingOf } from '../reads.js'
import { startStep, sweep } from '../steps.js'
import { childInstances, grantsReceived } from '../tables.js'

export default operation(ecr, {
  name: 'AttachExpressConnectRouterChildInstance',
  does: 'Attaches a VBR to an ECR: one of the account, or one that its owner granted.',
  input: {
    ...ecrId,
    ...childInstance,
    ChildInstanceRegionId: required(text('The region that the VBR is in.', 'cn-hangzhou')),
    ChildInstanceOwnerId: accountId('The account that owns the VBR. Absent: the caller.', '1000000000000003'),
    ...descriptionOfAttachment,
    ...usual,
  },
  access: toEcr('create'),
  // Several of these belong to detaching; they are published here.
  errors: {
    ...ecrStatus,
    ...associationStatus,
    ...forceDeleting,
    ...attachmentErrors,
    'OperationDenied.VbrDoesNotSupportMpbgp': [400, 'The VBR does not support Mpbgp configuration.'],
    ...backendRefusals,
    ...regionUnsupported,
    ...illegal,
    ...locked,
    'Conflict.ASNOfVBR': [400, 'ASN already used by other VBR.'],
    ...vbrBusy,
    ...ecrUnknown,
    ...associationUnknown,
    ...notGranted,
    ...childInstanceUnknown,
  },
  touches: ({ input, caller }) =>
    input.ChildInstanceOwnerId === undefined ? [caller.account] : [caller.account, input.ChildInstanceOwnerId],
  async run(context) {
    const { input, caller, now, own, at, newId, settings, settle } = context
    const router = settle(mayChangeRouter(settle(await ownRouter(own, input.EcrId, now)), context))
    const regionId = settle(mayJoinFrom(input.ChildInstanceRegionId, supportedRegions))
    const owner = input.ChildInstanceOwnerId ?? caller.account
    const theirs = await standingOf(at(owner), input.ChildInstanceId)
    const found = await at(owner).get(vbrs, input.ChildInstanceId)
    const vbr = settle(
      mayAttach({
        router,
        owner,
        grant: await own.get(grantsReceived, router.ecrId, input.ChildInstanceId),
        vbr: found,
        side: found && (await vbrSide(context, owner, found)),
        regionId,
        bids: { router: await bidOf(own), owner: theirs.bid },
        attached: theirs.attached,
        now,
      }),
    )
    settle(doesMpbgp(vbr.vbrId, settings))
    await sweep(context, router.ecrId)
    const associationId = newId('ecr-assoc-', 18)
    const life = startStep(context, 'attaching', router, { id: vbr.vbrId, type: 'VBR', owner, associationId })
    own.put(childInstances, {
      associationId,
      ecrId: router.ecrId,
      vbrId: vbr.vbrId,
      vbrOwner: owner,
      regionId,
      ...(input.Description === undefined ? {} : { description: input.Description }),
      createdAt: now.toISOString(),
      modifiedAt: now.toISOString(),
      ...life,
    })
  },
})
