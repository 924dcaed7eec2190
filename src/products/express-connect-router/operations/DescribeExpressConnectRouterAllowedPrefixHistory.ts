import { list, oneOf, operation, structure, text } from '../../../model/index.js'
import { toEpochMilliseconds } from '../domain/times.js'
import { associationUnknown, ecrUnknown, illegal } from '../errors.js'
import { ecrId, toEcr, usual } from '../parameters.js'
import { prefixesOf } from '../prefixes.js'
import { ecr } from '../product.js'
import { nextHopsOf, ownAssociation, ownRouter } from '../reads.js'

const entry = structure({
  AllowedPrefix: list('The blocks, in the order given.', text('CIDR block.', '172.16.0.0/24')),
  GmtCreate: text('When they were set, in milliseconds since 1970.', '1767225600000'),
})

export default operation(ecr, {
  name: 'DescribeExpressConnectRouterAllowedPrefixHistory',
  does: 'Lists which blocks an association was given to announce, one list after the other.',
  input: {
    ...ecrId,
    AssociationId: text('The association. Or name what is associated.', 'ecr-assoc-9p2qxx5phpca2m0001', {
      pattern: /^ecr-assoc-[0-9a-z]+$/,
    }),
    InstanceId: text('The VPC or the transit router.', 'vpc-bp1h37fchc6jmfyln0001', { pattern: /^(vpc|tr)-[0-9a-z]+$/ }),
    InstanceType: oneOf(['VPC', 'TR'], 'Kind of the instance.'),
    ...usual,
  },
  output: { AllowedPrefixHistoryList: list('The lists, newest first.', entry) },
  access: toEcr('list'),
  errors: {
    'ResourceNotFound.InstanceId': [400, 'The instance id does not exist.'],
    ...illegal,
    ...ecrUnknown,
    ...associationUnknown,
  },
  async run({ input, now, own, settle, refuse }) {
    const router = settle(await ownRouter(own, input.EcrId, now))
    let { AssociationId } = input
    if (input.InstanceId !== undefined) {
      const hop = (await nextHopsOf(own, router.ecrId, now)).get(input.InstanceId)
      // UNKNOWN: how the kind counts. It is told from the id, so one that is left out is not missed.
      const fits =
        hop && (input.InstanceType ?? hop.kind) === hop.kind && (AssociationId ?? hop.associationId) === hop.associationId
      if (!fits)
        return refuse('ResourceNotFound.InstanceId', { because: `${router.ecrId} has no such association of ${input.InstanceId}.` })
      AssociationId = hop.associationId
    }
    // UNKNOWN: which of the two a call that names neither is told to give.
    if (AssociationId === undefined)
      return refuse('MissingParam.%s', {
        fill: ['AssociationId', 'AssociationId'],
        because: 'Neither AssociationId nor InstanceId is given.',
        next: 'Give one of the two.',
      })
    settle(await ownAssociation(own, router.ecrId, AssociationId, now))
    const lists = await prefixesOf(own, AssociationId)
    return {
      AllowedPrefixHistoryList: lists.map(({ allowedPrefixes, createdAt }) => ({
        AllowedPrefix: allowedPrefixes,
        GmtCreate: toEpochMilliseconds(createdAt),
      })),
    }
  },
})
