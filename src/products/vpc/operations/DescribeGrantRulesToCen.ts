import { accountId, list, operation, structure, text } from '../../../model/index.js'
import { cenGrantsGiven } from '../../cen/tables.js'
import { grantableInstance } from '../grants.js'
import { cenParameters, pageAnswer, pageByNumber, pageNumbers, resourceGroup, timeAnswered } from '../parameters.js'
import { vpc } from '../product.js'
import { newestFirst } from '../reads.js'

export default operation(vpc, {
  name: 'DescribeGrantRulesToCen',
  documented: '2024-06-24',
  does: 'Lists the CEN instances that may attach a VPC or VBR of the account. What is unknown has none.',
  input: {
    ...cenParameters,
    ResourceGroupId: resourceGroup,
    // A read: the token is taken and changes nothing.
    ClientToken: text('Ignored.', '02fb3da4-130e-11e9-8e44-001'),
    ...pageNumbers,
  },
  output: {
    ...pageAnswer,
    CenGrantRules: structure({
      CbnGrantRule: list(
        'The grants of the page.',
        structure({
          CenInstanceId: text('The CEN instance.', 'cen-7qthudw0ll6jmc0001'),
          CenOwnerId: accountId('The account that owns it.', '1000000000000002'),
          CreationTime: text('When it was granted.', '2026-01-01T00:00:00Z'),
        }),
      ),
    }),
  },
  access: {
    level: 'list',
    resources: [
      { when: { InstanceType: 'VPC' }, arn: 'acs:vpc:{#regionId}:{#accountId}:vpc/{#VpcId}', id: 'InstanceId' },
      { when: { InstanceType: 'VBR' }, arn: 'acs:vpc:{#regionId}:{#accountId}:virtualborderrouter/{#VbrId}', id: 'InstanceId' },
    ],
  },
  errors: {},
  async run({ input, caller, region, now, own }) {
    const instance = await grantableInstance(own, region, { type: input.InstanceType, id: input.InstanceId }, now)
    const isAsked = instance && (input.ResourceGroupId === undefined || instance.resourceGroupId === input.ResourceGroupId)
    const given = isAsked ? await own.all(cenGrantsGiven, 'key', [input.InstanceId]) : []
    const seen = given.map((row) => ({ owner: caller.account, row })).sort(newestFirst(({ cenId }) => cenId))
    const { rows, about } = pageByNumber(seen, input)
    const CbnGrantRule = rows.map(({ row }) => ({
      CenInstanceId: row.cenId,
      CenOwnerId: row.cenOwner,
      CreationTime: timeAnswered(row.createdAt),
    }))
    return { ...about, CenGrantRules: { CbnGrantRule } }
  },
})
