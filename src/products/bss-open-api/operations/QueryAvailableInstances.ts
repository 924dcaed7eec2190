import { accountId, list, operation, structure, text, whole } from '../../../model/index.js'
import { accounts } from '../../resource-manager/tables.js'
import { bssOpenApi } from '../product.js'

const time = (note: string) => text(note, '2026-01-01T00:00:00Z')

export default operation(bssOpenApi, {
  name: 'QueryAvailableInstances',
  documented: '2024-06-24',
  does: 'Lists what an account has bought: nothing here. Refuses the international site, by which clients tell an account.',
  input: {
    Region: text('Only instances of this region.', 'cn-hangzhou'),
    PageNum: whole('Which page, from 1.', 1, { min: 1, default: 1 }),
    PageSize: whole('Entries per page.', 20, { min: 1, max: 300, default: 20 }),
    ProductCode: text('Only instances of this product.', 'rds'),
    ProductType: text('Only instances of this type.', 'rds'),
    SubscriptionType: text('Only instances paid so.', 'Subscription'),
    InstanceIDs: text('Only these, ids separated by commas.', 'rm-1'),
    EndTimeStart: time('Only instances that end after this.'),
    EndTimeEnd: time('Only instances that end before this.'),
    CreateTimeStart: time('Only instances created after this.'),
    CreateTimeEnd: time('Only instances created before this.'),
    RenewStatus: text('Only instances renewed so.', 'AutoRenewal'),
  },
  output: {
    Data: structure({
      PageNum: whole('Which page this is.', 1),
      PageSize: whole('Entries per page.', 20),
      TotalCount: whole('Entries on all pages.', 0),
      InstanceList: list(
        'What was bought; nothing here.',
        structure({
          InstanceID: text('Its id.', 'rm-1'),
          OwnerId: accountId('Whose it is.'),
          Seller: text('Who sold it.', '26842'),
          SellerId: accountId('The account of who sold it.'),
          ProductCode: text('The product.', 'rds'),
          ProductType: text('The type of the product.', 'rds'),
          SubscriptionType: text('How it is paid.', 'Subscription'),
          Region: text('Its region.', 'cn-hangzhou'),
          Status: text('Its state.', 'Normal'),
          SubStatus: text('More on its state.', 'Normal'),
          RenewStatus: text('How it is renewed.', 'ManualRenewal'),
          RenewalDuration: whole('For how long.', 1),
          RenewalDurationUnit: text('In which unit.', 'M'),
          CreateTime: time('When it was created.'),
          EndTime: time('Until when it is paid.'),
          StopTime: time('When it is stopped.'),
          ReleaseTime: time('When it is released.'),
          ExpectedReleaseTime: time('When it is expected to be released.'),
        }),
      ),
    }),
  },
  errors: {
    // Code: what the Terraform provider looks for. UNKNOWN: status and text, which are not published.
    NotApplicable: [400, 'This API is not applicable for caller.'],
  },
  // UNKNOWN: the permission that it needs; clients call it unasked at their start, so any valid key may.
  access: { level: 'get', open: true },
  async run({ input, caller, own, refuse }) {
    const account = await own.get(accounts, caller.account)
    if (account?.site === 'international')
      return refuse('NotApplicable', {
        because: `Account ${caller.account} is of the international site, whose billing has another address.`,
        next: 'Nothing to do: Terraform takes this answer for the site of the account.',
      })
    return { Data: { PageNum: input.PageNum ?? 1, PageSize: input.PageSize ?? 20, TotalCount: 0, InstanceList: [] } }
  },
})
