const regionLabel = /^(?:cn|ap|us|eu|me|na|sa|af|rus)-[a-z]+(?:-[a-z0-9]+)*$/

/** The region that a host names: `resourcesharing.cn-shanghai.aliyuncs.com`, `cn-shanghai.localhost:8688`. */
export function regionOf(host: string): string | undefined {
  return host
    .replace(/:\d+$/, '')
    .split('.')
    .find((label) => regionLabel.test(label))
}
