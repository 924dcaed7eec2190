import { carriesTags, list, operation, pageOf, structure } from '../../../model/index.js'
import { attachmentCountField, policyAnswer, policyFields, tagsOf, updateDate } from '../answers.js'
import { toldDate } from '../domain/dates.js'
import { badPolicyType } from '../errors.js'
import { listed, listing, listingEnd, policyType, tags, tagsAnswer } from '../parameters.js'
import { ram } from '../product.js'
import { attachmentCount, policiesInOrder } from '../reads.js'

export default operation(ram, {
  name: 'ListPolicies',
  does: 'Lists policies: those of Alibaba Cloud, then those of the account.',
  input: { PolicyType: policyType, Tag: tags, ...listed },
  output: {
    ...listing,
    Policies: structure({
      Policy: list(
        'The policies.',
        structure({ ...policyFields, UpdateDate: updateDate, AttachmentCount: attachmentCountField, Tags: tagsAnswer }),
      ),
    }),
  },
  access: { level: 'list', resources: [{ arn: 'acs:ram:*:{#accountId}:policy/*' }] },
  errors: badPolicyType,
  async run({ input, own, page }) {
    const { rows, nextToken } = await pageOf(page, policiesInOrder(own, input.PolicyType), ({ policy }) =>
      carriesTags(policy.tags ?? {}, input.Tag),
    )
    const Policy = await Promise.all(
      rows.map(async (row) => ({
        ...policyAnswer(row),
        UpdateDate: toldDate(row.policy.updatedAt),
        AttachmentCount: await attachmentCount(own, row),
        ...tagsOf(row.policy.tags),
      })),
    )
    return { ...listingEnd(nextToken), Policies: { Policy } }
  },
})
