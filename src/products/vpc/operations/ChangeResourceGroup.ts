import { onlyOwn, operation, required, text } from '../../../model/index.js'
import { requiredRegion } from '../parameters.js'
import { vpc } from '../product.js'
import { resourcesOf } from '../tag-parameters.js'
import { kindsOfLines } from '../tagging.js'

export default operation(vpc, {
  name: 'ChangeResourceGroup',
  documented: '2024-06-24',
  does: 'Puts a physical connection or a VBR into another resource group. Its list has no code for an unknown group: any is taken.',
  input: {
    RegionId: requiredRegion,
    ResourceType: required(text('The kind of resource.', 'VIRTUALBORDERROUTER')),
    ResourceId: required(text('The resource.', 'vbr-bp1jcg5cmxjbl9xgcx2ky')),
    NewResourceGroupId: required(text('The resource group.', 'rg-acfmxazb4ph6aiy')),
  },
  access: { level: 'update', resources: resourcesOf(['PHYSICALCONNECTION', 'VIRTUALBORDERROUTER']) },
  errors: {
    'ResourceType.Unknown': [400, 'Unknown ResourceType.'],
    'InvalidInstanceId.NotFound': [400, 'The specified instance id does not exist.'],
    'InvalidResourceId.NotFound': [400, 'This resourceId already has flowlog instance existed.'],
  },
  touches: onlyOwn,
  async run({ input, region, now, own, refuse }) {
    const type = input.ResourceType.toUpperCase()
    const kind = Object.hasOwn(kindsOfLines, type) ? kindsOfLines[type] : undefined
    if (!kind)
      return refuse('ResourceType.Unknown', {
        because: `${input.ResourceType} is none of ${Object.keys(kindsOfLines).join(', ')}.`,
      })
    const thing = await kind.one(own, region, input.ResourceId, now)
    if (!thing)
      return refuse('InvalidInstanceId.NotFound', { because: `This account has no ${input.ResourceType} of this id in ${region}.` })
    thing.put(own, { resourceGroupId: input.NewResourceGroupId })
  },
})
