import { onlyOwn, operation, required, structure, text, withTags } from '../../../model/index.js'
import { resourceGroupStatusAt } from '../domain/resource-group.js'
import { groupFields, groupLabel, groupRegions, groupShown, groupStatus, labelErrors, regionsShown } from '../group-answers.js'
import { tags } from '../parameters.js'
import { resourceManager } from '../product.js'
import { resourceGroupsOf } from '../reads.js'
import { type ResourceGroup, resourceGroups } from '../tables.js'

export default operation(resourceManager, {
  name: 'CreateResourceGroup',
  documented: '2025-12-15',
  does: 'Creates a resource group.',
  input: {
    Name: required(
      text('Its name, unlike all others of the account.', 'my-project', { min: 2, max: 50, pattern: /^[A-Za-z][A-Za-z0-9-]*$/ }),
    ),
    DisplayName: required(groupLabel),
    Tag: tags('Tags of the group.'),
  },
  output: { ResourceGroup: structure({ ...groupFields, ...groupStatus, ...groupRegions }) },
  access: { level: 'create', resources: [{ arn: 'acs:ram:*:{#accountId}:resourcegroup/*' }] },
  errors: {
    'InvalidParameter.Name.InvalidChars': [400, 'The Name is invalid.'],
    'InvalidParameter.Name.Length': [400, 'The maximum length of Name is exceeded.'],
    ...labelErrors,
    'LimitExceeded.ResourceGroup': [409, 'The count of resource groups beyond the current limits.'],
    // UNKNOWN: no code is listed for a name that is taken, though names are said to be unique; this one follows the pattern.
    'EntityAlreadyExists.ResourceGroup': [409, 'The specified resource group already exists.'],
  },
  touches: onlyOwn,
  async run({ input, caller, now, own, newId, quota, refuse, transition }) {
    const groups = await resourceGroupsOf(own, now)
    if (groups.some(({ name }) => name === input.Name))
      refuse('EntityAlreadyExists.ResourceGroup', { because: `This account has a resource group ${input.Name}.` })
    const most = quota('resourceGroups')
    // The default one was not created.
    if (groups.length - 1 >= most)
      refuse('LimitExceeded.ResourceGroup', { because: `This account may create ${most} resource groups.`, next: 'Delete one.' })
    const group: ResourceGroup = {
      resourceGroupId: newId('rg-aek', 12),
      name: input.Name,
      displayName: input.DisplayName,
      tags: withTags({}, input.Tag),
      phase: 'live',
      createdAt: now.toISOString(),
      settlesAt: transition.settlesAt,
    }
    for (const row of await own.all(resourceGroups, 'byCreated', []))
      if (resourceGroupStatusAt(row, now) === undefined) own.delete(resourceGroups, row.resourceGroupId)
    own.put(resourceGroups, group)
    const status = { Status: 'Creating' }
    const regions = regionsShown(group, now).RegionStatuses.RegionStatus.map((region) => ({ ...region, ...status }))
    return { ResourceGroup: { ...groupShown(group, caller.account), ...status, RegionStatuses: { RegionStatus: regions } } }
  },
})
