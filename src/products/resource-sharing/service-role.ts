/** The service-linked role that sharing inside of a directory works with. Facts: page on the role, resource-sharing 15. */

import { linkedRole, serviceNamed } from '../ram/domain/service-linked.js'

export function serviceLinkedRole(now: Date, roleId: string) {
  const service = serviceNamed('resourcesharing.aliyuncs.com')
  if (!service) throw new Error('Resource Sharing is a service that has a role')
  return linkedRole(service, now, roleId)
}
